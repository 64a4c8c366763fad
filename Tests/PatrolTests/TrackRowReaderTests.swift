import Foundation
import GeometryCore
import Territory
import Testing

@testable import Patrol

@Suite struct TrackRowReaderTests {
    private static let time = FieldValue.text("2026-11-02T00:05:19Z")
    private static let place = Geometry.point(Point(x: 119.1, y: 25.3))

    private func rows(
        _ values: [TrackField: FieldValue],
        at geometry: Result<Geometry, GeometryError>? = .success(place),
        _ change: (inout TrackRowReader.Options) -> Void = { $0.staff = "E1" }
    ) throws -> [TrackRow] {
        let fields = Array(values)
        let columns = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.key, $0) })
        var options = TrackRowReader.Options()
        change(&options)
        let reader = try TrackRowReader(columns: columns, available: [], options: options)
        return reader.rows(of: Feature(row: 7, fields: fields.map(\.value), geometry: geometry))
    }

    private func fix(_ values: [TrackField: FieldValue], _ change: (inout TrackRowReader.Options) -> Void) throws
        -> RawFix?
    {
        if case .fix(let fix) = try rows(values, change).first?.content { fix } else { nil }
    }

    @Test(
        arguments: [
            ([.speedMetresPerSecond: "2", .speed: "9"], nil, 2.0), ([.speedKilometresPerHour: "7.2"], nil, 2),
            ([.speed: "2"], nil, 2), ([.speed: "2"], .knots, 2 * 1852.0 / 3600),
            ([.speed: "7.2"], .kilometresPerHour, 2),
            ([.speedMetresPerSecond: "2"], .knots, 2), ([.speed: "-2"], nil, nil), ([.speed: "fast"], nil, nil),
            ([.speed: "NaN"], nil, nil), ([:], nil, nil),
        ] as [([TrackField: String], SpeedUnit?, Double?)]
    )
    func speedsAreMetresASecond(values: [TrackField: String], unit: SpeedUnit?, expected: Double?) throws {
        let fields = values.mapValues { FieldValue.text($0) }.merging([.time: Self.time]) { $1 }
        let speed = try fix(fields) {
            $0.staff = "E1"
            $0.speedUnit = { _ in unit }
        }?.speedMetresPerSecond
        #expect((speed == nil) == (expected == nil))
        if let speed, let expected { #expect(abs(speed - expected) < 1e-12) }
    }

    @Test func anAccuracyIsBetterThanADilution() throws {
        func accuracy(_ values: [TrackField: FieldValue]) throws -> Double? {
            try fix(values.merging([.time: Self.time]) { $1 }) { $0.staff = "E1" }?.accuracyMetres
        }
        #expect(try accuracy([.accuracy: .text("4"), .dilution: .real(2)]) == 4)
        #expect(try accuracy([.dilution: .real(2)]) == 10)
        #expect(try accuracy([.accuracy: .text("-1"), .dilution: .integer(1)]) == 5)
        #expect(try accuracy([.accuracy: .real(.nan)]) == nil)
    }

    @Test func theRowsOwnWordGoesBeforeTheOptions() throws {
        let named: [TrackField: FieldValue] = [.staff: .text(" E2 "), .device: .text("P2"), .time: Self.time]
        let set: (inout TrackRowReader.Options) -> Void = { ($0.staff, $0.device) = ("E1", "P1") }
        let own = try #require(try fix(named, set))
        #expect(own.staff == "E2" && own.device == "P2")
        let given = try #require(try fix([.staff: .null, .device: .text(" "), .time: Self.time], set))
        #expect(given.staff == "E1" && given.device == "P1")
        #expect(given.time == Date(timeIntervalSince1970: 1_793_577_919) && given.place == Point(x: 119.1, y: 25.3))
    }

    @Test func somebodyAndATimeMustBeNamed() {
        func make(_ columns: [TrackField: Int]) throws {
            _ = try TrackRowReader(columns: columns, available: ["a"], options: .init())
        }
        #expect(throws: ImportError.self) { try make([.time: 0]) }
        #expect(throws: ImportError.self) { try make([.staff: 0]) }
        #expect(throws: Never.self) { try make([.staff: 0, .times: 1]) }
        #expect(throws: Never.self) { try make([.device: 0, .time: 1]) }
    }

    @Test func aMapProjectionThatFailsIsNoPlace() throws {
        struct Failure: Error {}
        let rows = try rows([.time: Self.time]) {
            $0.staff = "E1"
            $0.transform = { _ in throw Failure() }
        }
        guard case .refused(.notAPlace, _, _) = rows.first?.content else {
            Issue.record("not refused")
            return
        }
    }

    @Test(arguments: [
        "[\"a\",\"b\"]", "[[\"a\"],[\"b\"]]", "{\"times\":[\"a\",\"b\"]}", "{\"x\":1,\"times\":[[\"a\",\"b\"]]}", "a;b",
    ])
    func timesOfVerticesComeInSeveralShapes(text: String) {
        #expect(VertexTimes.read(.text(text)) == [.text("a"), .text("b")])
    }

    @Test(arguments: ["{}", "{\"times\":1}", "[1", "{\"times\":[1],\"times\":[2]}"])
    func otherShapesAreNoTimes(text: String) { #expect(VertexTimes.read(.text(text)) == nil) }

    @Test func numbersAreTimesToo() {
        #expect(VertexTimes.read(.text("[1, null, [2]]")) == [.real(1), .null, .real(2)])
        #expect(VertexTimes.read(.null) == nil)
    }

    /// Every name is that of one field only, so that no heading has two meanings.
    @Test func noHeadingMeansTwoFields() {
        let names = TrackField.allCases.flatMap { [$0.rawValue] + $0.aliases }.map { $0.lowercased() }
        #expect(Set(names).count == names.count)
    }
}
