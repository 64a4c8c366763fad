public import Territory

extension PatrolPlan {
    /// The stretches in which it is in force that touch some days, each whole but for an open end: its validity, cut by its
    /// season.
    ///
    /// An open end is taken to be far after the days.
    public func stretches(touching days: DaySpan) -> [DaySpan] {
        guard !days.isEmpty else { return [] }
        let horizon = days.to.advanced(by: (cycleDays ?? 0) + 400)
        let valid = DaySpan(from: validFrom, to: validTo ?? max(horizon, validFrom))
        guard !valid.intersection(days).isEmpty else { return [] }
        guard let season, !season.isWholeYear else { return [valid] }
        return season.stretches(touching: days).map { $0.intersection(valid) }
            .filter { !$0.intersection(days).isEmpty }
    }

    /// The windows whose last day is one of some days, in order; a task is to be done within one.
    ///
    /// A cycle's windows follow one another from the first day of each stretch in which it is in force; the last of a
    /// stretch is cut off with it. A special plan has one window, all of its validity.
    public func windows(endingIn days: DaySpan) -> [DaySpan] {
        stretches(touching: days).flatMap { windows(of: $0, from: days.from.number, to: days.to.number) }
            .filter { days.contains($0.last) }
    }

    /// The window that a day lies in; nil when it is not in force.
    public func window(containing day: LocalDay) -> DaySpan? {
        stretches(touching: DaySpan(from: day, to: day.advanced(by: 1))).lazy
            .flatMap { windows(of: $0, from: day.number, to: day.number + 1) }
            .first { $0.contains(day) }
    }

    /// The windows of a stretch that touch the days with numbers from one up to another.
    private func windows(of stretch: DaySpan, from: Int, to: Int) -> [DaySpan] {
        guard let cycle = cycleDays else { return [stretch] }
        let first = max(0, (from - stretch.from.number) / cycle)
        return stride(from: stretch.from.number + first * cycle, to: min(to, stretch.to.number), by: cycle).map {
            DaySpan(from: LocalDay(number: $0), to: LocalDay(number: $0 + cycle)).intersection(stretch)
        }
    }
}
