import Foundation
import GeometryCore
import Testing

@testable import Patrol

/// The three protocols whose payloads are JSON.
@Suite struct JSONPayloadTests {
    private static let time = Date(timeIntervalSince1970: 1_793_577_919)

    private static func fix(_ device: String, speed: Double? = 1.5, accuracy: Double? = 5, mock: Bool = false) -> RawFix
    {
        RawFix(
            device: device,
            time: time,
            place: Point(x: 119.0916, y: 25.3062),
            accuracyMetres: accuracy,
            speedMetresPerSecond: speed,
            isMock: mock
        )
    }

    // MARK: Traccar

    private static func traccar(_ coords: String, time: String = "\"2026-11-02T00:05:19.000Z\"", more: String = "")
        -> String
    {
        "{\"location\":{\"timestamp\":\(time),\"coords\":{\(coords)},\"is_moving\":true,\"odometer\":1.5,"
            + "\"event\":\"motionchange\",\"battery\":{\"level\":0.5,\"is_charging\":false}\(more)},\"device_id\":\"P7\"}"
    }

    private static let coords =
        "\"latitude\":25.3062,\"longitude\":119.0916,\"accuracy\":5,\"speed\":1.5,\"heading\":-1"

    @Test(arguments: ["\"2026-11-02T08:05:19+08:00\"", "1793577919000", "1793577919", "\"1793577919\""])
    func traccarIsRead(time: String) throws {
        let payload = try decode(.traccar, Self.traccar(Self.coords, time: time))
        #expect(payload.records == [.fix(Self.fix("P7"))])
    }

    @Test func traccarSaysWhatIsMadeUp() throws {
        let payload = try decode(.traccar, Self.traccar(Self.coords, more: ",\"mock\":true"))
        #expect(payload.fixes == [Self.fix("P7", mock: true)])
    }

    @Test func lessThanNothingIsNotKnown() throws {
        let coords = "\"latitude\":\"25.3062\",\"longitude\":119.0916,\"accuracy\":-1,\"speed\":-1"
        #expect(try decode(.traccar, Self.traccar(coords)).fixes == [Self.fix("P7", speed: nil, accuracy: nil)])
        let odd = "\"latitude\":25.3062,\"longitude\":119.0916,\"accuracy\":null,\"speed\":{}"
        #expect(try decode(.traccar, Self.traccar(odd)).fixes == [Self.fix("P7", speed: nil, accuracy: nil)])
    }

    @Test func aListOfLocationsIsJudgedOneByOne() throws {
        let good = "{\"timestamp\":1793577919,\"coords\":{\(Self.coords)}}"
        let text = "{\"device_id\":\"P7\",\"location\":[\(good),7,{\"coords\":{}},{\"timestamp\":1},\(good)]}"
        let payload = try decode(.traccar, text)
        #expect(payload.fixes == [Self.fix("P7"), Self.fix("P7")])
        #expect(payload.problems.map(\.record) == [2, 3, 4])
        #expect(payload.problems.map(\.field) == ["", "timestamp", "coords"])
    }

    @Test(arguments: [
        ("\"latitude\":25", "coords.longitude", PayloadProblem.Kind.missing),
        ("\"latitude\":[25],\"longitude\":119", "coords.latitude", .notANumber),
        ("\"latitude\":\"NaN\",\"longitude\":119", "coords.latitude", .notANumber),
        ("\"latitude\":1e400,\"longitude\":119", "coords.latitude", .notANumber),
        ("\"latitude\":25,\"longitude\":119,\"longitude\":120", "coords.longitude", .repeated),
    ])
    func traccarNamesTheFieldAtFault(coords: String, field: String, kind: PayloadProblem.Kind) throws {
        let expected = PayloadProblem(record: 1, field: field, kind: kind, refusal: .notAPlace)
        #expect(try decode(.traccar, Self.traccar(coords)).problems == [expected])
    }

    // MARK: OwnTracks

    private static let message =
        "{\"_type\":\"location\",\"lat\":25.3062,\"lon\":119.0916,\"tst\":1793577919,\"acc\":5,\"vel\":5.4,\"tid\":\"ab\""

    @Test func ownTracksFindsTheDeviceOutsideInTheTopicOrByItsLetters() throws {
        let topic = Self.message + ",\"topic\":\"owntracks/crew/P7\"}"
        #expect(try decode(.owntracks, topic).fixes == [Self.fix("crew/P7")])
        #expect(try decode(.owntracks, Self.message + "}").fixes == [Self.fix("ab")])
        let named = try TrackProtocol.owntracks.decode(Array(topic.utf8), device: "P9")
        #expect(named.fixes == [Self.fix("P9")])
    }

    @Test func ownTracksPassesOtherMessagesOver() throws {
        let text = "[{\"_type\":\"transition\"},\(Self.message)},{\"_type\":\"encrypted\",\"data\":\"x\"},{\"lat\":1}]"
        let payload = try decode(.owntracks, text)
        #expect(payload.records.count == 4)
        #expect(payload.records[0] == .passedOver(.otherMessage))
        #expect(payload.records[1] == .fix(Self.fix("ab")))
        #expect(payload.records[2] == .passedOver(.encrypted))
        let problem = PayloadProblem(record: 4, field: "_type", kind: .missing, refusal: .notAPlace)
        #expect(payload.records[3] == .refused(problem))
    }

