/// Well-known binary, as OGC Simple Feature Access, part 1, clause 8 defines it.
///
/// Reads both byte orders, the ISO type codes (1001 for Z, 2001 for M, 3001 for ZM) and the EWKB flags of PostGIS; Z,
/// M and an embedded SRID are skipped. Writes little-endian, two dimensions, no SRID.
public enum WKB {
    /// How deep collections may be nested before reading is refused.
    public static let maximumDepth = 32

    /// Reads one geometry.
    ///
    /// Empty members of multi-geometries and collections, and empty holes, are left out; a hole without a shell is an
    /// error. Errors in members name the outermost part they are in.
    ///
    /// - Parameter bytes: The whole well-known binary; bytes after the geometry are an error.
    /// - Returns: The geometry, in two dimensions.
    /// - Throws: ``GeometryError``; `empty` when no point remains.
    /// - Complexity: O(*n*) in bytes; memory never exceeds a small multiple of them, whatever counts they claim.
    public static func decode(_ bytes: some Collection<UInt8>) throws -> Geometry {
        try decode(Array(bytes), from: 0)
    }

    /// Reads one geometry that begins at `offset` and ends with the last byte.
    ///
    /// Offsets in errors count from the first.
    static func decode(_ bytes: [UInt8], from offset: Int) throws -> Geometry {
        var reader = WKBReader(bytes: bytes, offset: offset)
        let geometry = try reader.geometry(depth: 0)
        guard reader.offset == bytes.count else { throw GeometryError.malformed(offset: reader.offset) }
        guard let geometry else { throw GeometryError.empty }
        return geometry
    }

    /// Writes one geometry.
    ///
    /// - Complexity: O(*n*) in points.
    public static func encode(_ geometry: Geometry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encodedCount(geometry))
        append(geometry, to: &bytes)
        return bytes
    }

    /// How many bytes ``encode(_:)`` writes.
    static func encodedCount(_ geometry: Geometry) -> Int {
        switch geometry {
        case .point: 21
        case .multiPoint(let points): 9 + points.count * 21
        case .lineString(let line): 9 + line.points.count * 16
        case .multiLineString(let lines): lines.reduce(9) { $0 + 9 + $1.points.count * 16 }
        case .polygon(let polygon): encodedCount(polygon)
        case .multiPolygon(let area): area.polygons.reduce(9) { $0 + encodedCount($1) }
        case .collection(let members): members.reduce(9) { $0 + encodedCount($1) }
        }
    }

    private static func encodedCount(_ polygon: Polygon) -> Int {
        polygon.holes.reduce(13 + polygon.shell.points.count * 16) { $0 + 4 + $1.points.count * 16 }
    }

    static func append(_ geometry: Geometry, to bytes: inout [UInt8]) {
        switch geometry {
        case .point(let point): append(point, to: &bytes)
        case .lineString(let line): append(line, to: &bytes)
        case .polygon(let polygon): append(polygon, to: &bytes)
        case .multiPoint(let points): append(.multiPoint, points, to: &bytes) { append($0, to: &$1) }
        case .multiLineString(let lines): append(.multiLineString, lines, to: &bytes) { append($0, to: &$1) }
        case .multiPolygon(let area): append(.multiPolygon, area.polygons, to: &bytes) { append($0, to: &$1) }
        case .collection(let members): append(.geometryCollection, members, to: &bytes) { append($0, to: &$1) }
        }
    }

    private static func append<Member>(
        _ kind: GeometryKind,
        _ members: [Member],
        to bytes: inout [UInt8],
        _ append: (Member, inout [UInt8]) -> Void
    ) {
        appendHeader(kind, to: &bytes)
        Self.append(UInt32(members.count), to: &bytes)
        for member in members { append(member, &bytes) }
    }

    private static func append(_ point: Point, to bytes: inout [UInt8]) {
        appendHeader(.point, to: &bytes)
        append(point.x.bitPattern, to: &bytes)
        append(point.y.bitPattern, to: &bytes)
    }

    private static func append(_ line: LineString, to bytes: inout [UInt8]) {
        appendHeader(.lineString, to: &bytes)
        append(counted: line.points, to: &bytes)
    }

    private static func append(_ polygon: Polygon, to bytes: inout [UInt8]) {
        appendHeader(.polygon, to: &bytes)
        append(UInt32(1 + polygon.holes.count), to: &bytes)
        append(counted: polygon.shell.points, to: &bytes)
        for hole in polygon.holes { append(counted: hole.points, to: &bytes) }
    }

    private static func appendHeader(_ kind: GeometryKind, to bytes: inout [UInt8]) {
        bytes.append(1)  // little-endian
        append(kind.rawValue, to: &bytes)
    }

    private static func append(counted points: [Point], to bytes: inout [UInt8]) {
        append(UInt32(points.count), to: &bytes)
        for point in points {
            append(point.x.bitPattern, to: &bytes)
            append(point.y.bitPattern, to: &bytes)
        }
    }

    static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
