internal import GeometryCore

/// A district on the picture, as far as labels are concerned: its largest part.
struct LabelShape {
    /// A level stretch that is wholly inside.
    struct Chord {
        var middle: Point
        var width: Double
    }

    /// The rings of the largest part, in pixels.
    private let rings: [[Point]]
    private let box: Box
    /// Its size in square pixels, for the order of labels.
    let area: Double

    init(_ area: MultiPolygon, in frame: MapFrame) {
        func pixels(_ ring: Ring) -> [Point] {
            let spots = frame.spots(ring.points.dropLast())
            return spots.map { Point(x: Double($0.x) / 10, y: Double($0.y) / 10) }
        }
        let parts = area.polygons.map { (polygon: $0, shell: pixels($0.shell)) }
        let sizes = parts.map { abs(Self.doubledArea($0.shell)) / 2 }
        guard let largest = sizes.indices.max(by: { sizes[$0] < sizes[$1] }) else {
            (rings, box, self.area) = ([], .empty, 0)
            return
        }
        rings = [parts[largest].shell] + parts[largest].polygon.holes.map(pixels)
        box = Box(parts[largest].shell)
        self.area = sizes[largest]
    }

    private static func doubledArea(_ points: [Point]) -> Double {
        guard let last = points.last else { return 0 }
        var (sum, before) = (0.0, last)
        for point in points {
            sum += (before.x - point.x) * (before.y + point.y)
            before = point
        }
        return sum
    }

    /// Stretches in which a text of a height fits, the widest first, those near the middle before others.
    func chords(height: Double, lines: Int) -> [Chord] {
        guard box.height > height else { return [] }
        var result: [Chord] = []
        for line in 1..<lines {
            let y = box.minY + height / 2 + (box.height - height) * Double(line) / Double(lines)
            // What is inside at the top, the middle and the bottom of the text is inside, but for odd spikes.
            let levels = [y, y - height / 2, y + height / 2].map(inside)
            let shared = levels.dropFirst().reduce(levels[0]) { Self.common($0, $1) }
            guard let widest = shared.max(by: { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound })
            else { continue }
            let width = widest.upperBound - widest.lowerBound
            result.append(Chord(middle: Point(x: (widest.lowerBound + widest.upperBound) / 2, y: y), width: width))
        }
        let middle = box.centre.y
        func merit(_ chord: Chord) -> Double {
            chord.width * (1 - 0.5 * abs(chord.middle.y - middle) / box.height)
        }
        return result.sorted { merit($0) > merit($1) }
    }

    /// The stretches of a level line that are inside, by even and odd crossings.
    private func inside(_ y: Double) -> [ClosedRange<Double>] {
        var crossings: [Double] = []
        for ring in rings {
            guard var before = ring.last else { continue }
            for point in ring {
                if (before.y <= y) != (point.y <= y) {
                    crossings.append(before.x + (y - before.y) / (point.y - before.y) * (point.x - before.x))
                }
                before = point
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]...crossings[$0 + 1] }
    }

    private static func common(_ a: [ClosedRange<Double>], _ b: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
        a.flatMap { first in
            b.compactMap { second in
                let (low, high) = (
                    max(first.lowerBound, second.lowerBound), min(first.upperBound, second.upperBound)
                )
                return low < high ? low...high : nil
            }
        }
    }
}
