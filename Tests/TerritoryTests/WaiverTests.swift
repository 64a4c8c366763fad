import GeometryCore
import Testing

@testable import Territory

@Suite struct WaiverTests {
    private static let place = Point(x: 119.1, y: 25.3)

    /// The signed row of a gap of 12.5 m² between A and B.
    private static let signed = [
        "kind": "gap", "code": "A", "other": "B", "square_metres": "12.5", "lon": "119.1", "lat": "25.3",
        "signed_by": "组长", "reason": "池塘",
    ]

    private func gap(
        _ kind: Finding.Kind = .gap,
        code: String? = "A",
        others: [String] = ["B"],
        squareMetres: Double? = 12.5,
        place: Point? = place
    ) -> Finding {
        Finding(kind, .error, .districts, code: code, others: others, squareMetres: squareMetres, place: place)
    }

    @Test func passesTheSignedFinding() throws {
        let waiver = try Waiver(rows: [Self.signed])
        #expect(waiver.covers(gap()))
        #expect(waiver.covers(gap(code: "B", others: ["A"])), "codes are a set")
        #expect(waiver.covers(gap(squareMetres: 3)), "smaller")
        #expect(waiver.covers(gap(place: Make.point(from: Self.place, east: 0.9, north: 0))), "within a metre")
    }

    @Test func passesNothingElse() throws {
        let waiver = try Waiver(rows: [Self.signed])
        #expect(!waiver.covers(gap(.overlap)))
        #expect(!waiver.covers(gap(code: "C")))
        #expect(!waiver.covers(gap(others: [])))
        #expect(!waiver.covers(gap(others: ["B", "C"])))
        #expect(!waiver.covers(gap(squareMetres: 12.7)))
        #expect(!waiver.covers(gap(squareMetres: .nan)))
        #expect(!waiver.covers(gap(place: Make.point(from: Self.place, east: 1.1, north: 0))))
        #expect(!waiver.covers(gap(place: Make.point(from: Self.place, east: 0, north: -1.1))))
    }

    @Test(arguments: ["signed_by", "reason"], ["", " ", "　", "\t\n"])
    func aRowWithoutSignatureOrReasonDoesNotCount(column: String, value: String) throws {
        var row = Self.signed
        row[column] = value
        #expect(throws: WaiverError.unsigned) { try Waiver(rows: [row]) }
        var other = Self.signed
        other["code"] = "C"
        let waiver = try Waiver(rows: [row, other])
        #expect(!waiver.covers(gap()) && waiver.covers(gap(code: "C")))
    }

    @Test func anEmptyTableIsUnsigned() {
        #expect(throws: WaiverError.unsigned) { try Waiver(rows: []) }
    }

    @Test(arguments: ["kind", "code", "signed_by", "reason"])
    func missingColumnsAreNamed(column: String) {
        var row = Self.signed
        row[column] = nil
        #expect(throws: WaiverError.missingColumn(column)) { try Waiver(rows: [Self.signed, row]) }
    }

    @Test(arguments: ["square_metres", "lon", "lat"], ["", "?", "nan"])
    func aRowWithoutSizeOrPlacePassesNothingThatHasThem(column: String, value: String) throws {
        var row = Self.signed
        row[column] = value
        #expect(try !Waiver(rows: [row]).covers(gap()))
    }

    @Test func findingsWithoutPlaceOrSizeNeedNone() throws {
        let row = ["kind": "unplaced", "code": "U", "signed_by": "组长", "reason": "待测"]
        let waiver = try Waiver(rows: [row])
        #expect(waiver.covers(gap(.unplaced, code: "U", others: [], squareMetres: nil, place: nil)))
        #expect(!waiver.covers(gap(.unplaced, code: "V", others: [], squareMetres: nil, place: nil)))
    }
}
