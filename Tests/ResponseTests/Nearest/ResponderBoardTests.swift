import Foundation
import GeometryCore
import Projection
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Response

/// The board of responders against everybody tried one by one.
@Suite struct ResponderBoardTests {
    private static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    /// Monday 2 November 2026, 09:00 by the bureau's clock.
    private static let monday = Date(timeIntervalSince1970: 1_793_581_200)
    private static let west = Point(x: 119, y: 25)

    /// Streets in a square grid 300 m apart, some of them missing or one-way, and an island of one street.
    private static func roads(_ generator: inout SeededGenerator) -> RoadGraph {
        let step = 0.003
        func node(_ x: Int, _ y: Int) -> Point { Point(x: west.x + Double(x) * step, y: west.y + Double(y) * step) }
        var lines: [RoadLine] = []
        for x in 0..<12 {
            for y in 0..<12 {
                for (dx, dy) in [(1, 0), (0, 1)] where x + dx < 12 && y + dy < 12 {
                    guard Int.random(in: 0..<5, using: &generator) > 0 else { continue }
                    let speed = Double.random(in: 3...15, using: &generator)
                    let isOneWay = Int.random(in: 0..<6, using: &generator) == 0
                    let points = [node(x, y), node(x + dx, y + dy)]
                    lines.append(
                        RoadLine(
                            points: points,
                            forwardSpeed: speed,
                            backwardSpeed: isOneWay ? nil : speed,
                            number: lines.count
                        )
                    )
                }
            }
        }
        let island = [node(16, 5), node(17, 5)]
        lines.append(RoadLine(points: island, forwardSpeed: 5, backwardSpeed: 5, number: lines.count))
        return RoadGraph(lines: lines)
    }

    private static func place(_ generator: inout SeededGenerator) -> Point {
        Point(
            x: west.x + Double.random(in: -0.003...0.054, using: &generator),
            y: west.y + Double.random(in: -0.003...0.036, using: &generator)
        )
    }

    private static func roster(_ generator: inout SeededGenerator, count: Int) -> Roster {
        var entries: [RotaEntry] = []
        var staff: [StaffMember] = []
        let skills = ["repair", "metering", "live", "cable"]
        for number in 0..<count {
            let code = "E\(number)"
            let isPlaced = Int.random(in: 0..<12, using: &generator) > 0
            staff.append(
                StaffMember(
                    code: code,
                    roles: [StaffRole.allCases[Int.random(in: 0..<3, using: &generator)]],
                    skills: Set(skills.filter { _ in Bool.random(using: &generator) }),
                    dutyPoint: isPlaced ? place(&generator) : nil
                )
            )
            let days = RotaEntry.Days.weekly(1)
            if Int.random(in: 0..<4, using: &generator) > 0,
                let entry = RotaEntry(staff: code, kind: .shift, days: days, start: 480, end: 1080)
            {
                entries.append(entry)
            }
        }
        return Roster(staff: staff, rota: Rota(entries, clock: DutyClock(timeZone: zone)))
    }

