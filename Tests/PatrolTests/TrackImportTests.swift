import Foundation
import GeometryCore
import Phrasebook
import TestSupport
import Territory
import Testing

@testable import Patrol

/// An intake that keeps what it takes in memory.
private struct MemoryIntake: TrackIntake {
    enum Failure: Error { case full }

    let gate: FixGate
    var capacity = Int.max
    private(set) var kept: [String: Set<TrackFix>] = [:]
    private(set) var batches: [Int] = []

    init(gate: FixGate) { self.gate = gate }

    mutating func take(_ fixes: [RawFix], at now: Date) throws -> [FixReceipt] {
        guard batches.reduce(0, +) + fixes.count <= capacity else { throw Failure.full }
        batches.append(fixes.count)
        return fixes.map { raw in
            if let refusal = gate.refusal(of: raw, at: now) { return .refused(refusal) }
            guard let staff = gate.staff(of: raw), let time = raw.time else { return .refused(.noTime) }
            let fix = TrackFix(raw, milliseconds: Int64((time.timeIntervalSince1970 * 1000).rounded()))
            let isLate = kept[staff]?.contains { $0.milliseconds > fix.milliseconds } ?? false
            let isNew = kept[staff, default: []].insert(fix).inserted
            return isNew ? .kept(.good, isLate: isLate) : .repeated
        }
    }
}

