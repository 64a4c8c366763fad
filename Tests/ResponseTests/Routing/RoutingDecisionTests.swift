import Foundation
import GeometryCore
import Projection
import Territory
import TestSupport
import Testing

@testable import Response

/// Decisions against the order of the design, written down a second time, on random bureaus.
@Suite struct RoutingDecisionTests {
    private static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    /// Monday 2 November 2026, 09:00 by the bureau's clock.
    private static let monday = Date(timeIntervalSince1970: 1_793_581_200)

    /// Four squares of 2 km in two districts of one station; L4 is remote.
    private static func atlas() throws -> Atlas {
        func unit(_ code: String, _ parent: String?, _ area: String?, _ square: (Double, Double)?) -> LayerRecord {
            let fields: [String?] = [code, nil, parent, nil, area]
            let shape = square.map { west, south in
                let (east, north) = (west + 0.02, south + 0.02)
                let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
                return ring.map { Point(x: $0.0, y: $0.1) }
            }
            let area = shape.flatMap { try? Polygon(shell: Ring($0)) }.map { Geometry.multiPolygon(.init([$0])) }
            return LayerRecord(values: fields.map { $0.map(FieldValue.text) ?? .null }, geometry: area)
        }
        let hierarchy = try Hierarchy([
            unit("S", nil, "urban", nil), unit("D1", "S", nil, nil), unit("D2", "S", nil, nil),
            unit("L1", "D1", nil, (119, 25)), unit("L2", "D1", nil, (119.02, 25)), unit("L3", "D2", nil, (119, 25.02)),
            unit("L4", "D2", "remote", (119.02, 25.02)),
        ])
        let version = DistrictVersion(number: 1, validFrom: .distantPast, validTo: nil, publishedAt: nil, waiver: nil)
        return try Atlas(version: version, hierarchy: hierarchy)
    }

