import Foundation
import Response
import Territory
import Testing

/// When rules apply.
@Suite struct RoutingRulesTests {
    private static func subject(
        _ category: CallCategory = .outage,
        area: AreaClass = .urban,
        asset: CallAsset? = nil,
        weekday: Int = 1,
        hour: Int = 9
    ) -> RoutingSubject {
        RoutingSubject(
            category: category,
            asset: asset,
            area: area,
            path: ["S1", "D1", "D1-1"],
            weekday: weekday,
            minute: hour * 60
        )
    }

    private static func rule(_ change: (inout RoutingRule) -> Void) -> RoutingRules {
        var rules = RoutingRules()
        var rule = RoutingRule(name: "own")
        change(&rule)
        rules.rules = [rule]
        return rules
    }

    @Test func everyConditionCounts() {
        func failed(_ subject: RoutingSubject, _ change: (inout RoutingRule) -> Void) -> RuleTrial.Condition? {
            let trials = Self.rule(change).trials(subject)
            #expect(trials.count == (trials[0].failed == nil ? 1 : 2) && trials.last?.failed == nil)
            return trials[0].failed
        }
        let subject = Self.subject()
        #expect(failed(subject) { _ in } == nil)
        #expect(failed(subject) { $0.category = [.metering, .repair] } == .category)
        #expect(failed(subject) { $0.category = [.metering, .outage] } == nil)
        #expect(failed(subject) { $0.area = [.remote] } == .area)
        #expect(failed(subject) { $0.district = ["D1"] } == nil)
        #expect(failed(subject) { $0.district = ["D2"] } == .district)
        #expect(failed(subject) { $0.asset = [.meterBox] } == .asset)
        #expect(failed(Self.subject(asset: .meterBox)) { $0.asset = [.meterBox] } == nil)
        #expect(failed(subject) { $0.weekdays = [6, 7] } == .weekdays)
        #expect(failed(subject) { $0.from = "10:00" } == .hours)
        #expect(failed(subject) { ($0.from, $0.to) = ("08:00", "09:00") } == .hours, "the end is not part of it")
        #expect(failed(subject) { ($0.from, $0.to) = ("09:00", "09:30") } == nil)
    }

    @Test func aNightBelongsToTheDayOnWhichItBegan() {
        let night = Self.rule { ($0.from, $0.to, $0.weekdays) = ("22:00", "06:00", [7]) }
        func applies(_ weekday: Int, _ hour: Int) -> Bool {
            night.trials(Self.subject(weekday: weekday, hour: hour))[0].failed == nil
        }
        #expect(applies(7, 23) && applies(1, 5))
        #expect(!applies(1, 23) && !applies(7, 5) && !applies(1, 6) && !applies(7, 21))
    }

    @Test func whatMakesNoSenseIsRefused() throws {
        func refusal(_ change: (inout RoutingRules) -> Void) -> RoutingRulesError? {
            var rules = Self.rule { _ in }
            change(&rules)
            return #expect(throws: RoutingRulesError.self) { try rules.check() }
        }
        try Self.rule { _ in }.check()
        #expect(refusal { $0.rules.append(RoutingRule(name: "own")) } == .name("own"))
        #expect(refusal { $0.rules[0].name = "usual" } == .name("usual"))
        #expect(refusal { $0.capacity = 0 } == .number("capacity"))
        #expect(refusal { $0.lineSpeed = .nan } == .number("line_speed_kmh"))
        #expect(refusal { $0.arrivalLimits.remote = -1 } == .number("arrival_limits.remote"))
        #expect(refusal { $0.rules[0].limitMinutes = 0 } == .number("own.limit_minutes"))
        #expect(refusal { $0.rules[0].weekdays = [0] } == .number("own.weekdays"))
        #expect(refusal { $0.rules[0].from = "8 o'clock" } == .time(rule: "own"))
        #expect(refusal { $0.rules[0].category = [] } == .empty(rule: "own", key: "category"))
    }

    @Test func rulesReadBackEqualAndUnknownKeysAreRefused() throws {
        var rules = Self.rule { ($0.from, $0.skills, $0.steps) = ("08:00", ["live"], [.nearest]) }
        rules.capacity = 3
        let data = try JSONEncoder().encode(rules)
        #expect(try JSONDecoder().decode(RoutingRules.self, from: data) == rules)
        #expect(try JSONDecoder().decode(RoutingRules.self, from: Data("{}".utf8)) == RoutingRules())
        for text in [#"{"capcity":2}"#, #"{"rules":[{"name":"a","skils":["x"]}]}"#, #"{"rules":[{}]}"#] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(RoutingRules.self, from: Data(text.utf8)) }
        }
    }
}
