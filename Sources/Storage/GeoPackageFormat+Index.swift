import GRDB
import GeometryCore

extension GeoPackageFormat {
    /// The triggers of the R-tree extension by the names the standard gives them.
    ///
    /// Each entry lists what does the same work: GeoPackage 1.4, by which newer programs rebuild an index, replaced two of
    /// the triggers.
    static let triggers: [[Set<String>]] = [
        [["insert"]], [["update1"], ["update6", "update7"]], [["update2"]], [["update3"], ["update5"]], [["update4"]],
        [["delete"]],
    ]

    /// The virtual table that indexes `table`.
    static func tree(of table: String) -> String { "rtree_\(table)_geom" }

    /// Adds the R-tree extension (annex F.3) to a table with the key `fid` and the geometry `geom`.
    ///
    /// The triggers are the standard's, word for word, so that a program which edits the file and brings its own
    /// `ST_` functions, as GDAL does, keeps the index right. They must not be fired by an upsert: the conflict rule of
    /// the outer statement would replace theirs.
    static func addIndex(to table: String, in db: GRDB.Database) throws {
        let tree = tree(of: table)
        let filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
        let empty = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
        let put = "INSERT OR REPLACE INTO \(tree) VALUES (\(newBounds));"
        let drop = "DELETE FROM \(tree) WHERE id = OLD.fid;"
        try db.execute(
            sql: """
                INSERT INTO gpkg_extensions VALUES (
                    '\(table)', 'geom', 'gpkg_rtree_index',
                    'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
                CREATE VIRTUAL TABLE \(tree) USING rtree(id, minx, maxx, miny, maxy);
                \(insertTrigger(on: table));
                CREATE TRIGGER \(tree)_update1 AFTER UPDATE OF geom ON \(table)
                    WHEN OLD.fid = NEW.fid AND \(filled)
                    BEGIN \(put) END;
                CREATE TRIGGER \(tree)_update2 AFTER UPDATE OF geom ON \(table)
                    WHEN OLD.fid = NEW.fid AND \(empty)
                    BEGIN \(drop) END;
                CREATE TRIGGER \(tree)_update3 AFTER UPDATE ON \(table)
                    WHEN OLD.fid != NEW.fid AND \(filled)
                    BEGIN \(drop) \(put) END;
                CREATE TRIGGER \(tree)_update4 AFTER UPDATE ON \(table)
                    WHEN OLD.fid != NEW.fid AND \(empty)
                    BEGIN DELETE FROM \(tree) WHERE id IN (OLD.fid, NEW.fid); END;
                CREATE TRIGGER \(tree)_delete AFTER DELETE ON \(table)
                    WHEN OLD.geom NOT NULL
                    BEGIN \(drop) END;
                """
        )
    }

    /// Runs `body` without the trigger for inserts, then indexes in one go what it inserted.
    ///
    /// Firing the trigger for every row makes SQLite keep a journal for every row; that costs three times the insert.
    /// Must be within a transaction: other connections never see the table without the trigger. An index that somebody
    /// removed, as QGIS offers, is put back. A table without geometry has none.
    static func deferringIndex<Result>(
        of table: String,
        in db: GRDB.Database,
        _ body: () throws -> Result
    ) throws -> Result {
        guard try hasGeometry(table, in: db) else { return try body() }
        // AUTOINCREMENT: whatever is inserted from here on has a greater key than any row ever had.
        let last = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [table])
        guard try isIndexed(table, in: db) else { return try restoringIndex(of: table, in: db, body) }
        try db.execute(sql: "DROP TRIGGER IF EXISTS \(tree(of: table))_insert")
        let result = try body()
        try index(table, after: last ?? 0, in: db)
        try db.execute(sql: insertTrigger(on: table))
        return result
    }

    private static func hasGeometry(_ table: String, in db: GRDB.Database) throws -> Bool {
        let sql = "SELECT COUNT(*) FROM pragma_table_info(?) WHERE name = 'geom'"
        return try Int.fetchOne(db, sql: sql, arguments: [table]) == 1
    }

    private static func isIndexed(_ table: String, in db: GRDB.Database) throws -> Bool {
        let sql = "SELECT COUNT(*) FROM sqlite_master WHERE name = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [tree(of: table)]) == 1
    }

    private static func restoringIndex<Result>(
        of table: String,
        in db: GRDB.Database,
        _ body: () throws -> Result
    ) throws -> Result {
        for name in triggers.joined().joined() {
            try db.execute(sql: "DROP TRIGGER IF EXISTS \(tree(of: table))_\(name)")
        }
        let result = try body()
        try db.execute(
            sql: "DELETE FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_rtree_index'",
            arguments: [table]
        )
        try addIndex(to: table, in: db)
        try index(table, after: 0, in: db)
        return result
    }

    /// Indexes the rows with keys after `last`: one by one when they are few, else by building the index anew.
    private static func index(_ table: String, after last: Int64, in db: GRDB.Database) throws {
        let new = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table) WHERE fid > ?", arguments: [last]) ?? 0
        let known = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(tree(of: table))_rowid") ?? 0
        if new >= RTreeBuild.leastRows && new >= known / 2 { return try RTreeBuild.run(on: table, in: db) }
        let entry = try GeoPackageStatement("INSERT INTO \(tree(of: table)) VALUES (?, ?, ?, ?, ?)", in: db)
        let rows = try GeoPackageStatement("SELECT fid, geom FROM \(table) WHERE fid > ?", in: db)
        try rows.query([.integer(last)]) { row in
            guard let fid = row.integer(at: 0), let box = row.box(at: 1) else { return }
            _ = try entry.execute([.integer(fid), .real(box.minX), .real(box.maxX), .real(box.minY), .real(box.maxY)])
        }
    }

    private static let newBounds = "NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"

    private static func insertTrigger(on table: String) -> String {
        """
        CREATE TRIGGER \(tree(of: table))_insert AFTER INSERT ON \(table)
            WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
            BEGIN INSERT OR REPLACE INTO \(tree(of: table)) VALUES (\(newBounds)); END
        """
    }
}
