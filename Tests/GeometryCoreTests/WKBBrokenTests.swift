import Foundation
import GeometryCore
import TestSupport
import Testing

@Suite struct WKBBrokenTests {
    @Test(arguments: UInt64(0)..<30)
    func everyTruncationIsAnError(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in GeometryKind.allCases {
            let dialect = ForeignWKB(isLittleEndian: seed & 1 == 0, hasZ: seed & 2 != 0, isExtended: true, srid: 4326)
            let bytes = dialect.encode(try random.geometry(kind))
            for length in 0..<bytes.count {
                do {
                    _ = try WKB.decode(bytes.prefix(length))
                    Issue.record("seed \(seed) \(kind) read from \(length) of \(bytes.count) bytes")
                } catch {
                    if !isMalformed(within: length)(error) { Issue.record("seed \(seed) \(kind) \(length): \(error)") }
                }
            }
            #expect(throws: GeometryError.malformed(offset: bytes.count)) { try WKB.decode(bytes + [0]) }
        }
    }

    /// Random damage gives a geometry or a ``GeometryError``; a crash would end the whole run.
    @Test(arguments: UInt64(0)..<100)
    func damageIsSurvived(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var whole: [UInt8] = []
        for round in 0..<1000 {
            if round % 20 == 0 {
                let dialect = ForeignWKB(isLittleEndian: .random(using: &random), hasM: .random(using: &random))
                whole = dialect.encode(try random.geometry(depth: 1))
            }
            let bytes = damaged(whole, using: &random)
            do {
                let geometry = try WKB.decode(bytes)
                if try WKB.decode(WKB.encode(geometry)) != geometry { Issue.record("seed \(seed) round \(round)") }
            } catch {
                if !(error is GeometryError) { Issue.record("seed \(seed) round \(round): \(error)") }
            }
        }
    }

