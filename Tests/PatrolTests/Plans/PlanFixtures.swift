import GeometryCore
import SpatialIndex
import Territory
import TestSupport

@testable import Patrol

/// A day by its number within 2026, counted from 1 for 1 January.
func day(_ number: Int) -> LocalDay { LocalDay(number: 20_453 + number) }

/// Days within 2026, the first up to but not including the last.
func days(_ from: Int, _ to: Int) -> DaySpan { DaySpan(from: day(from), to: day(to)) }

/// Tracks as a list of what was walked and visited on which day.
struct FakeEvidence: PatrolEvidence {
    struct Walk {
        let line: String
        let day: LocalDay
        let from: Double
        let to: Double
    }

    struct Visit {
        let asset: PatrolAsset
        let code: String
        let day: LocalDay
        var isVisit = true
    }

    var walks: [Walk] = []
    var visits: [Visit] = []

    func walked(line: String, from start: LocalDay, to end: LocalDay) -> [WalkedStretch] {
        var stretches: [WalkedStretch] = []
        var taken = IntervalSet()
        let ofTime = walks.filter { $0.line == line && start <= $0.day && $0.day < end }
        for (day, walks) in Dictionary(grouping: ofTime, by: \.day).sorted(by: { $0.key > $1.key }) {
            let walked = IntervalSet(walks.map { .init(from: $0.from, to: $0.to) })
            stretches += walked.subtracting(taken).intervals.map { WalkedStretch(stretch: $0, day: day) }
            taken.formUnion(walked)
        }
        return stretches.sorted { $0.stretch.from < $1.stretch.from }
    }

    func visits(to asset: PatrolAsset, _ code: String, from start: LocalDay, to end: LocalDay) -> [EvidentVisit] {
        visits.filter { $0.asset == asset && $0.code == code && start <= $0.day && $0.day < end }
            .sorted { $0.day < $1.day }
            .map { visit in
                let made = DeviceVisit(
                    asset: asset,
                    code: code,
                    start: Int64(visit.day.number) * 86_400_000,
                    dwell: visit.isVisit ? 60_000 : 1000,
                    nearestMetres: 3,
                    isVisit: visit.isVisit
                )
                return EvidentVisit(staff: "E1", day: visit.day, visit: made)
            }
    }

    func length(ofLine line: String) -> Double? { nil }
}

extension PatrolPiece {
    /// A stretch of overhead line in the leaf `D1-1` of the district `D1` of the station `S1`.
    static func line(
        _ code: String,
        _ from: Double = 0,
        _ to: Double = 100,
        path: [String] = ["S1", "D1", "D1-1"],
        since: LocalDay? = nil,
        until: LocalDay? = nil
    ) -> PatrolPiece {
        PatrolPiece(
            asset: .line,
            code: code,
            leaf: path.last,
            path: path,
            areaClass: .rural,
            lineKind: .overhead,
            fromMetres: from,
            toMetres: to,
            inServiceFrom: since,
            inServiceTo: until
        )
    }

    static func device(_ asset: PatrolAsset, _ code: String, path: [String] = ["S1", "D1", "D1-1"]) -> PatrolPiece {
        PatrolPiece(asset: asset, code: code, leaf: path.last, path: path, areaClass: .rural)
    }
}

extension PatrolBook {
    init(_ plans: [PatrolPlan], _ pieces: [PatrolPiece], staff: [String: [String]] = [:]) {
        self.init(plans: plans, pieces: pieces) { leaf, _ in staff[leaf] ?? [] }
    }
}
