import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting
import Territory
import TestSupport
import Testing

@Suite struct CoverageMapTests {
    private static let cases = Sample.themes.flatMap { theme in (1...6).map { (theme, UInt64($0)) } }

    /// Neighbours of one line and class, found without sorting or merging anything: a piece that no other of its class
    /// leads up to starts a path.
    @Test(arguments: cases)
    func eachClassHasAPathForEachRunOfItsPieces(theme: CoverageTheme, seed: UInt64) throws {
        let pieces = try Sample.pieces(lines: 40, seed: seed)
        let root = try Element.parse(Sample.map(theme).picture(of: pieces).svg)
        for (index, group) in theme.classes.enumerated() {
            let members = pieces.filter { theme.classIndex(of: $0, asOf: Sample.instant) == index }
            let starts = members.filter { piece in
                !members.contains { $0.line == piece.line && $0.toMetres == piece.fromMetres }
            }
            let paths = root.all("g", group.name).flatMap { $0.all("path") }
            #expect(paths.count == starts.count, "seed \(seed), class \(group.name)")
            #expect(root.all("g", group.name).count == (starts.isEmpty ? 0 : 1))
        }
    }

    @Test(arguments: cases)
    func theLegendSumsTheMetresOfEachClass(theme: CoverageTheme, seed: UInt64) throws {
        let pieces = try Sample.pieces(lines: 30, seed: seed)
        let root = try Element.parse(Sample.map(theme, .en).picture(of: pieces).svg)
        var sums = [String: Double]()
        for piece in pieces {
            sums[theme.classes[theme.classIndex(of: piece, asOf: Sample.instant)].name, default: 0] += piece.metres
        }
        let entries = root.all("g", "entry")
        #expect(entries.map { $0["data-class"] } == theme.classes.map(\.name) + ["total"])
        let total = sums.values.reduce(0, +)
        for entry in entries {
            let name = entry["data-class"] ?? ""
            let metres = try #require(Double(entry["data-metres"] ?? ""))
            let expected = name == "total" ? total : sums[name] ?? 0
            #expect(abs(metres - expected) < 1e-6, "seed \(seed), class \(name)")
            let texts = entry.all("text").map(\.text)
            let said = total < 10_000 ? String(format: "%.0f m", metres) : String(format: "%.2f km", metres / 1000)
            #expect(texts.count == 3 && texts[1].replacing(",", with: "") == said, "\(texts)")
        }
    }

    @Test(arguments: cases)
    func theSamePiecesInAnyOrderAreTheSameBytes(theme: CoverageTheme, seed: UInt64) throws {
        let pieces = try Sample.pieces(lines: 20, seed: seed)
        let square = try Sample.square("D1", "甲", x: 119.08, y: 25.28, side: 0.03)
        let first = try Sample.map(theme).picture(of: pieces, outlines: [square])
        #expect(try Sample.map(theme).picture(of: pieces.reversed(), outlines: [square]).svg == first.svg)
        #expect(!first.svg.contains("nan") && !first.svg.contains("inf"))
    }

    /// Every vertex of a path stands where the plain formula puts it, to a tenth of a pixel.
    @Test func placesAreDrawnToScale() throws {
        let corners = [Point(x: 119.1, y: 25.3), Point(x: 119.12, y: 25.3), Point(x: 119.12, y: 25.31)]
        let piece = CoveragePiece(
            line: "L1",
            leaf: nil,
            fromMetres: 0,
            toMetres: 3120,
            state: .missed,
            passes: 0,
            last: nil,
            course: try LineString(corners)
        )
        let root = try Element.parse(Sample.map(.coverage).picture(of: [piece]).svg)
        let course = try #require(root.all("g", "missed").first?.all("path").first?["d"])
        let numbers = course.matches(of: /-?\d+(\.\d)?/).compactMap { Double($0.output.0) }
        #expect(numbers.count == 6, "\(course)")
        let (east, north) = (numbers[2], -numbers[5])
        let metric = LocalMetric(latitude: 25.305)
        let ratio = (0.02 * metric.metresPerDegreeX) / (0.01 * metric.metresPerDegreeY)
        #expect(abs(east / north - ratio) < 0.002 && abs(numbers[3]) < 0.11 && abs(numbers[4]) < 0.11)
        // The bar is as long as it says.
        let scale = try #require(root.all("g", "scale").first)
        let metres = try #require(Double(scale["data-metres"] ?? ""))
        let width = scale.all("rect").compactMap { Double($0["width"] ?? "") }.reduce(0, +)
        #expect(abs(width / metres - east / (0.02 * metric.metresPerDegreeX)) < 0.2 / metres)
        #expect([1, 2, 5].contains { ($0 * 1000).isEqual(to: metres) || ($0 * 100).isEqual(to: metres) })
    }

