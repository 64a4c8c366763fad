/// Well-known binary, as OGC Simple Feature Access, part 1, clause 8 defines it.
///
/// Reads both byte orders, the ISO type codes (1001 for Z, 2001 for M, 3001 for ZM) and the EWKB flags of PostGIS; Z,
/// M and an embedded SRID are skipped. Writes little-endian, two dimensions, no SRID.
public enum WKB {
    /// How deep collections may be nested before reading is refused.
    public static let maximumDepth = 32

    /// Reads one geometry.
    ///
    /// Empty members of multi-geometries and collections are left out.
    ///
    /// - Parameter bytes: The whole well-known binary; bytes after the geometry are an error.
    /// - Throws: ``GeometryError``; `empty` when no point remains.
    /// - Complexity: O(*n*) in bytes; memory never exceeds a small multiple of them, whatever counts they claim.
    public static func decode(_ bytes: some Collection<UInt8>) throws -> Geometry {
        var reader = WKBReader(bytes: Array(bytes))
        let geometry = try reader.geometry(depth: 0)
        guard reader.offset == reader.bytes.count else { throw GeometryError.malformed(offset: reader.offset) }
        guard let geometry else { throw GeometryError.empty }
        return geometry
    }

    /// Writes one geometry.
    ///
    /// - Complexity: O(*n*) in points.
    public static func encode(_ geometry: Geometry) -> [UInt8] {
        var bytes: [UInt8] = []
        append(geometry, to: &bytes)
        return bytes
    }

    static func append(_ geometry: Geometry, to bytes: inout [UInt8]) {
        bytes.append(1)  // little-endian
        append(geometry.kind.rawValue, to: &bytes)
        switch geometry {
        case .point(let point): append(CollectionOfOne(point), to: &bytes)
        case .lineString(let line): append(counted: line.points, to: &bytes)
        case .polygon(let polygon):
            append(UInt32(1 + polygon.holes.count), to: &bytes)
            for ring in polygon.rings { append(counted: ring.points, to: &bytes) }
        case .multiPoint(let points): append(members: points.map(Geometry.point), to: &bytes)
        case .multiLineString(let lines): append(members: lines.map(Geometry.lineString), to: &bytes)
        case .multiPolygon(let area): append(members: area.polygons.map(Geometry.polygon), to: &bytes)
        case .collection(let members): append(members: members, to: &bytes)
        }
    }

    private static func append(members: [Geometry], to bytes: inout [UInt8]) {
        append(UInt32(members.count), to: &bytes)
        for member in members { append(member, to: &bytes) }
    }

    private static func append(counted points: [Point], to bytes: inout [UInt8]) {
        append(UInt32(points.count), to: &bytes)
        append(points, to: &bytes)
    }

    private static func append(_ points: some Collection<Point>, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + points.count * 16)
        for point in points {
            append(point.x.bitPattern, to: &bytes)
            append(point.y.bitPattern, to: &bytes)
        }
    }

    static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}

/// A cursor over well-known binary that checks every length before it reads.
private struct WKBReader {
    let bytes: [UInt8]
    var offset = 0

    /// One geometry, or nil when it is empty.
    mutating func geometry(depth: Int) throws -> Geometry? {
        guard depth < WKB.maximumDepth else { throw GeometryError.tooDeep }
        let start = offset
        guard offset < bytes.count, bytes[offset] <= 1 else { throw mismatch() }
        let isLittleEndian = bytes[offset] == 1
        offset += 1
        let code = try integer(isLittleEndian)
        if code & 0x2000_0000 != 0 { _ = try integer(isLittleEndian) }  // EWKB: an SRID follows
        let plain = code & 0x0fff_ffff
        let isoDimensions = plain / 1000
        guard isoDimensions <= 3, let kind = GeometryKind(rawValue: plain % 1000) else {
            throw GeometryError.unsupportedType(code: code)
        }
        let extra =
            [0, 1, 1, 2][Int(isoDimensions)] + (code & 0x8000_0000 != 0 ? 1 : 0) + (code & 0x4000_0000 != 0 ? 1 : 0)
        guard extra <= 2 else { throw GeometryError.malformed(offset: start) }
        let layout = Layout(isLittleEndian: isLittleEndian, stride: 16 + 8 * extra)
        switch kind {
        case .point:
            let point = try points(1, layout)[0]
            if point.x.isNaN && point.y.isNaN { return nil }  // GeoPackage and PostGIS write an empty point so
            guard point.isFinite else { throw GeometryError.path(part: 0, ring: 0, .notFinite(index: 0)) }
            return .point(point)
        case .lineString: return try path(layout, part: 0, ring: 0, LineString.init).map(Geometry.lineString)
        case .polygon: return try polygon(layout, part: 0).map(Geometry.polygon)
        case .multiPoint, .multiLineString, .multiPolygon, .geometryCollection:
            return try members(of: kind, isLittleEndian, depth: depth)
        }
    }

