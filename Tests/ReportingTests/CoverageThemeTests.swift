import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting
import Testing

@Suite struct CoverageThemeTests {
    @Test(arguments: [[7, 15, 30, 60, 90], [0], [1, 2, 3, 4, 5, 6, 7, 8], [30, 365]])
    func everyAgeIsInTheClassThatNamesIt(limits: [Int]) throws {
        let theme = CoverageTheme.age(try AgeClasses(limits))
        #expect(theme.classes.count == limits.count + 2)
        #expect(Set(theme.classes.map(\.name)).count == theme.classes.count)
        for days in -3...400 {
            let hours = Double(max(0, days)) * 24 + (days < 0 ? Double(days) : 23.9)
            let piece = try Self.piece(hoursAgo: hours)
            let index = theme.classIndex(of: piece, asOf: Sample.instant)
            let age = max(0, days)
            let expected = limits.filter { $0 < age }.count
            #expect(index == expected, "\(days)")
            #expect(piece.ageDays(asOf: Sample.instant) == age)
        }
        #expect(try theme.classIndex(of: Self.piece(hoursAgo: nil), asOf: Sample.instant) == limits.count + 1)
        #expect(theme.classes.last?.name == "never")
    }

    @Test(arguments: [[], [7, 7], [15, 7], [-1, 5], Array(1...9)])
    func limitsMustAscend(limits: [Int]) {
        #expect(throws: PictureError.badAgeLimits) { try AgeClasses(limits) }
    }

    @Test func namesOfDaysAreWholeAndApart() throws {
        let words = CoverageTheme.age(try AgeClasses([0, 1, 7])).classes.map(\.words.en)
        #expect(words == ["0 days", "1 days", "2–7 days", "over 7 days", "never"])
    }

    /// Machado, Oliveira and Fernandes (2009), doi 10.1109/TVCG.2009.113, severity 1; then distance in CIELAB.
    @Test(arguments: Sample.themes, ["normal", "protan", "deutan", "tritan"])
    func coloursDifferForEveryEye(theme: CoverageTheme, eye: String) throws {
        let labs = theme.classes.map { ColourVision.lab($0.colour, eye) }
        let white = ColourVision.lab("#FFFFFF", eye)
        for (index, lab) in labs.enumerated() {
            #expect(ColourVision.distance(lab, white) > 25, "\(theme.classes[index].name) on white, \(eye)")
            for other in labs.indices where other > index {
                #expect(ColourVision.distance(lab, labs[other]) > 13, "\(index), \(other), \(eye)")
            }
        }
    }

    private static func piece(hoursAgo: Double?) throws -> CoveragePiece {
        CoveragePiece(
            line: "L",
            leaf: nil,
            fromMetres: 0,
            toMetres: 1,
            state: .covered,
            passes: 1,
            last: hoursAgo.map { Sample.instant.addingTimeInterval(-3600 * $0) },
            course: try LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)])
        )
    }
}

/// How a colour looks to different eyes.
private enum ColourVision {
    private static let matrices: [String: [[Double]]] = [
        "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        "protan": [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ],
        "deutan": [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ],
        "tritan": [
            [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
        ],
    ]

    static func lab(_ text: String, _ eye: String) -> [Double] {
        let number = Int(text.dropFirst(), radix: 16) ?? 0
        let linear = [16, 8, 0].map { shift -> Double in
            let value = Double(number >> shift & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let seen = (matrices[eye] ?? []).map { row in min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) }
        let xyz = [
            (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047,
            0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2],
            (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883,
        ].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16.0 / 116 }
        return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
    }

    static func distance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
}
