import GeometryCore
import SpatialIndex

/// Gathers the legs of a track into walks along lines: a forward fold.
///
/// Within the radius of a line is not yet along it. A walk counts from when it has gone far enough along the line
/// (``PatrolPolicy/Credit/progress``), and no less than it moved across; then all that it came near counts, from its
/// beginning. Of lines that run side by side, a leg counts for the nearest and for those that stand together with it.
/// Progress is summed over legs with its sign, so that noise does not add up.
struct WalkFold: Sendable {
    /// A walk that is going on.
    private struct Walk {
        let part: Int
        let start: Int64
        var end: Int64
        /// How far it has gone along the line and across it, and the extremes of both, in metres.
        var along = 0.0
        var across = 0.0
        var alongRange = (low: 0.0, high: 0.0)
        var acrossRange = (low: 0.0, high: 0.0)
        /// Whether it came to the upper extreme last, and so goes with the line's direction.
        var isAscending = true
        var counts: Bool
        var covered = IntervalSet()

        /// How far it has come back from the extreme it reached last, in metres.
        var goneBack: Double { isAscending ? alongRange.high - along : along - alongRange.low }

        mutating func advance(along progress: Double, across sideways: Double, to instant: Int64) {
            end = instant
            along += progress
            across += sideways
            if along > alongRange.high { (alongRange.high, isAscending) = (along, true) }
            if along < alongRange.low { (alongRange.low, isAscending) = (along, false) }
            acrossRange.low = min(acrossRange.low, across)
            acrossRange.high = max(acrossRange.high, across)
        }
    }

    /// What a leg has to do with one part of the lines.
    private struct Touch {
        let part: Int
        /// Where its contacts stand.
        let contacts: Range<Int>
        /// The contact of the nearest segment.
        var nearest: Int
        var view: SegmentView?
        var distance = 0.0
        var isBeaten = false
    }

    private let ground: PatrolGround
    private var walks: [Walk] = []
    private var finished: [(part: Int, walk: LineWalk)] = []
    /// For each part what may have been walked in gaps.
    private var unknown: [Int: IntervalSet] = [:]
    private var contacts: [LegContact] = []
    private var touches: [Touch] = []

    init(_ ground: PatrolGround) { self.ground = ground }

