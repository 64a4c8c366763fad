import GRDB

extension GeoPackageStore {
    /// Examines the file: SQLite's own checks, and what the GeoPackage standard asks for.
    ///
    /// It reads the whole file once or twice and may run beside a writer.
    ///
    /// - Complexity: O(*n*) in the size of the file.
    public func health() throws -> StoreHealth {
        try database.snapshot { try StoreExamination(db: $0, path: path).run() }
    }
}

/// One run of the doctor over one state of the file.
private struct StoreExamination {
    let db: GRDB.Database
    let path: String
    private static let longLog = 64 << 20

    func run() throws -> StoreHealth {
        let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
        let logBytes = FilePlace.size(path + "-wal")
        var findings = try marks() + references()
        let missing = try GeoPackageFormat.metadataTables.filter { try !exists($0) }
        findings += missing.map { .missingTable($0) }
        if missing.isEmpty { findings += try structure() + contents() }
        if mode != "wal" { findings.append(.notWriteAhead(mode: mode)) }
        if logBytes > Self.longLog { findings.append(.longLog(bytes: logBytes)) }
        if SQLiteVersion(version).losesCommits { findings.append(.logResetBug(version: version)) }
        return StoreHealth(
            sqliteVersion: version,
            schema: try Schema.number(GeoPackageSession(db)),
            journalMode: mode,
            pageSize: try number("PRAGMA page_size"),
            pageCount: try number("PRAGMA page_count"),
            logBytes: logBytes,
            rows: try tables.filter { try exists($0.name) }.map {
                TableCount(table: $0.name, count: try number("SELECT COUNT(*) FROM \($0.name)"))
            },
            findings: findings
        )
    }

    private var tables: [TableDefinition] { Schema.tables }

    private func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }

    private func exists(_ table: String) throws -> Bool {
        try number("SELECT COUNT(*) FROM sqlite_master WHERE name = ?", [table]) == 1
    }

    /// The file as SQLite sees it.
    private func marks() throws -> [StoreFinding] {
        var findings = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }.map {
            StoreFinding.damaged(detail: $0)
        }
        let wanted = [
            ("application_id", GeoPackageFormat.applicationID), ("user_version", GeoPackageFormat.userVersion),
        ]
        for (name, value) in wanted {
            let found = try number("PRAGMA \(name)")
            if found != value { findings.append(.wrongMark(name: name, found: found, wanted: value)) }
        }
        return findings
    }

    /// Every table with every column, and its rows in the metadata.
    private func structure() throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        for table in tables {
            guard try exists(table.name) else {
                findings.append(.missingTable(table.name))
                continue
            }
            let columns = try String.fetchSet(
                db,
                sql: "SELECT LOWER(name) FROM pragma_table_info(?)",
                arguments: [table.name]
            )
            let wanted = ["fid"] + table.columns.map(\.name) + (table.geometry == nil ? [] : ["geom"])
            findings += wanted.filter { !columns.contains($0) }.map { .missingColumn(table: table.name, column: $0) }
            findings += try registration(of: table)
        }
        for system in GeoPackageFormat.spatialReferences where system.id != 4490 {
            let count = try number("SELECT COUNT(*) FROM gpkg_spatial_ref_sys WHERE srs_id = ?", [system.id])
            if count != 1 { findings.append(.missingSpatialReference(id: system.id)) }
        }
        return findings
    }

    private func registration(of table: TableDefinition) throws -> [StoreFinding] {
        var registers = ["gpkg_contents"]
        if table.geometry != nil { registers += ["gpkg_geometry_columns", "gpkg_extensions"] }
        var findings: [StoreFinding] = []
        for register in registers {
            let count = try number("SELECT COUNT(*) FROM \(register) WHERE table_name = ?", [table.name])
            if count == 0 { findings.append(.unregistered(table: table.name, in: register)) }
        }
        guard table.geometry != nil else { return findings }
        let tree = GeoPackageFormat.tree(of: table.name)
        guard try exists(tree) else { return findings + [.unindexed(table: table.name)] }
        for choices in GeoPackageFormat.triggers {
            let isThere = try choices.contains { try $0.allSatisfy { try exists("\(tree)_\($0)") } }
            if !isThere, let name = choices[0].first {
                findings.append(.missingTrigger(table: table.name, name: "\(tree)_\(name)"))
            }
        }
        return findings
    }

    private func references() throws -> [StoreFinding] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT \"table\", COUNT(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1"
        )
        return rows.map { .brokenReference(table: $0[0], rows: $0[1]) }
    }

    /// The spatial index and the extent of every table against its geometries.
    private func contents() throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        for table in tables where table.geometry != nil {
            let tree = GeoPackageFormat.tree(of: table.name)
            let column = "SELECT COUNT(*) FROM pragma_table_info(?) WHERE name = 'geom'"
            guard try exists(tree), try number(column, [table.name]) == 1 else { continue }
            let verdict = try String.fetchOne(db, sql: "SELECT rtreecheck('main', ?)", arguments: [tree])
            if let verdict, verdict != "ok" { findings.append(.damaged(detail: verdict)) }
            let filled = "geom NOTNULL AND NOT ST_IsEmpty(geom)"
            let geometries = try number("SELECT COUNT(*) FROM \(table.name) WHERE \(filled)")
            let entries = try number("SELECT COUNT(*) FROM \(tree)")
            if entries != geometries {
                findings.append(.staleIndex(table: table.name, entries: entries, geometries: geometries))
            }
            let outside = try number(
                """
                SELECT COUNT(*) FROM \(table.name) JOIN gpkg_contents ON table_name = ?
                WHERE \(filled) AND NOT COALESCE(ST_MinX(geom) >= min_x AND ST_MaxX(geom) <= max_x
                AND ST_MinY(geom) >= min_y AND ST_MaxY(geom) <= max_y, 0)
                """,
                [table.name]
            )
            if outside > 0 { findings.append(.extentTooSmall(table: table.name)) }
        }
        return findings
    }
}

/// A version of SQLite, compared number by number.
struct SQLiteVersion {
    private let numbers: [Int]

    init(_ text: String) { numbers = text.split(separator: ".").map { Int($0) ?? 0 } }

    /// Whether two connections that empty the write-ahead log can lose a commit: 3.7.0 to 3.51.2.
    var losesCommits: Bool {
        !numbers.lexicographicallyPrecedes([3, 7, 0]) && !([3, 51, 2].lexicographicallyPrecedes(numbers))
    }
}
