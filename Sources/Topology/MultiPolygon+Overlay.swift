public import GeometryCore

/// The land in any of `areas`, as one area in their units.
///
/// Each input must be valid. Borders that parts share disappear; vertices stay where they are, and crossings are
/// rounded to the nearest double or, where that tangles borders, moved by about 1e-12 of the coordinates' size.
///
/// - Throws: ``TopologyError`` when GEOS fails, which an invalid input can cause.
public func union(_ areas: [MultiPolygon]) throws -> MultiPolygon {
    try GEOSGeometry(polygons: areas.flatMap(\.polygons), in: GEOSContext()).union().polygons()
}

/// The land in both areas; both must be valid.
///
/// Where the areas only touch, the lines and points they share are left out.
///
/// - Throws: ``TopologyError`` when GEOS fails, which an invalid input can cause.
public func intersection(_ a: MultiPolygon, _ b: MultiPolygon) throws -> MultiPolygon {
    let context = try GEOSContext()
    return try GEOSGeometry(a, in: context).intersection(GEOSGeometry(b, in: context)).polygons()
}

/// The land in `a` and not in `b`; both must be valid.
///
/// - Throws: ``TopologyError`` when GEOS fails, which an invalid input can cause.
public func difference(_ a: MultiPolygon, _ b: MultiPolygon) throws -> MultiPolygon {
    let context = try GEOSContext()
    return try GEOSGeometry(a, in: context).difference(GEOSGeometry(b, in: context)).polygons()
}

/// The pieces of `line` in `area` or on its border, in no particular order; the area must be valid.
///
/// Points where the line only touches the area are left out. Pieces run in the line's direction where it does not
/// cross itself, and meet at every crossing of the border and of the line with itself.
///
/// - Throws: ``TopologyError`` when GEOS fails, which an invalid area can cause.
public func intersection(of line: LineString, with area: MultiPolygon) throws -> [LineString] {
    let context = try GEOSContext()
    return try GEOSGeometry(line, in: context).intersection(GEOSGeometry(area, in: context)).lines()
}

extension Polygon {
    /// The outer ring's area less the holes', in squared units of the coordinates, whichever way the rings run.
    public var area: Double { holes.reduce(abs(shell.doubledArea)) { $0 - abs($1.doubledArea) } / 2 }
}

extension MultiPolygon {
    /// The sum of the parts' areas, in squared units of the coordinates.
    public var area: Double { polygons.reduce(0) { $0 + $1.area } }
}
