import Territory

extension TerritoryRepository {
    func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws {
        do {
            try database.write { session in
                let version = layer == .districts ? try draftForEditing(session, at: source.time) : nil
                let rows = LayerRows(layer: layer, bureau: bureauCode, version: version)
                let sink = try session.inserting(into: rows.table) {
                    let sink = try LayerImport(session, rows, bureau: bureauCode, version: version)
                    guard try body(sink) else { throw Rollback() }
                    try sink.requireIntact()
                    return sink
                }
                try sink.finish(isReplacing: isReplacing)
                try remember(source, layer, sink.counts, in: session)
                if sink.counts.haveChanged { try session.noteChange(in: rows.table, at: source.time) }
            }
        } catch is Rollback {
            return
        }
    }

    private func remember(
        _ source: ImportSource,
        _ layer: Layer,
        _ counts: ImportCounts,
        in session: Store.Session
    ) throws {
        let sql = """
            INSERT INTO imports (bureau, layer, file_name, crs, imported_at, inserted, updated, unchanged, duplicate, removed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let numbers = [counts.inserted, counts.updated, counts.unchanged, counts.duplicate, counts.removed]
        let texts: [SQLValue] = [
            .text(bureauCode), .text(layer.rawValue), .text(source.fileName), .text(source.crs), SQLValue(source.time),
        ]
        try session.execute(sql, texts + numbers.map { SQLValue($0) })
        try session.noteChange(in: "imports", at: source.time)
    }
}

/// Thrown out of a transaction that is to leave everything as it was.
private struct Rollback: Error {}

/// What became of the records of one import.
struct ImportCounts {
    var inserted = 0
    var updated = 0
    var unchanged = 0
    var duplicate = 0
    var removed = 0

    /// Whether the layer is any different afterwards.
    var haveChanged: Bool { inserted + updated + removed > 0 }
}
