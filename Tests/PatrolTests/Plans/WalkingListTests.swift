import GeometryCore
import Projection
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

@Suite struct WalkingListTests {
    private static let home = Point(x: 119.1, y: 25.3)

    private static func place(_ east: Double, _ north: Double) -> Point {
        let metric = LocalMetric(latitude: home.y)
        return Point(x: home.x + east / metric.metresPerDegreeX, y: home.y + north / metric.metresPerDegreeY)
    }

    private static func pole(_ code: String, _ east: Double, _ north: Double = 0) -> PatrolPiece {
        var piece = PatrolPiece.device(.pole, code)
        piece.course = [place(east, north)]
        return piece
    }

    private static let plan = PatrolPlan(code: "Y1", kind: .cycle(days: 30), asset: .pole, validFrom: day(1))
    private static let special = PatrolPlan(
        code: "T1",
        kind: .special,
        asset: .pole,
        district: "D1-2",
        validFrom: day(30),
        validTo: day(60)
    )

    private static func list(_ pieces: [PatrolPiece], _ evidence: FakeEvidence = FakeEvidence()) -> (
        list: WalkingList, book: PatrolBook
    ) {
        let book = PatrolBook([plan, special], pieces)
        return (WalkingList(book, evidence), book)
    }

    @Test func specialComesBeforeOverdueBeforeDue() throws {
        var other = Self.pole("P4", 0)
        other.path = ["S1", "D1", "D1-2"]
        let pieces = [Self.pole("P1", 0), Self.pole("P2", 0), Self.pole("P3", 0), other]
        let visits = [
            FakeEvidence.Visit(asset: .pole, code: "P1", day: day(25)),
            FakeEvidence.Visit(asset: .pole, code: "P2", day: day(56)),
            FakeEvidence.Visit(asset: .pole, code: "P3", day: day(5)),
        ]
        let (list, book) = Self.list(pieces, FakeEvidence(visits: visits))
        let items = try list.items(of: book.tasks(openOn: day(55)), on: day(55))
        #expect(items.map(\.task.piece.code) == ["P4", "P3", "P1"])
        #expect(items.map(\.urgency) == [.special, .overdue, .due] && items.map(\.overdueDays) == [0, 20, 0])
        // Five days earlier nothing is due within a week but what is beyond its cycle.
        let earlier = try list.items(of: book.tasks(openOn: day(50)), on: day(50))
        #expect(earlier.map(\.task.piece.code) == ["P4", "P3"])
        let visited = try list.items(of: book.tasks(openOn: day(57)), on: day(57))
        #expect(!visited.contains { $0.task.piece.code == "P2" })
    }

    @Test func limitsTakeTheMostPressing() throws {
        let pieces = (1...6).map { Self.pole("P\($0)", Double($0) * 500) }
        let visits = (1...6).map { FakeEvidence.Visit(asset: .pole, code: "P\($0)", day: day(7 - $0)) }
        let (list, book) = Self.list(pieces, FakeEvidence(visits: visits))
        let items = try list.items(of: book.tasks(openOn: day(50)), on: day(50))
        #expect(items.map(\.task.piece.code) == ["P6", "P5", "P4", "P3", "P2", "P1"])
        var ways = WalkWays(roads: nil, speed: 1)
        func codes(_ limit: WalkLimit?) -> [String] {
            list.walk(items, from: Self.home, limit: limit, &ways).map(\.item.task.piece.code)
        }
        #expect(codes(nil) == ["P1", "P2", "P3", "P4", "P5", "P6"])
        #expect(codes(.items(2)) == ["P5", "P6"])
        #expect(codes(.items(20)).count == 6)
        #expect(codes(.seconds(3010)).count == 6)
        // All of them lie on the way to the most pressing one, so the first alone is too much or all fit.
        #expect(codes(.seconds(2900)) == ["P6"])
        #expect(list.walk([], from: Self.home, limit: nil, &ways).isEmpty)
        let legs = list.walk(items, from: Self.home, limit: .items(1), &ways)
        #expect(!legs[0].way.isByRoad && abs(legs[0].way.metres - 3000) < 3)
    }