    @Test(arguments: Language.allCases)
    func nothingToDrawIsSaid(language: Language) throws {
        for outlines in [[], [try Sample.square("D1", "甲", x: 119, y: 25, side: 0.1)]] {
            let root = try Element.parse(Sample.map(.coverage, language).picture(of: [], outlines: outlines).svg)
            let words = language == .zh ? "没有可画的线路" : "There is no line to draw."
            #expect(root.all("text").contains { $0.text == words })
            #expect(root.all("desc").first?.text == words)
            #expect(root.all("g", "scale").count == outlines.count)
        }
    }

    @Test(arguments: Language.allCases)
    func aPictureIsSaidInWordsToo(language: Language) throws {
        let pieces = try Sample.pieces(lines: 10, seed: 3)
        let root = try Element.parse(Sample.map(.coverage, language).picture(of: pieces).svg)
        #expect(root["role"] == "img" && root["aria-labelledby"] == "title desc")
        #expect(root.all("title").map(\.text) == ["巡视覆盖图"] && root.all("title").first?["id"] == "title")
        let summary = try #require(root.all("desc").first)
        #expect(summary["id"] == "desc")
        for group in CoverageTheme.coverage.classes {
            #expect(summary.text.contains(group.words[language]))
            #expect(root.all("text").contains { $0.text == group.words[language] })
        }
    }

    /// The parser would refuse control characters, and markup would show as elements.
    @Test func hostileTextsStayTexts() throws {
        let controls = String(String.UnicodeScalarView((0..<0xa0).compactMap(Unicode.Scalar.init)))
        let hostile = [
            "<script>alert(1)</script>", "a & b \" ' ]]> <!--", controls, "\u{202e}gnp\u{2066}\u{feff}\u{ffff}\u{fffe}",
            String(repeating: "很长的名字", count: 4000), String(repeating: "W", count: 90_000),
            "e" + String(repeating: "\u{301}", count: 50_000), "",
        ]
        let pieces = try Sample.pieces(lines: 5, seed: 9)
        let names = try hostile.enumerated().map { index, name in
            try Sample.square("D\(index)", name, x: 119.05 + 0.02 * Double(index), y: 25.3, side: 0.02)
        }
        let usual = Set(["svg", "title", "desc", "rect", "text", "g", "path", "line", "clipPath"])
        for text in hostile {
            var map = Sample.map(.coverage, title: text)
            map.subtitles = hostile
            map.footer = text
            map.backdrops = [.init(caption: text)]
            let picture = try map.picture(of: pieces, outlines: names)
            let root = try Element.parse(picture.svg)
            #expect(Set(root.all.map(\.name)).isSubset(of: usual))
            #expect(picture.svg.utf8.count < 60_000, "a long text is cut")
            let width = Double(picture.width)
            for line in root.all("text") where line["text-anchor"] == nil {
                #expect((Double(line["x"] ?? "") ?? -1) < width)
            }
        }
        let root = try Element.parse(Sample.map(.coverage, title: hostile[0]).picture(of: pieces).svg)
        #expect(root.all("title").first?.text == hostile[0])
    }

