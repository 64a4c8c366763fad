import Foundation
import Patrol
import SpatialIndex
import Territory

/// Patrol's store in portable SQL, for any ``Database``.
struct PatrolRepository<Store: Database> {
    let database: Store
    /// The bureau whose rows are seen and written.
    let bureauCode: String

    private var bureau: SQLValue { .text(bureauCode) }

    private func values(_ key: TrackKey) -> [SQLValue] { TrackSQL.values(key, bureau) }

    // MARK: Writing

    func keep(_ changes: [TrackChange], at now: Date) throws {
        try database.write { session in
            let writer = try TrackWriter(session, bureau: bureau)
            for change in changes { try writer.keep(change) }
            for table in ["track_fixes", "tracks", "track_coverage"] {
                try session.noteGrowth(of: table, by: nil, at: now)
            }
        }
    }

    func removeFixes(before day: LocalDay, at now: Date) throws -> Int {
        try database.write { session in
            let values: [SQLValue] = [bureau, .text(day.text)]
            let count = try session.count(
                "SELECT COUNT(DISTINCT day || '/' || staff || '/' || device) FROM track_fixes WHERE bureau = ? AND day < ?",
                values
            )
            try session.execute("DELETE FROM track_fixes WHERE bureau = ? AND day < ?", values)
            try session.execute("DELETE FROM track_shapes WHERE bureau = ? AND day < ?", values)
            try session.noteGrowth(of: "track_fixes", by: nil, at: now)
            return count
        }
    }

    // MARK: Reading

    func track(_ key: TrackKey) throws -> KeptTrack? {
        let sql = "SELECT \(TrackSQL.trackColumns.joined(separator: ", ")) FROM tracks WHERE \(TrackSQL.ofTrack)"
        return try database.read { try $0.first(sql, values(key)) { try Self.track($0) } }
    }

    func fixes(of key: TrackKey) throws -> [TrackFix] {
        let sql = "SELECT portion, body FROM track_fixes WHERE \(TrackSQL.ofTrack) ORDER BY portion"
        return try database.read { session in
            var fixes: [TrackFix] = []
            try session.prepare(sql).query(values(key)) { row in
                fixes += try Self.unpacking(key) { try TrackBytes.fixes(from: row.bytes(at: 1) ?? []) }
            }
            // Portions that came in order are in order; sorting what is sorted costs one comparison each.
            return fixes.sorted()
        }
    }

    func credits(of key: TrackKey) throws -> [KeptCredit] {
        var credits: [KeptCredit] = []
        try visitCredits("\(TrackSQL.ofTrack) ORDER BY line", values(key)) { credits.append($0) }
        return credits
    }

    func forEachTrack(from start: LocalDay, to end: LocalDay, _ body: (KeptTrack) throws -> Void) throws {
        let sql = """
            SELECT \(TrackSQL.trackColumns.joined(separator: ", ")) FROM tracks
            WHERE bureau = ? AND day >= ? AND day < ? ORDER BY day, staff, device
            """
        try database.read { session in
            try session.prepare(sql).query([bureau, .text(start.text), .text(end.text)]) {
                try body(try Self.track($0))
            }
        }
    }

    func forEachCredit(
        of line: String?,
        from start: LocalDay,
        to end: LocalDay,
        _ body: (KeptCredit) throws -> Void
    ) throws {
        let days: [SQLValue] = [.text(start.text), .text(end.text)]
        let condition = "bureau = ?\(line == nil ? "" : " AND line = ?") AND day >= ? AND day < ?"
        try visitCredits(
            "\(condition) ORDER BY line, day, staff, device",
            [bureau] + (line.map { [.text($0)] } ?? []) + days,
            body
        )
    }

    private func visitCredits(_ condition: String, _ values: [SQLValue], _ body: (KeptCredit) throws -> Void) throws {
        let sql = "SELECT staff, device, day, line, course, body FROM track_coverage WHERE \(condition)"
        try database.read { session in
            try session.prepare(sql).query(values) { row in
                let key = try Self.key(row)
                let (walks, unknown) = try Self.unpacking(key) { try TrackBytes.walks(from: row.bytes(at: 5) ?? []) }
                try body(
                    KeptCredit(
                        key: key,
                        line: row.text(at: 3) ?? "",
                        mark: row.integer(at: 4) ?? 0,
                        walks: walks,
                        unknown: unknown
                    )
                )
            }
        }
    }

    func tracks(showing shapes: [Int64]) throws -> [Int64: [TrackKey]] {
        let sql =
            "SELECT staff, device, day FROM track_shapes WHERE bureau = ? AND shape = ? ORDER BY day, staff, device"
        return try database.read { session in
            let statement = try session.prepare(sql)
            var found: [Int64: [TrackKey]] = [:]
            for shape in shapes {
                try statement.query([bureau, .integer(shape)]) { found[shape, default: []].append(try Self.key($0)) }
            }
            return found
        }
    }

