import GeometryCore
import Territory

/// Takes the records of one import into one table, in one transaction.
///
/// Memory does not grow with the number of records: the keys of the rows that were put lie in a temporary table.
final class LayerImport<Session: DatabaseSession>: RecordSink {
    private(set) var counts = ImportCounts()

    private let session: Session
    private let rows: LayerRows
    private let kinds: [FieldDefinition.Kind]
    private let keyCount: Int
    private let kindColumn: Int?
    private let levelColumn: Int?
    private let find: Session.Statement
    private let insert: Session.Statement
    private let updateFields: Session.Statement
    private let updateAll: Session.Statement
    private let mark: Session.Statement
    /// The record being put, as the columns keep it: the bureau and version, the fields, the geometry if the table has
    /// one.
    private var record: [SQLValue]
    private var levels: Set<String?> = []
    private var failure: (any Error)?

    init(_ session: Session, _ rows: LayerRows, bureau: String, version: Int?) throws {
        self.session = session
        self.rows = rows
        kinds = rows.layer.fields.map(\.kind)
        record = [.text(bureau)] + (version.map { [SQLValue($0)] } ?? [])
        keyCount = record.count
        kindColumn = rows.layer == .serviceDrops ? rows.layer.index(of: "kind") : nil
        levelColumn = rows.layer == .districts ? rows.layer.index(of: "level") : nil
        try session.execute(
            "CREATE TEMPORARY TABLE imported_rows (fid INTEGER PRIMARY KEY, source_row INTEGER NOT NULL)"
        )
        let keys = version == nil ? ["bureau"] : ["bureau", "version"]
        let columns = rows.columns
        let table = rows.table
        func assigning(_ columns: ArraySlice<String>) -> String {
            columns.map { "\($0) = ?" }.joined(separator: ", ")
        }
        find = try session.prepare(
            """
            SELECT t.fid, i.source_row, \(columns.map { "t." + $0 }.joined(separator: ", "))
            FROM \(table) t LEFT JOIN imported_rows i ON i.fid = t.fid
            WHERE \((keys + ["code"]).map { "t.\($0) = ?" }.joined(separator: " AND "))
            """
        )
        insert = try session.prepare(
            """
            INSERT INTO \(table) (\((keys + columns).joined(separator: ", ")))
            VALUES (\((keys + columns).map { _ in "?" }.joined(separator: ", ")))
            """
        )
        updateFields = try session.prepare(
            "UPDATE \(table) SET \(assigning(columns[1..<kinds.count])) WHERE fid = ?"
        )
        updateAll = try session.prepare("UPDATE \(table) SET \(assigning(columns[1...])) WHERE fid = ?")
        mark = try session.prepare("INSERT INTO imported_rows (fid, source_row) VALUES (?, ?)")
    }

    /// - Throws: ``StoreError/unstorableText(field:row:)``, after which the import may go on; any other error ends it.
    func put(_ record: LayerRecord, row: Int) throws -> PutOutcome {
        try requireIntact()
        try take(record, row: row)
        do {
            return try store(row: row)
        } catch {
            // Half a record may be in the table: nothing of this import can be kept, whatever the caller does next.
            failure = error
            throw error
        }
    }

    /// Throws the failure that the caller of ``put(_:row:)`` may have kept to itself.
    func requireIntact() throws {
        if let failure { throw failure }
    }

    /// Removes what was not put when the import replaces, and drops the temporary table.
    func finish(isReplacing: Bool) throws {
        if isReplacing { try removeTheRest() }
        try session.execute("DROP TABLE imported_rows")
    }

