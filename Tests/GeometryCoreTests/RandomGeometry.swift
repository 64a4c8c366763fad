import GeometryCore
import TestSupport

extension SeededGenerator {
    /// A geometry of any kind; collections nest at most three deep.
    mutating func geometry(depth: Int = 0) throws -> Geometry {
        let kinds = depth < 3 ? GeometryKind.allCases : GeometryKind.allCases.filter { $0 != .geometryCollection }
        return try geometry(kinds[Int.random(in: 0..<kinds.count, using: &self)], depth: depth)
    }

    /// A geometry of one kind with one to four members, rings or points more than it needs.
    mutating func geometry(_ kind: GeometryKind, depth: Int = 0) throws -> Geometry {
        switch kind {
        case .point: .point(point())
        case .multiPoint: .multiPoint(points(atLeast: 1))
        case .lineString: .lineString(try line())
        case .multiLineString: .multiLineString(try some { try $0.line() })
        case .polygon: .polygon(try polygon())
        case .multiPolygon: .multiPolygon(MultiPolygon(try some { try $0.polygon() }))
        case .geometryCollection: .collection(try some { try $0.geometry(depth: depth + 1) })
        }
    }

    private mutating func some<Member>(_ make: (inout Self) throws -> Member) rethrows -> [Member] {
        var members: [Member] = []
        for _ in 0..<Int.random(in: 1...4, using: &self) { members.append(try make(&self)) }
        return members
    }

    private mutating func line() throws -> LineString { try LineString(points(atLeast: 2)) }

    private mutating func polygon() throws -> Polygon {
        let rings = try some { random in
            let points = random.points(atLeast: 3)
            return try Ring(points + [points[0]])
        }
        return Polygon(shell: rings[0], holes: Array(rings.dropFirst()))
    }

    private mutating func points(atLeast least: Int) -> [Point] {
        (0..<Int.random(in: least...least + 4, using: &self)).map { _ in point() }
    }

    private mutating func point() -> Point { Point(x: coordinate(limit: 180), y: coordinate(limit: 90)) }

    /// Mostly degrees, now and then a double at an end of what doubles can be.
    private mutating func coordinate(limit: Double) -> Double {
        let extremes = [0, -0.0, 0x1p-1074, -1e-300, .greatestFiniteMagnitude, -1e300, 1, 0.1]
        let pick = Int.random(in: 0..<40, using: &self)
        return pick < extremes.count ? extremes[pick] : .random(in: -limit...limit, using: &self)
    }
}

/// A writer of well-known binary that shares nothing with the one under test, and knows what that does not write.
struct ForeignWKB {
    var isLittleEndian = true
    var hasZ = false
    var hasM = false
    /// Flags in the high bits as PostGIS sets them, else the thousands of ISO 13249-3.
    var isExtended = false
    /// Written in front of the outermost geometry only, and only when extended.
    var srid: UInt32?

    func encode(_ geometry: Geometry, isMember: Bool = false) -> [UInt8] {
        let srid = isExtended && !isMember ? srid : nil
        var code = geometry.kind.rawValue
        if isExtended {
            code += (hasZ ? 0x8000_0000 : 0) + (hasM ? 0x4000_0000 : 0) + (srid == nil ? 0 : 0x2000_0000)
        } else {
            code += (hasZ ? 1000 : 0) + (hasM ? 2000 : 0)
        }
        let head = [isLittleEndian ? 1 : 0] + integer(code) + (srid.map(integer) ?? [])
        switch geometry {
        case .point(let point): return head + bytes(of: point)
        case .lineString(let line): return head + path(line.points)
        case .polygon(let polygon): return head + list(polygon.rings) { path($0.points) }
        case .multiPoint(let points): return head + list(points) { encode(.point($0), isMember: true) }
        case .multiLineString(let lines): return head + list(lines) { encode(.lineString($0), isMember: true) }
        case .multiPolygon(let area): return head + list(area.polygons) { encode(.polygon($0), isMember: true) }
        case .collection(let members): return head + list(members) { encode($0, isMember: true) }
        }
    }

    func integer(_ value: UInt32) -> [UInt8] { ordered((0..<4).map { UInt8(value >> (8 * $0) & 0xff) }) }

    func double(_ value: Double) -> [UInt8] { ordered((0..<8).map { UInt8(value.bitPattern >> (8 * $0) & 0xff) }) }

    private func ordered(_ leastFirst: [UInt8]) -> [UInt8] { isLittleEndian ? leastFirst : leastFirst.reversed() }

    private func list<Member>(_ members: [Member], _ encode: (Member) -> [UInt8]) -> [UInt8] {
        integer(UInt32(members.count)) + members.flatMap(encode)
    }

    private func path(_ points: [Point]) -> [UInt8] { list(points, bytes) }

    private func bytes(of point: Point) -> [UInt8] {
        double(point.x) + double(point.y) + (hasZ ? double(.nan) : []) + (hasM ? double(-1e300) : [])
    }
}

/// The bytes that hexadecimal digits spell.
func bytes(hex: String) -> [UInt8] {
    let digits = hex.utf8.map { $0 > 57 ? $0 - 55 : $0 - 48 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
