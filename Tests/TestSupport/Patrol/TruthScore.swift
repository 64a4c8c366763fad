/// How credited metres compare with the truth; sums of metres that can be added up over towns and walks.
public struct TruthScore: Sendable {
    /// The lines' metres.
    public var lines = 0.0
    /// Truly walked.
    public var walked = 0.0
    /// Credited.
    public var credited = 0.0
    /// Credited, not walked, and farther than 2 m along the line from what was.
    public var falseCovered = 0.0
    /// Credited and not walked, however near to what was.
    public var falseCoveredStrict = 0.0
    /// Walked, not credited and not unknown.
    public var falseMissed = 0.0
    /// Of ``falseMissed`` what lies in walked parts shorter than 30 m: corners, mostly, where a way along one line starts
    /// or ends beside another.
    public var brieflyMissed = 0.0
    /// Unknown and not credited.
    public var unknown = 0.0
    /// Unknown, not credited and walked.
    public var unknownWalked = 0.0
    /// Credited and not walked on lines that have another 20 m away.
    public var parallelCredited = 0.0

    /// The score of nothing.
    public init() {}

    /// Sums up two scores.
    public static func += (sum: inout TruthScore, other: TruthScore) {
        for field in [
            \TruthScore.lines, \.walked, \.credited, \.falseCovered, \.falseCoveredStrict, \.falseMissed,
            \.brieflyMissed, \.unknown,
            \.unknownWalked, \.parallelCredited,
        ] { sum[keyPath: field] += other[keyPath: field] }
    }

    /// Metres as a percentage of those truly walked.
    public func percent(_ metres: Double) -> Double { walked > 0 ? 100 * metres / walked : 0 }
}

extension DenseTruth {
    /// How near to a walked metre a credited one may be without counting as false, in metres along the line.
    private static let allowance = 2
    /// A walked part that is shorter is brief, in metres.
    private static let brief = 30.0

    /// Judges what was credited.
    ///
    /// - Parameters:
    ///   - credited: For each line the credited intervals, in metres along it, in any order.
    ///   - unknown: For each line the intervals of which nobody knows; what is credited is not.
    ///   - parallels: The lines that have another 20 m away.
    /// - Returns: The sums over all lines.
    public func score(
        credited: [[(from: Double, to: Double)]],
        unknown: [[(from: Double, to: Double)]] = [],
        parallels: Set<Int> = []
    ) -> TruthScore {
        var score = TruthScore()
        for line in walked.indices {
            let shares = painted(credited[line], line)
            let doubts = unknown.isEmpty ? shares.map { _ in 0 } : painted(unknown[line], line)
            let brief = intervals(ofLine: line).filter { $0.to - $0.from < Self.brief }
            for metre in walked[line].indices {
                let length = length(ofMetre: metre, line: line)
                let isWalked = walked[line][metre]
                let credit = shares[metre]
                // Where in the metre either lies is not looked at: both are whole but at ends.
                let doubt = min(doubts[metre], length - credit)
                score.lines += length
                score.credited += credit
                score.unknown += doubt
                if isWalked {
                    score.walked += length
                    score.falseMissed += length - credit - doubt
                    if brief.contains(where: { $0.from <= Double(metre) && Double(metre) < $0.to }) {
                        score.brieflyMissed += length - credit - doubt
                    }
                    score.unknownWalked += doubt
                    continue
                }
                score.falseCoveredStrict += credit
                if parallels.contains(line) { score.parallelCredited += credit }
                let near = max(0, metre - Self.allowance)...min(walked[line].count - 1, metre + Self.allowance)
                if !walked[line][near].contains(true) { score.falseCovered += credit }
            }
        }
        return score
    }

    /// How much of each metre some intervals hold.
    private func painted(_ intervals: [(from: Double, to: Double)], _ line: Int) -> [Double] {
        var shares = walked[line].map { _ in 0.0 }
        for interval in intervals where interval.from < interval.to {
            let first = max(0, Int(interval.from))
            let last = min(shares.count - 1, Int(interval.to))
            guard first <= last else { continue }
            for metre in first...last {
                let end = min(interval.to, Double(metre) + length(ofMetre: metre, line: line))
                shares[metre] += max(0, end - max(interval.from, Double(metre)))
            }
        }
        return shares.indices.map { min(shares[$0], length(ofMetre: $0, line: line)) }
    }
}
