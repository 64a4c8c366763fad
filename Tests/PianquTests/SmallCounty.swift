import Foundation

/// A county of four square subdistricts in two districts, small enough to know every answer.
///
/// ```
///   25.34 ┌──────┬──────┐
///         │ D1-2 │ D2-2 │
///   25.32 ├──────┼──────┤
///         │ D1-1 │ D2-1 │
///   25.30 └──────┴──────┘
///      119.10  119.12  119.14
/// ```
enum SmallCounty {
    static let leaves = ["D1-1", "D1-2", "D2-1", "D2-2"]

    /// The districts; south of 25.32 the border between west and east is at `middle`.
    static func districts(middle: Double = 119.12) -> String {
        func ring(_ corners: [[Double]]) -> [[Double]] { corners + corners.prefix(1) }
        func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [[Double]] {
            ring([[west, south], [east, south], [east, north], [west, north]])
        }
        let (west, centre, east, low, mid, high) = (119.1, 119.12, 119.14, 25.3, 25.32, 25.34)
        let inner = [[middle, mid], [centre, mid], [centre, high]]
        let units: [(String, String?, String, [[Double]])] = [
            ("S1", nil, "station", box(west, low, east, high)),
            ("D1", "S1", "district", ring([[west, low], [middle, low]] + inner + [[west, high]])),
            ("D2", "S1", "district", ring([[middle, low], [east, low], [east, high]] + inner.reversed())),
            ("D1-1", "D1", "subdistrict", box(west, low, middle, mid)),
            ("D1-2", "D1", "subdistrict", box(west, mid, centre, high)),
            ("D2-1", "D2", "subdistrict", box(middle, low, east, mid)),
            ("D2-2", "D2", "subdistrict", box(centre, mid, east, high)),
        ]
        return collection(
            units.map { code, parent, level, ring in
                feature(
                    "\"code\":\"\(code)\",\"name\":\"\(code)片区\",\"parent\":\(parent.map { "\"\($0)\"" } ?? "null"),"
                        + "\"level\":\"\(level)\"",
                    "\"Polygon\",\"coordinates\":[\(ring)]"
                )
            }
        )
    }

    static let lines = collection([
        feature(
            "\"code\":\"L1\",\"transformer\":\"T1\"",
            "\"LineString\",\"coordinates\":[[119.11,25.31],[119.13,25.31]]"
        ),
        feature(
            "\"code\":\"L2\",\"transformer\":\"T2\"",
            "\"LineString\",\"coordinates\":[[119.13,25.33],[119.135,25.33]]"
        ),
    ])

    static let transformers = "code,name,feeder,lon,lat\nT1,一号公变,F1,119.11,25.31\nT2,二号公变,F1,119.13,25.33\n"

    static let customers = """
        code,name,phone,address,transformer,lon,lat
        C1,甲户,00011112222,海滨路1号,T1,119.111,25.311
        C2,乙户,00011113333,海滨路2号,T2,119.131,25.331
        C3,丙户,00011114444,海滨路3号,T1,119.132,25.312

        """

    static func collection(_ features: [String]) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n\(features.joined(separator: ",\n"))\n]}\n"
    }

    static func feature(_ properties: String, _ geometry: String) -> String {
        "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\(geometry)}}"
    }

    /// The published county in the bytes of a store, made by the command once.
    private static let published = Result {
        let folder = try TemporaryFolder()
        try folder.write("districts.geojson", districts())
        try folder.write("lines.geojson", lines)
        try folder.write("transformers.csv", transformers)
        try folder.write("customers.csv", customers)
        try folder.run("init", "--bureau", "350305", "--name", "秀屿供电局").mustBeDone()
        try folder.run("import", "districts", "districts.geojson").mustBeDone()
        try folder.run("import", "lines", "lines.geojson").mustBeDone()
        for layer in ["transformers", "customers"] {
            try folder.run("import", layer, "\(layer).csv", "--crs", "EPSG:4326").mustBeDone()
        }
        try folder.run("publish", "--from", "2026-01-01").mustBeDone()
        return try Data(contentsOf: URL(fileURLWithPath: folder.store))
    }

    /// A folder with a store of the published county.
    static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("store.gpkg", published.get())
        return folder
    }

    /// A folder with a new, empty store.
    static func emptyFolder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("store.gpkg", empty.get())
        return folder
    }

    /// Whether the store in `folder` still holds the published county and nothing else.
    static func isUnchanged(in folder: TemporaryFolder) throws -> Bool {
        // Mostly no byte has changed, and the question need not be asked.
        let log = try? Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal"))
        if try log?.isEmpty ?? true && Data(contentsOf: URL(fileURLWithPath: folder.store)) == published.get() {
            return true
        }
        return try folder.contents() == contents.get()
    }

    private static let contents = Result { try folder().contents() }

    private static let empty = Result {
        let folder = try TemporaryFolder()
        try folder.run("init").mustBeDone()
        return try Data(contentsOf: URL(fileURLWithPath: folder.store))
    }
}

/// The demo county of the repository, imported once.
enum DemoCounty {
    /// What is imported: layer, file and how many records it has.
    static let layers = [
        ("districts", "districts.geojson", 72), ("transformers", "transformers.csv", 150),
        ("lines", "lines.geojson", 790), ("service_drops", "service_drops.geojson", 1938), ("poles", "poles.csv", 2971),
        ("meter_boxes", "meter_boxes.csv", 1938), ("customers", "customers.csv", 9977), ("roads", "roads.geojson", 843),
    ]

    private static let made = Result {
        let folder = try TemporaryFolder()
        try folder.run("init", "--bureau", "350305", "--name", "秀屿供电局").mustBeDone()
        var inserted: [String: String] = [:]
        for (layer, file, _) in layers {
            let outcome = try folder.run(importing: layer, file)
            inserted[layer] = try outcome.mustBeDone().said.first
        }
        return (bytes: try Data(contentsOf: URL(fileURLWithPath: folder.store)), said: inserted)
    }

    /// What the import of each layer said first.
    static func said() throws -> [String: String] { try made.get().said }

    /// A folder with a store of the whole county as a draft, or in force from 1 January 2026.
    static func folder(isPublished: Bool) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("store.gpkg", isPublished ? published.get() : made.get().bytes)
        return folder
    }

    private static let published = Result {
        let folder = try TemporaryFolder()
        try folder.write("store.gpkg", made.get().bytes)
        try folder.run("publish", "--from", "2026-01-01").mustBeDone()
        return try Data(contentsOf: URL(fileURLWithPath: folder.store))
    }
}

extension TemporaryFolder {
    /// Imports a file of the demo county.
    func run(importing layer: String, _ file: String, _ more: [String] = []) throws -> Command.Outcome {
        let crs = file.hasSuffix(".csv") ? ["--crs", "EPSG:4326"] : []
        return try Command.run(["import", layer, Repository.geodata(file)] + crs + more, in: self)
    }

    /// What the store holds and how it is, as `doctor` tells; equal before and after what must change nothing.
    func contents() throws -> [String] {
        try CSVTable(run("doctor", "--format", "csv").text).rows
            .filter { !["bytes", "wal_bytes"].contains($0[0]) }.map { $0.joined(separator: ",") }
    }
}

extension Command.Outcome {
    struct Failed: Error { let summary: String }

    /// The outcome, if it is success.
    @discardableResult
    func mustBeDone() throws -> Self {
        guard status == 0 else { throw Failed(summary: summary) }
        return self
    }
}
