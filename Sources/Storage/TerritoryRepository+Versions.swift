import Foundation
import Territory

extension TerritoryRepository {
    func districtVersions() throws -> [DistrictVersion] {
        try database.read { try versions($0) }
    }

    func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        let zone = try bureau().timeZone
        return try database.write { session in
            let known = try versions(session)
            guard let draft = known.last, draft.isDraft else { throw StoreError.noDraft }
            // As it will be stored, so that versions a fraction of a millisecond apart do not meet.
            let start = Instant.text(of: instant)
            let predecessor = known.last { !$0.isDraft }
            if let validFrom = predecessor?.validFrom, Instant.text(of: validFrom) >= start {
                throw StoreError.notAfterPredecessor(validFrom: validFrom, timeZone: zone)
            }
            if let predecessor {
                try session.execute(
                    "UPDATE district_versions SET valid_to = ? WHERE bureau = ? AND version = ?",
                    [.text(start), .text(bureauCode), SQLValue(predecessor.number)]
                )
            }
            try session.execute(
                """
                UPDATE district_versions SET valid_from = ?, published_at = ?, waiver = ?
                WHERE bureau = ? AND version = ?
                """,
                [.text(start), SQLValue(now), SQLValue(waiver), .text(bureauCode), SQLValue(draft.number)]
            )
            try session.noteChange(in: "district_versions", at: now)
            guard let published = try versions(session).last(where: { !$0.isDraft }) else { throw StoreError.noDraft }
            return published
        }
    }

    /// Throws the draft away.
    ///
    /// - Returns: Whether there was one.
    func discardDraft(at now: Date) throws -> Bool {
        try database.write { session in
            guard let draft = try draftVersion(session) else { return false }
            let key: [SQLValue] = [.text(bureauCode), SQLValue(draft)]
            try session.execute("DELETE FROM districts WHERE bureau = ? AND version = ?", key)
            try session.execute("DELETE FROM district_versions WHERE bureau = ? AND version = ?", key)
            try session.noteChange(in: "districts", at: now)
            try session.noteChange(in: "district_versions", at: now)
            return true
        }
    }

    /// The number of the draft; nil when there is none.
    func draftVersion(_ session: Store.Session) throws -> Int? {
        try session.first(
            "SELECT version FROM district_versions WHERE bureau = ? AND valid_from IS NULL",
            [.text(bureauCode)]
        ) { Int($0.integer(at: 0) ?? 0) }
    }

    /// The number of the draft, or of the newest published version when there is no draft; nil when there is neither.
    func newestVersion(_ session: Store.Session) throws -> Int? {
        let newest = try session.count(
            "SELECT COALESCE(MAX(version), 0) FROM district_versions WHERE bureau = ?",
            [.text(bureauCode)]
        )
        return newest == 0 ? nil : newest
    }

    /// The draft; when there is none, a new one that begins as a copy of the newest published version.
    func draftForEditing(_ session: Store.Session, at now: Date) throws -> Int {
        if let draft = try draftVersion(session) { return draft }
        let newest = try newestVersion(session)
        let draft = (newest ?? 0) + 1
        try session.execute(
            "INSERT INTO district_versions (bureau, version) VALUES (?, ?)",
            [.text(bureauCode), SQLValue(draft)]
        )
        try session.noteChange(in: "district_versions", at: now)
        guard let newest else { return draft }
        let columns = Layer.districts.fields.map(\.name).joined(separator: ", ")
        try session.inserting(into: "districts") {
            _ = try session.execute(
                """
                INSERT INTO districts (bureau, version, \(columns), geom)
                SELECT bureau, CAST(? AS INTEGER), \(columns), geom FROM districts
                WHERE bureau = ? AND version = ? ORDER BY fid
                """,
                [SQLValue(draft), .text(bureauCode), SQLValue(newest)]
            )
        }
        try session.noteChange(in: "districts", at: now)
        return draft
    }

    private func versions(_ session: Store.Session) throws -> [DistrictVersion] {
        var versions: [DistrictVersion] = []
        let sql = """
            SELECT version, valid_from, valid_to, published_at, waiver FROM district_versions
            WHERE bureau = ? ORDER BY CASE WHEN valid_from IS NULL THEN 1 ELSE 0 END, version
            """
        try session.prepare(sql).query([.text(bureauCode)]) { row in
            let version = DistrictVersion(
                number: Int(row.integer(at: 0) ?? 0),
                validFrom: try instant(row, at: 1, named: "valid_from"),
                validTo: try instant(row, at: 2, named: "valid_to"),
                publishedAt: try instant(row, at: 3, named: "published_at"),
                waiver: row.text(at: 4)
            )
            versions.append(version)
        }
        return versions
    }

    private func instant(_ row: some DatabaseRow, at column: Int, named name: String) throws -> Date? {
        guard let text = row.text(at: column) else { return nil }
        guard let date = Instant.date(from: text) else {
            throw StoreError.inconsistent(table: "district_versions", column: name)
        }
        return date
    }
}
