import Foundation
import Territory

/// Territory's store in portable SQL, for any ``Database``.
struct TerritoryRepository<Store: Database>: TerritoryStore {
    let database: Store
    /// The bureau whose rows are seen and written.
    let bureauCode: String

    /// Writes down the bureau of a new store.
    static func create(_ bureau: Bureau, in session: some DatabaseSession) throws {
        try session.execute(
            "INSERT INTO bureau (code, name, time_zone) VALUES (?, ?, ?)",
            [.text(bureau.code), .text(bureau.name), .text(bureau.timeZone.identifier)]
        )
    }

    /// The code of the only bureau in a store.
    static func onlyBureau(in session: some DatabaseSession) throws -> String {
        let code = try session.first("SELECT code FROM bureau ORDER BY fid") { $0.text(at: 0) ?? "" }
        guard let code else { throw StoreError.inconsistent(table: "bureau", column: "code") }
        return code
    }

    func bureau() throws -> Bureau {
        let found = try database.read { session in
            try session.first("SELECT code, name, time_zone FROM bureau WHERE code = ?", [.text(bureauCode)]) {
                (name: $0.text(at: 1) ?? "", zone: $0.text(at: 2) ?? "")
            }
        }
        guard let found else { throw StoreError.inconsistent(table: "bureau", column: "code") }
        guard let zone = TimeZone(identifier: found.zone) else {
            throw StoreError.inconsistent(table: "bureau", column: "time_zone")
        }
        return Bureau(code: bureauCode, name: found.name, timeZone: zone)
    }

    func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        try database.read { session in
            guard let rows = try scope(of: layer, version: version, session) else { return }
            let columns = rows.columns.joined(separator: ", ")
            let order = layer == .rota ? "fid" : "code"
            let sql = "SELECT fid, \(columns) FROM \(rows.table) WHERE \(rows.condition) ORDER BY \(order)"
            try session.prepare(sql).query(rows.values) { try body(try rows.record($0)) }
        }
    }

    func record(in layer: Layer, code: String) throws -> LayerRecord? {
        try database.read { session in
            let version = layer == .districts ? try newestVersion(session) : nil
            guard let rows = try scope(of: layer, version: version, session) else { return nil }
            let columns = rows.columns.joined(separator: ", ")
            let sql = "SELECT fid, \(columns) FROM \(rows.table) WHERE \(rows.condition) AND code = ?"
            return try session.first(sql, rows.values + [.text(code)]) { try rows.record($0) }
        }
    }

    func recordCount(in layer: Layer, version: Int?) throws -> Int {
        try database.read { session in
            guard let rows = try scope(of: layer, version: version, session) else { return 0 }
            return try session.count("SELECT COUNT(*) FROM \(rows.table) WHERE \(rows.condition)", rows.values)
        }
    }

    /// The rows a reader of `layer` sees; nil when the draft is asked for and there is none.
    private func scope(of layer: Layer, version: Int?, _ session: Store.Session) throws -> LayerRows? {
        guard layer == .districts else { return LayerRows(layer: layer, bureau: bureauCode, version: nil) }
        guard let version = try version ?? draftVersion(session) else { return nil }
        return LayerRows(layer: layer, bureau: bureauCode, version: version)
    }
}
