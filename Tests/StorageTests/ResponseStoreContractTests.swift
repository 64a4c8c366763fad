import Foundation
import GRDB
import GeometryCore
import Response
import Territory
import TestSupport
import Testing

@testable import Storage

/// What every store of Response keeps to, on a GeoPackage and on the rehearsal store.
@Suite struct ResponseStoreContractTests {
    enum Kind: String, CaseIterable { case geoPackage, rehearsal }

    private let folder: Folder

    init() throws { folder = try Folder() }

    private func store(_ kind: Kind) throws -> any ResponseStore {
        let package = try Sample.store(in: folder)
        return kind == .geoPackage ? package : RehearsalStore(layers: package)
    }

    private static let start = 1_793_581_200_000

    private static func received(_ code: String, at milliseconds: Int, key: String? = nil) -> TicketEvent {
        let intake = TicketIntake(
            category: .outage,
            channel: .hotline,
            priority: .high,
            place: [119.1, 25.3],
            accuracyMetres: 12.5,
            customer: "C'1",
            asset: .line,
            assetCode: "W1",
            text: "黑了 \"quoted\" 😀",
            supply: Supply(transformer: "T1", line: "W1", isSupposed: true)
        )
        return TicketEvent(
            ticket: code,
            number: 1,
            milliseconds: milliseconds,
            actor: "hotline",
            key: key,
            body: .received(intake)
        )
    }

    private static func next(_ ticket: Ticket, _ body: TicketEvent.Body, key: String? = nil) -> TicketEvent {
        TicketEvent(
            ticket: ticket.code,
            number: ticket.version + 1,
            milliseconds: ticket.last + 1,
            actor: "E1",
            key: key,
            body: body
        )
    }

    private static func batch(_ events: [TicketEvent], _ tickets: [Ticket]) -> ResponseBatch {
        var batch = ResponseBatch()
        (batch.events, batch.tickets) = (events, tickets)
        return batch
    }

    @Test(arguments: Kind.allCases, 0..<5 as Range<UInt64>) func whatIsKeptComesBackEqual(kind: Kind, seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let store = try store(kind)
        var kept: [String: [TicketEvent]] = [:]
        var tickets: [String: Ticket] = [:]
        let bodies: [TicketEvent.Body] = [
            .reassigned(to: "E1", reason: "r"), .accepted, .enRoute, .arrived, .restored, .closed(.settled),
            .closed(.duplicate, of: "261102-0001"), .noted(text: "记", photo: "p.jpg"), .noted(text: "", photo: nil),
            .joined(incident: "I261102-0001", device: NetworkDevice(kind: .line, code: "W1")),
            .joined(incident: "I261102-0002", device: nil), .followed(ticket: "x", holder: "E1", stage: .accepted),
            .left(incident: "I261102-0001"), .reopened(reason: "又黑了"),
        ]
        for round in 0..<60 {
            var batch = ResponseBatch()
            var changed: Set<String> = []
            for step in 0..<Int.random(in: 1...4, using: &random) {
                if Int.random(in: 0..<3, using: &random) == 0 {
                    let code = "261102-000\(tickets.count)"
                    let event = Self.received(code, at: Self.start + round * 1000 + step, key: "k\(round)-\(step)")
                    tickets[code] = try Ticket(first: event)
                    kept[code] = [event]
                    batch.events.append(event)
                    changed.insert(code)
                } else if let code = tickets.keys.sorted().randomElement(using: &random), var ticket = tickets[code],
                    let body = bodies.randomElement(using: &random)
                {
                    let event = Self.next(ticket, body)
                    guard (try? ticket.take(event)) != nil else { continue }
                    tickets[code] = ticket
                    kept[code, default: []].append(event)
                    batch.events.append(event)
                    changed.insert(code)
                }
            }
            batch.tickets = changed.sorted().compactMap { tickets[$0] }
            if !batch.isEmpty { try store.append(batch) }
        }
        for (code, events) in kept { #expect(try store.events(of: code) == events, "seed \(seed)") }
        let incidents = Set(tickets.values.filter(\.isOpen).compactMap(\.incident))
        let wanted = tickets.values.filter { $0.isOpen || incidents.contains($0.incident ?? "") }.map(\.code).sorted()
        var open: [String] = []
        try store.forEachOpenTicket { events in
            open.append(events[0].ticket)
            #expect(events == kept[events[0].ticket])
        }
        #expect(open == wanted, "seed \(seed)")
        func date(_ milliseconds: Int) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
        let (from, to) = (Self.start + 10_000, Self.start + 40_000)
        var within: [String] = []
        try store.forEachTicket(from: date(from), to: date(to)) { within.append($0[0].ticket) }
        #expect(within == tickets.values.filter { (from..<to).contains($0.reported) }.map(\.code).sorted())
        #expect(try store.lastNumber(of: "261102-") == tickets.count - 1)
        #expect(try store.lastNumber(of: "261101-") == 0)
        #expect(try store.events(of: "nobody").isEmpty)
    }

    @Test(arguments: Kind.allCases) func numbersAndKeysAreTakenOnce(kind: Kind) throws {
        let store = try store(kind)
        let first = Self.received("261102-0001", at: Self.start, key: "k")
        let ticket = try Ticket(first: first)
        try store.append(Self.batch([first], [ticket]))
        #expect(try store.event(withKey: "k") == first)
        #expect(try store.event(withKey: "other") == nil)
        let other = Self.received("261102-0002", at: Self.start + 5)
        let again = Self.batch([other, first], [try Ticket(first: other), ticket])
        #expect(throws: ResponseStoreError.conflict(ticket: "261102-0001")) { try store.append(again) }
        #expect(try store.events(of: "261102-0002").isEmpty, "a batch is kept whole or not at all")
        let sameKey = Self.received("261102-0003", at: Self.start + 9, key: "k")
        #expect(throws: ResponseStoreError.conflict(ticket: "261102-0003")) {
            try store.append(Self.batch([sameKey], [try Ticket(first: sameKey)]))
        }
    }

