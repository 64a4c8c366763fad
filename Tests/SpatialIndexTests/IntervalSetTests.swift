import SpatialIndex
import TestSupport
import Testing

@Suite struct IntervalSetTests {
    /// The oracle: bit *n* stands for the stretch from *n* to *n* + 1.
    private static func set(_ bits: UInt64) -> IntervalSet {
        let places = (0..<64).filter { (place: UInt64) in bits >> place & 1 == 1 }
        return IntervalSet(places.map { interval(Double($0), Double($0 + 1)) })
    }

    private static func interval(_ from: Double, _ to: Double) -> IntervalSet.Interval { .init(from: from, to: to) }

    @Test(arguments: 0..<200)
    func algebraIsThatOfBits(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        // Long runs as well as short ones.
        let (a, b) = (random.next() | random.next(), random.next() & random.next())
        let (setA, setB) = (Self.set(a), Self.set(b))
        #expect(setA.union(setB) == Self.set(a | b), "seed \(seed)")
        #expect(setA.intersection(setB) == Self.set(a & b), "seed \(seed)")
        #expect(setA.subtracting(setB) == Self.set(a & ~b), "seed \(seed)")
        #expect(setB.subtracting(setA) == Self.set(b & ~a), "seed \(seed)")
        #expect(setA.complement(from: 0, to: 64) == Self.set(~a), "seed \(seed)")
        let window: UInt64 = 0x0000_ffff_fff0_0000
        #expect(setA.complement(from: 20, to: 48) == Self.set(~a & window), "seed \(seed)")
        #expect(setA.length == Double(a.nonzeroBitCount), "seed \(seed)")
        var changed = setA
        changed.subtract(setB)
        changed.formUnion(setB)
        #expect(changed == Self.set(a | b), "seed \(seed)")
    }

    @Test(arguments: 0..<200)
    func anyOrderGivesTheSameBits(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let intervals = (0..<40).map { _ in
            let from = Double.random(in: 0...100, using: &random)
            return Self.interval(from, from + .random(in: -1...4, using: &random))
        }
        let whole = IntervalSet(intervals)
        for _ in 0..<5 {
            var set = IntervalSet()
            for interval in intervals.shuffled(using: &random) { set.insert(from: interval.from, to: interval.to) }
            #expect(set == whole, "seed \(seed)")
            #expect(set.intervals.map(\.from.bitPattern) == whole.intervals.map(\.from.bitPattern), "seed \(seed)")
        }
        // Canonical: ascending, apart, with length.
        #expect(whole.intervals.allSatisfy { $0.from < $0.to }, "seed \(seed)")
        #expect(zip(whole.intervals, whole.intervals.dropFirst()).allSatisfy { $0.to < $1.from }, "seed \(seed)")
        // No more and no less than what went in.
        for _ in 0..<100 {
            let place = Double.random(in: -2...106, using: &random)
            let isIn = intervals.contains { $0.from < $0.to && $0.from <= place && place <= $0.to }
            #expect(whole.contains(place) == isIn, "seed \(seed), \(place)")
        }
    }

    @Test func touchingIntervalsAreOne() {
        var set = IntervalSet([Self.interval(5, 7), Self.interval(1, 2)])
        set.insert(from: 2, to: 5)
        #expect(set.intervals == [Self.interval(1, 7)])
    }

    @Test func placesWithoutLengthAreNotKept() {
        var set = IntervalSet([Self.interval(3, 3), Self.interval(9, 8)])
        set.insert(from: 4, to: 4)
        set.insert(from: .nan, to: 5)
        set.insert(from: 5, to: .nan)
        #expect(set.isEmpty && set.length == 0 && !set.contains(3))
        let touching = IntervalSet([Self.interval(0, 1)]).intersection(IntervalSet([Self.interval(1, 2)]))
        #expect(touching.isEmpty)
    }

    @Test func zeroHasOneForm() {
        var set = IntervalSet([Self.interval(-0.0, 1)])
        #expect(set.intervals[0].from.sign == .plus)
        set.insert(from: -0.0, to: 2)
        #expect(set.intervals[0].from.sign == .plus)
        #expect(IntervalSet([Self.interval(-1, -0.0)]).intervals[0].to.sign == .plus)
    }

    @Test func endsBelongToTheSet() {
        let set = IntervalSet([Self.interval(1, 2), Self.interval(3, 5)])
        #expect(set.contains(1) && set.contains(2) && set.contains(3) && set.contains(5))
        #expect(!set.contains(2.5) && !set.contains(0.9) && !set.contains(5.1) && !set.contains(.nan))
        #expect(set.contains(from: 3, to: 5) && set.contains(from: 4, to: 4))
        #expect(!set.contains(from: 2, to: 3) && !set.contains(from: 1, to: 4) && !set.contains(from: 5, to: 6))
    }

    @Test func theEmptySetIsNeutral() {
        let (empty, set) = (IntervalSet(), Self.set(0b1101))
        #expect(set.union(empty) == set && empty.union(set) == set)
        #expect(set.subtracting(empty) == set && empty.subtracting(set) == empty)
        #expect(empty.complement(from: 2, to: 4).intervals == [Self.interval(2, 4)])
        #expect(empty.complement(from: 4, to: 4).isEmpty)
    }
}
