public import Foundation
public import GeometryCore

/// A stretch of a line that is in one state throughout: what maps and the feature files of uncovered pieces are made of.
public struct CoveragePiece: Hashable, Sendable {
    /// The line's code.
    public let line: String
    /// The leaf that owns the stretch; nil where none does.
    public let leaf: String?
    /// Where it starts, in metres along the line.
    public let fromMetres: Double
    /// Where it ends.
    public let toMetres: Double
    /// What is known of it.
    public let state: CoverageState
    /// How often it was passed in the time asked about.
    public let passes: Int
    /// When it was passed last, as far as is known, also before the time asked about; nil for never.
    public let last: Date?
    /// Its course, WGS 84 longitude and latitude in degrees.
    public let course: LineString

    /// Creates a piece.
    public init(
        line: String,
        leaf: String?,
        fromMetres: Double,
        toMetres: Double,
        state: CoverageState,
        passes: Int,
        last: Date?,
        course: LineString
    ) {
        self.line = line
        self.leaf = leaf
        self.fromMetres = fromMetres
        self.toMetres = toMetres
        self.state = state
        self.passes = passes
        self.last = last
        self.course = course
    }

    /// Its length in metres.
    public var metres: Double { toMetres - fromMetres }
}
