import GeometryCore
import Territory
import Testing

@testable import Patrol

@Suite struct DeviceBookTests {
    private static let days = (1...4).compactMap { LocalDay(year: 2026, month: 11, date: $0) }

    private static let book = DeviceBook(
        devices: [
            "P1": .init(staff: "E1"),
            "P2": .init(staff: "E1", speedUnit: .knots, firstDay: days[1], endDay: days[2]),
            "P3": .init(staff: "E9"),
            "P4": .init(staff: nil, speedUnit: .kilometresPerHour),
            "E2": .init(staff: "E1", firstDay: days[1], endDay: days[2]),
            "E3": .init(staff: nil),
        ],
        staff: ["E1", "E2", "E3"]
    )

    @Test(arguments: [
        ("P1", ["E1", "E1", "E1"]), ("P2", [nil, "E1", nil]), ("P3", [nil, nil, nil]), ("P4", [nil, nil, nil]),
        ("E1", ["E1", "E1", "E1"]), ("E2", ["E2", "E1", "E2"]), ("E3", [nil, nil, nil]), ("x", [nil, nil, nil]),
        ("", [nil, nil, nil]), ("p1", [nil, nil, nil]),
    ])
    func aDeviceIsSomebodysOnADay(device: String, expected: [String?]) {
        #expect(Self.days.prefix(3).map { Self.book.staff(of: device, on: $0) } == expected)
    }

    @Test func theUnitIsWhatSomebodySaid() {
        #expect(Self.book.speedUnit(of: "P2") == .knots)
        #expect(Self.book.speedUnit(of: "P4") == .kilometresPerHour)
        #expect(Self.book.speedUnit(of: "P1") == nil && Self.book.speedUnit(of: "x") == nil)
    }

    @Test(arguments: SpeedUnit.allCases, [0.0, 1, 36])
    func speedsAreMetresASecond(unit: SpeedUnit, speed: Double) {
        let factor = [SpeedUnit.metresPerSecond: 1.0, .knots: 1852.0 / 3600, .kilometresPerHour: 1000.0 / 3600][unit]
        #expect(abs(unit.metresPerSecond(speed) - speed * (factor ?? .nan)) < 1e-12)
    }

    /// The words of the layer and of this domain are the same.
    @Test func theLayerTakesWhatTheBookReads() {
        func allowed(_ field: String) -> [String] {
            Layer.devices.fields[Layer.devices.index(of: field)].allowed.map(\.value)
        }
        #expect(allowed("protocol") == TrackProtocol.allCases.map(\.rawValue))
        #expect(allowed("speed_unit") == SpeedUnit.allCases.map(\.rawValue))
    }

    @Test func aDeviceIsGivenBackAfterItWasTaken() throws {
        let refine = try #require(DeviceRows.refinement(of: .devices))
        #expect(DeviceRows.refinement(of: .staff) == nil)
        func record(_ from: String?, _ to: String?) -> LayerRecord {
            var values = [FieldValue](repeating: .null, count: Layer.devices.fields.count)
            values[0] = .text("P1")
            values[Layer.devices.index(of: "valid_from")] = from.map(FieldValue.text) ?? .null
            values[Layer.devices.index(of: "valid_to")] = to.map(FieldValue.text) ?? .null
            return LayerRecord(values: values, geometry: nil)
        }
        for (from, to) in [(nil, nil), ("2026-11-01", nil), (nil, "2026-11-01"), ("2026-11-01", "2026-11-02")] {
            var good = record(from, to)
            try refine(&good)
            #expect(good == record(from, to))
        }
        var bad = record("2026-11-02", "2026-11-02")
        let problem = #expect(throws: Territory.RowProblem.self) { try refine(&bad) }
        #expect(problem?.field == "valid_to")
    }
}
