import Foundation
import GeometryCore
import Synchronization
import Territory

@testable import Patrol

/// A store in memory, by the letter of `PatrolStore`.
final class PatrolShelf: PatrolStore {
    private struct State {
        var layers: [Layer: [LayerRecord]] = [:]
        var tracks: [TrackKey: KeptTrack] = [:]
        var fixes: [TrackKey: [TrackFix]] = [:]
        var credits: [TrackKey: [String: KeptCredit]] = [:]
        var shapes: [TrackKey: Set<Int64>] = [:]
        var policy: PatrolPolicy?
        var issues: [CoverageIssue] = []
        var failures = 0
    }

    enum Failure: Error { case planned, notHere }

    private let state = Mutex(State())

    init(_ layers: [Layer: [LayerRecord]] = [:]) {
        state.withLock { state in
            state.layers = layers.mapValues { $0.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) } }
        }
    }

    /// The next times that something is to be kept, it fails.
    func fail(times: Int) { state.withLock { $0.failures = times } }

    /// All that is kept, but for when it came.
    struct Picture: Equatable {
        let fixes: [TrackKey: [TrackFix]]
        let tracks: [TrackKey: KeptTrack]
        let credits: [TrackKey: [String: KeptCredit]]
        let shapes: [TrackKey: Set<Int64>]

        /// What differs, by name; whole pictures would fill pages.
        func differences(from other: Picture) -> [String] {
            func keys<Value: Equatable>(_ name: String, _ a: [TrackKey: Value], _ b: [TrackKey: Value]) -> [String] {
                Set(a.keys).union(b.keys).sorted().filter { a[$0] != b[$0] }.map {
                    "\(name) \($0.day.text) \($0.staff)"
                }
            }
            return keys("fixes", fixes, other.fixes) + keys("track", tracks, other.tracks)
                + keys("credits", credits, other.credits) + keys("shapes", shapes, other.shapes)
        }
    }

    var picture: Picture {
        state.withLock { state in
            Picture(
                fixes: state.fixes.mapValues { $0.sorted() },
                tracks: state.tracks.mapValues { track in
                    var track = track
                    track.received = .distantPast
                    return track
                },
                credits: state.credits.filter { !$0.value.isEmpty },
                shapes: state.shapes.filter { !$0.value.isEmpty }
            )
        }
    }

    // MARK: PatrolStore

    func keep(_ changes: [TrackChange], at now: Date) throws {
        try state.withLock { state in
            if state.failures > 0 {
                state.failures -= 1
                throw Failure.planned
            }
            for change in changes {
                let key = change.track.key
                state.tracks[key] = change.track
                state.fixes[key] = (change.replacesFixes ? [] : state.fixes[key] ?? []) + change.fixes
                for line in change.withdrawn { state.credits[key]?[line] = nil }
                for credit in change.credits { state.credits[key, default: [:]][credit.line] = credit }
                state.shapes[key, default: []].formUnion(change.shapes)
                state.shapes[key]?.subtract(change.lostShapes)
            }
        }
    }

    func track(_ key: TrackKey) -> KeptTrack? { state.withLock { $0.tracks[key] } }

    func fixes(of key: TrackKey) -> [TrackFix] { state.withLock { ($0.fixes[key] ?? []).sorted() } }

    func credits(of key: TrackKey) -> [KeptCredit] {
        state.withLock { ($0.credits[key] ?? [:]).values.sorted { $0.line < $1.line } }
    }

    func forEachTrack(from start: LocalDay, to end: LocalDay, _ body: (KeptTrack) throws -> Void) throws {
        let tracks = state.withLock { $0.tracks.values.filter { start <= $0.key.day && $0.key.day < end } }
        for track in tracks.sorted(by: { $0.key < $1.key }) { try body(track) }
    }

    func forEachCredit(
        of line: String?,
        from start: LocalDay,
        to end: LocalDay,
        _ body: (KeptCredit) throws -> Void
    ) throws {
        let credits = state.withLock { state in
            state.credits.values.flatMap(\.values).filter { credit in
                start <= credit.key.day && credit.key.day < end && (line == nil || credit.line == line)
            }
        }
        for credit in credits.sorted(by: { ($0.line, $0.key) < ($1.line, $1.key) }) { try body(credit) }
    }

    func tracks(showing shapes: [Int64]) -> [Int64: [TrackKey]] {
        state.withLock { state in
            var found: [Int64: [TrackKey]] = [:]
            for (key, seen) in state.shapes {
                for shape in shapes where seen.contains(shape) { found[shape, default: []].append(key) }
            }
            return found.mapValues { $0.sorted() }
        }
    }

    func removeFixes(before day: LocalDay, at now: Date) -> Int {
        state.withLock { state in
            let old = state.fixes.keys.filter { $0.day < day }
            for key in old { (state.fixes[key], state.shapes[key]) = (nil, nil) }
            return old.count
        }
    }

    func patrolPolicy() -> PatrolPolicy? { state.withLock { $0.policy } }

    func adopt(_ policy: PatrolPolicy, at now: Date) { state.withLock { $0.policy = policy } }

    func issues(of period: CoveragePeriod) -> [CoverageIssue] {
        state.withLock { $0.issues.filter { $0.report.period == period } }
    }

    func keep(_ issue: CoverageIssue) throws {
        try state.withLock { state in
            guard
                !state.issues.contains(where: { $0.report.period == issue.report.period && $0.number == issue.number })
            else { throw PatrolStoreError.issued }
            state.issues.append(issue)
        }
    }

    // MARK: TerritoryStore

    func bureau() -> Bureau { Bureau(code: "B1", name: "B1", timeZone: .gmt) }

    func forEachRecord(in layer: Layer, version: Int?, _ body: (LayerRecord) throws -> Void) throws {
        for record in state.withLock({ $0.layers[layer] ?? [] }) { try body(record) }
    }

    func record(in layer: Layer, code: String) -> LayerRecord? {
        state.withLock { $0.layers[layer]?.first { $0.code == code } }
    }

    func recordCount(in layer: Layer, version: Int?) -> Int { state.withLock { $0.layers[layer]?.count ?? 0 } }

    func importRecords(
        into layer: Layer,
        source: ImportSource,
        isReplacing: Bool,
        _ body: (any RecordSink) throws -> Bool
    ) throws { throw Failure.notHere }

    func districtVersions() -> [DistrictVersion] { [] }

    func publishDraft(from instant: Date, at now: Date, waiver: String?) throws -> DistrictVersion {
        throw Failure.notHere
    }
}

/// People as tests need them.
struct TestCrew: PatrolCrew {
    var staff: Set<String> = ["E1", "E2", "E3"]
    var devices: [String: String] = [:]
    var duties: [String: [Range<Int64>]] = [:]

    func knows(_ staff: String) -> Bool { self.staff.contains(staff) }
    func carrier(of device: String, on day: LocalDay) -> String? { devices[device] }
    func duty(of staff: String, on day: LocalDay) -> [Range<Int64>]? { duties[staff] }
}
