/// Follows the shape of a track while fixes are added at its end: the signatures it shows, and those that are new.
///
/// What it has seen is what ``ShapeSketch`` sees of all the fixes at once.
struct ShapeWatch: Sendable {
    /// Every signature that the track shows.
    private(set) var signatures: Set<Int64> = []
    /// Whether some signature was shown twice.
    private(set) var repeatsItself = false
    /// The fixes at which the last places were come to, as many as a window needs.
    private var tail: [TrackFix] = []
    private var last: Int64 = .min

    /// The fixes that have a part in the shape: one an instant, and none that a device made up.
    static func sequence(_ fixes: [TrackFix]) -> [TrackFix] {
        var last = Int64.min
        return fixes.filter { fix in
            guard !fix.isMock, fix.milliseconds != last else { return false }
            last = fix.milliseconds
            return true
        }
    }

    /// Adds fixes that are later than all before them, in their order.
    ///
    /// - Returns: The signatures that were not shown before.
    mutating func add(_ fixes: [TrackFix]) -> [Int64] {
        let new = Self.sequence(fixes).filter { $0.milliseconds != last }
        guard let end = new.last else { return [] }
        last = end.milliseconds
        let trace = ShapeTrace(tail + new)
        var fresh: [Int64] = []
        for window in ShapeSketch(trace).windows {
            // A window that ends within the tail was seen when its last place was new.
            guard let first = trace.place(firstSeenBy: window.index), first + ShapeSketch.window >= tail.count else {
                continue
            }
            if signatures.insert(window.signature).inserted {
                fresh.append(window.signature)
            } else {
                repeatsItself = true
            }
        }
        let all = tail + new
        tail = trace.places.suffix(ShapeSketch.window).map { all[Int($0.firstFix)] }
        return fresh
    }
}
