extension CoverageSweep {
    /// What is covered of each line so far.
    ///
    /// - Complexity: O(*n*) in the lines' points.
    public func coverage() -> LineCoverage {
        let several = segmentsInSeveralParts()
        var coverage = LineCoverage()
        var (next, line) = (0, 0)
        let marks = marks.span
        for segment in marks.indices where marks[segment] > 0 {
            while index.offsets[line + 1] <= segment { line += 1 }
            while next < several.count && several[next].segment < segment { next += 1 }
            if marks[segment] == Self.full {
                let (from, to) = (index.positions[segment], index.positions[segment + 1])
                coverage.append(from: from, to: to, line: UInt32(line))
            } else if next < several.count && several[next].segment == segment {
                while next < several.count && several[next].segment == segment {
                    append(several[next].low, several[next].high, of: segment, line, to: &coverage)
                    next += 1
                }
            } else {
                let part = parts[Int(marks[segment]) - 1]
                append(part.low, part.high, of: segment, line, to: &coverage)
            }
        }
        return coverage
    }

    /// All parts of the segments that have more than one, by ascending segment and start.
    private func segmentsInSeveralParts() -> [SpilledPart] {
        var all = spilled.sorted(by: SpilledPart.precedes)
        for place in all.indices where place == 0 || all[place].segment != all[place - 1].segment {
            let (segment, mark) = (all[place].segment, marks[Int(all[place].segment)])
            guard mark != Self.full else { continue }
            let part = parts[Int(mark) - 1]
            all.append(SpilledPart(segment: segment, low: part.low, high: part.high))
        }
        return all.sorted(by: SpilledPart.precedes)
    }

    private func append(_ low: Double, _ high: Double, of segment: Int, _ line: Int, to coverage: inout LineCoverage) {
        coverage.append(
            from: index.position(low, onSegment: segment),
            to: index.position(high, onSegment: segment),
            line: UInt32(line)
        )
    }
}
