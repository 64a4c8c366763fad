import SpatialIndex
public import Territory

/// What the tracks of a store prove.
public struct StoreEvidence: PatrolEvidence {
    private let store: any PatrolStore
    private let network: LineNetwork
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
        let known = network.lines[number]
        var left = IntervalSet()
        var stretches: [WalkedStretch] = []
        var byDay: [(day: LocalDay, covered: IntervalSet)] = []
        try store.forEachCredit(of: line, from: max(start, period.start), to: min(end, period.end)) { credit in
            guard credit.mark == known.mark, network.isInService(number, on: credit.key.day) else { return }
            byDay.append((credit.key.day, credit.walks.reduce(IntervalSet()) { $0.union($1.covered) }))
        }
        for (day, covered) in byDay.reversed() {
            for interval in covered.subtracting(left).intervals {
                let scaled = IntervalSet.Interval(
                    from: interval.from * known.geodesicScale,
                    to: interval.to * known.geodesicScale
                )
                stretches.append(WalkedStretch(stretch: scaled, day: day))
            }
            left.formUnion(covered)
        }
        return stretches.sorted { $0.stretch.from < $1.stretch.from }
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
