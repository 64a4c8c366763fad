import GeometryCore
import Testing

@testable import FeatureFiles

@Suite struct EncodingTests {
    private static let rows = [GBK.district, GBK.village, Array("plain".utf8)]
    private static let expected = ["片区", "村", "plain"]

    @Test(arguments: ["GBK", "CP936", "936", "GB2312", "ANSI 936", "GB18030"])
    func codePageFilesAreHonoured(name: String) throws {
        let folder = try TemporaryFolder()
        let path = try ShapefileBytes(names: Self.rows).write(to: folder, stem: "a", codePage: name)
        #expect(try Contents(path).texts() == Self.expected)
    }

    @Test(arguments: [0x00, 0x4d, 0x57, 0x7a] as [UInt8])
    func languageDriversAreHonouredAndTheBytesDecideWithoutThem(driver: UInt8) throws {
        let folder = try TemporaryFolder()
        let bytes = ShapefileBytes(names: Self.rows, fieldName: GBK.nameHeading, languageDriver: driver)
        let reader = try FeatureReader(path: try bytes.write(to: folder, stem: "a"))
        #expect(reader.fields.map(\.name) == ["名称"] && reader.crs == nil && reader.featureCount == 3)
        let read = try Contents(reader)
        #expect(read.texts() == Self.expected)
        #expect(read.geometries == (0..<3).map { .point(Point(x: Double($0), y: Double(-$0))) })
    }

    @Test(arguments: [nil, "UTF-8", "utf8", "65001"])
    func utf8IsHonoured(name: String?) throws {
        let folder = try TemporaryFolder()
        let rows = Self.expected.map { Array($0.utf8) }
        let path = try ShapefileBytes(names: rows).write(to: folder, stem: "a", codePage: name)
        #expect(try Contents(path).texts() == Self.expected)
    }

    @Test func mixedEncodingsAreNamedByRowAndField() throws {
        let folder = try TemporaryFolder()
        let utf8 = Array("片区".utf8)
        let mixed = try ShapefileBytes(names: [GBK.district, utf8, GBK.village]).write(to: folder, stem: "a")
        let read = try Contents(mixed)
        #expect(read.texts() == ["片区", "村"])
        #expect(read.bad == [BadRow(row: 2, field: "NAME", problem: .mixedEncoding(encoding: "GB18030"))])
        // What a person states is believed.
        #expect(try Contents(mixed, FeatureSourceOptions(encoding: "GBK")).bad.isEmpty)

        let declared = try ShapefileBytes(names: [utf8, GBK.district]).write(to: folder, stem: "b", codePage: "UTF-8")
        #expect(try Contents(declared).bad == [BadRow(row: 2, field: "NAME", problem: .text(encoding: "UTF-8"))])
    }

    @Test func valuesCutWithinACharacterKeepTheWholeOnes() throws {
        let folder = try TemporaryFolder()
        // Five bytes: 片, 区 and the first half of 村.
        let cut = ShapefileBytes(names: [GBK.district + GBK.village, GBK.village], width: 5)
        #expect(try Contents(try cut.write(to: folder, stem: "a")).texts() == ["片区", "村"])
        let utf8 = ShapefileBytes(names: [Array("片区村".utf8)], width: 7)
        #expect(try Contents(try utf8.write(to: folder, stem: "b", codePage: "UTF-8")).texts() == ["片区"])
    }

