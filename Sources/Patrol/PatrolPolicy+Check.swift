public import Phrasebook

/// What is wrong with a policy: a number at a key, and what it must be.
public struct PatrolPolicyProblem: Error, Hashable, Sendable {
    /// The key, as `credit.radius`.
    public let key: String
    /// What the number must be.
    public let range: ClosedRange<Double>
}

extension PatrolPolicy {
    /// Makes sure that all numbers can be computed with, and mean something.
    ///
    /// - Throws: ``PatrolPolicyProblem`` for the first that does not.
    public func check() throws {
        func require(_ key: String, _ value: Double, _ range: ClosedRange<Double>) throws {
            guard range.contains(value) else { throw PatrolPolicyProblem(key: key, range: range) }
        }
        let (metres, seconds) = (0.1...10_000.0, 0.0...864_000.0)
        try require("cleaning.worstAccuracy", cleaning.worstAccuracy, metres)
        try require("cleaning.impossibleSpeed", cleaning.impossibleSpeed, 1...1000)
        try require("cleaning.noise", cleaning.noise, 0...10_000)
        try require("cleaning.agreeing", Double(cleaning.agreeing), 1...1000)
        try require("cleaning.frozenSeconds", cleaning.frozenSeconds, seconds)
        try require("cleaning.shiftSlackSeconds", cleaning.shiftSlackSeconds, seconds)
        try require("cleaning.futureSeconds", cleaning.futureSeconds, seconds)
        try require("legs.longestSeconds", legs.longestSeconds, 0.1...86_400)
        try require("legs.longestMetres", legs.longestMetres, 0.1...1000)
        try require("legs.fastest", legs.fastest, 0.1...1000)
        try require("legs.walkingSpeed", legs.walkingSpeed, 0...50)
        try require("legs.longestGapSeconds", legs.longestGapSeconds, 0...86_400)
        try require("credit.radius", credit.radius, 0.1...200)
        try require("credit.progress", credit.progress, 0...10_000)
        try require("credit.shareOfLine", credit.shareOfLine, 0...1)
        try require("credit.progressSeconds", credit.progressSeconds, seconds)
        try require("credit.accuracies", credit.accuracies, 0...100)
        try require("credit.together", credit.together, 0...1000)
        try require("credit.headStart", credit.headStart, 0...1000)
        try require("credit.passSeconds", credit.passSeconds, seconds)
        try require("credit.turnMetres", credit.turnMetres, metres)
        for (kind, reach, time) in [
            ("pole", visits.poleMetres, visits.poleSeconds),
            ("meterBox", visits.meterBoxMetres, visits.meterBoxSeconds),
            ("transformer", visits.transformerMetres, visits.transformerSeconds),
        ] {
            try require("visits.\(kind)Metres", reach, 0...200)
            try require("visits.\(kind)Seconds", time, seconds)
        }
        try require("visits.awaySeconds", visits.awaySeconds, seconds)
        try require("retentionDays", Double(retentionDays), 1...36_500)
    }
}

extension PatrolPolicyProblem: Worded {
    /// Which number it is, and what it must be.
    public var words: Words {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Words(zh: "\(key) 须在 \(low) 到 \(high) 之间", en: "\(key) is from \(low) to \(high)")
    }
}