    private struct Layout {
        let isLittleEndian: Bool
        let stride: Int
    }

    private mutating func members(of kind: GeometryKind, _ isLittleEndian: Bool, depth: Int) throws -> Geometry? {
        let count = try integer(isLittleEndian)
        var members: [Geometry] = []
        for part in 0..<Int(count) {
            do {
                if let member = try geometry(depth: depth + 1) { members.append(member) }
            } catch GeometryError.path(_, let ring, let error) where depth == 0 {
                throw GeometryError.path(part: part, ring: ring, error)
            }
        }
        guard !members.isEmpty else { return nil }
        switch kind {
        case .multiPoint:
            return .multiPoint(try only(members) { if case .point(let point) = $0 { point } else { nil } })
        case .multiLineString:
            return .multiLineString(try only(members) { if case .lineString(let line) = $0 { line } else { nil } })
        case .multiPolygon:
            let polygons = try only(members) { if case .polygon(let polygon) = $0 { polygon } else { nil } }
            return .multiPolygon(MultiPolygon(polygons))
        default: return .collection(members)
        }
    }

    private func only<Member>(_ members: [Geometry], _ member: (Geometry) -> Member?) throws -> [Member] {
        try members.map { geometry in
            guard let it = member(geometry) else { throw mismatch() }
            return it
        }
    }

    private func mismatch() -> GeometryError { .malformed(offset: offset) }

    private mutating func polygon(_ layout: Layout, part: Int) throws -> Polygon? {
        let count = try Int(integer(layout.isLittleEndian))
        var rings: [Ring] = []
        for index in 0..<count {
            guard let ring = try path(layout, part: part, ring: index, Ring.init) else { continue }
            rings.append(ring)
        }
        return rings.isEmpty ? nil : Polygon(shell: rings[0], holes: Array(rings.dropFirst()))
    }

    private mutating func path<Path>(
        _ layout: Layout,
        part: Int,
        ring: Int,
        _ make: ([Point]) throws -> Path
    ) throws -> Path? {
        let count = try integer(layout.isLittleEndian)
        guard count > 0 else { return nil }
        let points = try points(Int(count), layout)
        return try GeometryError.locating(part: part, ring: ring) { try make(points) }
    }

    private mutating func points(_ count: Int, _ layout: Layout) throws -> [Point] {
        guard count <= (bytes.count - offset) / layout.stride else { throw mismatch() }
        let start = offset
        offset += count * layout.stride
        return (0..<count).map { index in
            let at = start + index * layout.stride
            return Point(x: double(at: at, layout), y: double(at: at + 8, layout))
        }
    }

    private func double(at position: Int, _ layout: Layout) -> Double {
        let bits: UInt64 = load(at: position)
        return Double(bitPattern: layout.isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }

    private mutating func integer(_ isLittleEndian: Bool) throws -> UInt32 {
        guard offset + 4 <= bytes.count else { throw mismatch() }
        defer { offset += 4 }
        let bits: UInt32 = load(at: offset)
        return isLittleEndian ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits)
    }

    /// The caller has checked that the value's bytes are there.
    private func load<Value: FixedWidthInteger & BitwiseCopyable>(at position: Int) -> Value {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: position, as: Value.self) }
    }
}
