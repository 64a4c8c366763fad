public import GeometryCore

/// A responsibility segment (责任段): the stretch of a line that one leaf owns.
public struct Segment: Hashable, Sendable {
    /// The line's code.
    public let line: String
    /// The owning leaf's code; nil where no leaf covers the line.
    public let code: String?
    /// The codes from the highest unit down to ``code``; empty without one.
    public let path: [String]
    /// Where the stretch begins, in metres along the line from its first point; parts follow one another.
    public let fromMetres: Double
    /// Where it ends.
    public let toMetres: Double
    /// Its course, WGS 84 longitude and latitude in degrees.
    public let course: LineString

    /// Its length in metres, geodesic on GRS 80.
    public var metres: Double { toMetres - fromMetres }
}
