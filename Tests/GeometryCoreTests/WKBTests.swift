import GeometryCore
import TestSupport
import Testing

@Suite struct WKBTests {
    @Test(arguments: UInt64(0)..<60)
    func roundTrips(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in GeometryKind.allCases {
            let geometry = try random.geometry(kind)
            let bytes = WKB.encode(geometry)
            #expect(bytes == ForeignWKB().encode(geometry), "seed \(seed) \(kind)")
            let read = try WKB.decode(bytes)
            #expect(read == geometry && read.kind == kind, "seed \(seed) \(kind)")
            #expect(WKB.encode(read) == bytes, "seed \(seed) \(kind): a bit changed, perhaps the sign of a zero")
        }
    }

    @Test(arguments: UInt64(0)..<60)
    func readsEveryDialect(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let geometry = try random.geometry()
        for choice in 0..<32 {
            let dialect = ForeignWKB(
                isLittleEndian: choice & 1 == 0,
                hasZ: choice & 2 != 0,
                hasM: choice & 4 != 0,
                isExtended: choice & 8 != 0,
                srid: choice & 16 != 0 ? 4326 : nil
            )
            #expect(try WKB.decode(dialect.encode(geometry)) == geometry, "seed \(seed) \(dialect)")
        }
    }

    /// Members may be in another byte order and dialect than the geometry that holds them.
    @Test func readsMixedDialects() throws {
        let geometry = Geometry.point(Point(x: 1, y: 2))
        let outer = ForeignWKB(isLittleEndian: false)
        let members = [
            ForeignWKB(isLittleEndian: true, hasZ: true),
            ForeignWKB(isLittleEndian: false, hasM: true, isExtended: true),
            ForeignWKB(isExtended: true, srid: 4490),
        ]
        let bytes = [0] + outer.integer(7) + outer.integer(3) + members.flatMap { $0.encode(geometry) }
        #expect(try WKB.decode(bytes) == .collection([geometry, geometry, geometry]))
    }

    /// Any collection of bytes is read, wherever its indices start.
    @Test func readsSlices() throws {
        let bytes = WKB.encode(.point(Point(x: 1, y: 2)))
        #expect(try WKB.decode(([9, 9, 9] + bytes)[3...]) == .point(Point(x: 1, y: 2)))
        #expect(try WKB.decode(bytes.lazy.map { $0 }) == .point(Point(x: 1, y: 2)))
    }

    @Test func leavesOutEmptyMembers() throws {
        let point = Geometry.point(Point(x: 1, y: 2))
        let writer = ForeignWKB()
        let emptyPoint = [1] + writer.integer(1) + writer.double(.nan) + writer.double(.nan)
        let emptyPolygon = [1] + writer.integer(3) + writer.integer(0)
        let members = emptyPolygon + emptyPoint + WKB.encode(point) + WKB.encode(.collection([]))
        #expect(try WKB.decode([1] + writer.integer(7) + writer.integer(4) + members) == .collection([point]))
        #expect(throws: GeometryError.empty) { try WKB.decode(emptyPoint) }
        for kind in GeometryKind.allCases where kind != .point {
            #expect(throws: GeometryError.empty) {
                try WKB.decode([1] + writer.integer(kind.rawValue) + writer.integer(0))
            }
        }
    }

    @Test func emptyShellDoesNotMakeAHoleTheShell() throws {
        let writer = ForeignWKB()
        let ring = Array(WKB.encode(.polygon(try Polygon([square(0, 0, side: 1)]))).dropFirst(9))
        let bytes = [1] + writer.integer(3) + writer.integer(2) + writer.integer(0) + ring
        #expect(throws: GeometryError.path(part: 0, ring: 0, .tooFewPoints(count: 0, needed: 4))) {
            try WKB.decode(bytes)
        }
        let emptyHole = [1] + writer.integer(3) + writer.integer(2) + ring + writer.integer(0)
        #expect(try WKB.decode(emptyHole) == .polygon(try Polygon([square(0, 0, side: 1)])))
    }

    @Test func encodesEmptyAggregatesSoThatTheyReadAsEmpty() {
        for geometry in [
            Geometry.multiPoint([]), .multiLineString([]), .multiPolygon(MultiPolygon([])), .collection([]),
        ] {
            #expect(throws: GeometryError.empty) { try WKB.decode(WKB.encode(geometry)) }
        }
    }

    @Test func nestsToTheLimitAndNoFurther() throws {
        func nested(_ levels: Int) -> Geometry {
            (1..<levels).reduce(Geometry.point(Point(x: 1, y: 2))) { inner, _ in .collection([inner]) }
        }
        let deepest = nested(WKB.maximumDepth)
        #expect(try WKB.decode(WKB.encode(deepest)) == deepest)
        #expect(throws: GeometryError.tooDeep) { try WKB.decode(WKB.encode(nested(WKB.maximumDepth + 1))) }
        // A million levels cost no more than the limit's.
        let header = Array(WKB.encode(.collection([.collection([])])).prefix(9))
        let endless = Array(repeatElement(header, count: 1_000_000).joined())
        #expect(throws: GeometryError.tooDeep) { try WKB.decode(endless) }
    }
}