    /// Adds a leg at a pace at which one can inspect.
    mutating func add(from start: TrackFix, to end: TrackFix) {
        let (from, to) = (start.place, end.place)
        let credit = ground.policy.credit
        finish(before: start.milliseconds - Int64(credit.passSeconds * 1000))
        contacts.removeAll(keepingCapacity: true)
        ground.network.index.contacts(from: from, to: to, within: credit.radius, into: &contacts)
        guard !contacts.isEmpty else { return }
        gather(seenFrom: Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2))
        for place in touches.indices where !touches[place].isBeaten {
            take(touches[place], start.milliseconds, end.milliseconds)
        }
    }

    /// Adds a gap: what a way of that many metres can have led to is not known.
    mutating func addGap(from start: TrackFix, to end: TrackFix, way: Double) {
        var found: [(Int, Double, Double)] = []
        ground.network.index.reach(from: start.place, to: end.place, way: way) { found.append(($0, $1, $2)) }
        for (part, from, to) in found { unknown[part, default: IntervalSet()].insert(from: from, to: to) }
    }

    /// What the track tells of each line so far, in the order of the lines' numbers.
    func credits() -> [LineCredit] {
        var all = finished
        for walk in walks where walk.counts { all.append((walk.part, Self.done(walk))) }
        let network = ground.network
        var credits: [Int: LineCredit] = [:]
        for (part, walk) in all {
            let line = Int(network.lineOfPart[part])
            let start = network.startOfPart[part]
            let shifted = LineWalk(start: walk.start, end: walk.end, covered: walk.covered.shifted(by: start))
            credits[line, default: LineCredit(line: line, walks: [], unknown: IntervalSet())].walks.append(shifted)
        }
        for (part, reach) in unknown {
            let line = Int(network.lineOfPart[part])
            credits[line, default: LineCredit(line: line, walks: [], unknown: IntervalSet())].unknown
                .formUnion(reach.shifted(by: network.startOfPart[part]))
        }
        return credits.values.map { credit in
            var credit = credit
            credit.walks.sort { Self.key($0) < Self.key($1) }
            return credit
        }.sorted { $0.line < $1.line }
    }

    /// Walks of one line come in the order of their starts; no two of a part have the same.
    private static func key(_ walk: LineWalk) -> (Int64, Int64, Double) {
        (walk.start, walk.end, walk.covered.intervals.first?.from ?? 0)
    }

    private static func done(_ walk: Walk) -> LineWalk {
        LineWalk(start: walk.start, end: walk.end, covered: walk.covered)
    }

    // MARK: One leg

    /// Groups the contacts by part and says which parts a nearer one beats.
    private mutating func gather(seenFrom middle: Point) {
        touches.removeAll(keepingCapacity: true)
        var first = 0
        while first < contacts.count {
            var end = first + 1
            while end < contacts.count, contacts[end].line == contacts[first].line { end += 1 }
            touches.append(Touch(part: Int(contacts[first].line), contacts: first..<end, nearest: first))
            first = end
        }
        for place in touches.indices where touches.count > 1 || touches[place].contacts.count > 1 {
            for number in touches[place].contacts {
                let contact = contacts[number]
                let view = ground.network.index.view(
                    ofLine: Int(contact.line),
                    segment: Int(contact.segment),
                    from: middle
                )
                let distance = view.distance
                guard touches[place].view == nil || distance < touches[place].distance else { continue }
                touches[place].view = view
                touches[place].distance = distance
                touches[place].nearest = number
            }
        }
        guard touches.count > 1, ground.policy.credit.isAlong else { return }
        let together = ground.policy.credit.together
        for place in touches.indices where !ground.isSeenInPassing[touches[place].part] {
            for other in touches.indices where touches[other].distance < touches[place].distance {
                guard let view = touches[place].view, let nearer = touches[other].view,
                    !ground.isSeenInPassing[touches[other].part], view.parallelism(to: nearer) > Self.sideBySide,
                    view.separation(from: nearer) > together
                else { continue }
                touches[place].isBeaten = true
                break
            }
        }
    }

    /// The cosine of the angle within which lines run side by side: 45°.
    private static let sideBySide = 0.707

    private mutating func take(_ touch: Touch, _ start: Int64, _ end: Int64) {
        let leg = contacts[touch.nearest]
        let place = walks.firstIndex { $0.part == touch.part } ?? walks.count
        if place == walks.count {
            walks.append(Walk(part: touch.part, start: start, end: end, counts: ground.isSeenInPassing[touch.part]))
        }
        walks[place].advance(along: leg.progress, across: leg.sideways, to: end)
        for number in touch.contacts {
            walks[place].covered.insert(from: contacts[number].from, to: contacts[number].to)
        }
        if !walks[place].counts {
            let (along, across) = (walks[place].alongRange, walks[place].acrossRange)
            let gone = along.high - along.low
            walks[place].counts = gone >= ground.progress[touch.part] && gone >= across.high - across.low
        } else if walks[place].goneBack > ground.policy.credit.turnMetres {
            // What follows passes the line again.
            finished.append((touch.part, Self.done(walks[place])))
            walks[place] = Walk(part: touch.part, start: end, end: end, counts: ground.isSeenInPassing[touch.part])
        }
    }

    /// Ends the walks that were last near their lines before an instant.
    private mutating func finish(before instant: Int64) {
        var place = 0
        while place < walks.count {
            if walks[place].end < instant {
                if walks[place].counts { finished.append((walks[place].part, Self.done(walks[place]))) }
                walks.swapAt(place, walks.count - 1)
                walks.removeLast()
            } else {
                place += 1
            }
        }
    }
}
