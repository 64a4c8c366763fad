import GeometryCore
import SpatialIndex
import Testing

@testable import Territory

/// What the store keeps of a road, against what routing reads of it.
@Suite struct RoadFieldsTests {
    /// Roads of which one attribute decides for some traveller how they may be used.
    static let cases: [(deciding: String, attributes: [String: String])] = [
        ("highway", ["highway": "primary"]),
        ("oneway", ["highway": "primary", "oneway": "-1"]),
        ("maxspeed", ["highway": "primary", "maxspeed": "20"]),
        ("junction", ["highway": "tertiary", "junction": "roundabout"]),
        ("access", ["highway": "service", "access": "private"]),
        ("vehicle", ["highway": "residential", "vehicle": "no"]),
        ("motor_vehicle", ["highway": "track", "motor_vehicle": "no", "vehicle": "yes"]),
        ("motorcar", ["highway": "residential", "motorcar": "no", "motor_vehicle": "yes"]),
        ("motorcycle", ["highway": "residential", "motorcycle": "no", "access": "yes"]),
        ("bicycle", ["highway": "footway", "bicycle": "no"]),
        ("foot", ["highway": "secondary", "foot": "no", "access": "yes"]),
        ("service", ["highway": "service", "service": "alley"]),
        ("surface", ["highway": "unclassified", "surface": "sand"]),
        ("area", ["highway": "pedestrian", "area": "yes"]),
    ]

    @Test(arguments: cases)
    func aStoredRoadIsJudgedLikeTheFiles(deciding: String, attributes: [String: String]) throws {
        let profiles = [RoadProfile.car, .motorcycle, .bicycle, .foot]
        func verdicts(_ attributes: [String: String]) -> [RoadVerdict] { profiles.map { $0.verdict(on: attributes) } }
        let stored = try stored(attributes)
        #expect(verdicts(stored) == verdicts(attributes))
        #expect(verdicts(stored.filter { $0.key != deciding }) != verdicts(attributes), "\(deciding) decides nothing")
    }

    /// Every field but the code and the name is there because routing reads it.
    @Test func everyFieldDecidesSomething() {
        #expect(Layer.roads.fields.map(\.name).filter { $0 != "code" && $0 != "name" } == Self.cases.map(\.deciding))
    }

    /// Else which field a column goes to would depend on the order of the fields.
    @Test(arguments: Layer.allCases) func noHeadingMeansTwoFields(layer: Layer) {
        let headings = layer.fields.flatMap { [$0.name] + $0.aliases }.map { $0.lowercased() }
        let twice = Dictionary(grouping: headings) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.isEmpty)
    }

    /// The attributes of a road as the store gives them back.
    private func stored(_ attributes: [String: String]) throws -> [String: String] {
        let names = attributes.keys.sorted()
        var columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + 1) })
        columns["code"] = 0
        let line = try LineString([Point(x: 119.1, y: 25.3), Point(x: 119.2, y: 25.3)])
        let feature = Feature(
            row: 1,
            fields: [.text("r")] + names.map { FieldValue($0, in: attributes) },
            geometry: .success(.lineString(line))
        )
        let record = try RowReader(layer: .roads, columns: columns, transform: nil).record(from: feature)
        return Dictionary(
            uniqueKeysWithValues: zip(Layer.roads.fields, record.values).compactMap { field, value in
                value.text.map { (field.name, $0) }
            }
        )
    }
}

extension FieldValue {
    fileprivate init(_ name: String, in attributes: [String: String]) {
        self = attributes[name].map(FieldValue.text) ?? .null
    }
}
