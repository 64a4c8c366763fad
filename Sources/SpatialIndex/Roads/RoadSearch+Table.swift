/// Travel times from every start to every goal.
public struct RoadTable: Hashable, Sendable {
    /// How many starts there are.
    public let rowCount: Int
    /// How many goals there are.
    public let columnCount: Int
    /// The times row after row; infinite where there is no way within the limit.
    let seconds: [Double]

    /// The travel time from a start to a goal; nil when there is no way within the limit.
    ///
    /// - Precondition: There are such a start and such a goal.
    public subscript(row: Int, column: Int) -> Double? {
        precondition((0..<rowCount).contains(row) && (0..<columnCount).contains(column), "no such start or goal")
        let value = seconds[row * columnCount + column]
        return value.isFinite ? value : nil
    }
}

extension RoadSearch {
    /// The travel times from every start to every goal.
    ///
    /// One search from each start, or back from each goal when these are fewer; each stops when it has met all.
    ///
    /// - Parameters:
    ///   - starts: The rows.
    ///   - goals: The columns.
    ///   - limit: Ways that take longer do not count.
    /// - Returns: A row for each start, a column for each goal.
    /// - Precondition: All are positions of this search's graph.
    /// - Complexity: O(*r* (*m* log *m* + *c*²)) for the fewer *r* and the more *c* of them, and the *m* vertices that
    ///   are nearer than the farthest.
    public mutating func table(
        from starts: [RoadPosition],
        to goals: [RoadPosition],
        within limit: Double = .infinity
    ) -> RoadTable {
        let isByRow = starts.count <= goals.count
        let (few, many) = isByRow ? (starts, goals) : (goals, starts)
        let lines = lines(from: few, to: many, isByRow ? .away : .towards, within: limit)
        let seconds =
            isByRow
            ? lines.flatMap(\.self)
            : starts.indices.flatMap { row in lines.map { $0[row] } }
        return RoadTable(rowCount: starts.count, columnCount: goals.count, seconds: seconds)
    }

    /// For each of `few` the times from it, or to it, of each of `many`.
    private mutating func lines(
        from few: [RoadPosition],
        to many: [RoadPosition],
        _ course: Course,
        within limit: Double
    ) -> [[Double]] {
        for (number, position) in many.enumerated() { goals.place(UInt32(number), at: position) }
        defer { goals.removeAll() }
        var settled = 0
        let lines = few.map { position in
            let offsets = graph.offsets(position)
            var column = RoadColumn(count: many.count, within: limit)
            begin()
            start(at: position, offsets, course)
            Self.meetOnOwnEdge(course, goals, .all, position, offsets, &column)
            settled += Self.settle(course, graph, goals, .all, generation, &labels, &heap, &waiting, &column)
            return column.seconds
        }
        settledCount = settled
        return lines
    }
}
