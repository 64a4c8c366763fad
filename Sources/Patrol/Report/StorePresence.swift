public import GeometryCore
public import Territory

/// Where people were, as the tracks of a store say.
public struct StorePresence: PatrolPresence {
    private let store: any PatrolStore
    private let clock: DutyClock

    /// Asks the tracks of a store.
    public init(store: any PatrolStore, clock: DutyClock) {
        self.store = store
        self.clock = clock
    }

    /// The track on which somebody came nearest to a place; only good fixes count.
    ///
    /// - Throws: The store's errors.
    public func presence(
        of staff: String,
        near place: Point,
        within metres: Double,
        from start: Int64,
        to end: Int64
    ) throws -> TrackKey? {
        var days = DayFinder(clock: clock)
        let (first, last) = (days.day(of: start), days.day(of: end))
        guard first <= last else { return nil }
        var nearest: (key: TrackKey, metres: Double)?
        let metric = LocalMetric(latitude: place.y)
        try store.forEachTrack(from: first, to: last.advanced(by: 1)) { track in
            guard track.key.staff == staff else { return }
            for (number, fix) in try store.fixes(of: track.key).enumerated() {
                guard start <= fix.milliseconds, fix.milliseconds <= end else { continue }
                let distance = metric.distance(fix.place, place)
                guard distance <= min(metres, nearest?.metres ?? metres),
                    track.verdicts.verdict(at: number) == .good
                else { continue }
                nearest = (track.key, distance)
            }
        }
        return nearest?.key
    }
}
