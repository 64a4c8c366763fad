import Foundation
import GeometryCore
import Response
import Territory

/// A bureau of four square subdistricts, small enough to know every answer; ways are straight at 30 km/h.
///
/// Station S, districts D1 (L1 and L2, in the south) and D2 (L3 and L4 north of them), urban; each square is 2 km wide.
/// L1 has the attendants A1 and A2, the others have one each, A3 to A5; X1 leads, and all are on duty from eight to six.
/// Transformer T1 in L1 feeds lines W1 and W2 with meter boxes B1 (C1, C2), B2 (C3) and B3 on W2 (C4); T2 feeds C5 and C6.
final class TestBureau: TerritoryStore {
    /// Monday 2 November 2026, 09:00 by the bureau's clock.
    static let monday = Date(timeIntervalSince1970: 1_793_581_200)
    static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt

    private let records: [Layer: [LayerRecord]]

    /// - Parameter extra: More attendants of L2, on duty like the others.
    init(extra: Int = 0) {
        var records: [Layer: [LayerRecord]] = [:]
        func add(_ layer: Layer, _ values: [String: String], _ geometry: Geometry? = nil) {
            let fields = layer.fields.map { values[$0.name].map(FieldValue.text) ?? .null }
            records[layer, default: []].append(LayerRecord(values: fields, geometry: geometry))
        }
        func square(_ west: Double, _ south: Double) -> Geometry? {
            let (east, north) = (west + 0.02, south + 0.02)
            let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            let shell = try? Ring(ring.map { Point(x: $0.0, y: $0.1) })
            return shell.map { .multiPolygon(.init([Polygon(shell: $0)])) }
        }
        add(.districts, ["code": "S", "area_class": "urban", "level": "station"])
        for code in ["D1", "D2"] { add(.districts, ["code": code, "parent": "S", "level": "district"]) }
        let corners = [
            ("L1", "D1", 119.0, 25.0), ("L2", "D1", 119.02, 25), ("L3", "D2", 119, 25.02), ("L4", "D2", 119.02, 25.02),
        ]
        for (code, parent, west, south) in corners {
            add(.districts, ["code": code, "parent": parent, "level": "subdistrict"], square(west, south))
        }
        var people = [
            ("A1", "attendant", "L1", 119.005, 25.005), ("A2", "attendant", "L1", 119.015, 25.015),
            ("A3", "attendant", "L2", 119.03, 25.01), ("A4", "attendant", "L3", 119.01, 25.03),
            ("A5", "attendant", "L4", 119.03, 25.03), ("X1", "crew_leader", "S", 119.02, 25.02),
        ]
        people += (0..<extra).map { ("Y\($0)", "attendant", "L2", 119.021 + Double($0) * 0.0001, 25.012) }
        for (code, role, district, x, y) in people {
            add(
                .staff,
                ["code": code, "roles": role, "skills": "repair", "district": district],
                .point(Point(x: x, y: y))
            )
            for day in 1...7 where code != "X1" {
                add(
                    .rota,
                    [
                        "code": "\(code) \(day)", "staff": code, "kind": "shift", "weekday": "\(day)",
                        "starts": "08:00", "ends": "18:00",
                    ]
                )
            }
        }
        for code in ["T1", "T2"] {
            add(.transformers, ["code": code], .point(Point(x: code == "T1" ? 119.01 : 119.03, y: 25.01)))
        }
        for (code, transformer) in [("W1", "T1"), ("W2", "T1"), ("W3", "T2")] {
            add(.lines, ["code": code, "transformer": transformer])
        }
        let boxes = [("B1", "W1", 119.01), ("B2", "W1", 119.011), ("B3", "W2", 119.012), ("B4", "W3", 119.03)]
        for (code, line, x) in boxes { add(.meterBoxes, ["code": code, "line": line], .point(Point(x: x, y: 25.01))) }
        for (code, transformer, x) in [
            ("C1", "T1", 119.01), ("C2", "T1", 119.0101), ("C3", "T1", 119.011), ("C4", "T1", 119.012),
            ("C5", "T2", 119.03), ("C6", "T2", 119.0301),
        ] {
            add(.customers, ["code": code, "transformer": transformer], .point(Point(x: x, y: 25.01)))
        }
        self.records = records
    }

    /// Where a customer is.
    func place(of customer: String) -> [Double] {
        let record = records[.customers]?.first { $0.code == customer }
        guard case .point(let point)? = record?.geometry else { return [] }
        return [point.x, point.y]
    }

    /// A call of a customer.
    func call(
        _ customer: String,
        _ category: CallCategory = .outage,
        key: String? = nil
    ) -> TicketCommand {
        let intake = TicketIntake(category: category, channel: .phone, place: place(of: customer), customer: customer)
        return TicketCommand(.receive(intake), actor: "test", key: key)
    }

    func bureau() throws -> Bureau { Bureau(code: "B1", name: "B1", timeZone: Self.zone) }

    func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        for record in records[layer] ?? [] { try body(record) }
    }

    func record(in layer: Layer, code: String) throws -> LayerRecord? { records[layer]?.first { $0.code == code } }

    func recordCount(in layer: Layer, version: Int?) throws -> Int { records[layer]?.count ?? 0 }

    func districtVersions() throws -> [DistrictVersion] {
        [DistrictVersion(number: 1, validFrom: .distantPast, validTo: nil, publishedAt: nil, waiver: nil)]
    }

    enum Failure: Error { case cannotChange }

    func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws { throw Failure.cannotChange }

    func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        throw Failure.cannotChange
    }
}

/// A desk of the test bureau with a clock of its own.
struct TestDesk {
    let bureau: TestBureau
    let store: RehearsalStore
    var keeper: DeskKeeper
    var now = TestBureau.monday

    init(rules: RoutingRules = RoutingRules(), extra: Int = 0) throws {
        bureau = TestBureau(extra: extra)
        store = RehearsalStore(layers: bureau)
        keeper = try DeskKeeper(store: store, roads: nil, rules: rules, at: now)
    }

    /// Carries out one command, a second later than the last.
    @discardableResult
    mutating func perform(_ command: TicketCommand) throws -> TicketReceipt {
        now.addTimeInterval(1)
        guard let result = try keeper.perform([command], at: now).first else { throw TestBureau.Failure.cannotChange }
        return try result.get()
    }

    @discardableResult
    mutating func perform(_ action: TicketCommand.Action, by actor: String = "test") throws -> TicketReceipt {
        try perform(TicketCommand(action, actor: actor))
    }

    /// The ticket as it stands in the store, which must be as it stands on the desk.
    func ticket(_ code: String) throws -> Ticket { try Ticket(store.events(of: code)) }
}
