public import Foundation
public import GeometryCore
public import Territory

/// What patrol needs of a store to change single records of its layers.
public protocol PatrolRecordStore: TerritoryStore {
    /// Runs `body` as one transaction on the records of a layer; when it throws, nothing has changed.
    ///
    /// - Throws: What `body` throws; the store's errors.
    func editRecords(of layer: Layer, at now: Date, _ body: (any RecordEditor) throws -> Void) throws

    /// The deadlines that the bureau set, and the standard ones for the severities that it did not.
    func defectPolicy() throws -> DefectPolicy

    /// Keeps the hours of a policy as the bureau's; defects that are there keep their deadlines.
    func adopt(_ policy: DefectPolicy, at now: Date) throws
}

/// The records of one layer, within one transaction.
public protocol RecordEditor {
    /// The record of that code; nil when there is none.
    func record(code: String) throws -> LayerRecord?
    /// The records whose field holds just this text, in the order of their codes.
    func records(where field: String, is text: String) throws -> [LayerRecord]
    /// The greatest number that follows a prefix in the layer's codes; 0 when none does.
    func lastNumber(of prefix: String) throws -> Int
    /// Adds the record, or brings the one of the same code up to date.
    func put(_ record: LayerRecord) throws
    /// What was done under a key, of any layer; nil when nothing was.
    func act(withKey key: String) throws -> KeyedAct?
    /// Remembers what was done under a key.
    func remember(_ act: KeyedAct, key: String) throws
}

/// Something that was done under a client's key, so that it is not done twice.
public struct KeyedAct: Hashable, Sendable {
    /// What was done: `defect new` and the like.
    public let act: String
    /// The code of the record that it was done to.
    public let code: String

    /// Creates an act.
    public init(act: String, code: String) {
        self.act = act
        self.code = code
    }
}

/// What tracks say of where somebody was; the ledger of tracks knows.
public protocol PatrolPresence {
    /// The track on which somebody visited a place or walked near it; of several the one that came nearest.
    ///
    /// - Parameters:
    ///   - staff: The code of the staff member.
    ///   - place: WGS 84 longitude and latitude in degrees.
    ///   - metres: How near is near.
    ///   - start: Milliseconds since 1970.
    ///   - end: Milliseconds since 1970; it is included.
    /// - Returns: Nil when no track came so near in that time.
    /// - Throws: The store's errors.
    func presence(
        of staff: String,
        near place: Point,
        within metres: Double,
        from start: Int64,
        to end: Int64
    ) throws -> TrackKey?
}
