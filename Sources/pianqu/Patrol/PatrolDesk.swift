import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// A store open for questions about patrols.
struct PatrolDesk {
    let store: GeoPackageStore
    let bureau: Bureau
    let clock: DutyClock
    let roster: Roster
    let atlas: Atlas
    let book: PatrolBook
    /// What tracks prove, of two years.
    let evidence: StoreEvidence
    /// Rows of the plans that another program left unreadable.
    let unreadable: [PatrolPlanFinding]

    /// Opens it, with the leaves of the districts that are in force on a day.
    ///
    /// - Parameters:
    ///   - options: Which store.
    ///   - day: The day; nil for today.
    ///   - days: The days whose tasks are judged; nil for those around the day.
    /// - Throws: `VersionError`; the store's errors.
    init(_ options: StoreOptions, on day: LocalDay?, judging days: DaySpan? = nil) throws {
        try self.init(options.openForReading(), on: day, judging: days)
    }

    /// Opens it for a store that is open, to judge tasks of some days; nil for those around the day.
    init(_ store: GeoPackageStore, on day: LocalDay?, judging days: DaySpan? = nil) throws {
        self.store = store
        bureau = try store.bureau()
        clock = DutyClock(timeZone: bureau.timeZone)
        roster = try Roster(store: store)
        // The end of the day: what takes effect on it counts.
        let instant = day.map { [clock] in clock.instant(of: $0.advanced(by: 1), minute: 0) - 0.001 } ?? Date()
        atlas = try AtlasShelf(store: store).atlas(asOf: instant)
        let (plans, unreadable) = try PatrolPlanRows.plans(of: store)
        self.unreadable = unreadable.map { .init(plan: $0.code, kind: .unreadable($0.problem)) }
        let inventory = try PatrolInventory(store: store, atlas: atlas, assets: Set(plans.map(\.asset)))
        let today = day ?? clock.day(at: instant)
        evidence = try StoreEvidence(
            store: store,
            network: LineNetwork(store: store),
            period: CoveragePeriod(coveringPlansOf: days ?? DaySpan(from: today, to: today.advanced(by: 366)))
        )
        let keepers = KeeperTable(roster, atlas.hierarchy)
        book = PatrolBook(plans: plans, pieces: inventory.pieces) { keepers.staff(of: $0, on: $1) }
    }

    /// The first instant of a day, for the options that name one.
    static func day(_ text: String, in zone: TimeZone) throws -> LocalDay {
        let start = try Calendar.day(text, in: zone)
        return DutyClock(timeZone: zone).day(at: start)
    }

    /// The units of one level that a path goes through; the leaf for the lowest level.
    func unit(_ path: [String], at level: DistrictLevel) -> String? {
        level == .subdistrict ? path.last : path.first { atlas.hierarchy.district($0)?.level == level } ?? path.last
    }
}

extension GeoPackageStore {
    /// What tracks say of where somebody was.
    func presence() throws -> StorePresence {
        StorePresence(store: self, clock: DutyClock(timeZone: try bureau().timeZone))
    }

    /// A desk that takes reports, by the bureau's clock and deadlines.
    func defectDesk() throws -> DefectDesk {
        let clock = DutyClock(timeZone: try bureau().timeZone)
        return try DefectDesk(store: self, presence: presence(), policy: defectPolicy(), clock: clock)
    }
}

/// Who answers for the leaves, looked up once for each leaf and day.
final class KeeperTable {
    private let roster: Roster
    private let hierarchy: Hierarchy
    private var known: [String: [LocalDay: [String]]] = [:]

    init(_ roster: Roster, _ hierarchy: Hierarchy) { (self.roster, self.hierarchy) = (roster, hierarchy) }

    /// The attendants of a leaf on a day; where it has none, those of the nearest unit above that has.
    func staff(of leaf: String, on day: LocalDay) -> [String] {
        if let known = known[leaf]?[day] { return known }
        let path = hierarchy.path(to: leaf).reversed()
        let found = path.lazy.map { [roster] in roster.assigned(to: $0.code, as: .attendant, on: day).map(\.code) }
            .first { !$0.isEmpty }
        known[leaf, default: [:]][day] = found ?? []
        return found ?? []
    }
}

extension Cell {
    /// A day as `2026-11-05`.
    init(_ day: LocalDay?) {
        self =
            day.map { .text($0.text) } ?? .null
    }

    /// An asset's kind.
    init(_ asset: PatrolAsset) { self = .term(asset.rawValue, asset.words) }

    /// A number of metres, devices or days, without the decimals of whole ones.
    init(metres: Double) { self = .number(metres, decimals: 1) }
}