    @Test func linesAreWalkedFromEndToEnd() throws {
        let plan = PatrolPlan(code: "Y2", kind: .cycle(days: 30), asset: .line, validFrom: day(1))
        var piece = PatrolPiece.line("L1", 0, 200)
        piece.course = [Self.place(300, 0), Self.place(200, 0), Self.place(100, 0)]
        let walk = FakeEvidence.Walk(line: "L1", day: day(2), from: 0, to: 150)
        let book = PatrolBook([plan], [piece])
        let list = WalkingList(book, FakeEvidence(walks: [walk]))
        let items = try list.items(of: book.tasks(openOn: day(28)), on: day(28))
        #expect(items.map(\.metres) == [50])
        #expect(items.map(\.seconds) == [50 * 3.6 / 5])
        var ways = WalkWays(roads: nil, speed: 1)
        let legs = list.walk(items, from: Self.home, limit: nil, &ways)
        // What is left is from 150 m east to the line's end at 100 m, which is nearer.
        let course = try #require(legs.first?.course)
        #expect(legs.count == 1 && course.count == 2 && course[0] == piece.course[2])
        #expect(Geodesic.grs80.distance(course[1], Self.place(150, 0)) < 0.3)
        #expect(abs(legs[0].way.metres - 100) < 0.2)
    }

    @Test func aPieceIsCutWhereItIsAsked() {
        var piece = PatrolPiece.line("L1", 1000, 1300)
        piece.course = [Self.place(0, 0), Self.place(100, 0), Self.place(100, 200)]
        #expect(piece.course(from: 1000, to: 1300) == piece.course)
        let cut = piece.course(from: 1050, to: 1200)
        #expect(cut.count == 3 && cut[1] == piece.course[1])
        #expect(Geodesic.grs80.distance(cut[0], Self.place(50, 0)) < 0.3)
        #expect(Geodesic.grs80.distance(cut[2], Self.place(100, 100)) < 0.5)
        let single = piece.course(from: 1150, to: 1150)
        #expect(single.count == 1 && Geodesic.grs80.distance(single[0], Self.place(100, 50)) < 0.5)
    }

    @Test func waysFollowTheRoads() {
        // A road that goes round: 100 m east, 100 m north, 100 m west.
        let course = [Self.place(0, 0), Self.place(100, 0), Self.place(100, 100), Self.place(0, 100)]
        let links = (0..<3).map {
            RoadLink(from: $0, to: $0 + 1, forwardSeconds: 100, backwardSeconds: 100, line: 0)
        }
        var ways = WalkWays(roads: RoadGraph(nodes: course, links: links), speed: 1)
        let way = ways.way(from: Self.place(-3, 0), to: Self.place(-3, 100))
        #expect(way.isByRoad && abs(way.metres - 306) < 1 && abs(way.seconds - 306) < 1)
        #expect(way.course.count == 6)
        // Nearer to one another than to the road.
        let near = ways.way(from: Self.place(-30, 40), to: Self.place(-30, 70))
        #expect(!near.isByRoad && abs(near.metres - 30) < 0.1)
        // Too far from any road.
        let far = ways.way(from: Self.place(-3, 0), to: Self.place(-3000, 0))
        #expect(!far.isByRoad && abs(far.metres - 2997) < 3)
    }

    /// The time of an order is the sum of the ways that are then shown.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func timesAreThoseOfTheWays(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func place() -> Point { Self.place(.random(in: 0...400, using: &random), .random(in: 0...400, using: &random)) }
        var nodes: [Point] = []
        for row in 0..<5 { for column in 0..<5 { nodes.append(Self.place(Double(column) * 100, Double(row) * 100)) } }
        let links = (0..<25).flatMap { node -> [RoadLink] in
            let ends = (node % 5 < 4 ? [node + 1] : []) + (node < 20 ? [node + 5] : [])
            return ends.map { RoadLink(from: node, to: $0, forwardSeconds: 80, backwardSeconds: 80, line: 0) }
        }
        var ways = WalkWays(roads: RoadGraph(nodes: nodes, links: links), speed: 5 / 3.6)
        let start = place()
        let stops = (0..<8).map { _ in WalkStop(first: place(), last: place()) }
        let times = ways.times(start: start, stops: stops)
        let order = WalkOrder.short(times)
        var (here, sum) = (start, 0.0)
        for turn in order.turns {
            let stop = stops[turn.stop]
            sum += ways.way(from: here, to: turn.isReversed ? stop.last : stop.first).seconds
            here = turn.isReversed ? stop.first : stop.last
        }
        #expect(abs(sum - order.seconds(times)) < 1e-6 * max(1, sum), "seed \(seed)")
    }
}