    /// The key in a row that begins with staff, device and day.
    private static func key(_ row: some DatabaseRow) throws -> TrackKey {
        guard let staff = row.text(at: 0), let day = row.text(at: 2).flatMap({ LocalDay($0) }) else {
            throw PatrolStoreError.damaged(row.text(at: 2) ?? "")
        }
        return TrackKey(staff: staff, device: row.text(at: 1) ?? "", day: day)
    }

    private static func track(_ row: some DatabaseRow) throws -> KeptTrack {
        let key = try key(row)
        guard let start = row.text(at: 5).flatMap(Instant.date), let end = row.text(at: 6).flatMap(Instant.date),
            let received = row.text(at: 11).flatMap(Instant.date)
        else { throw PatrolStoreError.damaged(key.day.text) }
        var summary = TrackSummary()
        summary.fixCount = Int(row.integer(at: 3) ?? 0)
        summary.start = milliseconds(start)
        summary.end = milliseconds(end)
        summary.metres = row.real(at: 7) ?? 0
        summary.gaps = Int(row.integer(at: 8) ?? 0)
        summary.gapMilliseconds = row.integer(at: 9) ?? 0
        return try unpacking(key) {
            KeptTrack(
                key: key,
                summary: summary,
                verdicts: try TrackBytes.verdicts(from: row.bytes(at: 12) ?? []),
                visits: try TrackBytes.visits(from: row.bytes(at: 13) ?? []),
                received: received
            )
        }
    }

    private static func unpacking<Result>(_ key: TrackKey, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch is PackedFault { throw PatrolStoreError.damaged(key.day.text) }
    }

    private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    // MARK: Policies

    func policy() throws -> PatrolPolicy? {
        let sql = """
            SELECT policy FROM patrol_policies WHERE bureau = ? AND adopted_at IS NOT NULL
            ORDER BY adopted_at DESC, fid DESC LIMIT 1
            """
        return try database.read { session in
            try session.first(sql, [bureau]) { row in
                let text = row.text(at: 0) ?? ""
                guard let policy = try? JSONDecoder().decode(PatrolPolicy.self, from: Data(text.utf8)) else {
                    throw PatrolStoreError.damagedPolicy
                }
                return policy
            }
        }
    }

    func adopt(_ policy: PatrolPolicy, at now: Date) throws {
        try database.write { session in
            try session.execute(
                """
                INSERT INTO patrol_policies (bureau, code, policy, adopted_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (bureau, code) DO UPDATE SET adopted_at = excluded.adopted_at
                """,
                [bureau, .text(policy.code), .text(policy.text), SQLValue(now)]
            )
            try session.noteGrowth(of: "patrol_policies", by: nil, at: now)
        }
    }

    // MARK: Issues

    func issues(of period: CoveragePeriod) throws -> [CoverageIssue] {
        let sql = """
            SELECT number, issued_at, body FROM coverage_issues
            WHERE bureau = ? AND first_day = ? AND end_day = ? ORDER BY number
            """
        return try database.read { session in
            var issues: [CoverageIssue] = []
            let values: [SQLValue] = [bureau, .text(period.start.text), .text(period.end.text)]
            try session.prepare(sql).query(values) { row in
                guard let number = row.integer(at: 0), let time = row.text(at: 1).flatMap(Instant.date),
                    let report = try? JSONDecoder().decode(
                        CoverageReport.self,
                        from: Data((row.text(at: 2) ?? "").utf8)
                    )
                else { throw PatrolStoreError.damagedIssue }
                issues.append(CoverageIssue(number: Int(number), issued: time, report: report))
            }
            return issues
        }
    }

    func keep(_ issue: CoverageIssue) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let body = String(decoding: try encoder.encode(issue.report), as: UTF8.self)
        let cutOff = issue.report.provenance.cutOff
        try database.write { session in
            let added = try session.execute(
                """
                INSERT INTO coverage_issues (bureau, first_day, end_day, number, issued_at, cut_off, hash, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    bureau, .text(issue.report.period.start.text), .text(issue.report.period.end.text),
                    SQLValue(issue.number), SQLValue(issue.issued),
                    cutOff.map { SQLValue(TrackSQL.date($0)) } ?? .null, .text(issue.report.hash), .text(body),
                ]
            )
            guard added == 1 else { throw PatrolStoreError.issued }
            try session.noteGrowth(of: "coverage_issues", by: nil, at: issue.issued)
        }
    }
}