    // MARK: Overland

    private static func feature(_ properties: String, at place: String = "[119.0916,25.3062]") -> String {
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":\(place)},\"properties\":{\(properties)}}"
    }

    private static let properties = "\"timestamp\":\"2026-11-02T00:05:19Z\",\"horizontal_accuracy\":5,\"speed\":1.5"

    @Test func overlandTakesTheRecordsDeviceBeforeTheEnvelopes() throws {
        let own = Self.feature(Self.properties + ",\"device_id\":\"P8\"")
        let text = "{\"locations\":[\(Self.feature(Self.properties)),\(own)],\"device_id\":\"P7\",\"current\":{}}"
        #expect(try decode(.overland, text).fixes == [Self.fix("P7"), Self.fix("P8")])
        let nobody = try decode(.overland, "{\"locations\":[\(Self.feature(Self.properties)),\(own)]}")
        #expect(nobody.fixes == [Self.fix("P8")])
        #expect(
            nobody.problems == [.init(record: 1, field: "device_id", kind: .missing, refusal: .unknownStaff)]
        )
    }

    @Test func overlandPassesSummariesOver() throws {
        let text =
            "{\"device_id\":\"P7\",\"locations\":[\(Self.feature("\"type\":\"trip\"")),"
            + "\(Self.feature("\"action\":\"visit\"")),\(Self.feature(Self.properties))]}"
        let expected: [DecodedPayload.Record] = [.passedOver(.trip), .passedOver(.stay), .fix(Self.fix("P7"))]
        #expect(try decode(.overland, text).records == expected)
    }

    @Test(arguments: ["[119.0916]", "null", "[\"a\",25]", "[[119,25]]", "[1e999,25]", "{}"])
    func overlandWantsAPoint(place: String) throws {
        let text = "{\"device_id\":\"P7\",\"locations\":[\(Self.feature(Self.properties, at: place))]}"
        #expect(try decode(.overland, text).problems.map(\.refusal) == [.notAPlace])
    }

    @Test func anEmptyBatchIsOne() throws {
        #expect(try decode(.overland, "{\"locations\":[]}").records.isEmpty)
        #expect(try decode(.owntracks, "[]").records.isEmpty)
    }

    // MARK: All of them

    @Test func theSamePositionByEveryProtocolIsOneFix() throws {
        let osmand = "id=P7&lat=25.3062&lon=119.0916&timestamp=1793577919&accuracy=5&speed=1.5"
        let ownTracks = Self.message + ",\"topic\":\"owntracks/crew/P7\"}"
        let overland = "{\"locations\":[\(Self.feature(Self.properties))],\"device_id\":\"P7\"}"
        let payloads: [(TrackProtocol, String)] = [
            (.osmand, osmand), (.traccar, Self.traccar(Self.coords)), (.owntracks, ownTracks), (.overland, overland),
        ]
        let fixes = try payloads.flatMap { try decode($0, $1).fixes }
        #expect(fixes.count == 4)
        let canonical = fixes.map { fix in
            TrackFix(fix, milliseconds: Int64(((fix.time?.timeIntervalSince1970 ?? 0) * 1000).rounded()))
        }
        #expect(Set(canonical).count == 1)
    }

    @Test(arguments: TrackProtocol.allCases.filter(\.isJSON))
    func hostileBytesAreTypedErrors(named: TrackProtocol) {
        let bombs = ["[", "{\"locations\":", "{\"location\":[", "{\"_type\":["].map {
            String(repeating: $0, count: 100_000)
        }
        for bomb in bombs { #expect(throws: PayloadError.tooDeep(limit: 32)) { try decode(named, bomb) } }
        #expect(throws: PayloadError.empty) { try decode(named, "\u{feff}\n") }
        #expect(throws: PayloadError.notJSON(offset: 0)) { try decode(named, "id=P7&lat=1") }
        #expect(throws: PayloadError.noRecords(field: "")) { try decode(named, "17") }
        #expect(throws: PayloadError.tooLarge(limitBytes: 4 << 20)) {
            try decode(named, String(repeating: " ", count: 4 << 20) + "1")
        }
    }

    @Test func recordsAreCounted() {
        let limits = PayloadLimits(bytes: 1000, records: 2)
        #expect(throws: PayloadError.tooManyRecords(limit: 2)) {
            try OverlandPayload.decode(Array("{\"locations\":[1,2,3]}".utf8), limits: limits)
        }
        #expect(throws: PayloadError.noRecords(field: "location")) { try decode(.traccar, "{\"device_id\":\"a\"}") }
        #expect(throws: PayloadError.noRecords(field: "locations")) { try decode(.overland, "{\"locations\":{}}") }
        #expect(throws: PayloadError.noRecords(field: "locations")) {
            try decode(.overland, "{\"locations\":[],\"locations\":[]}")
        }
    }

    private func decode(_ named: TrackProtocol, _ text: String) throws -> DecodedPayload {
        try named.decode(Array(text.utf8))
    }
}
