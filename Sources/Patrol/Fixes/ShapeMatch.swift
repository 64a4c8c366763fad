/// Which parts of a track are an earlier walk, place for place.
public enum ShapeMatch {
    /// How many steps in a row must agree: two windows, so that no two walks of a county agree by chance.
    public static let leastSteps = 2 * ShapeSketch.window

    /// Finds the fixes of a track that were recorded before: in an earlier track, or earlier in the same.
    ///
    /// Who is the original is decided by ``TrackKey``'s order, day first, not by what came in first: whoever keeps
    /// tracks asks again for later ones when an earlier one comes in late. Each window of the sketch that was seen
    /// before is followed both ways as long as the steps agree. Pauses within a part are in it, those at its ends not.
    ///
    /// - Parameters:
    ///   - key: The track.
    ///   - fixes: Its fixes in order of time, one an instant.
    ///   - sketch: Their sketch.
    ///   - originals: Tells the least track that shows a signature; one that is not before `key` is as good as none.
    ///   - fixesOf: Tells the fixes of an earlier track, in order of time; asked once a track. When they no longer show
    ///     the signature, nothing is found there.
    /// - Returns: Ranges of fixes, ascending and apart.
    /// - Throws: What the closures throw.
    /// - Complexity: O(*n*) in the fixes of this track and of the earlier ones it shares signatures with.
    public static func replayed(
        _ key: TrackKey,
        fixes: [TrackFix],
        sketch: ShapeSketch,
        originals: (Int64) throws -> TrackKey?,
        fixesOf: (TrackKey) throws -> [TrackFix]
    ) rethrows -> [Range<Int>] {
        guard !sketch.windows.isEmpty else { return [] }
        let trace = ShapeTrace(fixes)
        var others: [TrackKey: Original] = [:]
        var own: [Int64: Int] = [:]
        var runs: [Range<Int>] = []
        for window in sketch.windows {
            guard let first = trace.place(firstSeenBy: window.index) else { continue }
            let before = own[window.signature]
            if before == nil { own[window.signature] = first }
            // What is replayed already need not be found again.
            if let last = runs.last, first + ShapeSketch.window <= last.upperBound { continue }
            let floor = max(0, (runs.last?.upperBound ?? 0) - leastSteps)
            var run: Range<Int>?
            if let earlier = try originals(window.signature), earlier < key {
                let other = try others[earlier] ?? Original(fixesOf(earlier))
                others[earlier] = other
                if let start = other.places[window.signature] {
                    run = Self.run(of: trace, at: first, floor: floor, in: other.trace, at: start)
                }
            }
            if run == nil, let before { run = Self.run(of: trace, at: first, floor: floor, in: trace, at: before) }
            if let run { add(run, to: &runs) }
        }
        return runs.map(trace.fixes(ofSteps:))
    }

    /// An earlier track, and the place at which each of its windows is met first.
    private struct Original {
        let trace: ShapeTrace
        private(set) var places: [Int64: Int] = [:]

        init(_ fixes: [TrackFix]) {
            trace = ShapeTrace(fixes)
            for window in ShapeSketch(trace).windows where places[window.signature] == nil {
                places[window.signature] = trace.place(firstSeenBy: window.index)
            }
        }
    }

    /// The steps around `place` that agree with those around another; nil when they are too few.
    ///
    /// It does not look farther back than `floor`: what was found before ends there.
    private static func run(
        of trace: ShapeTrace,
        at place: Int,
        floor: Int,
        in other: ShapeTrace,
        at otherPlace: Int
    ) -> Range<Int>? {
        let shift = otherPlace - place
        var (low, high) = (place, place)
        while high < trace.stepCount, high + shift < other.stepCount, trace.step(high) == other.step(high + shift) {
            high += 1
        }
        while low > floor, low + shift > 0, trace.step(low - 1) == other.step(low - 1 + shift) { low -= 1 }
        // A window that does not agree itself has its signature by chance.
        return high - place >= ShapeSketch.window && high - low >= leastSteps ? low..<high : nil
    }

    /// Adds a run that starts no earlier than the last one.
    private static func add(_ run: Range<Int>, to runs: inout [Range<Int>]) {
        if let last = runs.last, run.lowerBound <= last.upperBound {
            runs[runs.count - 1] = min(last.lowerBound, run.lowerBound)..<max(last.upperBound, run.upperBound)
        } else {
            runs.append(run)
        }
    }
}
