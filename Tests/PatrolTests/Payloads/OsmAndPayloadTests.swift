import Foundation
import GeometryCore
import Testing

@testable import Patrol

@Suite struct OsmAndPayloadTests {
    private static let whole = "id=P7&lat=25.3062&lon=119.0916&timestamp=1793577919&hdop=5&speed=10&bearing=90&batt=50"

    private func decode(_ text: String, _ unit: SpeedUnit? = nil) throws -> DecodedPayload {
        try OsmAndPayload.decode(Array(text.utf8)) { $0 == "P7" ? unit : nil }
    }

    private static func fix(accuracy: Double? = 5, speed: Double? = 10) -> RawFix {
        RawFix(
            device: "P7",
            time: Date(timeIntervalSince1970: 1_793_577_919),
            place: Point(x: 119.0916, y: 25.3062),
            accuracyMetres: accuracy,
            speedMetresPerSecond: speed
        )
    }

    @Test(arguments: [
        whole, "?" + whole, "/?" + whole, "http://localhost:5055/?" + whole, "\u{feff}" + whole + "\r\n",
        "deviceid=P7&lat=25.3062&lon=119.0916&timestamp=2026-11-02T00%3A05%3A19Z&accuracy=5&hdop=99&speed=10&heading=9",
        "id=%50%37&lon=+119.0916&lat=25.3062&timestamp=1793577919000&accuracy=5&speed=10",
    ])
    func everySpellingIsTheSameFix(text: String) throws { #expect(try decode(text).fixes == [Self.fix()]) }

    @Test func theDeviceSaysInWhichUnitItsSpeedIs() throws {
        #expect(try decode(Self.whole, .metresPerSecond).fixes == [Self.fix()])
        #expect(try decode(Self.whole, .kilometresPerHour).fixes.first?.speedMetresPerSecond == 10 / 3.6)
        let knots = try #require(try decode(Self.whole, .knots).fixes.first?.speedMetresPerSecond)
        #expect(abs(knots - 5.14444) < 1e-5)
    }

    @Test(arguments: ["-1", "NaN", "nan", "much", "", "0x10"])
    func whatIsNoMeasureIsNotKnown(value: String) throws {
        let text = "id=P7&lat=25.3062&lon=119.0916&timestamp=1793577919&accuracy=\(value)&speed=\(value)"
        #expect(try decode(text).fixes == [Self.fix(accuracy: nil, speed: nil)])
    }

    @Test(arguments: [
        ("lat=25&lon=119&timestamp=1", "id", PayloadProblem.Kind.missing, FixRefusal.unknownStaff),
        ("id=&lat=25&lon=119&timestamp=1", "id", .missing, .unknownStaff),
        ("id=%07&lat=25&lon=119&timestamp=1", "id", .notAName, .unknownStaff),
        ("id=a%E2%80%8Bb&lat=25&lon=119&timestamp=1", "id", .notAName, .unknownStaff),
        ("id=\(String(repeating: "x", count: 101))&lat=25&lon=119&timestamp=1", "id", .notAName, .unknownStaff),
        ("id=a&lon=119&timestamp=1", "lat", .missing, .notAPlace),
        ("id=a&lat=25&lon=east&timestamp=1", "lon", .notANumber, .notAPlace),
        ("id=a&lat=NaN&lon=119&timestamp=1", "lat", .notANumber, .notAPlace),
        ("id=a&lat=1e999&lon=119&timestamp=1", "lat", .notANumber, .notAPlace),
        ("id=a&lat=25&lat=26&lon=119&timestamp=1", "lat", .repeated, .notAPlace),
        ("id=a&lat=25&lon=119", "timestamp", .missing, .noTime),
        ("id=a&lat=25&lon=119&timestamp=soon", "timestamp", .notAnInstant, .noTime),
        ("id=a&lat=25&lon=119&timestamp=2026-11-02T08:05:19", "timestamp", .notAnInstant, .noTime),
    ])
    func aProblemNamesItsField(
        text: String,
        field: String,
        kind: PayloadProblem.Kind,
        refusal: FixRefusal
    ) throws {
        let payload = try decode(text)
        #expect(payload.problems == [PayloadProblem(record: 1, field: field, kind: kind, refusal: refusal)])
        #expect(payload.records.count == 1)
    }

    @Test func placesOutOfTheWorldAreForTheIntakeToJudge() throws {
        #expect(try decode("id=a&lat=119&lon=25&timestamp=1").fixes.first?.place == Point(x: 25, y: 119))
    }

    @Test(arguments: [
        ("", PayloadError.empty), (" \n", .empty), ("/?", .empty), ("hello", .notPairs), ("id=%zz", .notPairs),
        ("id=%f", .notPairs), ("id=%ff", .notPairs), ("{\"a\":1}", .notPairs),
    ])
    func whatIsNoFormIsRefused(text: String, error: PayloadError) {
        #expect(throws: error) { try decode(text) }
    }

    @Test func sizeIsLimited() {
        let limits = PayloadLimits(bytes: 10, records: 1)
        #expect(throws: PayloadError.tooLarge(limitBytes: 10)) {
            try OsmAndPayload.decode(Array(Self.whole.utf8), limits: limits)
        }
    }

    @Test func aMadeUpPlaceSaysSo() throws {
        #expect(try decode(Self.whole + "&mock=true").fixes.first?.isMock == true)
        #expect(try decode(Self.whole + "&mock=0").fixes.first?.isMock == false)
    }
}
