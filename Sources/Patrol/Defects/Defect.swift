public import Foundation
public import GeometryCore

/// A fault on an asset, or at a place.
public struct Defect: Hashable, Sendable {
    /// The code that names it.
    public var code: String
    /// What it is on; nil when it is only at a place.
    public var asset: AssetName?
    /// What is wrong, in the bureau's own words.
    public var kind: String
    /// How bad it is.
    public var severity: DefectSeverity
    /// When it was found.
    public var found: Date
    /// When it must be cleared.
    public var deadline: Date
    /// When it was cleared; nil while it is open.
    public var cleared: Date?
    /// Who found it, by code.
    public var staff: String?
    /// Where its picture is: a name that means something to the bureau.
    public var photo: String?
    /// What else is to be said.
    public var note: String?
    /// The finder's track that came by at that time; nil when there is none, or nobody looked.
    public var track: TrackKey?
    /// Where it is, WGS 84 longitude and latitude in degrees.
    public var place: Point?

    /// Creates a defect.
    public init(
        code: String,
        asset: AssetName?,
        kind: String,
        severity: DefectSeverity,
        found: Date,
        deadline: Date,
        cleared: Date? = nil,
        staff: String? = nil,
        photo: String? = nil,
        note: String? = nil,
        track: TrackKey? = nil,
        place: Point? = nil
    ) {
        self.code = code
        self.asset = asset
        self.kind = kind
        self.severity = severity
        self.found = found
        self.deadline = deadline
        self.cleared = cleared
        self.staff = staff
        self.photo = photo
        self.note = note
        self.track = track
        self.place = place
    }

    /// Whether the track of who found it says that they were there.
    public var isOnPatrol: Bool { track != nil }

    /// Whether it is open at an instant: found by then and not yet cleared.
    public func isOpen(at instant: Date) -> Bool { found <= instant && cleared.map { instant < $0 } ?? true }

    /// Whether it is open at an instant though its deadline is over.
    public func isOverdue(at instant: Date) -> Bool { isOpen(at: instant) && deadline < instant }
}

/// Names an asset: its kind and code.
public struct AssetName: Hashable, Sendable {
    /// The kind.
    public let kind: PatrolAsset
    /// The code within the kind's layer.
    public let code: String

    /// Names an asset.
    public init(kind: PatrolAsset, code: String) {
        self.kind = kind
        self.code = code
    }

    /// Reads `meter_box:B0001`; nil when the kind is none, or there is no code.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = PatrolAsset(rawValue: parts[0]) else { return nil }
        self.init(kind: kind, code: parts[1])
    }

    /// `meter_box:B0001`.
    public var text: String { kind.rawValue + ":" + code }
}
