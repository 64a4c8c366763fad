import SpatialIndex
import Testing

@Suite struct RoadProfileTests {
    private func car(_ attributes: [String: String]) -> RoadVerdict { RoadProfile.car.verdict(on: attributes) }

    private func kilometresAnHour(_ speed: Double?) -> Double? { speed.map { ($0 * 3.6 * 1e6).rounded() / 1e6 } }

    @Test(arguments: [
        ("50", 40), ("50 km/h", 40), ("50km/h", 40), (" 60 ", 48), ("30 mph", 38.624_256), ("30mph", 38.624_256),
        ("CN:urban", 40), ("cn:rural", 56), ("DE:zone:30", 24), ("FR:zone30", 24), ("FR:50", 40), ("walk", 4.8),
        ("50;30", 24), ("60公里/小时", 48), ("６０", 48), ("none", 60), ("signals", 60), ("", 60), ("  ", 60),
        ("120", 96), ("200", 110), ("5.5", 4.4), ("0", 60), ("0 km/h", 60), ("0;50", 40),
    ])
    func speedLimitIsRead(text: String, expected: Double) {
        let verdict = car(["highway": "primary", "maxspeed": text])
        #expect(kilometresAnHour(verdict.forwardSpeed) == expected && verdict.backwardSpeed == verdict.forwardSpeed)
        #expect(verdict.problems.isEmpty && verdict.closure == nil)
    }

    @Test(arguments: [
        "fast", "-50", "0.5", "50 furlongs", "1e3", "nan", "inf", "5000", "50 50", ";", "CN:", "50;fast", "五十",
    ])
    func badSpeedLimitIsNamed(text: String) {
        let verdict = car(["highway": "primary", "maxspeed": text])
        #expect(kilometresAnHour(verdict.forwardSpeed) == 60 && verdict.problems == [.speedLimit(text)])
    }

    @Test(arguments: [
        ("yes", true, false), ("1", true, false), ("true", true, false), ("TRUE", true, false), ("t", true, false),
        ("F", true, false), ("是", true, false), ("单行", true, false), ("-1", false, true), ("reverse", false, true),
        ("T", false, true), ("反向", false, true), ("no", true, true), ("0", true, true), ("f", true, true),
        ("B", true, true), ("双向", true, true), ("alternating", true, true), ("", true, true),
        ("reversible", false, false),
    ])
    func directionIsRead(text: String, forward: Bool, backward: Bool) {
        let verdict = car(["highway": "residential", "oneway": text])
        #expect((verdict.forwardSpeed != nil, verdict.backwardSpeed != nil) == (forward, backward))
        #expect(verdict.problems.isEmpty && (verdict.closure == .reversible) == (text == "reversible"))
    }

    @Test func badDirectionIsNamed() {
        let verdict = car(["highway": "residential", "oneway": "perhaps"])
        #expect(verdict.problems == [.oneWay("perhaps")])
        #expect(verdict.forwardSpeed != nil && verdict.backwardSpeed != nil)
    }

    @Test func roundaboutsAndMotorwaysAreOneWayUnlessTheySayNot() {
        for attributes in [
            ["highway": "tertiary", "junction": "roundabout"], ["highway": "tertiary", "junction": "circular"],
            ["highway": "motorway"], ["highway": "motorway_link", "oneway": ""],
        ] {
            let verdict = car(attributes)
            #expect(verdict.forwardSpeed != nil && verdict.backwardSpeed == nil)
            let both = car(attributes.merging(["oneway": "no"]) { $1 })
            #expect(both.backwardSpeed != nil)
            let turned = car(attributes.merging(["oneway": "-1"]) { $1 })
            #expect(turned.forwardSpeed == nil && turned.backwardSpeed != nil)
        }
    }

    @Test(arguments: [
        ("国道", RoadClass.trunk), ("省道", .primary), ("县道", .secondary), ("乡道", .tertiary), ("村道", .unclassified),
        ("高速公路", .motorway), ("次干道", .secondary), ("机耕路", .track), (" Primary ", .primary),
        ("living_street", .livingStreet), ("四级公路", .tertiary), ("track_grade3", .track),
    ])
    func classIsRead(name: String, expected: RoadClass) {
        #expect(RoadClass(named: name) == expected)
        #expect(car(["class": name]).problems.isEmpty)
    }

