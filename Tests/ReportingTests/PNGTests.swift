import Foundation
import GeometryCore
import Patrol
import Phrasebook
import TestSupport
import Testing

@testable import Reporting

@Suite struct PNGTests {
    /// Written by cairo, read by GDAL.
    private static func pixels(_ png: [UInt8]) throws -> [UInt32] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(png).write(to: folder.appendingPathComponent("a.png"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gdal_translate", "-q", "-of", "ENVI", "-co", "INTERLEAVE=BIP", "a.png", "a.bin"]
        process.currentDirectoryURL = folder
        try ProcessLaunch.start(process)
        process.waitUntilExit()
        let bytes = try Array(Data(contentsOf: folder.appendingPathComponent("a.bin")))
        return stride(from: 0, to: bytes.count - 2, by: 3).map {
            UInt32(bytes[$0]) << 16 | UInt32(bytes[$0 + 1]) << 8 | UInt32(bytes[$0 + 2])
        }
    }

    private static func size(_ png: [UInt8]) -> (width: Int, height: Int) {
        func number(_ start: Int) -> Int { png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    @Test(arguments: Sample.themes)
    func everyClassIsSeenInItsColour(theme: CoverageTheme) throws {
        var map = Sample.map(theme)
        map.width = 400
        let picture = try map.picture(of: Sample.pieces(lines: 200, seed: 21))
        let png = try picture.png(scale: 2)
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        #expect(Self.size(png) == (picture.width * 2, picture.height * 2))
        let pixels = try Self.pixels(png)
        #expect(pixels.count == picture.width * picture.height * 4)
        var counts: [UInt32: Int] = [:]
        for pixel in pixels { counts[pixel, default: 0] += 1 }
        for group in theme.classes {
            let colour = try #require(UInt32(group.colour.dropFirst(), radix: 16))
            #expect(counts[colour, default: 0] > 50, "\(group.name)")
        }
    }

    @Test func theSameDocumentIsTheSameFile() throws {
        let picture = try Sample.map(.coverage).picture(of: Sample.pieces(lines: 20, seed: 2))
        #expect(try picture.png(scale: 1) == picture.png(scale: 1))
    }

    /// A font without Chinese draws every character as the same box.
    @Test func chineseCharactersAreDrawn() throws {
        func drawn(_ text: String) throws -> [UInt32] {
            var map = CoverageMap(title: text, theme: .coverage, asOf: Sample.instant, language: .zh)
            map.width = 400
            return try Self.pixels(map.picture(of: []).png(scale: 1))
        }
        let first = try drawn("巡")
        #expect(try first != drawn("") && first != drawn("视"))
    }

    /// What is rounded up must still be allowed, for every size there can be.
    @Test func theLargestScaleIsAllowed() {
        for side in 400...9000 {
            let scale = Picture(svg: "", width: 400, height: side).largestScale
            #expect((8191...8192).contains((Double(side) * scale).rounded(.up)), "\(side)")
        }
    }

    @Test func sizesHaveLimits() throws {
        let picture = try Sample.map(.coverage).picture(of: [])
        let (width, height) = (picture.width * 7, picture.height * 7)
        #expect(throws: PictureError.tooLarge(width: width, height: height)) { try picture.png(scale: 7) }
        for scale in [0, -1, .nan, .infinity] {
            #expect(throws: PictureError.badScale) { try picture.png(scale: scale) }
        }
        for huge in [1e9, 1e300] {
            #expect(throws: PictureError.self) { try picture.png(scale: huge) }
        }
    }

    @Test(arguments: ["", "no picture", "<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"])
    func whatIsNoPictureIsRefusedWithTheReason(document: String) {
        #expect(throws: PictureFailure.self) { try PNGRenderer(document) }
    }

    /// Nothing outside the document is drawn, whatever it points to.
    @Test func noFileIsLoaded() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let red = folder.appendingPathComponent("red.svg")
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        let square = head + "width=\"40\" height=\"40\"><rect width=\"40\" height=\"40\" fill=\"#FF0000\"/></svg>"
        try Data(square.utf8).write(to: red)
        let outer =
            head
            + "width=\"40\" height=\"40\"><image width=\"40\" height=\"40\" xlink:href=\"file://\(red.path)\"/></svg>"
        #expect(try Self.pixels(PNGRenderer(square).png(scale: 1)).allSatisfy { $0 == 0xff0000 })
        #expect(try Self.pixels(PNGRenderer(outer).png(scale: 1)).allSatisfy { $0 == 0xffffff })
    }
}