@Suite struct TrackImportTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let gate = FixGate(
        book: DeviceBook(devices: ["P1": .init(staff: "E1")], staff: ["E1", "E2"]),
        clock: DutyClock(timeZone: TimeZone(identifier: "Asia/Shanghai") ?? .gmt)
    )

    private static func rows(_ count: Int, _ random: inout SeededGenerator) -> [TrackRow] {
        (1...count).map { row in
            let time = Date(
                timeIntervalSince1970: Double(1_790_000_000 + 5 * Int.random(in: 0..<count, using: &random))
            )
            let place = Point(
                x: 119 + Double(Int.random(in: 0..<50, using: &random)) * 1e-5,
                y: Int.random(in: 0..<40, using: &random) == 0 ? .nan : 25
            )
            let staff = ["E1", "E2", "E9", nil].randomElement(using: &random) ?? nil
            return TrackRow(row: row, .fix(RawFix(staff: staff, device: "P1", time: time, place: place)))
        }
    }

    private static func run(
        _ rows: [TrackRow],
        into intake: inout MemoryIntake,
        batch: Int = 64,
        fault: (any Error)? = nil
    ) throws -> (summary: TrackImport.Summary, lines: [TrackImport.Line]) {
        var rest = rows[...]
        var lines: [TrackImport.Line] = []
        let summary = try TrackImport(batch: batch).run(
            next: {
                guard !rest.isEmpty else {
                    if let fault { throw fault }
                    return nil
                }
                defer { rest = rest.dropFirst(3) }
                return Array(rest.prefix(3))
            },
            into: &intake,
            at: now,
            report: { lines.append($0) }
        )
        return (summary, lines)
    }

    /// Whatever the order, the batches and the repetitions, what is kept is the same.
    @Test(arguments: UInt64(0)..<40)
    func repeatsReorderingsAndOtherBatchesConverge(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = Self.rows(300, &random)
        var first = MemoryIntake(gate: Self.gate)
        let whole = try Self.run(rows, into: &first)
        var second = MemoryIntake(gate: Self.gate)
        // Parts that overlap, each shuffled, then the whole once more.
        for _ in 0..<5 {
            let from = Int.random(in: 0..<250, using: &random)
            let part = rows[from..<Int.random(in: from...299, using: &random)].shuffled(using: &random)
            _ = try Self.run(part, into: &second, batch: Int.random(in: 1...100, using: &random))
        }
        _ = try Self.run(rows.shuffled(using: &random), into: &second, batch: 7)
        #expect(first.kept == second.kept, "\(seed)")
        let again = try Self.run(rows, into: &second).summary
        #expect(again.receipts.keys.allSatisfy { $0 == .repeated || !$0.isKept })
        #expect(again.total == 300 && again.kept == whole.summary.kept && again.refused == whole.summary.refused)
        #expect(second.kept == first.kept)
    }

    @Test(arguments: [1, 2, 63, 64, 65, 1000])
    func everyRowHasOneLine(batch: Int) throws {
        var random = SeededGenerator(seed: 9)
        var rows = Self.rows(200, &random)
        let reason = Words(zh: "坏", en: "bad")
        rows.append(TrackRow(row: 201, .refused(.noTime, field: "tst", reason: reason)))
        rows.append(TrackRow(row: 202, .unreadable(field: nil, reason: reason)))
        rows.append(TrackRow(row: 203, .passedOver(reason: reason)))
        rows.shuffle(using: &random)
        var intake = MemoryIntake(gate: Self.gate)
        let (summary, lines) = try Self.run(rows, into: &intake, batch: batch)
        #expect(lines.map(\.row).sorted() == Array(1...203))
        #expect(summary.total == 202 && summary.unreadable == 1 && summary.passedOver == 1)
        #expect(lines.count(where: \.isRefused) == summary.refused)
        #expect(intake.batches.allSatisfy { $0 <= batch } && intake.batches.reduce(0, +) == 200)
        #expect(lines.first { $0.row == 201 }.map { [$0.status, $0.field] } == ["no-time", "tst"])
        #expect(lines.first { $0.row == 202 }?.status == "unreadable")
        #expect(lines.first { $0.row == 203 }.map { $0.status == "passed-over" && !$0.isRefused } == true)
    }

    @Test func whatWasReadBeforeAFaultCounts() throws {
        var random = SeededGenerator(seed: 3)
        let rows = Self.rows(100, &random)
        var intake = MemoryIntake(gate: Self.gate)
        let summary = try Self.run(rows, into: &intake, fault: ImportError.empty).summary
        #expect(summary.fault as? ImportError == .empty && summary.total == 100)
        #expect(intake.batches == [64, 36])
        var whole = MemoryIntake(gate: Self.gate)
        #expect(try Self.run(rows, into: &whole).summary.fault == nil)
        #expect(whole.kept == intake.kept)
    }

    @Test func aFailureOfTheIntakeEndsTheImport() throws {
        var random = SeededGenerator(seed: 4)
        let rows = Self.rows(200, &random)
        var intake = MemoryIntake(gate: Self.gate)
        intake.capacity = 130
        #expect(throws: MemoryIntake.Failure.self) { try Self.run(rows, into: &intake) }
        #expect(intake.batches == [64, 64])
    }

    @Test func theGateKnowsWhoWhereAndWhen() {
        func fix(_ staff: String?, _ device: String, _ time: Double?, _ x: Double = 119, _ y: Double = 25) -> RawFix {
            RawFix(
                staff: staff,
                device: device,
                time: time.map { Self.now.addingTimeInterval($0) },
                place: Point(x: x, y: y)
            )
        }
        func refusal(_ fix: RawFix) -> FixRefusal? { Self.gate.refusal(of: fix, at: Self.now) }
        #expect(refusal(fix("E1", "", 0)) == nil && refusal(fix(nil, "P1", 0)) == nil)
        #expect(refusal(fix(nil, "E2", 0)) == nil && refusal(fix("E1", "unknown", 120)) == nil)
        #expect(refusal(fix("E1", "", 120.1)) == .future && refusal(fix("E1", "", nil)) == .noTime)
        #expect(refusal(fix("E9", "P1", 0)) == .unknownStaff && refusal(fix(nil, "", 0)) == .unknownStaff)
        for (x, y) in [(Double.nan, 25), (119, .infinity), (180.1, 25), (119, -90.1), (25.3, 119.1)] {
            #expect(refusal(fix("E1", "", 0, x, y)) == .notAPlace)
        }
        #expect(
            Self.gate.take([fix("E1", "", 0), fix(nil, "", 0)], at: Self.now) == [
                .kept(.good, isLate: false), .refused(.unknownStaff),
            ]
        )
    }
}
