public import Foundation
public import GeometryCore

/// What kinds of work there are.
public enum WorkKind: String, CaseIterable, Sendable {
    /// A meter box was replaced (更换表箱).
    case meterBoxReplaced = "meter_box_replaced"
    /// Trees along a line were trimmed (修剪树木).
    case treeTrimmed = "tree_trimmed"
    /// A pole was repaired or replaced.
    case poleRepaired = "pole_repaired"
    /// A line was repaired or replaced.
    case lineRepaired = "line_repaired"
    /// Anything else.
    case other
}

/// Work on an asset, or at a place.
public struct WorkRecord: Hashable, Sendable {
    /// The code that names it.
    public var code: String
    /// What it is on; nil when it is only at a place.
    public var asset: AssetName?
    /// What kind of work.
    public var kind: WorkKind
    /// When somebody asked for it; nil when nobody wrote that down.
    public var asked: Date?
    /// When it is to be done by; nil for at no set time.
    public var deadline: Date?
    /// When it was done; nil while it is to be done.
    public var done: Date?
    /// Who did it, by code.
    public var staff: String?
    /// How many: meter boxes, trees and so on.
    public var quantity: Int
    /// The code of the defect that it cleared.
    public var defect: String?
    /// Where its picture is.
    public var photo: String?
    /// What else is to be said.
    public var note: String?
    /// Where it is, WGS 84 longitude and latitude in degrees.
    public var place: Point?

    /// Creates a record.
    public init(
        code: String,
        asset: AssetName?,
        kind: WorkKind,
        asked: Date? = nil,
        deadline: Date? = nil,
        done: Date?,
        staff: String? = nil,
        quantity: Int = 1,
        defect: String? = nil,
        photo: String? = nil,
        note: String? = nil,
        place: Point? = nil
    ) {
        self.code = code
        self.asset = asset
        self.kind = kind
        self.asked = asked
        self.deadline = deadline
        self.done = done
        self.staff = staff
        self.quantity = quantity
        self.defect = defect
        self.photo = photo
        self.note = note
        self.place = place
    }
}
