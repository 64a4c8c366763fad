import Foundation
import TestSupport
import Testing

@Suite struct DenseTruthTests {
    /// A line of 200 m eastwards, and another 20 m north of it.
    private static let lines = [line(0, y: 0), line(1, y: 20)]

    private static func line(_ number: Int, y: Double) -> TownLine {
        TownLine(code: "\(number)", kind: .parallel, points: [(x: 0, y: y), (x: 200, y: y)], twin: 1 - number)
    }

    private static func truth(_ way: [XY], speed: Double = 1.2) -> DenseTruth {
        DenseTruth(of: lines, walks: [TownWalk(through: way, metresPerSecond: speed)])
    }

    private static func walked(_ truth: DenseTruth) -> [String] {
        truth.walked.indices.map { truth.intervals(ofLine: $0).map { "\($0.from)–\($0.to)" }.joined(separator: " ") }
    }

    @Test func whoWalksAlongReachesAsFarAsTheRadius() {
        // 9 m beside the line, 12 m along it are 15 m away.
        #expect(Self.walked(Self.truth([(x: 50, y: -9), (x: 100, y: -9)])) == ["38.0–112.0", ""])
        #expect(Self.walked(Self.truth([(x: 100, y: 4), (x: 50, y: 4)])) == ["36.0–114.0", ""])
        #expect(Self.walked(Self.truth([(x: -100, y: 10), (x: 300, y: 10)])) == ["0.0–200.0", "0.0–200.0"])
        #expect(Self.walked(Self.truth([(x: 0, y: -15.1), (x: 200, y: -15.1)])) == ["", ""])
    }

    @Test func whoCrossesStandsOrRidesDoesNotWalkAlong() {
        #expect(Self.walked(Self.truth([(x: 50, y: -60), (x: 50, y: 60)])) == ["", ""])
        #expect(Self.walked(Self.truth([(x: 50, y: 0), (x: 70, y: 21)])) == ["", ""])
        #expect(Self.walked(Self.truth([(x: 50, y: 0), (x: 70, y: 19)])) != ["", ""])
        #expect(Self.walked(Self.truth([(x: 0, y: 0), (x: 200, y: 0)], speed: 8)) == ["", ""])
        var standing = TownWalk(through: [(x: 50, y: 0)], metresPerSecond: 1)
        standing.stand(seconds: 600)
        #expect(standing.places.count == 601)
        #expect(Self.walked(DenseTruth(of: Self.lines, walks: [standing])) == ["", ""])
    }

    @Test func scoresAddUp() {
        let truth = Self.truth([(x: 50, y: -9), (x: 100, y: -9)])
        let right = truth.score(credited: [[(from: 38, to: 112)], []])
        #expect(right.lines == 400 && right.walked == 74 && right.credited == 74)
        #expect(
            right.falseCovered == 0 && right.falseCoveredStrict == 0 && right.falseMissed == 0 && right.unknown == 0
        )
        // 5 m too much, of which 2 are allowed; 10 m too little, of which 4 are unknown; 30 m on the parallel line.
        let wrong = truth.score(
            credited: [[(from: 70, to: 117), (from: 48, to: 71)], [(from: 10.25, to: 40.25)]],
            unknown: [[(from: 40, to: 44), (from: 100, to: 120)], []],
            parallels: [1]
        )
        #expect(wrong.credited == 99 && wrong.falseCoveredStrict == 35 && wrong.falseCovered == 33)
        #expect(wrong.falseMissed == 6 && wrong.unknown == 7 && wrong.unknownWalked == 4)
        #expect(wrong.parallelCredited == 30)
        #expect(wrong.brieflyMissed == 0)
        let brief = Self.truth([(x: 10, y: 0), (x: 12, y: 0)]).score(credited: [[(from: 20, to: 90)], []])
        #expect(brief.walked == 27 && brief.falseMissed == 20 && brief.brieflyMissed == 20)
        var sum = right
        sum += wrong
        #expect(sum.walked == 148 && sum.falseMissed == 6 && sum.percent(sum.falseMissed) == 600.0 / 148)
    }

    /// The truth of a town by the same definition in other words: every metre against every second.
    @Test(arguments: 0..<3)
    func agreesWithAllPairs(seed: UInt64) {
        let town = Town(seed: seed, columns: 3, rows: 2)
        let walk = TownWalk(in: town, seed: seed, seconds: 1500)
        let truth = DenseTruth(of: town.lines, walks: [walk])
        var walked = 0
        for (number, line) in town.lines.enumerated() {
            for metre in truth.walked[number].indices {
                let (place, direction) = line.place(at: min(Double(metre) + 0.5, line.metres))
                let expected = zip(walk.places, walk.places.dropFirst()).contains { from, to in
                    guard abs(from.x - place.x) < 20, abs(from.y - place.y) < 20 else { return false }
                    let speed = Town.distance(from, to)
                    let turn = atan2(to.y - from.y, to.x - from.x) - atan2(direction.y, direction.x)
                    // The step's nearest point by thirds: distances to a straight way fall and then rise.
                    var (low, high) = (0.0, 1.0)
                    func gap(_ share: Double) -> Double {
                        Town.distance(
                            place,
                            (x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
                        )
                    }
                    for _ in 0..<40 {
                        let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
                        if gap(a) <= gap(b) { high = b } else { low = a }
                    }
                    return gap(low) <= 15 && abs(cos(turn)) >= cos(.pi / 4) && (0.3...3).contains(speed)
                }
                #expect(truth.walked[number][metre] == expected, "seed \(seed), \(line.code), \(metre) m")
                walked += expected ? 1 : 0
            }
        }
        #expect(walked > 200, "seed \(seed): \(walked)")
    }
}
