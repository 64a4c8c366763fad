public import GeometryCore
import Projection
public import SpatialIndex
public import Territory

/// The lines of a bureau as patrols see them: one picture of the store, immutable.
///
/// Places along a line are metres from its first point; the parts of a line follow one another. They are flat lengths
/// (``CoverageIndex/length(ofLine:)``), which differ from geodesic ones by less than 1 mm in a kilometre; reports scale
/// them by ``Line/geodesicScale``.
public struct LineNetwork: Sendable {
    /// One line.
    public struct Line: Sendable {
        /// Its code.
        public let code: String
        /// How it is built; nil when that is not known.
        public let kind: LineKind?
        /// The first day in service; nil when it always was.
        public let from: LocalDay?
        /// The day on which it was taken out of service; nil when it still serves.
        public let to: LocalDay?
        /// Its parts, WGS 84 longitude and latitude in degrees.
        public let parts: [LineString]
        /// Its length in metres as the index measures it.
        public let length: Double
        /// What its flat metres are to be multiplied with to be geodesic.
        public let geodesicScale: Double
        /// Names its course, so that a changed one is seen.
        public let mark: Int64
    }

    /// The lines in the order of their codes' bytes.
    public let lines: [Line]
    /// The index of all parts.
    public let index: CoverageIndex
    /// For each part of the index the number of its line.
    let lineOfPart: [UInt32]
    /// For each part where it starts on its line.
    let startOfPart: [Double]
    /// For each line the number of its first part.
    let firstPart: [Int]
    private let numbers: [String: Int]

    /// Reads the lines of a store.
    public init(store: any TerritoryStore) throws {
        var records: [LayerRecord] = []
        try store.forEachRecord(in: .lines, version: nil) { records.append($0) }
        self.init(records: records)
    }

    /// A picture of records of the layer `lines`.
    ///
    /// - Precondition: No two have the same code.
    public init(records: [LayerRecord]) {
        let (kind, from, to) = (
            Layer.lines.index(of: "kind"), Layer.lines.index(of: "in_service_from"),
            Layer.lines.index(of: "in_service_to")
        )
        func parts(_ record: LayerRecord) -> [LineString] {
            if case .multiLineString(let parts) = record.geometry { parts } else { [] }
        }
        let all = records.flatMap(parts)
        let index = CoverageIndex(lines: all)
        var (lines, lineOfPart, startOfPart, firstPart): ([Line], [UInt32], [Double], [Int]) = ([], [], [], [])
        lines.reserveCapacity(records.count)
        for record in records {
            let parts = parts(record)
            firstPart.append(lineOfPart.count)
            var (length, geodesic) = (0.0, 0.0)
            for part in parts {
                startOfPart.append(length)
                length += index.length(ofLine: lineOfPart.count)
                geodesic += Geodesic.grs80.length(of: part)
                lineOfPart.append(UInt32(lines.count))
            }
            lines.append(
                Line(
                    code: record.code,
                    kind: record.values[kind].text.flatMap(LineKind.init),
                    from: record.values[from].text.flatMap { LocalDay($0) },
                    to: record.values[to].text.flatMap { LocalDay($0) },
                    parts: parts,
                    length: length,
                    geodesicScale: length > 0 ? geodesic / length : 1,
                    mark: Self.mark(parts)
                )
            )
        }
        self.lines = lines
        self.index = index
        self.lineOfPart = lineOfPart
        self.startOfPart = startOfPart
        self.firstPart = firstPart
        numbers = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($1.code, $0) })
    }

    /// The number of the line of that code; nil when there is none.
    public func number(of code: String) -> Int? { numbers[code] }

    /// Whether a line was in service on a day.
    public func isInService(_ line: Int, on day: LocalDay) -> Bool {
        (lines[line].from.map { $0 <= day } ?? true) && (lines[line].to.map { day < $0 } ?? true)
    }

    /// FNV-1a of the coordinates, 64 bits: names a course, and guards nothing.
    private static func mark(_ parts: [LineString]) -> Int64 {
        var hash = 0xcbf2_9ce4_8422_2325 as UInt64
        func take(_ bits: UInt64) {
            var bits = bits
            for _ in 0..<8 {
                hash = (hash ^ (bits & 0xff)) &* 0x100_0000_01b3
                bits >>= 8
            }
        }
        for part in parts {
            take(UInt64(part.points.count))
            for point in part.points {
                take(point.x.bitPattern)
                take(point.y.bitPattern)
            }
        }
        return Int64(bitPattern: hash)
    }
}
