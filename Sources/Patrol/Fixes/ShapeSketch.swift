/// A few numbers by which the shape of a track is found again, whenever it is handed in.
///
/// A walk of the past that somebody hands in again under a new date has the same places in the same order. Every twelve
/// successive steps from place to place (``window``) have a signature of 64 bits; one in 64 of them is kept. Since they
/// are chosen by their own bits, the same steps are chosen again wherever they come up: at another time, at another
/// speed, with other pauses, in the middle of other walks, and moved by a whole number of millionths of a degree. A walk
/// in the other direction, one whose places were computed anew between the old ones, and one to which noise was added
/// are not found.
///
/// Of *n* fixes at new places replayed in one piece, at least one window is kept, and so the replay found, with the
/// probability 1 − (63/64)^(*n* − 12): 75 % for 100, 95 % for 202, 99 % for 305, 99.8 % for 400, and all but one in
/// 10⁴⁰ of days of 6,000.
///
/// A window is left out when its places spread less than 10 m, for somebody who stands still and whose last digit
/// jitters, and when fewer than eight of its steps differ, for a device that rounds coarsely or makes its places up along
/// a straight line: two honest walks could look alike there. Real receivers' tracks with a fix a second have 3 % of such
/// windows.
public struct ShapeSketch: Hashable, Sendable {
    /// Some successive steps of a track.
    public struct Window: Hashable, Sendable {
        /// What tells their shape from any other.
        public let signature: Int64
        /// The fix at which they start.
        public let index: Int

        /// Creates a window.
        public init(signature: Int64, index: Int) {
            self.signature = signature
            self.index = index
        }
    }

    /// How many steps a window has.
    public static let window = 12
    /// One in so many windows is kept.
    public static let sampling: UInt64 = 64
    /// A window whose places spread less is left out, in metres.
    public static let leastMetres = 10.0
    /// A window with fewer different steps is left out.
    public static let leastDistinct = 8

    /// The windows that were kept, by ascending index.
    public let windows: [Window]

    /// Sketches a track.
    ///
    /// - Parameter fixes: Its fixes in order of time, one an instant.
    /// - Complexity: O(*n*).
    public init(_ fixes: [TrackFix]) { self.init(ShapeTrace(fixes)) }

    init(_ trace: ShapeTrace) {
        var windows: [Window] = []
        var hash: UInt64 = 0
        // The mixed steps of the window, each in its turn's place.
        var ring = [UInt64](repeating: 0, count: 16)
        for last in 0..<trace.stepCount {
            let mixed = Self.mix(trace.step(last))
            hash = hash &* Self.base &+ mixed
            if last >= Self.window { hash = hash &- ring[(last - Self.window) & 15] &* Self.expired }
            ring[last & 15] = mixed
            let first = last - Self.window + 1
            guard first >= 0 else { continue }
            let signature = Self.mix(hash)
            guard signature % Self.sampling == 0 else { continue }
            let steps = first..<last + 1
            guard trace.extent(ofSteps: steps) >= Self.leastMetres,
                trace.distinctCount(ofSteps: steps) >= Self.leastDistinct
            else { continue }
            windows.append(
                Window(signature: Int64(bitPattern: signature), index: Int(trace.places[first].firstFix))
            )
        }
        self.windows = windows
    }

    /// What each step is multiplied by for every later one in the window: an odd number without a pattern.
    private static let base: UInt64 = 0xd134_2543_de82_ef95
    /// What a step has been multiplied by when it leaves the window.
    private static let expired = (0..<window).reduce(into: UInt64(1)) { power, _ in power = power &* base }

    /// Spreads every bit of a number over all of them (the finaliser of SplitMix64).
    @inline(__always)
    private static func mix(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