    @Test func closedRoadsSayWhy() {
        #expect(car([:]).closure == .noClass && car(["highway": " "]).closure == .noClass)
        #expect(car(["highway": "footway"]).closure == .notForTraveller)
        #expect(car(["highway": "construction"]).closure == .notForTraveller)
        #expect(car(["highway": "construction"]).problems.isEmpty)
        #expect(car(["highway": "hovercraft"]).problems == [.roadClass("hovercraft")])
        #expect(car(["highway": "hovercraft"]).closure == .notForTraveller)
        #expect(car(["highway": "service", "access": "no"]).closure == .noAccess)
        #expect(car(["highway": "service", "access": "no", "motor_vehicle": "yes"]).closure == nil)
        #expect(car(["highway": "service", "access": "yes", "motor_vehicle": "no"]).closure == .noAccess)
        #expect(car(["highway": "service", "area": "yes"]).closure == .area)
        let closed = car(["highway": "service", "access": "no"])
        #expect(closed.forwardSpeed == nil && closed.backwardSpeed == nil)
    }

    @Test func surfaceAndServiceSlowDown() {
        #expect(kilometresAnHour(car(["highway": "primary", "surface": "gravel"]).forwardSpeed) == 30)
        #expect(kilometresAnHour(car(["highway": "primary", "surface": "asphalt"]).forwardSpeed) == 60)
        #expect(kilometresAnHour(car(["highway": "primary", "surface": "砂石路面"]).forwardSpeed) == 30)
        #expect(kilometresAnHour(car(["highway": "primary", "surface": "沥青"]).forwardSpeed) == 60)
        #expect(kilometresAnHour(car(["highway": "service", "service": "parking_aisle"]).forwardSpeed) == 10)
        #expect(kilometresAnHour(car(["highway": "primary", "service": "parking_aisle"]).forwardSpeed) == 60)
    }

    /// Customers live on private ground; but no way leads through it.
    @Test func privateGroundIsSlow() {
        #expect(kilometresAnHour(car(["highway": "tertiary", "access": "private"]).forwardSpeed) == 10)
        #expect(kilometresAnHour(car(["highway": "tertiary", "access": "内部道路"]).forwardSpeed) == 10)
        #expect(car(["highway": "tertiary", "access": "禁止通行"]).closure == .noAccess)
        #expect(
            kilometresAnHour(car(["highway": "tertiary", "access": "customers", "maxspeed": "50"]).forwardSpeed) == 10
        )
        #expect(kilometresAnHour(car(["highway": "tertiary", "access": "destination"]).forwardSpeed) == 35)
    }

    @Test func travellersDiffer() {
        let path = ["highway": "path", "oneway": "yes"]
        #expect(RoadProfile.car.verdict(on: path).closure == .notForTraveller)
        #expect(RoadProfile.motorcycle.verdict(on: path).backwardSpeed == nil)
        #expect(kilometresAnHour(RoadProfile.motorcycle.verdict(on: path).forwardSpeed) == 10)
        #expect(kilometresAnHour(RoadProfile.foot.verdict(on: path).backwardSpeed) == 5)
        #expect(RoadProfile.motorcycle.verdict(on: ["highway": "motorway"]).closure == .notForTraveller)
        #expect(
            kilometresAnHour(RoadProfile.bicycle.verdict(on: ["highway": "primary", "maxspeed": "5"]).forwardSpeed)
                == 15
        )
        #expect(RoadProfile.foot.verdict(on: ["highway": "steps", "foot": "no"]).closure == .noAccess)
    }

    @Test func everyClassHasAReader() {
        for roadClass in RoadClass.allCases { #expect(RoadClass(named: roadClass.rawValue.uppercased()) == roadClass) }
        for profile in [RoadProfile.car, .motorcycle, .bicycle, .foot] {
            #expect(profile.classSpeeds.values.allSatisfy { $0 > 0 && $0 <= profile.greatestSpeed })
        }
    }
}