    private static func roster(_ generator: inout SeededGenerator) -> Roster {
        var (staff, entries): ([StaffMember], [RotaEntry?]) = ([], [])
        for number in 0..<24 {
            let code = "E\(number + 10)"
            let isLeader = number % 8 == 7
            let district = isLeader ? ["S", "D1", "D2"][number / 8] : "L\(number % 4 + 1)"
            staff.append(
                StaffMember(
                    code: code,
                    roles: [isLeader ? .crewLeader : number % 3 == 2 ? .inspector : .attendant],
                    skills: Bool.random(using: &generator) ? ["live"] : [],
                    assignments: [.init(district: district, validity: .always)],
                    dutyPoint: place(&generator)
                )
            )
            let other = "E\(Int.random(in: 10..<34, using: &generator))"
            let substitute = other == code ? nil : other
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: break
            case 1:
                entries.append(
                    RotaEntry(staff: code, kind: .leave, days: .weekly(1), start: 0, end: 1440, substitute: substitute)
                )
            default: entries.append(RotaEntry(staff: code, kind: .shift, days: .weekly(1), start: 480, end: 1080))
            }
        }
        return Roster(staff: staff, rota: Rota(entries.compactMap(\.self), clock: DutyClock(timeZone: zone)))
    }

    private static func place(_ generator: inout SeededGenerator) -> Point {
        Point(
            x: Double.random(in: 118.999...119.041, using: &generator),
            y: Double.random(in: 24.999...25.041, using: &generator)
        )
    }

    @Test(arguments: 0..<40) func theOrderOfTheDesignHolds(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let atlas = try Self.atlas()
        var rules = RoutingRules()
        rules.arrivalLimits = ArrivalLimits(urban: 3, rural: 5, remote: 4)
        var live = RoutingRule(name: "live")
        (live.category, live.skills, live.roles) = ([.repair], ["live"], [.attendant, .inspector])
        rules.rules = [live]
        var board = ResponderBoard(roster: Self.roster(&generator), roads: nil, at: Self.monday)
        for _ in 0..<25 {
            let number = Int.random(in: 0..<24, using: &generator)
            board.setLoad(of: number, to: Int.random(in: 0...1, using: &generator))
            let category = Bool.random(using: &generator) ? CallCategory.outage : .repair
            let accuracy = Bool.random(using: &generator) ? 0.0 : 400
            let call = RoutingCall(place: Self.place(&generator), accuracyMetres: accuracy, category: category)
            let facts = board.facts(of: call, in: atlas, rules)
            let decision = RoutingDecision(facts, rules)
            try Self.expectReplay(facts, decision, rules)
            Self.expectOrder(decision, board, call, atlas, "seed \(seed)")
        }
    }

    private static func expectReplay(_ facts: RoutingFacts, _ decision: RoutingDecision, _ rules: RoutingRules) throws {
        let kept = try JSONDecoder().decode(RoutingFacts.self, from: JSONEncoder().encode(facts))
        let keptRules = try JSONDecoder().decode(RoutingRules.self, from: JSONEncoder().encode(rules))
        #expect(kept == facts)
        #expect(RoutingDecision(kept, keptRules) == decision)
        #expect(try JSONDecoder().decode(RoutingDecision.self, from: JSONEncoder().encode(decision)) == decision)
    }

    private static func expectOrder(
        _ decision: RoutingDecision,
        _ board: ResponderBoard,
        _ call: RoutingCall,
        _ atlas: Atlas,
        _ note: Comment
    ) {
        let isLive = call.category == .repair
        #expect(decision.rule == (isLive ? "live" : "usual"), note)
        let placement = atlas.locate(call.place, accuracyMetres: call.accuracyMetres, asOf: board.now)
        guard let leaf = placement.code else {
            #expect(decision.outcome == .shortfall && decision.shortfall == .outside && decision.lead == nil, note)
            return
        }
        let roster = board.roster
        func holder(_ code: String) -> String? { roster.rota.cover(for: code, at: board.now).holder }
        func seconds(_ code: String) -> Double? {
            guard let number = roster.number(of: code), board.load(of: number) == 0,
                roster.staff.contains(where: { holder($0.code) == code }),
                !isLive || roster.staff[number].skills.contains("live"), let point = roster.staff[number].dutyPoint
            else { return nil }
            return Geodesic.grs80.distance(point, call.place) / (30 / 3.6)
        }
        let limit = leaf == "L4" ? 240.0 : 180
        let attendants = roster.staff.filter { member in
            member.roles.contains(.attendant) && member.assignments.contains { $0.district == leaf }
        }.map(\.code)
        func best(_ people: [String]) -> String? {
            people.compactMap { code in seconds(code).map { ($0, code) } }.filter { $0.0 <= limit }.min { $0 < $1 }?.1
        }
        let own = best(attendants.filter { holder($0) == $0 })
        let standIns = attendants.compactMap { code in holder(code).flatMap { $0 == code ? nil : $0 } }
        let other = best(standIns)
        let all = roster.staff.filter { !isLive || !$0.roles.contains(.crewLeader) }.map(\.code)
        let nearest = all.compactMap { code in seconds(code).map { ($0, code) } }.min { $0 < $1 }?.1
        if let own {
            #expect(decision.outcome == .responsible && decision.lead == own, note)
        } else if let other {
            #expect(decision.outcome == .substitute && decision.lead == other, note)
        } else {
            #expect(decision.lead == nearest, note)
            #expect((decision.outcome == .nearest) == (nearest != nil), note)
        }
        if decision.lead == nil {
            #expect(decision.shortfall != nil && decision.escalation?.role == .crewLeader, note)
        }
        let wanted = placement.others.filter { $0 != leaf }
        #expect(decision.copied == nil || !wanted.isEmpty, note)
        #expect(decision.copied != decision.lead || decision.copied == nil, note)
        #expect(
            Set(decision.steps.filter { $0.verdict == .chosen }.map(\.staff))
                == Set([decision.lead].filter { $0 != nil })
        )
    }
}
