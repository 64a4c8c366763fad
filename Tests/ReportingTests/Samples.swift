import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting
import TestSupport

/// Made-up patrols.
enum Sample {
    static let instant = Date(timeIntervalSince1970: 1_790_000_000)

    /// Lines of random length and course, cut into pieces of random state and age, shuffled.
    static func pieces(lines: Int, seed: UInt64, segments: Int = 8) throws -> [CoveragePiece] {
        var generator = SeededGenerator(seed: seed)
        var pieces: [CoveragePiece] = []
        for line in 0..<lines {
            var place = Point(
                x: .random(in: 119.05...119.15, using: &generator),
                y: .random(in: 25.25...25.35, using: &generator)
            )
            var start = 0.0
            for _ in 0..<Int.random(in: 1...segments, using: &generator) {
                let next = Point(
                    x: place.x + .random(in: -0.002...0.002, using: &generator),
                    y: place.y + .random(in: -0.002...0.002, using: &generator)
                )
                let end = start + LocalMetric(latitude: place.y).distance(place, next)
                let days = Double.random(in: -5...120, using: &generator)
                pieces.append(
                    CoveragePiece(
                        line: "L\(line)",
                        leaf: "D1-\(line % 3)",
                        fromMetres: start,
                        toMetres: end,
                        state: CoverageState.allCases.randomElement(using: &generator) ?? .missed,
                        passes: Int.random(in: 0...4, using: &generator),
                        last: days > 100 ? nil : instant.addingTimeInterval(-86_400 * days),
                        course: try LineString([place, next])
                    )
                )
                (place, start) = (next, end)
            }
        }
        return pieces.shuffled(using: &generator)
    }

    static func map(_ theme: CoverageTheme, _ language: Language = .zh, title: String = "巡视覆盖图") -> CoverageMap {
        CoverageMap(
            title: title,
            subtitles: ["2026-11"],
            footer: "sha256 abc",
            theme: theme,
            asOf: instant,
            language: language
        )
    }

    static func square(_ code: String, _ name: String, x: Double, y: Double, side: Double) throws -> CoverageMap.Outline
    {
        let corners = [(0.0, 0.0), (side, 0), (side, side), (0, side), (0, 0)]
        let ring = try Ring(corners.map { Point(x: x + $0.0, y: y + $0.1) })
        return CoverageMap.Outline(code: code, name: name, area: MultiPolygon([Polygon(shell: ring)]))
    }

    static let themes: [CoverageTheme] = [.coverage, .age(.usual)]
}
