import GeometryCore
import Testing

@testable import FeatureFiles

/// Inputs that once ended the process, took memory without bound or lost a letter; most came from the fuzz targets.
@Suite struct HostileBytesTests {
    /// 1024 × 0xFFFFFFFF × 0xFFFFFFFF does not fit in 64 bits.
    @Test(arguments: [[1, 0xffff_ffff], [0xffff_ffff, 1], [0xffff_ffff, 0xffff_ffff]] as [[UInt32]])
    func claimsOfGeodatabasesDoNotOverflow(claims: [UInt32]) throws {
        let folder = try TemporaryFolder()
        let head = [3, claims[0], 1, claims[1]].flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        try folder.write("a00000001.gdbtablx", head + [UInt8](repeating: 0, count: 64))
        let error = #expect(throws: FeatureFileError.self) { try GeodatabaseCheck.check(folder.root) }
        guard case .truncated? = error else {
            Issue.record("\(claims): \(String(describing: error))")
            return
        }
    }

    /// A ZIP64 directory may claim any 64 bits for a member, and many of them.
    @Test(arguments: [[UInt64.max], [.max, .max], [1 << 63], [1 << 62, 1 << 62, 1 << 62]])
    func claimsOfArchivesDoNotOverflow(sizes: [UInt64]) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.kmz", ArchiveBytes.claiming(sizes))
        let limit = FeatureSourceOptions().maximumKMLBytes
        #expect(throws: FeatureFileError.tooLarge(path: path.resolved, limitBytes: limit)) {
            try FeatureReader(path: path)
        }
    }

    /// GDAL hands on whatever stands for the seconds of an XML document.
    @Test(arguments: [
        ("05.25", "2026-05-20T10:00:05.250Z"), ("59.9999", "2026-05-20T10:00:59.999Z"), ("nan", nil), ("inf", nil),
        ("1e9", nil), ("1e30", nil), ("61", nil),
    ])
    func secondsThatAreNoneAreNoTime(seconds: String, expected: String?) throws {
        let folder = try TemporaryFolder()
        let time = "<time>2026-05-20T10:00:\(seconds)Z</time>"
        let path = try folder.write(
            "a.gpx",
            "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"25\" lon=\"119\">\(time)</wpt></gpx>"
        )
        let reader = try FeatureReader(path: path)
        let field = try #require(reader.fields.firstIndex { $0.name == "time" })
        #expect(try Contents(reader).texts(field) == [expected])
    }

    /// Encodings with marks after the letter hold the last letter back until they are asked for it.
    @Test(
        arguments: [
            ("CP1258", [0xe2, 0x61], "âa"), ("CP1258", [0x61, 0xcc], "à"), ("CP1255", [0xf9, 0xe5], "שו"),
            ("BIG5-HKSCS", [0xa4, 0x40, 0x88, 0x66], "一Ê"),
        ] as [(String, [UInt8], String)]
    )
    func lastLettersAreKept(encoding: String, bytes: [UInt8], expected: String) throws {
        let decoder = try TextDecoder(encoding: encoding, onUTF8: .convert)
        for _ in 0..<2 {
            #expect(try decoder.decode(bytes[...]).get().unicodeScalars.elementsEqual(expected.unicodeScalars))
            #expect(try decoder.decode(bytes[...], mayBeCut: true).get() == expected)
        }
    }

    @Test func emptyEncodingNamesMeanNoneAndNotThatOfTheMachine() throws {
        #expect(throws: FeatureFileError.unknownEncoding(name: "")) { try TextDecoder(encoding: "", onUTF8: .refuse) }
        let folder = try TemporaryFolder()
        let drawing = Drawing.bytes(version: "AC1015", codePage: "", text: Array("片区".utf8))
        let path = try folder.write("a.dxf", drawing)
        #expect(try DrawingCheck.decoder(path: path, stated: nil).encoding == "UTF-8")
    }

    @Test func zeroBytesDoNotHideWhatFollowsAGeometry() {
        let log = GDALErrorLog()
        _ = GDALLibrary.isReady
        #expect(GeometryReader.read(wellKnownText: "POINT (1 2)", log: log) == .success(.point(Point(x: 1, y: 2))))
        #expect(GeometryReader.read(wellKnownText: "POINT (1 2)\0POINT (3 4)", log: log) == nil)
    }

    /// A record is given up near its limit, not at the end of the file.
    @Test(arguments: [
        ("a", CSVRecordReader.End.tooLong), (",", .tooLong), ("\"", .unclosedQuote), ("a,\"b\",", .tooLong),
    ])
    func recordsThatNeverEndAreGivenUp(piece: String, expected: CSVRecordReader.End) throws {
        let folder = try TemporaryFolder()
        let start = expected == .unclosedQuote ? "\"" : ""
        let text = start + String(repeating: piece == "\"" ? "ab" : piece, count: (1 << 20) / piece.count)
        let path = try folder.write("a.csv", text)
        var reader = CSVRecordReader(file: try InputFile(path: path), separator: 0x2c, offset: 0, limit: 1 << 18)
        #expect(try reader.next() == expected)
        #expect(reader.bytesRead <= 1 << 19, "read \(reader.bytesRead) of \(text.utf8.count) bytes")
        var patient = CSVRecordReader(file: try InputFile(path: path), separator: 0x2c, offset: 0)
        #expect(try patient.next() == (expected == .unclosedQuote ? .unclosedQuote : .record))
    }

    /// More than a megabyte without a line feed, cut at every place there is within a character.
    @Test(arguments: [0, 1, 2])
    func encodingsOfFilesWithoutLinesAreFound(shift: Int) throws {
        let folder = try TemporaryFolder()
        let head = [UInt8](repeating: 0x61, count: shift)
        func probed(_ bytes: [UInt8], _ end: [UInt8], _ count: Int) throws -> String? {
            let text = head + [[UInt8]](repeating: bytes + end, count: count / (bytes + end).count).joined()
            return try EncodingProbe(linesOf: try folder.write("a.txt", text)).encoding
        }
        #expect(try probed(Array("片".utf8), [], 1_060_000) == "UTF-8")
        #expect(try probed(GBK.village, [], 1_060_000) == "GB18030")
        #expect(try probed(GBK.district, [0x0d], 1_060_000) == "GB18030")
    }
}

/// A ZIP file of tiny members whose directory claims other sizes, as PKWARE's APPNOTE 4.3 and 4.5.3 lay it out.
private enum ArchiveBytes {
    static func claiming(_ sizes: [UInt64]) -> [UInt8] {
        let data = Array("<kml/>".utf8)
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (index, size) in sizes.enumerated() {
            let name = Array("\(index).kml".utf8)
            let offset = bytes.count
            let length = little(UInt16(name.count))
            bytes += little(0x0403_4b50 as UInt32) + zeros(14) + little(UInt32(data.count)) + little(UInt32(data.count))
            bytes += length + zeros(2) + name + data
            directory += little(0x0201_4b50 as UInt32) + zeros(16) + little(UInt32(data.count)) + little(UInt32.max)
            directory += length + little(12 as UInt16) + zeros(10) + little(UInt32(offset)) + name
            directory += little(1 as UInt16) + little(8 as UInt16) + little(size)
        }
        let count = little(UInt16(sizes.count))
        let end = little(UInt32(directory.count)) + little(UInt32(bytes.count)) + zeros(2)
        return bytes + directory + little(0x0605_4b50 as UInt32) + zeros(4) + count + count + end
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
