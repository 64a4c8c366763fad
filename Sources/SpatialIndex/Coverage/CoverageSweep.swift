public import GeometryCore

/// Sums up what tracks cover of the lines of a ``CoverageIndex``: for each line the union over all legs.
///
/// Tracks may be added in any order and in any portions, on several threads to sums of their own that are united
/// afterwards: the same legs give the same bits. For that, the ends of covered parts are those of single legs and
/// segments, chosen by comparison and never computed with; and what is skipped to save time could not have changed
/// them: legs beside a segment that is covered already, and segments out of a leg's reach.
public struct CoverageSweep: Sendable {
    let index: CoverageIndex
    private let radius: Double
    /// How much larger than a box of fixes, in units of x and y, the box of what they cover can be.
    private let pads: (x: Double, y: Double)
    /// For each segment 0 if nothing is covered, `full`, or one more than the number of its part.
    private(set) var marks: [UInt32]
    /// Of each touched segment the part to which was added last.
    private(set) var parts: [Part] = []
    /// The parts apart from those, in no order.
    private(set) var spilled: [SpilledPart] = []
    private var spillLimit = 4096
    private var runCount = 0

    /// How many pairs of a leg and a segment were compared.
    public private(set) var pairCount = 0
    /// How many fixes were no place on earth, such as those that are not finite; a track is broken there, not bridged.
    public private(set) var refusedCount = 0

    /// The mark of a segment that is covered from end to end.
    static let full = UInt32.max

    /// Covered metres of a segment.
    struct Part {
        var low: Double
        var high: Double
        /// The run that was last compared with the segment.
        var run: Int
    }

    /// Covered metres of a segment, apart from its ``Part``.
    struct SpilledPart {
        let segment: UInt32
        let low: Double
        var high: Double

        static func precedes(_ a: SpilledPart, _ b: SpilledPart) -> Bool {
            (a.segment, a.low) < (b.segment, b.low)
        }
    }

    /// Creates the sum of no tracks.
    ///
    /// - Parameters:
    ///   - index: The lines.
    ///   - radius: How far a leg reaches, in metres; what is negative or not a number covers nothing.
    public init(over index: CoverageIndex, within radius: Double) {
        self.index = index
        self.radius = radius
        pads = index.scale.pads(radius: radius)
        marks = Array(repeating: 0, count: index.points.count)
    }

    /// Adds tracks.
    ///
    /// - Parameters:
    ///   - fixes: The fixes of all tracks, one track after another. Two consecutive ones of a track are a leg; give a
    ///     track with a gap that must not be bridged as two, and a fix that shall count alone as two equal ones.
    ///   - offsets: Where each track starts in `fixes`, ascending, and at last where the last one ends.
    /// - Precondition: The offsets ascend and lie within the fixes.
    /// - Complexity: O(*n*) in legs and the segments near them.
    public mutating func add(fixes: [Point], offsets: [Int]) {
        precondition(CoverageIndex.ascend(offsets, within: fixes.count), "offsets must ascend within the fixes")
        guard radius >= 0 else { return }
        // A copy, since `self` cannot lend the index while it changes.
        let index = index
        let span = fixes.span
        var cutter = LegRunCutter(scale: index.scale, layout: index.grid.layout)
        for (first, end) in zip(offsets, offsets.dropFirst()) {
            cutter.start(first..<end)
            while let run = cutter.next(span) { add(run, span, index) }
        }
        refusedCount += cutter.refusedCount
    }

    /// Adds what another sum over the same lines holds.
    ///
    /// - Precondition: Both are over the same lines; their numbers of points are compared, not their coordinates.
    /// - Complexity: O(*n*) in the lines' points.
    public mutating func formUnion(_ other: CoverageSweep) {
        precondition(marks.count == other.marks.count, "sums over different lines cannot be united")
        for segment in other.marks.indices where other.marks[segment] > 0 {
            let (mark, theirs) = (marks[segment], other.marks[segment])
            if mark == Self.full || theirs == Self.full {
                marks[segment] = Self.full
            } else if mark > 0 {
                var part = parts[Int(mark) - 1]
                merge(other.parts[Int(theirs) - 1].low, other.parts[Int(theirs) - 1].high, into: &part, of: segment)
                parts[Int(mark) - 1] = part
            } else {
                parts.append(other.parts[Int(theirs) - 1])
                parts[parts.count - 1].run = 0
                marks[segment] = UInt32(parts.count)
            }
        }
        spilled += other.spilled
        tidySpilled()
        pairCount += other.pairCount
        refusedCount += other.refusedCount
    }

    private mutating func add(_ run: LegRun, _ fixes: Span<Point>, _ index: CoverageIndex) {
        runCount += 1
        let window = run.box.expanded(dx: pads.x, dy: pads.y)
        var search =
            run.last - run.first > 1
            ? index.grid.search(window)
            : index.grid.search(from: fixes[run.first], to: fixes[run.last], padX: pads.x, padY: pads.y)
        while let places = index.grid.next(&search) {
            for place in places {
                let segment = Int(index.grid.items[place])
                let mark = marks[segment]
                guard mark != Self.full, index.segment(segment, meets: window) else { continue }
                // The search may come upon a segment in several cells.
                if mark > 0 && parts[Int(mark) - 1].run == runCount { continue }
                cover(segment, run, fixes, index.frame(segment))
            }
        }
    }

    /// Adds what a run covers of one segment.
    @inline(__always)
    private mutating func cover(_ segment: Int, _ run: LegRun, _ fixes: Span<Point>, _ frame: SegmentFrame) {
        let mark = marks[segment]
        var part =
            mark == 0 ? Part(low: .infinity, high: -.infinity, run: runCount) : parts[Int(mark) - 1]
        part.run = runCount
        pairCount += run.last - run.first
        var start = frame.fix(fixes[run.first], radius: radius)
        for place in run.first + 1...run.last {
            let end = frame.fix(fixes[place], radius: radius)
            let (low, high) = frame.interval(start, end, radius: radius)
            if low < high { merge(low, high, into: &part, of: segment) }
            start = end
        }
        guard part.low < part.high else { return }
        if part.low <= 0 && part.high >= frame.length {
            marks[segment] = Self.full
        } else if mark > 0 {
            parts[Int(mark) - 1] = part
        } else {
            parts.append(part)
            marks[segment] = UInt32(parts.count)
        }
    }

    @inline(__always)
    private mutating func merge(_ low: Double, _ high: Double, into part: inout Part, of segment: Int) {
        if low <= part.high && high >= part.low {
            part.low = min(part.low, low)
            part.high = max(part.high, high)
        } else {
            if part.low < part.high {
                spilled.append(SpilledPart(segment: UInt32(segment), low: part.low, high: part.high))
                tidySpilled()
            }
            // What comes next will most likely touch the latest.
            (part.low, part.high) = (low, high)
        }
    }

    /// Unites the spilled parts when they have become twice as many as they were after the last time.
    private mutating func tidySpilled() {
        guard spilled.count > spillLimit else { return }
        var tidy: [SpilledPart] = []
        for part in spilled.sorted(by: SpilledPart.precedes) where marks[Int(part.segment)] != Self.full {
            if let last = tidy.last, last.segment == part.segment, last.high >= part.low {
                tidy[tidy.count - 1].high = max(last.high, part.high)
            } else {
                tidy.append(part)
            }
        }
        spilled = tidy
        spillLimit = max(4096, 2 * tidy.count)
    }
}
