/// Why some input is no geometry.
public enum GeometryError: Error, Hashable, Sendable {
    /// A line or ring breaks a rule. `part` counts polygons or lines, `ring` 0 is the outer ring, 1 the first hole.
    case path(part: Int, ring: Int, PathError)
    /// The bytes end or contradict themselves at `offset`.
    case malformed(offset: Int)
    /// The geometry holds no point.
    case empty
    /// Collections are nested deeper than ``WKB/maximumDepth``.
    case tooDeep
    /// A WKB type code that is not one of ``GeometryKind``: a curve, a surface, or garbage.
    case unsupportedType(code: UInt32)

    /// Runs `body` and adds to a ``PathError`` where in the geometry it arose.
    static func locating<Result>(part: Int, ring: Int, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as PathError { throw Self.path(part: part, ring: ring, error) }
    }
}
