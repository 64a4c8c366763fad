/// A cursor over well-known binary that checks every length before it reads.
struct WKBReader {
    let bytes: [UInt8]
    var offset: Int

    /// What the first bytes of a geometry say about the rest.
    private struct Header {
        let kind: GeometryKind
        let isLittleEndian: Bool
        /// The bytes of one position, Z and M included.
        let stride: Int
    }

    /// One geometry, or nil when it is empty.
    mutating func geometry(depth: Int) throws -> Geometry? {
        let header = try header(depth: depth)
        switch header.kind {
        case .point: return try point(header).map(Geometry.point)
        case .lineString: return try path(header, ring: 0, LineString.init).map(Geometry.lineString)
        case .polygon: return try polygon(header).map(Geometry.polygon)
        case .multiPoint:
            return try members(header, depth) { try $0.point($0.header(of: .point, depth + 1)) }
                .map(Geometry.multiPoint)
        case .multiLineString:
            return try members(header, depth) {
                try $0.path($0.header(of: .lineString, depth + 1), ring: 0, LineString.init)
            }.map(Geometry.multiLineString)
        case .multiPolygon:
            return try members(header, depth) { try $0.polygon($0.header(of: .polygon, depth + 1)) }
                .map { .multiPolygon(MultiPolygon($0)) }
        case .geometryCollection:
            return try members(header, depth) { try $0.geometry(depth: depth + 1) }.map(Geometry.collection)
        }
    }

    private mutating func header(depth: Int) throws -> Header {
        guard depth < WKB.maximumDepth else { throw GeometryError.tooDeep }
        let start = offset
        guard offset < bytes.count, bytes[offset] <= 1 else { throw mismatch() }
        let isLittleEndian = bytes[offset] == 1
        offset += 1
        let code = try integer(isLittleEndian)
        if code & 0x2000_0000 != 0 { _ = try integer(isLittleEndian) }  // EWKB: an SRID follows
        let (isoDimensions, plain) = (code & 0x1fff_ffff).quotientAndRemainder(dividingBy: 1000)
        guard isoDimensions <= 3, let kind = GeometryKind(rawValue: plain) else {
            throw GeometryError.unsupportedType(code: code)
        }
        // Z is 1 and M is 2 in ISO's thousands; one bit each in EWKB.
        let extra = (isoDimensions + 1) / 2 + (code >> 31) + (code >> 30 & 1)
        guard extra <= 2 else { throw GeometryError.malformed(offset: start) }
        return Header(kind: kind, isLittleEndian: isLittleEndian, stride: 16 + 8 * Int(extra))
    }

    /// The header of a member whose kind is known; the error for another points at the member.
    private mutating func header(of kind: GeometryKind, _ depth: Int) throws -> Header {
        let start = offset
        let header = try header(depth: depth)
        guard header.kind == kind else { throw GeometryError.malformed(offset: start) }
        return header
    }

    /// The members that are not empty; nil when none is left.
    private mutating func members<Member>(
        _ header: Header,
        _ depth: Int,
        _ read: (inout Self) throws -> Member?
    ) throws -> [Member]? {
        let count = try Int(integer(header.isLittleEndian))
        var members: [Member] = []
        // No member takes fewer than nine bytes, so a false count cannot claim more than the bytes could hold; at each
        // of many depths it would be that much again.
        if depth == 0 { members.reserveCapacity(min(count, (bytes.count - offset) / 9)) }
        for part in 0..<count {
            do {
                if let member = try read(&self) { members.append(member) }
            } catch GeometryError.path(_, let ring, let error) where depth == 0 {
                throw GeometryError.path(part: part, ring: ring, error)
            }
        }
        return members.isEmpty ? nil : members
    }

    private mutating func point(_ header: Header) throws -> Point? {
        let start = try skip(1, header)
        let point = position(at: start, header)
        if point.x.isNaN && point.y.isNaN { return nil }  // GeoPackage and PostGIS write an empty point so
        guard point.isFinite else { throw GeometryError.path(part: 0, ring: 0, .notFinite(index: 0)) }
        return point
    }

    private mutating func polygon(_ header: Header) throws -> Polygon? {
        let count = try Int(integer(header.isLittleEndian))
        guard count > 0 else { return nil }
        let shell = try path(header, ring: 0, Ring.init)
        var holes: [Ring] = []
        for ring in 1..<count {
            guard let hole = try path(header, ring: ring, Ring.init) else { continue }
            holes.append(hole)
        }
        if let shell { return Polygon(shell: shell, holes: holes) }
        guard holes.isEmpty else { throw GeometryError.path(part: 0, ring: 0, .tooFewPoints(count: 0, needed: 4)) }
        return nil
    }

    private mutating func path<Path>(
        _ header: Header,
        ring: Int,
        _ make: ([Point]) throws -> Path
    ) throws -> Path? {
        let count = try Int(integer(header.isLittleEndian))
        guard count > 0 else { return nil }
        let start = try skip(count, header)
        let points = (0..<count).map { position(at: start + $0 * header.stride, header) }
        return try GeometryError.locating(part: 0, ring: ring) { try make(points) }
    }

    /// Moves past `count` positions that are there, and returns where they begin.
    private mutating func skip(_ count: Int, _ header: Header) throws -> Int {
        guard count <= (bytes.count - offset) / header.stride else { throw mismatch() }
        defer { offset += count * header.stride }
        return offset
    }

    private func position(at place: Int, _ header: Header) -> Point {
        Point(x: double(at: place, header), y: double(at: place + 8, header))
    }

    private func double(at place: Int, _ header: Header) -> Double {
        let bits: UInt64 = load(at: place)
        return Double(bitPattern: header.isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }

    private mutating func integer(_ isLittleEndian: Bool) throws -> UInt32 {
        guard offset + 4 <= bytes.count else { throw mismatch() }
        defer { offset += 4 }
        let bits: UInt32 = load(at: offset)
        return isLittleEndian ? UInt32(littleEndian: bits) : UInt32(bigEndian: bits)
    }

    /// The caller has checked that the value's bytes are there.
    private func load<Value: FixedWidthInteger & BitwiseCopyable>(at place: Int) -> Value {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: Value.self) }
    }

    private func mismatch() -> GeometryError { .malformed(offset: offset) }
}