    @Test(arguments: 0..<12) func itFindsWhatTryingEverybodyFinds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let roster = Self.roster(&generator, count: 60)
        let roads = seed % 3 == 0 ? nil : Self.roads(&generator)
        var board = ResponderBoard(roster: roster, roads: roads, at: Self.monday)
        var fixes: [String: PositionFix] = [:]
        for round in 0..<20 {
            let now = Self.monday.addingTimeInterval(Double(round) * 300)
            board.advance(to: now)
            for _ in 0..<10 {
                let fix = PositionFix(
                    staff: "E\(Int.random(in: 0..<60, using: &generator))",
                    time: now.addingTimeInterval(-Double.random(in: 0...900, using: &generator)),
                    place: Self.place(&generator),
                    source: "test"
                )
                if board.take(fix) == .taken { fixes[fix.staff] = fix }
                let number = Int.random(in: 0..<60, using: &generator)
                board.setLoad(of: number, to: Int.random(in: 0...1, using: &generator))
            }
            let wish = ResponderWish(
                skills: Bool.random(using: &generator) ? ["repair"] : [],
                roles: Bool.random(using: &generator) ? [.attendant, .inspector] : [],
                count: Int.random(in: 1...6, using: &generator),
                maximumSeconds: Bool.random(using: &generator) ? .infinity : 240,
                limitSeconds: 120
            )
            let place = Self.place(&generator)
            let answer = board.nearest(to: place, wish)
            let expected = Self.everybody(board, fixes, to: place, wish, at: now)
            #expect(answer.candidates.map(\.staff) == expected.found.map(\.staff), "seed \(seed) round \(round)")
            for (candidate, other) in zip(answer.candidates, expected.found) {
                #expect(abs(candidate.seconds - other.seconds) < 1e-6, "seed \(seed) round \(round)")
                #expect(candidate.meetsLimit == (candidate.seconds <= 120))
                let age = fixes[candidate.staff].map { now.timeIntervalSince($0.time) }
                #expect(candidate.isStale == (age.map { $0 > 1800 } ?? true))
            }
            for (staff, reason) in answer.excluded {
                #expect(expected.reasons[staff] == reason, "seed \(seed) round \(round) \(staff)")
            }
            if answer.candidates.count < wish.count {
                #expect(answer.candidates.count + answer.excluded.count == roster.staff.count)
            }
        }
    }

    /// Tries everybody one by one, by rules written down a second time.
    private static func everybody(
        _ board: ResponderBoard,
        _ fixes: [String: PositionFix],
        to place: Point,
        _ wish: ResponderWish,
        at now: Date
    ) -> (found: [(staff: String, seconds: Double)], reasons: [String: Exclusion]) {
        var reasons: [String: Exclusion] = [:]
        var all: [(seconds: Double, number: Int)] = []
        let goals = board.roads.map { [$0.nearestPosition(to: place, within: 2000)].compactMap(\.self) } ?? []
        let main = board.roads?.nearestPosition(to: place, within: 2000, onMainRoads: true)
        func run(_ goal: RoadPosition?) {
            (reasons, all) = ([:], [])
            var search = board.roads.map(RoadSearch.init(graph:))
            for (number, member) in board.roster.staff.enumerated() {
                let fix = fixes[member.code].flatMap { now.timeIntervalSince($0.time) <= 1800 ? $0 : nil }
                let point = fix?.place ?? member.dutyPoint
                let isOn = board.roster.rota.cover(for: member.code, at: now).holder == member.code
                if !isOn {
                    reasons[member.code] = .offShift
                } else if !wish.roles.isEmpty, !member.roles.contains(where: wish.roles.contains) {
                    reasons[member.code] = .role
                } else if wish.skills.contains(where: { !member.skills.contains($0) }) {
                    reasons[member.code] = .skill
                } else if board.load(of: number) > 0 {
                    reasons[member.code] = .busy
                } else if let point {
                    guard let goal, let roads = board.roads else {
                        let seconds = Geodesic.grs80.distance(point, place) / wish.lineSpeed
                        if seconds > wish.maximumSeconds { reasons[member.code] = .tooLate }
                        all.append((seconds, number))
                        continue
                    }
                    guard let start = roads.nearestPosition(to: point, within: 2000) else {
                        reasons[member.code] = .offRoad
                        continue
                    }
                    switch search?.travel(from: start, to: goal) {
                    case .arrives(let seconds, _), .beyondLimit(let seconds, _):
                        if seconds > wish.maximumSeconds { reasons[member.code] = .tooLate }
                        all.append((seconds, number))
                    default: reasons[member.code] = .unreachable
                    }
                } else {
                    reasons[member.code] = .unplaced
                }
            }
        }
        func found() -> [(staff: String, seconds: Double)] {
            all.filter { $0.seconds <= wish.maximumSeconds }.sorted { $0 < $1 }.prefix(wish.count)
                .map { (board.roster.staff[$0.number].code, $0.seconds) }
        }
        run(goals.first)
        if let goal = goals.first, found().isEmpty, reasons.values.contains(.unreachable), let main,
            main.metresOff - goal.metresOff <= 300
        {
            let kept = reasons
            run(main)
            if found().isEmpty { reasons = kept }
        }
        return (found(), reasons)
    }

    @Test func positionsAreJudged() {
        var generator = SeededGenerator(seed: 1)
        let members = [StaffMember(code: "A", dutyPoint: Self.west), StaffMember(code: "B", dutyPoint: Self.west)]
        let shift = RotaEntry(staff: "A", kind: .shift, days: .weekly(1), start: 480, end: 1080)
        let rota = Rota([shift].compactMap(\.self), clock: DutyClock(timeZone: Self.zone))
        let roads = Self.roads(&generator)
        var board = ResponderBoard(roster: Roster(staff: members, rota: rota), roads: roads, at: Self.monday)
        func fix(_ staff: String, _ ago: Double, x: Double = 119.01, accuracy: Double? = nil) -> PositionFix {
            let time = Self.monday.addingTimeInterval(-ago)
            return PositionFix(
                staff: staff,
                time: time,
                place: Point(x: x, y: 25.01),
                accuracyMetres: accuracy,
                source: "test"
            )
        }
        #expect(board.take(fix("C", 0)) == .unknownStaff)
        #expect(board.take(fix("B", 0)) == .offShift)
        #expect(board.take(fix("A", 7200)) == .offShift, "it was taken before eight")
        #expect(board.take(fix("A", -600)) == .future)
        #expect(board.take(fix("A", 0, x: .nan)) == .notAPlace)
        #expect(board.take(fix("A", 0, x: 219)) == .notAPlace)
        #expect(board.take(fix("A", 0, accuracy: 5000)) == .inaccurate)
        #expect(board.take(fix("A", 0, accuracy: .nan)) == .inaccurate)
        #expect(board.take(fix("A", 60, accuracy: 10)) == .taken)
        #expect(board.take(fix("A", 90)) == .superseded)
        #expect(board.whereabouts(of: 0)?.uncertaintyMetres == 100)
        // Half an hour later the duty point stands in, marked, and a clock that jumps backwards changes nothing.
        board.advance(to: Self.monday.addingTimeInterval(1741))
        #expect(board.whereabouts(of: 0)?.isDutyPoint == true && board.whereabouts(of: 0)?.age == 1801)
        board.advance(to: Self.monday.addingTimeInterval(-9000))
        #expect(board.now == Self.monday.addingTimeInterval(1741) && board.isOnDuty(0))
        board.advance(to: Self.monday.addingTimeInterval(9 * 3600))
        #expect(!board.isOnDuty(0))
        board.advance(to: Self.monday.addingTimeInterval(7 * 86_400 - 3600))
        #expect(board.isOnDuty(0), "a week later at eight")
    }
}
