import Foundation

/// A seeded town with low-voltage lines as a Chinese county town has them, in plane metres around its middle.
///
/// Streets make a grid of blocks of 90–180 m. Lines run along them for one to three blocks with a pole every 40 m: on one
/// side, on both, in two circuits on the same poles, or with another 20 m away behind the houses. Alleys with many bends
/// lead through blocks and dead ends into them. Service drops leave lines at right angles. Along some stretches of street
/// houses are so high that satellites are seen aslant.
public struct Town: Sendable {
    /// A stretch of street where every position is off by some metres in one direction.
    public struct Canyon: Sendable {
        /// The south-west corner.
        public let low: XY
        /// The north-east corner.
        public let high: XY
        /// By how much, in metres: 15–30 m.
        public let bias: XY

        /// Whether a place lies in it.
        public func contains(_ place: XY) -> Bool {
            place.x >= low.x && place.x <= high.x && place.y >= low.y && place.y <= high.y
        }
    }

    /// All lines but service drops.
    public private(set) var lines: [TownLine] = []
    /// The service drops.
    public private(set) var drops: [TownLine] = []
    /// Where positions are off.
    public private(set) var canyons: [Canyon] = []
    /// Where streets from south to north run.
    public let columns: [Double]
    /// Where streets from west to east run.
    public let rows: [Double]

    /// Builds a town of some blocks; equal seeds build equal towns.
    public init(seed: UInt64, columns columnCount: Int = 7, rows rowCount: Int = 5) {
        var random = SeededGenerator(seed: seed)
        func places(_ count: Int) -> [Double] {
            var sum = 0.0
            let places: [Double] =
                [0]
                + (0..<count).map { _ in
                    sum += .random(in: 90...180, using: &random)
                    return sum
                }
            return places.map { $0 - sum / 2 }
        }
        columns = places(columnCount)
        rows = places(rowCount)
        for place in columns { addStreet(at: place, crossings: rows, isNorth: true, using: &random) }
        for place in rows { addStreet(at: place, crossings: columns, isNorth: false, using: &random) }
        for column in 0..<columnCount {
            for row in 0..<rowCount { addBlock(column, row, using: &random) }
        }
        for line in lines { addDrops(of: line, using: &random) }
    }

    /// The distance of two places in metres.
    public static func distance(_ a: XY, _ b: XY) -> Double { hypot(b.x - a.x, b.y - a.y) }

    private mutating func addStreet(
        at place: Double,
        crossings: [Double],
        isNorth: Bool,
        using random: inout SeededGenerator
    ) {
        func xy(_ along: Double, _ across: Double) -> XY {
            isNorth ? (x: place + across, y: along) : (x: along, y: place + across)
        }
        var first = 0
        while first + 1 < crossings.count {
            let last = min(crossings.count - 1, first + .random(in: 1...3, using: &random))
            let (from, to) = (crossings[first] + 3, crossings[last] - 3)
            // The street's poles, each a little out of line; all lines on it or beside it have the same.
            let count = max(1, Int((to - from) / 40))
            let poles = (0...count).map { pole in
                (
                    along: from + (to - from) * Double(pole) / Double(count),
                    jitter: Double.random(in: -0.3...0.3, using: &random)
                )
            }
            func add(_ kind: TownLine.Kind, _ offsets: Double...) {
                let start = lines.count
                for (index, offset) in offsets.enumerated() {
                    let points = poles.map { xy($0.along, offset + $0.jitter) }
                    let twin = offsets.count > 1 ? start + 1 - index : nil
                    lines.append(TownLine(code: "L\(lines.count)", kind: kind, points: points, twin: twin))
                }
            }
            let side: Double = Bool.random(using: &random) ? 1 : -1
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: add(.single, 5 * side)
            case 3..<5:
                let aside = Double.random(in: 4.5...6.5, using: &random)
                add(.facing, aside, -aside)
            case 5..<7: add(.double, 5 * side, 6.5 * side)
            case 7..<9: add(.parallel, 5 * side, 25 * side)
            default: break
            }
            if Int.random(in: 0..<6, using: &random) == 0 {
                let angle = Double.random(in: 0.25 * .pi...0.75 * .pi, using: &random)
                let (bias, sign) = (Double.random(in: 15...30, using: &random), Bool.random(using: &random) ? 1.0 : -1)
                let offset = isNorth ? (x: sin(angle), y: cos(angle)) : (x: cos(angle), y: sin(angle))
                canyons.append(
                    Canyon(
                        low: xy(from, -15),
                        high: xy(min(to, from + .random(in: 80...200, using: &random)), 15),
                        bias: (x: sign * bias * offset.x, y: sign * bias * offset.y)
                    )
                )
            }
            first = last
        }
    }

    private mutating func addBlock(_ column: Int, _ row: Int, using random: inout SeededGenerator) {
        let (west, east) = (columns[column], columns[column + 1])
        let (south, north) = (rows[row], rows[row + 1])
        func add(_ kind: TownLine.Kind, _ points: [XY]) {
            lines.append(TownLine(code: "L\(lines.count)", kind: kind, points: points, twin: nil))
        }
        if Int.random(in: 0..<5, using: &random) < 2 {
            let (start, rise) = (
                Double.random(in: 0.35...0.65, using: &random), Double.random(in: 6...14, using: &random)
            )
            let waves = Double.random(in: 1...2.5, using: &random)
            let count = Int((east - west - 16) / 5)
            add(
                .bend,
                (0...count).map { step in
                    let share = Double(step) / Double(count)
                    let y = south + (north - south) * start + rise * sin(2 * .pi * waves * share)
                    return (x: west + 8 + (east - west - 16) * share, y: y)
                }
            )
        }
        if Int.random(in: 0..<5, using: &random) < 2 {
            let x = west + (east - west) * .random(in: 0.3...0.7, using: &random)
            let reach = Double.random(in: 30...70, using: &random)
            // Away from the alley's middle height, which it may meet.
            add(.deadEnd, [(x: x, y: south + 6), (x: x + 1, y: south + 6 + reach / 2), (x: x, y: south + 6 + reach)])
        }
    }

    private mutating func addDrops(of line: TownLine, using random: inout SeededGenerator) {
        var along = Double.random(in: 5...30, using: &random)
        while along < line.metres {
            let (place, direction) = line.place(at: along)
            let reach = Double.random(in: 5...25, using: &random) * (Bool.random(using: &random) ? 1 : -1)
            let end = (x: place.x - reach * direction.y, y: place.y + reach * direction.x)
            drops.append(TownLine(code: "D\(drops.count)", kind: .drop, points: [place, end], twin: nil))
            along += .random(in: 15...45, using: &random)
        }
    }
}
