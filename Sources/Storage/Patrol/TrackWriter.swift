import Foundation
import Patrol
import SpatialIndex
import Territory

/// Writes what became of tracks, within one transaction.
///
/// Its statements are compiled once: to find one again for each row costs as much as the row.
struct TrackWriter<Session: DatabaseSession> {
    private let session: Session
    private let bureau: SQLValue
    private let lastPortion: Session.Statement
    private let addFixes: Session.Statement
    private let putTrack: Session.Statement
    private let putCredit: Session.Statement
    private let addShape: Session.Statement

    init(_ session: Session, bureau: SQLValue) throws {
        self.session = session
        self.bureau = bureau
        lastPortion = try session.prepare(
            "SELECT COALESCE(MAX(portion), 0) FROM track_fixes WHERE \(TrackSQL.ofTrack)"
        )
        addFixes = try session.prepare(
            """
            INSERT INTO track_fixes (bureau, day, staff, device, portion, fix_count, body) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        putTrack = try session.prepare(TrackSQL.putTrack)
        putCredit = try session.prepare(TrackSQL.putCredit)
        addShape = try session.prepare(
            """
            INSERT INTO track_shapes (bureau, day, staff, device, shape) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """
        )
    }

    func keep(_ change: TrackChange) throws {
        let key = TrackSQL.values(change.track.key, bureau)
        try keep(change.fixes, of: key, replacing: change.replacesFixes)
        try put(change.track, key)
        for line in change.withdrawn {
            try session.execute(
                "DELETE FROM track_coverage WHERE \(TrackSQL.ofTrack) AND line = ?",
                key + [.text(line)]
            )
        }
        for credit in change.credits { try put(credit, key) }
        for shape in change.lostShapes {
            try session.execute(
                "DELETE FROM track_shapes WHERE \(TrackSQL.ofTrack) AND shape = ?",
                key + [.integer(shape)]
            )
        }
        for shape in change.shapes { _ = try addShape.execute(key + [.integer(shape)]) }
    }

    private func keep(_ fixes: [TrackFix], of key: [SQLValue], replacing: Bool) throws {
        if replacing { try session.execute("DELETE FROM track_fixes WHERE \(TrackSQL.ofTrack)", key) }
        guard !fixes.isEmpty else { return }
        var last = 0
        try lastPortion.query(key) { last = Int($0.integer(at: 0) ?? 0) }
        _ = try addFixes.execute(
            key + [SQLValue(last + 1), SQLValue(fixes.count), .bytes(TrackBytes.bytes(of: fixes))]
        )
    }

    private func put(_ track: KeptTrack, _ key: [SQLValue]) throws {
        let values: [SQLValue] = [
            SQLValue(track.summary.fixCount), SQLValue(track.verdicts.count(of: .good)),
            SQLValue(TrackSQL.date(track.summary.start)), SQLValue(TrackSQL.date(track.summary.end)),
            .real(track.summary.metres), SQLValue(track.summary.gaps), .integer(track.summary.gapMilliseconds),
            SQLValue(track.visits.count { $0.isVisit }), SQLValue(track.received),
            .bytes(TrackBytes.bytes(of: track.verdicts)), .bytes(TrackBytes.bytes(of: track.visits)),
        ]
        _ = try putTrack.execute(key + values)
    }

    private func put(_ credit: KeptCredit, _ key: [SQLValue]) throws {
        let covered = credit.walks.reduce(IntervalSet()) { $0.isEmpty ? $1.covered : $0.union($1.covered) }
        let last = credit.walks.map(\.end).max()
        let values: [SQLValue] = [
            .text(credit.line), .integer(credit.mark), SQLValue(credit.walks.count), .real(covered.length),
            .real(credit.unknown.length), last.map { SQLValue(TrackSQL.date($0)) } ?? .null,
            .bytes(TrackBytes.bytes(of: credit.walks, unknown: credit.unknown)),
        ]
        _ = try putCredit.execute(key + values)
    }
}

/// What statements about tracks have in common.
enum TrackSQL {
    static let ofTrack = "bureau = ? AND day = ? AND staff = ? AND device = ?"

    static let trackColumns = [
        "staff", "device", "day", "fix_count", "good_count", "first_at", "last_at", "metres", "gaps", "gap_ms",
        "visit_count", "received_at", "verdicts", "visits",
    ]

    static let putTrack = upsert("tracks", [], Array(trackColumns.dropFirst(3)))

    static let putCredit = upsert(
        "track_coverage",
        ["line"],
        ["course", "passes", "covered_m", "unknown_m", "last_at", "body"]
    )

    /// The values of ``ofTrack``.
    static func values(_ key: TrackKey, _ bureau: SQLValue) -> [SQLValue] {
        [bureau, .text(key.day.text), .text(key.staff), .text(key.device)]
    }

    static func date(_ milliseconds: Int64) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// An insertion that changes the row of its key instead when there is one; these tables have no spatial index.
    private static func upsert(_ table: String, _ keys: [String], _ columns: [String]) -> String {
        let all = ["bureau", "day", "staff", "device"] + keys
        let places = Array(repeating: "?", count: all.count + columns.count).joined(separator: ", ")
        return """
            INSERT INTO \(table) (\((all + columns).joined(separator: ", "))) VALUES (\(places))
            ON CONFLICT (\(all.joined(separator: ", "))) DO UPDATE SET
            \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            """
    }
}
