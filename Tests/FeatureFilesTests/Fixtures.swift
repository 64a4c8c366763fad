import FeatureFiles
import Foundation
import GeometryCore
import TestSupport

/// A folder that is gone when the test is over.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var root: String { url.path }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: url.appendingPathComponent(name))) }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }
}

/// All that a reader yields.
struct Contents {
    var features: [Feature] = []
    var bad: [BadRow] = []
    var rows: [Int] = []

    init(_ reader: FeatureReader) throws {
        while let row = try reader.next() {
            rows.append(row.row)
            switch row {
            case .feature(let feature): features.append(feature)
            case .bad(let row): bad.append(row)
            }
        }
    }

    init(_ path: String, _ options: FeatureSourceOptions = FeatureSourceOptions()) throws {
        try self.init(FeatureReader(path: path, options: options))
    }

    var geometries: [Geometry?] { features.map { try? $0.geometry?.get() } }

    func texts(_ field: Int = 0) -> [String?] { features.map { $0.fields[field].text } }
}

extension Feature {
    var failure: GeometryError? {
        if case .failure(let error) = geometry { error } else { nil }
    }
}

/// Bytes of a Shapefile of points, as its specification lays them out.
struct ShapefileBytes {
    var shp: [UInt8] = []
    var shx: [UInt8] = []
    var dbf: [UInt8] = []

    /// Lays out one row for each of `names`, the values of its one field.
    init(names: [[UInt8]], fieldName: [UInt8] = Array("NAME".utf8), width: Int = 20, languageDriver: UInt8 = 0) {
        let count = names.count
        shp = Self.header(words: 50 + 14 * count)
        shx = Self.header(words: 50 + 4 * count)
        for index in 0..<count {
            Self.append(Int32(index + 1).bigEndian, to: &shp)
            Self.append(Int32(10).bigEndian, to: &shp)
            Self.append(Int32(1).littleEndian, to: &shp)
            Self.append(Double(index).bitPattern.littleEndian, to: &shp)
            Self.append(Double(-index).bitPattern.littleEndian, to: &shp)
            Self.append(Int32(50 + 14 * index).bigEndian, to: &shx)
            Self.append(Int32(10).bigEndian, to: &shx)
        }
        dbf = [3, 126, 1, 1]
        Self.append(Int32(count).littleEndian, to: &dbf)
        Self.append(Int16(65).littleEndian, to: &dbf)
        Self.append(Int16(width + 1).littleEndian, to: &dbf)
        dbf += [UInt8](repeating: 0, count: 17) + [languageDriver, 0, 0]
        dbf += fieldName.prefix(10) + [UInt8](repeating: 0, count: 11 - min(10, fieldName.count))
        dbf += [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(width), 0] + [UInt8](repeating: 0, count: 14) + [0x0d]
        for name in names {
            dbf += [0x20] + name.prefix(width) + [UInt8](repeating: 0x20, count: width - min(width, name.count))
        }
        dbf.append(0x1a)
    }

    func write(to folder: TemporaryFolder, stem: String, codePage: String? = nil) throws -> String {
        try folder.write(stem + ".shx", shx)
        try folder.write(stem + ".dbf", dbf)
        if let codePage { try folder.write(stem + ".cpg", codePage) }
        return try folder.write(stem + ".shp", shp)
    }

    private static func header(words: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        append(Int32(9994).bigEndian, to: &bytes)
        bytes += [UInt8](repeating: 0, count: 20)
        append(Int32(words).bigEndian, to: &bytes)
        append(Int32(1000).littleEndian, to: &bytes)
        append(Int32(1).littleEndian, to: &bytes)
        for bound in [0.0, -1000, 1000, 0, 0, 0, 0, 0] { append(bound.bitPattern.littleEndian, to: &bytes) }
        return bytes
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: value) { unsafe bytes.append(contentsOf: $0) }
    }
}

/// Chinese place words with their bytes in GBK, looked up in the code chart by hand.
enum GBK {
    /// 村 is B4 E5.
    static let village: [UInt8] = [0xb4, 0xe5]
    /// 片区 is C6 AC, C7 F8.
    static let district: [UInt8] = [0xc6, 0xac, 0xc7, 0xf8]
    /// 名称 is C3 FB, B3 C6.
    static let nameHeading: [UInt8] = [0xc3, 0xfb, 0xb3, 0xc6]
}

/// Seeded features of one kind with every type of value.
enum RandomFeatures {
    static let fields = [
        FieldDefinition(name: "code", kind: .text), FieldDefinition(name: "count", kind: .integer),
        FieldDefinition(name: "metres", kind: .real), FieldDefinition(name: "说明", kind: .text),
    ]

    static func make(_ count: Int, kind: GeometryKind, seed: UInt64) throws -> [Feature] {
        var generator = SeededGenerator(seed: seed)
        return try (1...count).map { row in
            let texts = ["片区 \(row)", "a,b;\"c\"", "line\nbreak", "", " spaces ", "007", "\\ / \t", "😀"]
            let fields: [FieldValue] = [
                .text("C\(row)"), .integer(Int64.random(in: -1_000_000...1_000_000, using: &generator)),
                row % 5 == 0 ? .null : .real(Double.random(in: -1e6...1e6, using: &generator)),
                .text(texts[row % texts.count]),
            ]
            return Feature(row: row, fields: fields, geometry: .success(try geometry(kind, &generator)))
        }
    }

    static func geometry(_ kind: GeometryKind, _ generator: inout SeededGenerator) throws -> Geometry {
        switch kind {
        case .point: return .point(point(&generator))
        case .multiPoint: return .multiPoint([point(&generator), point(&generator)])
        case .lineString: return .lineString(try line(&generator))
        case .multiLineString: return .multiLineString([try line(&generator), try line(&generator)])
        case .polygon: return .polygon(try polygon(&generator))
        case .multiPolygon: return .multiPolygon(MultiPolygon([try polygon(&generator), try polygon(&generator)]))
        case .geometryCollection:
            return .collection([.point(point(&generator)), .lineString(try line(&generator))])
        }
    }

    private static func point(_ generator: inout SeededGenerator) -> Point {
        Point(x: .random(in: -179...179, using: &generator), y: .random(in: -89...89, using: &generator))
    }

    private static func line(_ generator: inout SeededGenerator) throws -> LineString {
        try LineString((0..<3).map { _ in point(&generator) })
    }

    /// A counterclockwise square with a clockwise hole, the winding that RFC 7946 asks for.
    private static func polygon(_ generator: inout SeededGenerator) throws -> Polygon {
        let origin = point(&generator)
        func ring(_ inset: Double, _ corners: [(Double, Double)]) throws -> Ring {
            try Ring(
                corners.map {
                    Point(x: origin.x + inset + $0.0 * (1 - 2 * inset), y: origin.y + inset + $0.1 * (1 - 2 * inset))
                }
            )
        }
        return Polygon(
            shell: try ring(0, [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]),
            holes: [try ring(0.25, [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)])]
        )
    }
}

/// The bytes of a file.
func bytes(of path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }
