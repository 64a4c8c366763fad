/// A failure that PROJ reports and that is no fault of the given text: most often its database is missing.
public struct ProjectionError: Error, Hashable {
    /// The PROJ function that failed.
    public let operation: String
    /// What PROJ said, oldest first.
    public let messages: [String]

    /// Creates an error.
    public init(operation: String, messages: [String]) {
        self.operation = operation
        self.messages = messages
    }
}

/// Why a text names no coordinate reference system that Pianqu can use.
///
/// Every case carries the given text, cut to 60 characters.
public enum CoordinateReferenceError: Error, Hashable {
    /// Nothing was given.
    case empty
    /// PROJ does not understand the text or does not know the code; `reason` is what PROJ says.
    case unknown(text: String, reason: String)
    /// The text names something else, such as an ellipsoid or a transformation.
    case notReferenceSystem(text: String)
    /// A reference system without horizontal positions on the Earth.
    case unsupported(text: String, kind: Unsupported)

    /// The kinds of reference systems that cannot place features on a map.
    public enum Unsupported: Hashable, Sendable, CaseIterable {
        /// X, Y, Z from the centre of the Earth.
        case geocentric
        /// Heights only.
        case vertical
        /// A drawing or site grid with no stated relation to the Earth.
        case local
        /// Anything else: times, parameters.
        case other
    }
}

/// Why coordinates cannot be transformed.
public enum CoordinateTransformError: Error, Hashable {
    /// The point at `index` cannot be transformed.
    case point(index: Int, PointFailure)
    /// PROJ knows no way at all from one system to the other.
    case noOperation(from: String, to: String)
}

/// What is wrong with a point.
public enum PointFailure: Hashable, Sendable {
    /// A coordinate is infinite or not a number.
    case notFinite
    /// A longitude beyond ±180° or a latitude beyond ±90°.
    case outsideDegrees
    /// PROJ's own reason: mostly that the point lies outside the domain of the projection.
    case refused(reason: String)
}