    /// Such numbers come from broken records; the picture is of the others.
    @Test func whatIsNoPlaceIsNotDrawn() throws {
        var pieces = try Sample.pieces(lines: 3, seed: 12)
        let plain = try Sample.map(.coverage).picture(of: pieces)
        let far = [Point(x: 1e300, y: -1e300), Point(x: 5000, y: 91), Point(x: -1e9, y: 0)]
        for (start, end) in [(Double.nan, 5.0), (0, .infinity), (-Double.infinity, .infinity)] {
            pieces.append(
                CoveragePiece(
                    line: "X",
                    leaf: nil,
                    fromMetres: start,
                    toMetres: end,
                    state: .missed,
                    passes: 0,
                    last: Date(timeIntervalSince1970: .nan),
                    course: try LineString(far)
                )
            )
        }
        #expect(try Sample.map(.coverage).picture(of: pieces).svg == plain.svg)
        let nowhere = try Sample.map(.coverage, .en).picture(of: pieces.suffix(3))
        #expect(try Element.parse(nowhere.svg).all("text").contains { $0.text == "There is no line to draw." })
        let aged = try Sample.map(.age(.usual)).picture(of: pieces)
        #expect(!aged.svg.contains("nan") && !aged.svg.contains("inf"))
    }

    /// A document is painted from top to bottom: what was missed, or never walked, comes last.
    @Test func whatMustBeSeenIsDrawnLast() throws {
        let pieces = try Sample.pieces(lines: 60, seed: 31)
        func order(_ theme: CoverageTheme) throws -> [String] {
            let root = try Element.parse(Sample.map(theme).picture(of: pieces).svg)
            let names = Set(theme.classes.map(\.name))
            return root.all("g").compactMap { $0["class"] }.filter(names.contains)
        }
        #expect(try order(.coverage) == ["covered", "unknown", "missed"])
        #expect(try order(.age(.usual)) == CoverageTheme.age(.usual).classes.map(\.name))
    }

    @Test func backdropsAndDistrictsLieBeneath() throws {
        let pieces = try Sample.pieces(lines: 3, seed: 8)
        let course = try LineString([Point(x: 119.1, y: 25.3), Point(x: 119.11, y: 25.31)])
        var map = Sample.map(.coverage)
        let abroad = try LineString([Point(x: 100, y: 20), Point(x: 101, y: 20)])
        map.backdrops = [
            .init(
                caption: "道路",
                lines: [course, abroad, course],
                points: [Point(x: 119.1, y: 25.3), Point(x: 900, y: 0), Point(x: 0, y: 0)]
            ),
            .init(caption: "", points: [Point(x: 119.1, y: 25.3)]),
        ]
        let districts = try (0..<4).map {
            try Sample.square("D\($0)", "片区", x: 119.06 + 0.02 * Double($0), y: 25.3, side: 0.02)
        }
        let root = try Element.parse(map.picture(of: pieces, outlines: districts).svg)
        #expect(root.all("g", "backdrop").map { $0.all("path").count } == [2, 0])
        let frame = try #require(root.all("clipPath").first)
        #expect(root.all("g", "backdrop").allSatisfy { $0["clip-path"] == "url(#\(frame["id"] ?? ""))" })
        #expect(root.all("g", "backdrop-points").map { $0.all("circle").count } == [1, 1])
        #expect(root.all("g", "districts").map { $0.all("path").count } == [4])
        #expect(root.all("g", "borders").map { $0.all("path").count } == [4])
        #expect(root.all("text").filter { $0.text == "道路" }.count == 1)
        let groups = root.all("g").compactMap { $0["class"] }
        let first = groups.firstIndex { name in CoverageTheme.coverage.classes.contains { $0.name == name } }
        for name in ["districts", "backdrop", "borders", "labels"] {
            #expect((groups.lastIndex(of: name) ?? .max) < (first ?? -1), "\(name)")
        }
    }

