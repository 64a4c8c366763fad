import Foundation
import GeometryCore
import Territory
import Testing

@testable import Patrol

@Suite struct DefectRowsTests {
    private static let clock = DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)

    private static func refined(_ layer: Layer, _ given: [String: String], _ place: Point? = nil) throws -> LayerRecord
    {
        let values = layer.fields.map { given[$0.name].map(FieldValue.text) ?? .null }
        var record = LayerRecord(values: values, geometry: place.map(Geometry.point))
        let refine = try #require(DefectRows.refinement(of: layer, clock: clock))
        try refine(&record)
        return record
    }

    private static let pole = [
        "asset_kind": "pole", "asset": "P1", "kind": "倾斜", "severity": "serious", "found": "2026-11-05 08:00",
    ]

    @Test func aDefectGetsItsDeadlineAndCode() throws {
        let record = try Self.refined(.defects, Self.pole)
        #expect(record.code == "pole P1 倾斜 2026-11-05T00:00:00.000Z")
        let defect = try #require(Defect(record))
        #expect(defect.asset == AssetName(kind: .pole, code: "P1") && defect.severity == .serious)
        #expect(defect.deadline.timeIntervalSince(defect.found) == 30 * 86_400)
        #expect(defect.cleared == nil && defect.isOpen(at: defect.found) && !defect.isOverdue(at: defect.deadline))
        #expect(defect.isOverdue(at: defect.deadline + 1))
        #expect(defect.record == record)
    }

    @Test func aDeadlineThatIsGivenStays() throws {
        let record = try Self.refined(.defects, Self.pole.merging(["deadline": "2026-11-10", "code": "Q7"]) { $1 })
        #expect(record.code == "Q7")
        #expect(Defect(record).map { PatrolMoment.text(of: $0.deadline) } == "2026-11-10T16:00:00.000Z")
    }

    @Test func theLinkToATrackIsKept() throws {
        let record = try Self.refined(
            .defects,
            Self.pole.merging(["track_staff": "E1", "track_day": "2026-11-05"]) { $1 }
        )
        let defect = try #require(Defect(record))
        #expect(defect.track == LocalDay("2026-11-05").map { TrackKey(staff: "E1", device: "", day: $0) })
        #expect(defect.isOnPatrol)
    }

    @Test func workIsReadAndWritten() throws {
        let given = ["kind": "tree_trimmed", "quantity": "4", "cleared": "2026-11-05", "defect": "D1"]
        let record = try Self.refined(.work, given, Point(x: 119.1, y: 25.3))
        #expect(record.code == "119100000,25300000 tree_trimmed 2026-11-04T16:00:00.000Z")
        let work = try #require(WorkRecord(record))
        #expect(work.quantity == 4 && work.defect == "D1" && work.asset == nil)
        #expect(work.record == record)
        #expect(try WorkRecord(Self.refined(.work, ["kind": "other"], Point(x: 1, y: 1)))?.quantity == 1)
    }

    @Test(
        arguments: [
            (.defects, ["found": "soon"], .notAMoment(field: "found")),
            (.defects, ["cleared": "2026-11-04"], .clearedTooEarly), (.defects, ["asset": ""], .halfAnAsset),
            (.defects, ["asset": "", "asset_kind": ""], .nowhere),
            (.work, ["kind": "other", "quantity": "-1"], .notAQuantity),
            (.work, ["kind": "other", "quantity": "two"], .notAQuantity),
        ] as [(Layer, [String: String], DefectRowProblem)]
    )
    func whatMakesNoSenseIsRefused(layer: Layer, changes: [String: String], problem: DefectRowProblem) {
        let given = Self.pole.merging(changes) { $1 }.filter { !$0.value.isEmpty }
        let error = #expect(throws: RowProblem.self) { try Self.refined(layer, given) }
        #expect(error == .unfit(field: problem.field, reason: problem.words))
    }

    @Test func otherLayersAreNotTouched() {
        #expect(DefectRows.refinement(of: .poles, clock: Self.clock) == nil)
    }

    @Test func assetsAreNamedByKindAndCode() {
        #expect(AssetName("meter_box:B:1") == AssetName(kind: .meterBox, code: "B:1"))
        #expect(AssetName("meter_box:B1")?.text == "meter_box:B1")
        for text in ["B1", "box:B1", "pole:", ":P1"] { #expect(AssetName(text) == nil, "\(text)") }
    }

    @Test func theMiddleOfALineIsItsPlace() throws {
        let short = try LineString([Point(x: 119, y: 25), Point(x: 119.001, y: 25)])
        let long = try LineString([Point(x: 119, y: 26), Point(x: 119.01, y: 26), Point(x: 119.03, y: 26)])
        let middle = try #require(AssetPlaces.middle(of: [short, long]))
        #expect(abs(middle.x - 119.015) < 1e-6 && abs(middle.y - 26) < 1e-5)
    }
}
