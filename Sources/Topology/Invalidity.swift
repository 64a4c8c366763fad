public import GeometryCore

/// One fault that makes an area invalid by OGC Simple Feature Access, part 1, clause 6.1.11.
public struct Invalidity: Hashable, Sendable {
    /// The rules an area can break, as GEOS tells them apart.
    public enum Reason: Hashable, Sendable {
        /// Two edges cross, or two parts overlap.
        case selfIntersection
        /// A ring touches or crosses itself.
        case ringSelfIntersection
        /// A hole is not inside its outer ring.
        case holeOutsideShell
        /// A hole lies in another hole.
        case nestedHoles
        /// A part lies inside another part.
        case nestedShells
        /// Holes cut the area into pieces that do not connect.
        case disconnectedInterior
        /// Two rings are the same.
        case duplicateRings
        /// A ring has fewer than three distinct points.
        case tooFewPoints
        /// A coordinate is not finite.
        case invalidCoordinate
        /// A ring does not end where it starts.
        case ringNotClosed
        /// A fault GEOS names in words of its own.
        case other(String)
    }

    /// The rule that is broken.
    public let reason: Reason
    /// A place where it is broken, in the units of the area.
    public let point: Point
    /// The polygon at fault, counted from 0; nil when the fault lies between polygons that are each valid.
    public let part: Int?
}

extension Invalidity.Reason {
    /// Reads the reason text of `GEOSisValidDetail_r`.
    init(geos text: String) {
        self =
            switch text {
            case "Self-intersection": .selfIntersection
            case "Ring Self-intersection": .ringSelfIntersection
            case "Hole lies outside shell": .holeOutsideShell
            case "Holes are nested": .nestedHoles
            case "Nested shells": .nestedShells
            case "Interior is disconnected": .disconnectedInterior
            case "Duplicate Rings": .duplicateRings
            case "Too few points in geometry component": .tooFewPoints
            case "Invalid Coordinate": .invalidCoordinate
            case "Ring is not closed": .ringNotClosed
            default: .other(text)
            }
    }
}
