import GeometryCore
import TestSupport
import Testing

@Suite struct GeoPackageBlobTests {
    @Test(arguments: UInt64(0)..<40)
    func roundTrips(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in GeometryKind.allCases {
            let geometry = try random.geometry(kind)
            let blob = GeoPackageBlob.encode(geometry, srsID: 4490)
            #expect(try GeoPackageBlob.decode(blob) == geometry, "seed \(seed) \(kind)")
            #expect(try GeoPackageBlob.decode(([0] + blob)[1...]) == geometry, "seed \(seed) \(kind)")
            #expect(GeoPackageBlob.box(of: blob) == geometry.box, "seed \(seed) \(kind)")
        }
    }

    /// The header byte by byte, as clause 2.1.3 of the standard has it.
    @Test func headerIsToTheStandard() {
        let geometry = Geometry.multiPoint([Point(x: 1, y: 2), Point(x: 3, y: -4)])
        let writer = ForeignWKB()
        let bounds = [1.0, 3, -4, 2].flatMap(writer.double)  // least x, greatest x, least y, greatest y
        let header = [0x47, 0x50, 0, 0b0000_0011] + writer.integer(4490) + bounds
        #expect(GeoPackageBlob.encode(geometry, srsID: 4490) == header + WKB.encode(geometry))
        #expect(GeoPackageBlob.encode(geometry)[4..<8] == [0xe6, 0x10, 0, 0])  // 4326
        #expect(GeoPackageBlob.encode(geometry, srsID: -1)[4..<8] == [255, 255, 255, 255])
    }

    /// Every envelope code, both byte orders of header and body.
    @Test(arguments: 0..<5, 0..<4)
    func readsEveryHeader(envelope: Int, orders: Int) throws {
        var random = SeededGenerator(seed: UInt64(envelope))
        let geometry = try random.geometry(.polygon)
        let header = header(envelope: envelope, isLittleEndian: orders & 1 == 0, box: geometry.box)
        let blob = header + ForeignWKB(isLittleEndian: orders & 2 == 0).encode(geometry)
        #expect(try GeoPackageBlob.decode(blob) == geometry)
        #expect(GeoPackageBlob.box(of: blob) == geometry.box)
        for length in 0..<blob.count {
            #expect(throws: GeometryError.self) { try GeoPackageBlob.decode(blob.prefix(length)) }
            // What is left of the header may still hold the box; there is no third answer.
            let box = GeoPackageBlob.box(of: Array(blob.prefix(length)))
            #expect(box == nil || box == geometry.box)
        }
    }

    @Test(arguments: 5..<8)
    func unknownEnvelopesAreRefused(envelope: UInt8) throws {
        var blob = GeoPackageBlob.encode(.point(Point(x: 1, y: 2)))
        blob[3] = 1 | envelope << 1
        #expect(throws: GeometryError.malformed(offset: 3)) { try GeoPackageBlob.decode(blob) }
        #expect(GeoPackageBlob.box(of: blob) == nil)
    }

    @Test func otherMagicAndBrokenBodiesAreRefused() {
        var blob = GeoPackageBlob.encode(.point(Point(x: 1, y: 2)))
        blob[41] = 99
        #expect(throws: GeometryError.unsupportedType(code: 99)) { try GeoPackageBlob.decode(blob) }
        #expect(throws: GeometryError.malformed(offset: blob.count - 61)) { try GeoPackageBlob.decode(blob.prefix(5)) }
        blob[1] = 0x51
        #expect(throws: GeometryError.malformed(offset: 0)) { try GeoPackageBlob.decode(blob) }
        #expect(GeoPackageBlob.box(of: blob) == nil)
        #expect(GeoPackageBlob.box(of: []) == nil)
    }

    /// A blob that says it is empty, with the not-a-number envelope some writers give it.
    @Test(arguments: [true, false])
    func emptyFlagIsHonoured(hasEnvelope: Bool) {
        let nothing = Box(minX: .nan, minY: .nan, maxX: .nan, maxY: .nan)
        var blob = header(envelope: hasEnvelope ? 1 : 0, isLittleEndian: true, box: nothing)
        blob[3] |= 0b0001_0000
        blob += WKB.encode(.collection([]))
        #expect(throws: GeometryError.empty) { try GeoPackageBlob.decode(blob) }
        #expect(GeoPackageBlob.box(of: blob) == nil)
    }

    /// A geometry without points is written with the empty flag and no envelope.
    @Test func emptyGeometriesAreFlagged() {
        for geometry in [Geometry.multiPoint([]), .multiPolygon(MultiPolygon([])), .collection([.multiLineString([])])]
        {
            let blob = GeoPackageBlob.encode(geometry)
            #expect(blob[3] == 0b0001_0001)
            #expect(Array(blob.dropFirst(8)) == WKB.encode(geometry))
            #expect(throws: GeometryError.empty) { try GeoPackageBlob.decode(blob) }
        }
    }

    @Test(arguments: UInt64(0)..<10)
    func damageIsSurvived(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = GeoPackageBlob.encode(try random.geometry(depth: 2))
        for round in 0..<500 {
            var blob = whole
            for _ in 0..<3 {
                blob[Int.random(in: 0..<blob.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            _ = GeoPackageBlob.box(of: blob)
            do { _ = try GeoPackageBlob.decode(blob) } catch {
                #expect(error is GeometryError, "seed \(seed) round \(round)")
            }
        }
    }

    private func header(envelope: Int, isLittleEndian: Bool, box: Box) -> [UInt8] {
        let writer = ForeignWKB(isLittleEndian: isLittleEndian)
        let bounds = [box.minX, box.maxX, box.minY, box.maxY, -7, 7, -8, 8].prefix([0, 4, 6, 6, 8][envelope])
        let flags = UInt8(envelope << 1) | (isLittleEndian ? 1 : 0)
        return [0x47, 0x50, 0, flags] + writer.integer(4326) + bounds.flatMap(writer.double)
    }
}