    @Test(arguments: Kind.allCases) func positionsAndRulesAreKept(kind: Kind) throws {
        let store = try store(kind)
        let fixes = [("E2", 119.1, nil as Double?), ("E1", 119.2, 8.25)].map { staff, x, accuracy in
            PositionFix(
                staff: staff,
                time: Date(timeIntervalSince1970: 1_793_581_200.5),
                place: Point(x: x, y: 25.3),
                accuracyMetres: accuracy,
                source: "import"
            )
        }
        var batch = ResponseBatch()
        batch.positions = fixes
        try store.append(batch)
        #expect(try store.positions() == fixes.reversed())
        var later = fixes[1]
        (later.time, later.place) = (later.time.addingTimeInterval(60), Point(x: 119.3, y: 25.4))
        batch.positions = [later]
        try store.append(batch)
        #expect(try store.positions() == [later, fixes[0]])

        #expect(try store.rulesInForce() == nil)
        var rules = RoutingRules()
        let usual = try KeptRules(rules)
        rules.capacity = 2
        let other = try KeptRules(rules)
        #expect(usual.code != other.code)
        try store.adopt(usual, at: Sample.now)
        try store.adopt(other, at: Sample.now.addingTimeInterval(1))
        #expect(try store.rulesInForce() == other)
        #expect(try store.rules(usual.code) == usual.rules && store.rules("R0") == nil)
        try store.adopt(usual, at: Sample.now.addingTimeInterval(2))
        #expect(try store.rulesInForce() == usual)
    }

    /// QGIS and GDAL see the pictures of what happened, and the standard's validator the whole file.
    @Test func otherProgramsSeeThePictures() throws {
        let store = try Sample.store(in: folder)
        let first = Self.received("261102-0001", at: Self.start, key: "k")
        var ticket = try Ticket(first: first)
        let second = Self.next(ticket, .reassigned(to: "E1", reason: nil))
        try ticket.take(second)
        try store.append(Self.batch([first, second], [ticket]))
        try #require(Judge.path(of: "ogrinfo") != nil, "gdal-bin is among the packages that make test installs")
        let seen = try Judge.run("/usr/bin/env", ["ogrinfo", "-ro", "-al", store.path, "tickets"])
        for part in [
            "POINT (119.1 25.3)", "stage (String) = dispatched", "holder (String) = E1", "is_open (Integer64) = 1",
        ] {
            #expect(seen.code == 0 && seen.output.contains(part), "\(part) in \(seen.output)")
        }
        #expect(seen.output.contains("Extent: (119.100000, 25.300000) - (119.100000, 25.300000)"))
        if let python = Judge.validator {
            let verdict = try Judge.run(python, ["-m", "osgeo_utils.samples.validate_gpkg", "-k", store.path])
            #expect(verdict.code == 0, "\(verdict.output)")
        }
    }

    @Test func whatAnotherProgramSpoiledIsNamed() throws {
        let store = try Sample.store(in: folder)
        let first = Self.received("261102-0001", at: Self.start)
        try store.append(Self.batch([first], [try Ticket(first: first)]))
        try store.database.onWriter { try $0.execute(sql: "UPDATE ticket_events SET body = '{}'") }
        #expect(throws: ResponseStoreError.damaged(ticket: "261102-0001")) { try store.events(of: "261102-0001") }
    }
}
