public import Foundation
public import Patrol
public import Territory

/// What Patrol keeps in the layers of the file.
extension GeoPackageStore: PatrolRecordStore {
    /// Runs `body` as one transaction on the records of a layer; see `PatrolRecordStore`.
    ///
    /// - Throws: What `body` throws; ``StoreError``.
    public func editRecords(of layer: Layer, at now: Date, _ body: (any RecordEditor) throws -> Void) throws {
        precondition(layer != .districts && layer.table == layer, "not a layer of single records")
        try database.write { session in
            let editor = RecordEditing(session, layer, bureau: bureauCode)
            try body(editor)
            try editor.finish(at: now)
        }
    }

    /// The deadlines that the bureau set, and the standard ones for the severities that it did not.
    public func defectPolicy() throws -> DefectPolicy {
        var policy = DefectPolicy.standard
        try database.read { session in
            let sql = "SELECT code, hours FROM defect_deadlines WHERE bureau = ?"
            try session.prepare(sql).query([.text(bureauCode)]) { row in
                // What another program left unreadable does not count.
                guard let severity = row.text(at: 0).flatMap(DefectSeverity.init), let hours = row.real(at: 1),
                    hours > 0
                else { return }
                policy.hours[severity] = hours
            }
        }
        return policy
    }

    /// Keeps the hours of a policy as the bureau's; defects that are there keep their deadlines.
    public func adopt(_ policy: DefectPolicy, at now: Date) throws {
        try database.write { session in
            for (severity, hours) in policy.hours {
                try session.execute(
                    """
                    INSERT INTO defect_deadlines (bureau, code, hours) VALUES (?, ?, ?)
                    ON CONFLICT (bureau, code) DO UPDATE SET hours = excluded.hours
                    """,
                    [.text(bureauCode), .text(severity.rawValue), .real(hours)]
                )
            }
            try session.noteChange(in: "defect_deadlines", at: now)
        }
    }
}