    /// A hole of a district is not filled, and a ring too small to be seen is not drawn.
    @Test func ringsOfDistrictsAreClosedPaths() throws {
        func ring(_ x: Double, _ y: Double, _ side: Double) throws -> Ring {
            try Ring([(0.0, 0.0), (side, 0), (side, side), (0, side), (0, 0)].map { Point(x: x + $0.0, y: y + $0.1) })
        }
        let area = MultiPolygon([
            Polygon(shell: try ring(119, 25, 0.1), holes: [try ring(119.02, 25.02, 0.03)]),
            Polygon(shell: try ring(119.2, 25, 1e-7)),
        ])
        let outline = CoverageMap.Outline(code: "D", name: "片区", area: area)
        let root = try Element.parse(Sample.map(.coverage).picture(of: [], outlines: [outline]).svg)
        let districts = try #require(root.all("g", "districts").first)
        let course = try #require(districts.all("path").first?["d"])
        #expect(districts["fill-rule"] == "evenodd")
        #expect(course.filter { $0 == "M" }.count == 2 && course.filter { $0 == "z" }.count == 2)
    }

    @Test func aDistrictWithoutAnAreaHasNoOutline() throws {
        let square = try Sample.square("D1", "甲", x: 119, y: 25, side: 0.1)
        func district(_ area: MultiPolygon?) -> District {
            District(code: "D1", name: "甲", parent: nil, level: .district, areaClass: .rural, area: area)
        }
        #expect(CoverageMap.Outline(district(square.area)) == square)
        #expect(CoverageMap.Outline(district(nil)) == nil)
    }

    @Test func manyPiecesMakeASmallPicture() throws {
        let pieces = try Sample.pieces(lines: 11_000, seed: 77)
        #expect(pieces.count > 45_000)
        let picture = try Sample.map(.coverage).picture(of: pieces)
        #expect(picture.svg.utf8.count < 60 * pieces.count)
    }

    @Test func aLineTooShortToSeeIsADot() throws {
        let (a, b) = (Point(x: 119.1, y: 25.3), Point(x: 119.100_000_001, y: 25.3))
        let ends = [Point(x: 119, y: 25), Point(x: 119.3, y: 25.4)]
        let pieces = try [("A", [a, b]), ("B", ends)].map { line, points in
            CoveragePiece(
                line: line,
                leaf: nil,
                fromMetres: 0,
                toMetres: 1,
                state: .missed,
                passes: 0,
                last: nil,
                course: try LineString(points)
            )
        }
        let root = try Element.parse(Sample.map(.coverage).picture(of: pieces).svg)
        let courses = root.all("g", "missed").flatMap { $0.all("path") }.compactMap { $0["d"] }
        #expect(courses.count == 2 && courses[0].hasSuffix("h0.1"))
    }

    @Test(arguments: [399, 4001, -5, 0])
    func widthsHaveLimits(width: Int) throws {
        var map = Sample.map(.coverage)
        map.width = width
        #expect(throws: PictureError.badWidth(width)) { try map.picture(of: []) }
    }

    @Test(arguments: [400, 899, 900, 1200, 4000], Sample.themes)
    func everythingIsWithinThePicture(width: Int, theme: CoverageTheme) throws {
        var map = Sample.map(theme)
        map.width = width
        let picture = try map.picture(of: Sample.pieces(lines: 30, seed: 5))
        let root = try Element.parse(picture.svg)
        #expect(root["width"] == "\(width)" && root["height"] == "\(picture.height)" && picture.width == width)
        #expect(picture.height < 2 * width + 600)
        for element in root.all {
            for (key, limit) in [("x", width), ("x1", width), ("x2", width), ("y", picture.height)] {
                guard let value = element[key].flatMap(Double.init) else { continue }
                #expect((0...Double(limit)).contains(value), "\(element.name) \(key) \(value)")
            }
        }
        for path in root.all("path") {
            let start = try #require(path["d"]?.firstMatch(of: /^M(\d+(?:\.\d)?) (\d+(?:\.\d)?)/))
            #expect((Double(start.1) ?? -1) <= Double(width) && (Double(start.2) ?? -1) <= Double(picture.height))
        }
    }
}
