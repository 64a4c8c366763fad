import Foundation
import GeometryCore
import Patrol
import Territory

/// Changes single records of a layer in portable SQL, within one transaction.
final class RecordEditing<Session: DatabaseSession>: RecordEditor {
    private let session: Session
    private let rows: LayerRows
    private let bureau: SQLValue
    private(set) var hasChanged = false

    init(_ session: Session, _ layer: Layer, bureau: String) {
        self.session = session
        self.bureau = .text(bureau)
        rows = LayerRows(layer: layer, bureau: bureau, version: nil)
    }

    private func select(_ condition: String, _ values: [SQLValue]) throws -> [LayerRecord] {
        let columns = rows.columns.joined(separator: ", ")
        let sql = "SELECT fid, \(columns) FROM \(rows.table) WHERE \(rows.condition) AND \(condition) ORDER BY code"
        var records: [LayerRecord] = []
        try session.prepare(sql).query(rows.values + values) { records.append(try rows.record($0)) }
        return records
    }

    func record(code: String) throws -> LayerRecord? { try select("code = ?", [.text(code)]).first }

    func records(where field: String, is text: String) throws -> [LayerRecord] {
        precondition(rows.columns.contains(field), "the layer has no such field")
        return try select("\(field) = ?", [.text(text)])
    }

    func lastNumber(of prefix: String) throws -> Int {
        // The character behind the dash.
        let end = prefix.dropLast() + "."
        let sql = "SELECT code FROM \(rows.table) WHERE \(rows.condition) AND code > ? AND code < ?"
        var last = 0
        try session.prepare(sql).query(rows.values + [.text(prefix), .text(String(end))]) { row in
            last = max(last, row.text(at: 0).flatMap { Int($0.dropFirst(prefix.count)) } ?? 0)
        }
        return last
    }

    func put(_ record: LayerRecord) throws {
        let fields = rows.layer.fields
        precondition(record.values.count == fields.count, "a record needs one value for each field of its layer")
        var values = try zip(fields, record.values).map { field, value in
            guard let stored = LayerRows.stored(value, as: field.kind) else {
                throw StoreError.unstorableText(field: field.name, row: 1)
            }
            return stored
        }
        if rows.isSpatial { values.append(record.geometry.map(SQLValue.geometry) ?? .null) }
        hasChanged = true
        // Not `ON CONFLICT … DO UPDATE`: the standard's triggers of the spatial index fail within one.
        let changes = rows.columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
        let changed = try session.execute(
            "UPDATE \(rows.table) SET \(changes) WHERE bureau = ? AND code = ?",
            values.dropFirst() + [bureau, values[0]]
        )
        guard changed == 0 else { return }
        let columns = ["bureau"] + rows.columns
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        try session.execute(
            "INSERT INTO \(rows.table) (\(columns.joined(separator: ", "))) VALUES (\(places))",
            [bureau] + values
        )
    }

    func act(withKey key: String) throws -> KeyedAct? {
        let sql = "SELECT act, code FROM client_keys WHERE bureau = ? AND client_key = ?"
        return try session.first(sql, [bureau, .text(key)]) {
            KeyedAct(act: $0.text(at: 0) ?? "", code: $0.text(at: 1) ?? "")
        }
    }

    func remember(_ act: KeyedAct, key: String) throws {
        try session.execute(
            "INSERT INTO client_keys (bureau, client_key, act, code) VALUES (?, ?, ?, ?)",
            [bureau, .text(key), .text(act.act), .text(act.code)]
        )
    }

    /// Tells the driver what has changed.
    func finish(at now: Date) throws {
        guard hasChanged else { return }
        try session.noteChange(in: rows.table, at: now)
        try session.noteChange(in: "client_keys", at: now)
    }
}
