/// The verdicts on the fixes of a track, in their order, as runs of equal ones.
public struct VerdictRuns: Hashable, Sendable {
    /// Some fixes in a row of which the same is said.
    public struct Run: Hashable, Sendable {
        /// What is said.
        public var verdict: FixVerdict
        /// Of how many.
        public var count: Int
    }

    /// The runs; neighbours differ.
    public private(set) var runs: [Run] = []

    /// No fixes.
    public init() {}

    /// Verdicts in their order.
    public init(_ verdicts: some Sequence<FixVerdict>) {
        for verdict in verdicts { append(verdict) }
    }

    /// How many fixes there are.
    public var count: Int { runs.reduce(0) { $0 + $1.count } }

    /// How many fixes were judged so.
    public func count(of verdict: FixVerdict) -> Int {
        runs.reduce(0) { $0 + ($1.verdict == verdict ? $1.count : 0) }
    }

    /// The verdict on the fix at a place in the order.
    ///
    /// - Complexity: O(*n*) in runs.
    public func verdict(at place: Int) -> FixVerdict? {
        var left = place
        for run in runs {
            if left < run.count { return run.verdict }
            left -= run.count
        }
        return nil
    }

    /// Adds the verdict on the next fix.
    public mutating func append(_ verdict: FixVerdict, count: Int = 1) {
        guard count > 0 else { return }
        if runs.last?.verdict == verdict {
            runs[runs.count - 1].count += count
        } else {
            runs.append(Run(verdict: verdict, count: count))
        }
    }
}
