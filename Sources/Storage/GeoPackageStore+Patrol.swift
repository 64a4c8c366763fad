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
}
