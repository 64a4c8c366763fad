import Foundation
import GeometryCore
import Storage
import Territory
import TestSupport

/// A folder of its own for one test, removed with the object.
final class Folder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// The names of the files in the folder, lock files left out.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasSuffix(".lock") }.sorted()
    }
}

enum Sample {
    static let bureau = Bureau(code: "35-XY", name: "秀屿供电公司", timeZone: zone)
    static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    static let now = Date(timeIntervalSince1970: 1_740_000_000)
    static let source = ImportSource(fileName: "客户.csv", crs: "EPSG:4326", time: now)

    /// A new store in `folder`, open for writing.
    static func store(in folder: Folder, _ name: String = "s.gpkg") throws -> GeoPackageStore {
        try GeoPackageStore.create(path: folder.file(name), bureau: bureau, now: now)
        return try GeoPackageStore(path: folder.file(name), mode: .readWrite, now: now)
    }

    /// A record of `layer`; the same `code` and `edition` always give the same one.
    static func record(_ layer: Layer, _ code: String, edition: Int = 0) throws -> LayerRecord {
        var seed = UInt64(truncatingIfNeeded: edition)
        for byte in (layer.table.rawValue + code).utf8 { seed = seed &* 1_099_511_628_211 ^ UInt64(byte) }
        var random = Numbers(state: seed)
        let texts = ["", "片区一", "O'Brien \"x\"", "𠮷田é", "x; DROP TABLE customers", "第3号\t楼", "null"]
        let values = layer.fields.map { field -> FieldValue in
            if field.name == "code" { return .text(code) }
            if layer == .serviceDrops, field.name == "kind" { return .text(LineKind.serviceDrop.rawValue) }
            if let choice = field.allowed.randomElement(using: &random)?.value { return .text(choice) }
            if field.kind == .integer { return .integer(Int64.random(in: -9...999, using: &random)) }
            if field.kind == .real { return .real(Double.random(in: -1e9...1e9, using: &random)) }
            return random.next() % 4 == 0 && !field.isRequired
                ? .null : texts.randomElement(using: &random).map(FieldValue.text) ?? .null
        }
        return LayerRecord(values: values, geometry: try geometry(layer.shape, &random))
    }

    static func geometry(_ shape: LayerShape, _ random: inout some RandomNumberGenerator) throws -> Geometry? {
        if Int.random(in: 0..<10, using: &random) == 0 { return nil }
        func point() -> Point {
            Point(x: .random(in: 118.9...119.4, using: &random), y: .random(in: 25...25.5, using: &random))
        }
        switch shape {
        case .none: return nil
        case .point: return .point(point())
        case .line:
            let count = Int.random(in: 1...3, using: &random)
            return .multiLineString(try (0..<count).map { _ in try LineString([point(), point(), point()]) })
        case .area:
            let count = Int.random(in: 1...3, using: &random)
            return .multiPolygon(
                MultiPolygon(
                    try (0..<count).map { _ in
                        let corner = point()
                        return Polygon(shell: try square(corner, 0.01), holes: [try square(corner, 0.004)])
                    }
                )
            )
        }
    }

    private static func square(_ middle: Point, _ half: Double) throws -> Ring {
        let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)]
        return try Ring(corners.map { Point(x: middle.x + $0.0 * half, y: middle.y + $0.1 * half) })
    }

    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ state >> 29) &* 0xbf58_476d_1ce4_e5b9 ^ state >> 32
        }
    }
}

extension TerritoryStore {
    /// Imports records and returns what became of each.
    @discardableResult
    func put(_ records: [LayerRecord], into layer: Layer, isReplacing: Bool = false) throws -> [PutOutcome] {
        var outcomes: [PutOutcome] = []
        try importRecords(into: layer, source: Sample.source, isReplacing: isReplacing) { sink in
            for (index, record) in records.enumerated() { outcomes.append(try sink.put(record, row: index + 1)) }
            return true
        }
        return outcomes
    }

    /// The records of a layer in the order they are visited.
    func all(_ layer: Layer, version: Int? = nil) throws -> [LayerRecord] {
        var records: [LayerRecord] = []
        try forEachRecord(in: layer, version: version) { records.append($0) }
        return records
    }
}

/// Programs outside that judge what we write.
enum Judge {
    /// Runs a program; its exit code and what it printed.
    static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try ProcessLaunch.start(process)
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// The place of a program on the search path; nil when it is not installed.
    static func path(of program: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A Python that has GDAL's validator of GeoPackages; nil when there is none.
    static let validator: String? = ["/usr/bin/python3", path(of: "python3")].compactMap { $0 }.first { python in
        (try? run(python, ["-c", "import osgeo_utils.samples.validate_gpkg"]).code) == 0
    }
}
