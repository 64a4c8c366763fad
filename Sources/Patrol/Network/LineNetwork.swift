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
    /// What the coordinates of lines and fixes are.
    let unit: CoverageIndex.Unit
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
        self.init(
            records.map { record in
                let parts: [LineString] = if case .multiLineString(let parts) = record.geometry { parts } else { [] }
                return Description(
                    code: record.code,
                    kind: record.values[kind].text.flatMap(LineKind.init),
                    from: record.values[from].text.flatMap { LocalDay($0) },
                    to: record.values[to].text.flatMap { LocalDay($0) },
                    parts: parts
                )
            },
            in: .degrees
        )
    }

    /// What is known of a line before it is measured.
    public struct Description: Sendable {
        let code: String
        let kind: LineKind?
        let from: LocalDay?
        let to: LocalDay?
        let parts: [LineString]

        /// Describes a line; see ``Line``.
        public init(code: String, kind: LineKind?, from: LocalDay? = nil, to: LocalDay? = nil, parts: [LineString]) {
            self.code = code
            self.kind = kind
            self.from = from
            self.to = to
            self.parts = parts
        }
    }

    /// A picture of lines in degrees, or in plane metres as of one Gauss–Krüger zone.
    ///
    /// - Precondition: No two have the same code.
    public init(_ descriptions: [Description], in unit: CoverageIndex.Unit) {
        let all = descriptions.flatMap(\.parts)
        let index = CoverageIndex(
            points: all.flatMap(\.points),
            offsets: all.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.points.count) },
            in: unit
        )
        var (lines, lineOfPart, startOfPart, firstPart): ([Line], [UInt32], [Double], [Int]) = ([], [], [], [])
        lines.reserveCapacity(descriptions.count)
        for description in descriptions {
            let parts = description.parts
            firstPart.append(lineOfPart.count)
            var (length, geodesic) = (0.0, 0.0)
            for part in parts {
                startOfPart.append(length)
                length += index.length(ofLine: lineOfPart.count)
                if unit == .degrees { geodesic += Geodesic.grs80.length(of: part) }
                lineOfPart.append(UInt32(lines.count))
            }
            lines.append(
                Line(
                    code: description.code,
                    kind: description.kind,
                    from: description.from,
                    to: description.to,
                    parts: parts,
                    length: length,
                    geodesicScale: unit == .degrees && length > 0 ? geodesic / length : 1,
                    mark: Self.mark(parts)
                )
            )
        }
        self.unit = unit
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

    /// Names a course by its coordinates, and guards nothing: FNV-1a over whole numbers of 64 bits, stirred at the end.
    private static func mark(_ parts: [LineString]) -> Int64 {
        var hash = 0xcbf2_9ce4_8422_2325 as UInt64
        func take(_ bits: UInt64) {
            hash = (hash ^ bits) &* 0x100_0000_01b3
            // The product carries upwards only.
            hash ^= hash >> 32
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
