import SpatialIndex
public import Territory

/// What the tracks of a store prove.
///
/// A line's walks are read when it is first asked about, and remembered.
public final class StoreEvidence: PatrolEvidence {
    private let store: any PatrolStore
    private let network: LineNetwork
    /// What was walked of lines, day by day.
    private var walks: [String: [(day: LocalDay, covered: IntervalSet)]] = [:]
    /// How many lines are remembered.
    private static let remembered = 20_000
    /// The visits to each device in the days that were read.
    private let visits: [DeviceSites.Site: [EvidentVisit]]
    private let period: CoveragePeriod

    /// Opens the evidence of some days; nothing outside them is found.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - network: Its lines.
    ///   - period: The days.
    /// - Throws: The store's errors.
    public init(store: any PatrolStore, network: LineNetwork, period: CoveragePeriod) throws {
        self.store = store
        self.network = network
        self.period = period
        var visits: [DeviceSites.Site: [EvidentVisit]] = [:]
        try store.forEachTrack(from: period.start, to: period.end) { track in
            for visit in track.visits where visit.isVisit {
                visits[.init(asset: visit.asset, code: visit.code), default: []].append(
                    EvidentVisit(staff: track.key.staff, day: track.key.day, visit: visit)
                )
            }
        }
        self.visits = visits.mapValues { $0.sorted { ($0.visit.start, $0.staff) < ($1.visit.start, $1.staff) } }
    }

    /// What of a line somebody walked; metres are geodesic.
    ///
    /// - Throws: The store's errors.
    public func walked(line: String, from start: LocalDay, to end: LocalDay) throws -> [WalkedStretch] {
        guard let number = network.number(of: line) else { return [] }
        let scale = network.lines[number].geodesicScale
        var later = IntervalSet()
        var stretches: [WalkedStretch] = []
        for (day, covered) in try days(of: number).reversed() where start <= day && day < end {
            for interval in covered.subtracting(later).intervals {
                let scaled = IntervalSet.Interval(from: interval.from * scale, to: interval.to * scale)
                stretches.append(WalkedStretch(stretch: scaled, day: day))
            }
            later.formUnion(covered)
        }
        return stretches.sorted { $0.stretch.from < $1.stretch.from }
    }

    /// What was walked of a line on each day, in their order.
    private func days(of number: Int) throws -> [(day: LocalDay, covered: IntervalSet)] {
        let line = network.lines[number]
        if let known = walks[line.code] { return known }
        var days: [(day: LocalDay, covered: IntervalSet)] = []
        try store.forEachCredit(of: line.code, from: period.start, to: period.end) { credit in
            guard credit.mark == line.mark, network.isInService(number, on: credit.key.day) else { return }
            let covered = credit.walks.reduce(IntervalSet()) { $0.union($1.covered) }
            if days.last?.day == credit.key.day {
                days[days.count - 1].covered.formUnion(covered)
            } else {
                days.append((credit.key.day, covered))
            }
        }
        if walks.count >= Self.remembered { walks = [:] }
        walks[line.code] = days
        return days
    }

    /// Who visited a device.
    public func visits(
        to asset: PatrolAsset,
        _ code: String,
        from start: LocalDay,
        to end: LocalDay
    ) -> [EvidentVisit] {
        (visits[.init(asset: asset, code: code)] ?? []).filter { start <= $0.day && $0.day < end }
    }

    /// The geodesic length of a line in metres.
    public func length(ofLine line: String) -> Double? {
        network.number(of: line).map { network.lines[$0].length * network.lines[$0].geodesicScale }
    }
}