    @Test func latinTextIsNotTakenForChinese() throws {
        let folder = try TemporaryFolder()
        let rows: [[UInt8]] = [Array("M".utf8) + [0xfc] + Array("ller".utf8), Array("Stra".utf8) + [0xdf, 0x65]]
        let path = try ShapefileBytes(names: rows).write(to: folder, stem: "a")
        #expect(throws: FeatureFileError.unclearEncoding(path: folder.path("a.dbf").resolved)) {
            try FeatureReader(path: path)
        }
        #expect(try Contents(path, FeatureSourceOptions(encoding: "CP1252")).texts() == ["Müller", "Straße"])
        let declared = try ShapefileBytes(names: rows, languageDriver: 0x03).write(to: folder, stem: "b")
        #expect(try Contents(declared).texts() == ["Müller", "Straße"])
        // Every byte is something in Latin 1, so a wrong declaration has to be seen from the bytes.
        let wrong = try ShapefileBytes(names: Self.rows).write(to: folder, stem: "c", codePage: "ISO-8859-1")
        #expect(throws: FeatureFileError.self) { try FeatureReader(path: wrong) }
    }

    @Test func csvEncodingsAreFoundOrStatedOrRefused() throws {
        let folder = try TemporaryFolder()
        let text = GBK.nameHeading + Array(",lon,lat\n".utf8) + GBK.district + Array(",1,2\n".utf8)
        let gbk = try folder.write("a.csv", text)
        let reader = try FeatureReader(path: gbk)
        #expect(reader.fields.first?.name == "名称")
        #expect(try Contents(reader).texts() == ["片区"])
        let mixed = try folder.write("b.csv", text + Array("片区,3,4\n".utf8) + GBK.village + Array(",5,6\n".utf8))
        let read = try Contents(mixed)
        #expect(read.texts() == ["片区", "村"])
        #expect(read.bad == [BadRow(row: 2, field: "名称", problem: .mixedEncoding(encoding: "GB18030"))])

        let latin = try folder.write("c.csv", Array("name,lon,lat\nM".utf8) + [0xfc] + Array("ller,1,2\n".utf8))
        #expect(throws: FeatureFileError.unclearEncoding(path: latin.resolved)) { try FeatureReader(path: latin) }
        #expect(try Contents(latin, FeatureSourceOptions(encoding: "windows-1252")).texts() == ["Müller"])
        #expect(throws: FeatureFileError.unknownEncoding(name: "klingon")) {
            try FeatureReader(path: latin, options: FeatureSourceOptions(encoding: "klingon"))
        }
        let wide = "name,lon,lat\n".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let utf16 = try folder.write("d.csv", [0xff, 0xfe] + wide)
        #expect(throws: FeatureFileError.wideEncoding(path: utf16.resolved)) { try FeatureReader(path: utf16) }
        let bareUTF16 = try folder.write("e.csv", wide)
        #expect(throws: FeatureFileError.wideEncoding(path: bareUTF16.resolved)) { try FeatureReader(path: bareUTF16) }
    }

    @Test(arguments: ["AC1015", "AC1021"])
    func drawingsAreReadAsTheirVersionSays(version: String) throws {
        let folder = try TemporaryFolder()
        // AutoCAD writes code page 936 before 2007 and UTF-8 since, with the same $DWGCODEPAGE.
        let text = version == "AC1015" ? GBK.district : Array("片区".utf8)
        let path = try folder.write("a.dxf", Drawing.bytes(version: version, codePage: "ANSI_936", text: text))
        let reader = try FeatureReader(path: path)
        let field = try #require(reader.fields.firstIndex { $0.name == "Text" })
        let read = try Contents(reader)
        #expect(read.texts(field).first == "片区")
        #expect(read.features.count == 2 && reader.crs == nil)
        guard case .lineString(let arc)? = read.geometries.last else {
            Issue.record("no arc")
            return
        }
        #expect(arc.points.count >= 91, "a quarter circle, a point a degree")
    }

    @Test func drawingsThatDeclareAnotherCodePageAreQuestioned() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "a.dxf",
            Drawing.bytes(version: "AC1015", codePage: "ANSI_1252", text: GBK.district)
        )
        #expect(
            throws: FeatureFileError.doubtfulEncoding(path: path.resolved, declared: "CP1252", seeming: "GB18030")
        ) { try FeatureReader(path: path) }
        let reader = try FeatureReader(path: path, options: FeatureSourceOptions(encoding: "GBK"))
        let field = try #require(reader.fields.firstIndex { $0.name == "Text" })
        #expect(try Contents(reader).texts(field).first == "片区")
    }

    @Test(arguments: 0..<20)
    func strictScanningAgreesWithTheStandardLibrary(seed: UInt64) {
        var generator = SplitMix(state: seed)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                [0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xe4, 0xed, 0xf0, 0xf4, 0xf5]
                    .randomElement(using: &generator).map(UInt8.init) ?? 0
            }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect((UTF8Scan.scan(bytes[...]) != .invalid) == isValid, "seed \(seed): \(bytes)")
        }
    }
}

/// A small generator for this file's exhaustive mixing of bytes.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        let z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        return z ^ (z >> 27)
    }
}

extension String {
    /// The path as a reader reports it: without symbolic links.
    var resolved: String { absolutePath(self) ?? self }
}

/// A drawing with one text and one quarter circle of radius 100.
enum Drawing {
    static func bytes(version: String, codePage: String, text: [UInt8]) -> [UInt8] {
        let head = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n\(version)\n9\n$DWGCODEPAGE\n3\n\(codePage)\n0\nENDSEC\n"
        let entities = "0\nSECTION\n2\nENTITIES\n0\nTEXT\n8\n0\n10\n1.0\n20\n2.0\n40\n1.0\n1\n"
        let arc = "\n0\nARC\n8\n0\n10\n0\n20\n0\n40\n100\n50\n0\n51\n90\n0\nENDSEC\n0\nEOF\n"
        return Array((head + entities).utf8) + text + Array(arc.utf8)
    }
}
