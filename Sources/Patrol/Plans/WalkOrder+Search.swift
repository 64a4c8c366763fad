extension WalkOrder {
    /// The order that always goes on to the nearest stop, at its nearer end; of equally near ones the lowest number.
    ///
    /// - Complexity: O(*n*²).
    public static func nearestFirst(_ times: WalkTimes) -> WalkOrder {
        var left = Array(0..<times.stopCount)
        var turns: [Turn] = []
        var here = 0
        while !left.isEmpty {
            var best = (seconds: Double.infinity, place: 0, turn: Turn(stop: left[0]))
            for (place, stop) in left.enumerated() {
                for turn in [Turn(stop: stop), Turn(stop: stop, isReversed: true)]
                where times(here, turn.entry) < best.seconds {
                    best = (times(here, turn.entry), place, turn)
                }
            }
            left.remove(at: best.place)
            turns.append(best.turn)
            here = best.turn.exit
        }
        return WalkOrder(turns)
    }

    /// A short way to take in all stops: nearest first, then made shorter until no single change makes it so.
    ///
    /// Changes are those of 2-opt, which turns a run of stops round, and Or-opt, which moves a run of up to three
    /// elsewhere, either way round. The way does not come back to its start.
    ///
    /// - Returns: An order that is never longer than ``nearestFirst(_:)``.
    /// - Complexity: O(*n*²) for each change.
    public static func short(_ times: WalkTimes) -> WalkOrder {
        var order = nearestFirst(times).turns
        while turnRound(&order, times) || move(&order, times) {}
        return WalkOrder(order)
    }

    /// Less than this is rounding, in seconds; without it equal ways could take turns for ever.
    private static let least = 1e-6

    /// The exit before a place in the order.
    private static func exit(_ order: [Turn], _ place: Int) -> Int { place < 0 ? 0 : order[place].exit }

    /// The time from an exit to the stop at a place; 0 behind the last one.
    private static func on(_ order: [Turn], _ from: Int, _ place: Int, _ times: WalkTimes) -> Double {
        place < order.count ? times(from, order[place].entry) : 0
    }

    private static func turnRound(_ order: inout [Turn], _ times: WalkTimes) -> Bool {
        var hasChanged = false
        for first in order.indices {
            let before = exit(order, first - 1)
            for last in first..<order.count {
                let old = times(before, order[first].entry) + on(order, order[last].exit, last + 1, times)
                let new = times(before, order[last].exit) + on(order, order[first].entry, last + 1, times)
                guard new < old - least else { continue }
                order.replaceSubrange(first...last, with: order[first...last].reversed().map(\.reversed))
                hasChanged = true
            }
        }
        return hasChanged
    }

    private static func move(_ order: inout [Turn], _ times: WalkTimes) -> Bool {
        for length in 1...3 where length < order.count {
            for first in 0...(order.count - length) {
                let run = Array(order[first..<first + length])
                var rest = order
                rest.removeSubrange(first..<first + length)
                let (before, entry, end) = (exit(order, first - 1), run[0].entry, run[length - 1].exit)
                let gain =
                    times(before, entry) + on(order, end, first + length, times) - on(rest, before, first, times)
                guard gain > least else { continue }
                for place in 0...rest.count where place != first {
                    let (from, skipped) = (exit(rest, place - 1), on(rest, exit(rest, place - 1), place, times))
                    let straight = times(from, entry) + on(rest, end, place, times) - skipped
                    let turned = times(from, end) + on(rest, entry, place, times) - skipped
                    guard min(straight, turned) < gain - least else { continue }
                    let piece = straight <= turned ? run : run.reversed().map(\.reversed)
                    rest.insert(contentsOf: piece, at: place)
                    order = rest
                    return true
                }
            }
        }
        return false
    }
}
