import GeometryCore
import Phrasebook
import Projection
import Testing

@Suite struct WordsTests {
    static var errors: [any Worded] {
        [
            ProjectionError(operation: "proj_create", messages: ["no proj.db"]),
            ProjectionError(operation: "proj_create", messages: []),
            CoordinateReferenceError.empty, CoordinateReferenceError.unknown(text: "EPSG:1", reason: "crs not found"),
            CoordinateReferenceError.unknown(text: "abc", reason: ""),
            CoordinateReferenceError.notReferenceSystem(text: "abc"),
            CoordinateTransformError.noOperation(from: "a", to: "b"),
            CoordinateTransformError.point(index: 3, .notFinite),
            CoordinateTransformError.point(index: 3, .outsideDegrees),
            CoordinateTransformError.point(index: 3, .refused(reason: "outside")),
            TransformCaveat.datumShiftIgnored(from: "Xian 1980", to: "WGS 84"), TransformCaveat.unofficialOffset,
            CoordinateCure(crs: "gcj02"), CoordinateCure(crs: "gcj02", swapsAxes: true),
            CoordinateCure(crs: nil, swapsAxes: true), CoordinateCure(crs: nil),
        ]
    }

    static let problems: [CoordinateProblem] = [
        .missingCRS, .notFinite(count: 1, of: 2), .outOfWorld(raw: Box(minX: 1e300, minY: 2, maxX: 1e300, maxY: 4)),
        .outsideExtent(centre: Point(x: 59.21, y: 35), kilometres: 5000), .outsideExtent(centre: nil, kilometres: nil),
        .swappedAxes(areDegrees: true, share: 0.98), .swappedAxes(areDegrees: false, share: 1),
        .zonePrefixedEasting(zone: 40, width: 3, meridian: 120), .zonelessEasting(meridians: [117, 120]),
        .zonelessEasting(meridians: []), .webMercator, .feet, .degreesAsMetres(declared: "EPSG:4549"),
        .metresAsDegrees(declared: "EPSG:4490", magnitude: 2_799_591),
        .constantDisplacement(metres: 100, azimuthDegrees: -100, spreadMetres: 5, pairs: 20),
        .constantDisplacement(metres: 500, azimuthDegrees: 100, spreadMetres: 50, pairs: 20),
    ]

    private func expectBothLanguages(_ words: Words) {
        let isHan: (Unicode.Scalar) -> Bool = { $0.properties.isIdeographic }
        #expect(words.zh.unicodeScalars.contains(where: isHan), "\(words)")
        #expect(!words.en.isEmpty && !words.en.unicodeScalars.contains(where: isHan), "\(words)")
        for text in [words.zh, words.en] { #expect(!text.contains("  ") && !text.contains("nil"), "\(words)") }
    }

    @Test func errorsSpeakBothLanguages() {
        for error in Self.errors { expectBothLanguages(error.words) }
        for kind in CoordinateReferenceError.Unsupported.allCases {
            expectBothLanguages(CoordinateReferenceError.unsupported(text: "LOCAL_CS", kind: kind).words)
        }
    }

    @Test func problemsSpeakBothLanguages() {
        for problem in Self.problems { expectBothLanguages(problem.words) }
        for confidence in CoordinateFinding.Confidence.allCases { expectBothLanguages(confidence.words) }
        for hypothesis in OffsetHypothesis.allCases { expectBothLanguages(hypothesis.words) }
    }

    @Test func findingsNameTheCure() throws {
        let county = try SyntheticCounty(seed: 1)
        let raw = try county.customers.moved(ChineseOffset.gcj02(fromWGS84:))
        let doctor = CoordinateDoctor(declared: .wgs84, references: county.customers)
        let words = try #require(try doctor.examine(raw).first).words
        expectBothLanguages(words)
        #expect(words.zh.contains("gcj02") && words.en.contains("gcj02"))
        #expect(words.zh.contains("东南") && words.en.contains("south-east"))
        #expect(words.zh.contains(" 569 米") && words.en.contains(" 569 m "), "the measured metres are told: \(words)")
        let other = try #require(try CoordinateDoctor(declared: nil).examine(raw).first).words
        expectBothLanguages(other)
        #expect(other.en.contains("EPSG:4490"))
    }

    @Test func referenceErrorsNameTheText() throws {
        #expect {
            try CoordinateReference("EPSG:999999")
        } throws: { error in
            guard let words = (error as? any Worded)?.words else { return false }
            return words.zh.contains("EPSG:999999") && words.en.contains("EPSG:999999")
        }
    }
}
