public import GeometryCore
public import Projection
public import Topology

/// Something that `check` found wrong, with its size and place.
public struct Finding: Hashable, Sendable {
    /// The kinds of finding.
    public enum Kind: String, CaseIterable, Sendable {
        /// Part of the territory that no leaf covers though leaves surround it.
        case gap
        /// Ground that two leaves cover.
        case overlap
        /// A part of a leaf thinner than a street.
        case sliver
        /// A polygon that breaks a rule of OGC Simple Features.
        case invalid
        /// A unit whose polygon differs from the sum of the units below it.
        case parentMismatch = "parent-mismatch"
        /// A record without a geometry.
        case unplaced
        /// Two records that seem to be one thing.
        case duplicate
        /// A record whose transformer, line or feeder is missing.
        case orphan
        /// A record that no leaf covers.
        case outside
        /// A customer whose transformer stands in another leaf than the customer does.
        case supplyGround = "supply-ground"
        /// A layer that seems to be in another coordinate system than it is said to be.
        case displaced
    }

    /// How bad it is.
    public enum Severity: String, CaseIterable, Sendable {
        /// Makes answers wrong; districts with it are not published without a waiver.
        case error
        /// Probably a mistake.
        case warning
    }

    /// What kind it is.
    public let kind: Kind
    /// How bad it is.
    public let severity: Severity
    /// The layer of the record.
    public let layer: Layer
    /// The code of the record; nil when the finding is of a whole layer.
    public let code: String?
    /// The codes of the other records concerned.
    public let others: [String]
    /// A length in metres: the greatest width of a gap, overlap or sliver (below a centimetre the mean one), the metres
    /// of line outside, a displacement.
    public let metres: Double?
    /// The area in square metres of a gap, overlap, sliver or mismatch.
    public let squareMetres: Double?
    /// A place in it, WGS 84 degrees.
    public let place: Point?
    /// Its shape, WGS 84 degrees.
    public let geometry: Geometry?
    /// What is wrong, in detail.
    public let detail: Detail

    /// What is wrong, in detail.
    public enum Detail: Hashable, Sendable {
        /// Nothing beyond the kind.
        case plain
        /// A gap no wider than rounding makes it.
        case roundingOnly
        /// The rule of Simple Features that a polygon breaks.
        case invalidity(Invalidity.Reason)
        /// A reference field without a value.
        case noReference(field: String)
        /// A reference to a record that is not there.
        case danglingReference(field: String)
        /// The two leaves of a supply conflict: that of the transformer and that of the ground.
        case leaves(supply: String, ground: String)
        /// What the coordinate doctor says.
        case coordinates(CoordinateFinding)
    }

    init(
        _ kind: Kind,
        _ severity: Severity,
        _ layer: Layer,
        code: String?,
        others: [String] = [],
        metres: Double? = nil,
        squareMetres: Double? = nil,
        place: Point? = nil,
        geometry: Geometry? = nil,
        detail: Detail = .plain
    ) {
        self.kind = kind
        self.severity = severity
        self.layer = layer
        self.code = code
        self.others = others
        self.metres = metres
        self.squareMetres = squareMetres
        self.place = place
        self.geometry = geometry
        self.detail = detail
    }
}
