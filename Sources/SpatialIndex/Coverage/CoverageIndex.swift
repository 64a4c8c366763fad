public import GeometryCore

/// Finds what of some lines lies within a radius of the legs of tracks.
///
/// The lines' segments are filed in a grid of square cells, four times as wide as a segment is long and at least 50 m,
/// so that a leg of a few metres looks into one to four cells. Small things of one size are what grids are best at: a
/// ``PackedRTree`` of the segments takes six times as long to build, and searching it alone as long as a sweep. Each
/// pair of leg and segment is settled by the closed form of ``Capsule``. Lines are numbered by their place in the
/// initialiser's array; places along a line are metres from its first point.
///
/// Coordinates are plane metres, or WGS 84 degrees. For degrees each segment has a flat map of its own, at its middle
/// latitude, on which it is straight. An interval's end is then where the leg is within 1 cm of the radius away, for
/// legs and segments up to a kilometre long, a radius up to 50 m and latitudes below 60°; tests hold it to that. Lines
/// must not cross the 180° meridian.
///
/// The index is immutable. ``CoverageSweep`` sums up the tracks of a day; ``contacts(from:to:within:leg:into:)`` tells
/// what a single leg covers, and which way it goes there.
public struct CoverageIndex: Sendable {
    /// What the coordinates of lines and fixes are.
    public enum Unit: Hashable, Sendable {
        /// Degrees of WGS 84: `x` is the longitude.
        case degrees
        /// Metres on a plane, such as those of a Gauss–Krüger zone.
        case metres
    }

    let points: [Point]
    /// Where each line's points start, and one more.
    let offsets: [Int]
    /// For each point, how many metres along its line it lies.
    let positions: [Double]
    let scale: LineScale
    let grid: CellGrid

    /// Builds the index of lines in degrees of WGS 84.
    ///
    /// - Complexity: O(*n*) in points.
    public init(lines: [LineString]) {
        var points: [Point] = []
        points.reserveCapacity(lines.reduce(0) { $0 + $1.points.count })
        var offsets = [0]
        offsets.reserveCapacity(lines.count + 1)
        for line in lines {
            points += line.points
            offsets.append(points.count)
        }
        self.init(points: points, offsets: offsets, in: .degrees)
    }

    /// Builds the index of lines that are given as one array of points.
    ///
    /// A segment with an end that is no place (not finite, beyond 90° of latitude, 360° of longitude or a million
    /// kilometres) has no length and is never covered.
    ///
    /// - Parameters:
    ///   - points: The points of all lines, one line after another; fewer than 2³⁰.
    ///   - offsets: Where each line starts in `points`, ascending, and at last where the last one ends. A line of fewer
    ///     than two points has no length.
    ///   - unit: What the coordinates are.
    /// - Precondition: The offsets ascend and lie within the points.
    /// - Complexity: O(*n*) in points.
    public init(points: [Point], offsets: [Int], in unit: Unit) {
        precondition(points.count < 1 << 30, "more points than the index numbers")
        precondition(Self.ascend(offsets, within: points.count), "offsets must ascend within the points")
        let scale = LineScale(points: points, unit: unit)
        let (positions, mean) = Self.positions(points, offsets, scale)
        // Not below what a minute's walk needs; twice as large while most cells would be empty.
        var cell = max(50, 4 * mean)
        var grid: CellGrid
        repeat {
            grid = CellGrid(points: points, offsets: offsets, scale: scale, layout: scale.layout(cell: cell))
            cell *= 2
        } while grid.isSparse
        (self.points, self.offsets, self.positions, self.scale, self.grid) = (points, offsets, positions, scale, grid)
    }

    /// Whether offsets cut an array of `count` into parts.
    static func ascend(_ offsets: [Int], within count: Int) -> Bool {
        (offsets.first ?? 0) >= 0 && (offsets.last ?? 0) <= count && zip(offsets, offsets.dropFirst()).allSatisfy(<=)
    }

    /// For each point the metres along its line, and the mean length of the segments.
    private static func positions(_ points: [Point], _ offsets: [Int], _ scale: LineScale) -> ([Double], mean: Double) {
        var positions = [Double](repeating: 0, count: points.count)
        var (total, segmentCount) = (0.0, 0)
        let points = points.span
        var places = positions.mutableSpan
        for (first, end) in zip(offsets, offsets.dropFirst()) where end - first > 1 {
            var position = 0.0
            var start = points[first]
            for vertex in first + 1..<end {
                let point = points[vertex]
                if !scale.hasStrays || (scale.isPlace(start) && scale.isPlace(point)) {
                    position += scale.frame(vertex - 1, from: start, to: point).length
                    segmentCount += 1
                }
                places[vertex] = position
                start = point
            }
            total += position
        }
        return (positions, segmentCount > 0 ? total / Double(segmentCount) : 0)
    }

    /// How many lines there are.
    public var lineCount: Int { max(0, offsets.count - 1) }

    /// The length of a line in metres.
    ///
    /// For degrees the sum of flat lengths, which differs from the geodesic one by less than 1 mm in a kilometre where
    /// segments are no longer than that.
    ///
    /// - Precondition: The line is one of the index's.
    public func length(ofLine line: Int) -> Double {
        offsets[line + 1] > offsets[line] ? positions[offsets[line + 1] - 1] : 0
    }

    /// The line to which the segment that starts at a point belongs.
    func line(ofSegment segment: Int) -> Int {
        var (low, high) = (0, offsets.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offsets[middle] <= segment { low = middle } else { high = middle }
        }
        return low
    }

    @inline(__always)
    func frame(_ segment: Int) -> SegmentFrame {
        scale.frame(segment, from: points[segment], to: points[segment + 1])
    }

    /// A place of a segment, given in metres from its start, as metres along the line.
    ///
    /// A segment's whole length gives the next one's start to the bit, for that was added up in the same way.
    @inline(__always)
    func position(_ along: Double, onSegment segment: Int) -> Double { positions[segment] + along }

    /// Whether a segment comes near `window`; touching counts.
    @inline(__always)
    func segment(_ segment: Int, meets window: Box) -> Bool {
        let (a, b) = (points[segment], points[segment + 1])
        return min(a.x, b.x) <= window.maxX && max(a.x, b.x) >= window.minX
            && min(a.y, b.y) <= window.maxY && max(a.y, b.y) >= window.minY
    }
}