    /// Counts of four thousand million points, rings or members are refused before memory is asked for.
    @Test(arguments: GeometryKind.allCases.filter { $0 != .point }, [true, false])
    func claimedCountsAreNotBelieved(kind: GeometryKind, isLittleEndian: Bool) throws {
        let writer = ForeignWKB(isLittleEndian: isLittleEndian)
        let head: [UInt8] = [isLittleEndian ? 1 : 0] + writer.integer(kind.rawValue)
        let before = largestMemory()
        for count: UInt32 in [.max, .max - 1, 0x8000_0000, 0x1000_0000, 0x0fff_ffff] {
            #expect(performing: { try WKB.decode(head + writer.integer(count)) }, throws: isMalformed(within: 9))
            let inner = head + writer.integer(count) + [UInt8](repeating: 0, count: 64)
            #expect(throws: GeometryError.self) { try WKB.decode(inner) }
        }
        if kind == .polygon {
            #expect(throws: GeometryError.self) {
                try WKB.decode(head + writer.integer(1) + writer.integer(.max) + writer.double(0))
            }
        }
        #expect(largestMemory() - before < 16 << 30, "an array of the claimed size would take 64 GB")
    }

    /// A claim at each of many depths is no more than one.
    @Test func nestedClaimsAreNotAddedUp() {
        let writer = ForeignWKB()
        let claim = [1] + writer.integer(GeometryKind.geometryCollection.rawValue) + writer.integer(.max)
        let nested = [[UInt8]](repeating: claim, count: WKB.maximumDepth).joined()
        let bytes = nested + [UInt8](repeating: 0, count: 64 << 20)
        let before = largestMemory()
        #expect(throws: GeometryError.tooDeep) { try WKB.decode(bytes) }
        #expect(largestMemory() - before < 2 << 30, "32 arrays for 64 MB of members would take 5 GB")
    }

    /// Types that are no ``GeometryKind``: curves, triangles, zero, unknown flags.
    @Test(
        arguments: [0, 8, 9, 10, 15, 16, 17, 999, 1000, 1008, 3017, 4001, 0x1000_0001, 0x0001_0001, 0x8000_0008]
            as [UInt32]
    )
    func otherTypesAreNamed(code: UInt32) {
        let writer = ForeignWKB()
        let bytes = [1] + writer.integer(code) + [UInt8](repeating: 0, count: 40)
        #expect(throws: GeometryError.unsupportedType(code: code)) { try WKB.decode(bytes) }
    }

    @Test func otherByteOrdersAreRefused() {
        var bytes = WKB.encode(.point(Point(x: 1, y: 2)))
        for order in UInt8(2)...255 {
            bytes[0] = order
            #expect(throws: GeometryError.malformed(offset: 0)) { try WKB.decode(bytes) }
        }
    }

    /// The error names the part and the ring, whichever way the ring is broken.
    @Test func brokenRingsAreNamed() throws {
        let good = square(0, 0, side: 9)
        let rings: [([XY], PathError)] = [
            ([(0, 0), (1, 0), (1, 1), (0, 1)], .notClosed), ([(0, 0), (0, 0)], .tooFewPoints(count: 2, needed: 4)),
            ([(0, 0), (1, 0), (.nan, 1), (0, 0)], .notFinite(index: 2)),
            ([(0, 0), (.infinity, 0), (1, 1), (0, 0)], .notFinite(index: 1)),
        ]
        for (broken, error) in rings {
            for bad in 0..<3 {
                let polygon = polygonBytes((0..<3).map { $0 == bad ? broken : good })
                #expect(throws: GeometryError.path(part: 0, ring: bad, error)) { try WKB.decode(polygon) }
                let parts = (0..<4).map { $0 == 2 ? polygon : polygonBytes([good]) }
                for kind in [UInt32(6), 7] {
                    let bytes = [1] + ForeignWKB().integer(kind) + ForeignWKB().integer(4) + parts.joined()
                    #expect(throws: GeometryError.path(part: 2, ring: bad, error)) { try WKB.decode(bytes) }
                }
            }
        }
    }

    @Test func brokenLinesAndPointsAreNamed() throws {
        let writer = ForeignWKB()
        let good = WKB.encode(.lineString(try LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)])))
        let short = [1] + writer.integer(2) + writer.integer(1) + writer.double(0) + writer.double(0)
        #expect(throws: GeometryError.path(part: 0, ring: 0, .tooFewPoints(count: 1, needed: 2))) {
            try WKB.decode(short)
        }
        let lines = [1] + writer.integer(5) + writer.integer(2) + good + short
        #expect(throws: GeometryError.path(part: 1, ring: 0, .tooFewPoints(count: 1, needed: 2))) {
            try WKB.decode(lines)
        }
        for (x, y) in [(Double.nan, 0), (0, Double.infinity), (.nan, .infinity)] {
            let point = [1] + writer.integer(1) + writer.double(x) + writer.double(y)
            #expect(throws: GeometryError.path(part: 0, ring: 0, .notFinite(index: 0))) { try WKB.decode(point) }
            let points = [1] + writer.integer(4) + writer.integer(2) + WKB.encode(.point(Point(x: 1, y: 1))) + point
            #expect(throws: GeometryError.path(part: 1, ring: 0, .notFinite(index: 0))) { try WKB.decode(points) }
        }
    }

    /// A multi-geometry holds one kind; the error says where another begins.
    @Test(arguments: [GeometryKind.multiPoint, .multiLineString, .multiPolygon], UInt64(0)..<5)
    func strangeMembersAreRefused(kind: GeometryKind, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let writer = ForeignWKB()
        for member in GeometryKind.allCases where member.rawValue != kind.rawValue - 3 {
            let good = WKB.encode(try random.geometry(GeometryKind(rawValue: kind.rawValue - 3) ?? .point))
            let strange = WKB.encode(try random.geometry(member))
            let bytes = [1] + writer.integer(kind.rawValue) + writer.integer(2) + good + strange
            #expect(throws: GeometryError.malformed(offset: 9 + good.count), "seed \(seed) \(member)") {
                try WKB.decode(bytes)
            }
        }
    }

    private func polygonBytes(_ rings: [[XY]]) -> [UInt8] {
        let writer = ForeignWKB()
        let body = rings.flatMap { ring in
            writer.integer(UInt32(ring.count)) + ring.flatMap { writer.double($0.x) + writer.double($0.y) }
        }
        return [1] + writer.integer(3) + writer.integer(UInt32(rings.count)) + body
    }

    private func isMalformed(within length: Int) -> (any Error) -> Bool {
        { error in if case GeometryError.malformed(let offset) = error { (0...length).contains(offset) } else { false }
        }
    }

    /// Some bytes flipped, overwritten, taken out or put in, and perhaps a count made huge.
    private func damaged(_ whole: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &random) where bytes.count > 4 {
            // Headers and counts are where damage does most: half of it goes to the front.
            let reach = Bool.random(using: &random) ? bytes.count : min(bytes.count, 14)
            let place = Int.random(in: 0..<reach, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = .random(in: 0...255, using: &random)
            case 2: bytes[place] = UInt8.random(in: 0...8, using: &random)
            case 3: bytes.remove(at: place)
            case 4: bytes.insert(.random(in: 0...255, using: &random), at: place)
            default: for index in place..<min(place + 4, bytes.count) { bytes[index] = 0xff }
            }
        }
        return bytes
    }

    /// The most memory this process has asked for, in bytes; 0 where the system does not say.
    private func largestMemory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmPeak") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }
}
