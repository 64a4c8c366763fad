import Foundation

/// Which metres of lines were truly walked along, found by looking at each of them.
///
/// Every metre of every line is looked at by its middle. It was walked when somebody's true way passed within `radius` of
/// it at walking speed and in the line's direction, or against it, by 45° at most. Nothing here is shared with the code
/// that is judged.
public struct DenseTruth: Sendable {
    /// For each line, for each of its metres, whether it was walked; the last metre may be a shorter one.
    public let walked: [[Bool]]
    /// The lines' lengths in metres.
    public let lengths: [Double]

    /// Looks at every metre.
    ///
    /// - Parameters:
    ///   - lines: The lines, in plane metres.
    ///   - walks: The true ways.
    ///   - radius: From how far off a metre is looked at, in metres.
    ///   - speeds: What is walking, in metres a second.
    public init(
        of lines: [TownLine],
        walks: [TownWalk],
        radius: Double = 15,
        speeds: ClosedRange<Double> = 0.3...3
    ) {
        // A plain grid of all seconds' steps that are walked; a step is shorter than a cell.
        struct Cell: Hashable { let (x, y): (Int, Int) }
        let size = radius + speeds.upperBound
        func cell(_ place: XY) -> Cell {
            Cell(x: Int((place.x / size).rounded(.down)), y: Int((place.y / size).rounded(.down)))
        }
        var steps: [Cell: [(from: XY, to: XY)]] = [:]
        for walk in walks {
            for (from, to) in zip(walk.places, walk.places.dropFirst())
            where speeds.contains(Town.distance(from, to)) {
                steps[cell(from), default: []].append((from, to))
            }
        }
        lengths = lines.map(\.metres)
        walked = lines.map { line in
            (0..<Int(line.metres.rounded(.up))).map { metre in
                let (place, direction) = line.place(at: min(Double(metre) + 0.5, line.metres))
                let home = cell(place)
                for x in home.x - 1...home.x + 1 {
                    for y in home.y - 1...home.y + 1 {
                        for step in steps[Cell(x: x, y: y)] ?? []
                        where Self.passes(step, place, direction, radius) { return true }
                    }
                }
                return false
            }
        }
    }

    private static func passes(_ step: (from: XY, to: XY), _ place: XY, _ direction: XY, _ radius: Double) -> Bool {
        let (dx, dy) = (step.to.x - step.from.x, step.to.y - step.from.y)
        let length = hypot(dx, dy)
        // The cosine of 45°.
        guard abs(dx * direction.x + dy * direction.y) >= length * 0.5.squareRoot() else { return false }
        let along = ((place.x - step.from.x) * dx + (place.y - step.from.y) * dy) / (length * length)
        let share = min(1, max(0, along))
        return hypot(place.x - step.from.x - share * dx, place.y - step.from.y - share * dy) <= radius
    }

    /// How long a metre of a line is: 1 m but for the last one.
    func length(ofMetre metre: Int, line: Int) -> Double { min(1, lengths[line] - Double(metre)) }

    /// The walked parts of a line, in metres along it.
    public func intervals(ofLine line: Int) -> [(from: Double, to: Double)] {
        var parts: [(from: Double, to: Double)] = []
        for metre in walked[line].indices where walked[line][metre] {
            let (from, to) = (Double(metre), Double(metre) + length(ofMetre: metre, line: line))
            if let last = parts.last, last.to == from {
                parts[parts.count - 1].to = to
            } else {
                parts.append((from, to))
            }
        }
        return parts
    }
}