    private func take(_ source: LayerRecord, row: Int) throws {
        precondition(source.values.count == kinds.count, "a record needs one value for each field of its layer")
        record.removeSubrange(keyCount...)
        for (index, kind) in kinds.enumerated() {
            guard let value = LayerRows.stored(source.values[index], as: kind) else {
                throw StoreError.unstorableText(field: rows.columns[index], row: row)
            }
            record.append(value)
        }
        if let kindColumn { record[keyCount + kindColumn] = .text(LineKind.serviceDrop.rawValue) }
        if rows.isSpatial { record.append(source.geometry.map(SQLValue.geometry) ?? .null) }
    }

    private func store(row: Int) throws -> PutOutcome {
        guard let found = try lookUp() else {
            return try note(.inserted, try insert.insert(record), row, \.inserted)
        }
        if let firstRow = found.firstRow {
            counts.duplicate += 1
            return .duplicate(firstRow: firstRow)
        }
        if found.hasSameFields && found.hasSameGeometry { return try note(.unchanged, found.fid, row, \.unchanged) }
        if found.hasSameGeometry {
            let fields = record[(keyCount + 1)..<(keyCount + kinds.count)]
            _ = try updateFields.execute(fields + [.integer(found.fid)])
        } else {
            _ = try updateAll.execute(record[(keyCount + 1)...] + [.integer(found.fid)])
        }
        return try note(.updated, found.fid, row, \.updated)
    }

    private struct Found {
        let fid: Int64
        let firstRow: Int?
        let hasSameFields: Bool
        let hasSameGeometry: Bool
    }

    /// The row of the record's code, compared with the record.
    private func lookUp() throws -> Found? {
        var found: Found?
        try find.query(record[...keyCount]) { row in
            let firstField = 2
            func isHeld(_ index: Int) -> Bool {
                LayerRows.isHeld(record[keyCount + index], at: firstField + index, in: row)
            }
            let isPut = row.integer(at: 1)
            found = Found(
                fid: row.integer(at: 0) ?? 0,
                firstRow: isPut.map(Int.init),
                hasSameFields: isPut != nil || kinds.indices.allSatisfy(isHeld),
                hasSameGeometry: isPut != nil || !rows.isSpatial || isHeld(kinds.count)
            )
        }
        return found
    }

    private func note(
        _ outcome: PutOutcome,
        _ fid: Int64,
        _ row: Int,
        _ count: WritableKeyPath<ImportCounts, Int>
    ) throws -> PutOutcome {
        _ = try mark.execute([.integer(fid), SQLValue(row)])
        counts[keyPath: count] += 1
        if let levelColumn {
            if case .text(let level) = record[keyCount + levelColumn] {
                levels.insert(level)
            } else {
                levels.insert(nil)
            }
        }
        return outcome
    }

    func countOfOthers() throws -> Int {
        try requireIntact()
        let (condition, values) = others()
        var count = 0
        try session.prepare("SELECT COUNT(*) FROM \(rows.table) WHERE \(condition)").query(values[...]) { row in
            count = Int(row.integer(at: 0) ?? 0)
        }
        return count
    }

    private func removeTheRest() throws {
        let (condition, values) = others()
        counts.removed = try session.execute("DELETE FROM \(rows.table) WHERE \(condition)", values)
    }

    /// Which rows were not put.
    ///
    /// Two layers share the table of lines, and the levels of the hierarchy that of districts: only the rows of what was
    /// imported are at stake, and districts of no level, which belong to any.
    private func others() -> (condition: String, values: [SQLValue]) {
        var condition = rows.condition
        var values = rows.values
        if rows.layer == .lines {
            condition += " AND (kind <> ? OR kind IS NULL)"
            values.append(.text(LineKind.serviceDrop.rawValue))
        }
        let named = levels.compactMap { $0 }
        if !named.isEmpty {
            let places = named.map { _ in "?" }.joined(separator: ", ")
            condition += " AND (level IN (\(places)) OR level IS NULL)"
            values += named.map(SQLValue.text)
        }
        condition += " AND NOT EXISTS (SELECT 1 FROM imported_rows WHERE imported_rows.fid = \(rows.table).fid)"
        return (condition, values)
    }
}
