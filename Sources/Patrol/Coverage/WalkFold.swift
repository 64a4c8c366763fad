import GeometryCore
import SpatialIndex

/// Gathers the legs of a track into walks along lines: a forward fold.
///
/// Within the radius of a line is not yet along it. A walk counts from when it has gone far enough along the line in a
/// short time (``PatrolPolicy/Credit/progress``), and no less than it moved across; then all that it came near counts,
/// from its beginning. Of lines that run side by side, a leg counts for the nearest and for those that stand together with it.
/// Progress is summed over legs with its sign, so that noise does not add up.
struct WalkFold: Sendable {
    /// How far a walk has gone along a line and across it, in metres.
    private struct Extent {
        var along: (low: Double, high: Double)
        var across: (low: Double, high: Double)

        mutating func reach(_ along: Double, _ across: Double) {
            self.along = (min(self.along.low, along), max(self.along.high, along))
            self.across = (min(self.across.low, across), max(self.across.high, across))
        }

        mutating func formUnion(_ other: Extent) {
            reach(other.along.low, other.across.low)
            reach(other.along.high, other.across.high)
        }
    }

    /// A walk that is going on.
    private struct Walk {
        let part: Int
        let start: Int64
        var end: Int64
        /// Where it is, along the line and across it, from where it began.
        var along = 0.0
        var across = 0.0
        /// How far it got along the line in all.
        var range = (low: 0.0, high: 0.0)
        /// Whether it came to the upper extreme last, and so goes with the line's direction.
        var isAscending = true
        /// How far it got of late: in a stretch of time that is going on, and in the one before.
        var current = Extent(along: (0, 0), across: (0, 0))
        var previous: Extent?
        var currentSince: Int64
        var counts: Bool
        var covered = IntervalSet()

        init(part: Int, start: Int64, end: Int64, counts: Bool) {
            self.part = part
            self.start = start
            self.end = end
            self.counts = counts
            currentSince = start
        }

        /// How far it has come back from the extreme it reached last, in metres.
        var goneBack: Double { isAscending ? range.high - along : along - range.low }

        mutating func advance(along progress: Double, across sideways: Double, to instant: Int64, stretch: Int64) {
            if instant - currentSince > stretch {
                previous = current
                current = Extent(along: (along, along), across: (across, across))
                currentSince = end
            }
            end = instant
            along += progress
            across += sideways
            if along > range.high { (range.high, isAscending) = (along, true) }
            if along < range.low { (range.low, isAscending) = (along, false) }
            current.reach(along, across)
        }

        /// Whether it went that far along the line of late, and no less than across it.
        func hasGone(_ metres: Double) -> Bool {
            var extent = current
            if let previous { extent.formUnion(previous) }
            let gone = extent.along.high - extent.along.low
            return gone >= metres && gone >= extent.across.high - extent.across.low
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
        /// How far away it is, in metres, less a head start where a walk along it counts already.
        var distance = 0.0
        var isBeaten = false
    }

    private let ground: PatrolGround
    /// That of the ground, at hand without a detour.
    private let index: CoverageIndex
    private var walks: [Walk] = []
    /// What is over, by line.
    private var finished: [Int: LineCredit] = [:]
    /// The lines of which something else is told than when ``takeChanges()`` was asked last.
    private var changed: Set<Int> = []
    private var contacts: [LegContact] = []
    private var touches: [Touch] = []

    init(_ ground: PatrolGround) { (self.ground, index) = (ground, ground.network.index) }

    /// Adds a leg at a pace at which one can inspect.
    mutating func add(from first: PlacedFix, to second: PlacedFix) {
        let (start, end, from, to) = (first.fix, second.fix, first.place, second.place)
        let credit = ground.policy.credit
        finish(before: start.milliseconds - Int64(credit.passSeconds * 1000))
        contacts.removeAll(keepingCapacity: true)
        index.contacts(from: from, to: to, within: credit.radius, into: &contacts)
        guard !contacts.isEmpty else { return }
        gather(seenFrom: Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2))
        // Noise wanders about as far as it is large: somebody must have gone farther than that.
        let accuracy = max(start.accuracyMetres ?? 0, end.accuracyMetres ?? 0)
        let least = min(credit.accuracies * accuracy, 60)
        for place in touches.indices where !touches[place].isBeaten {
            take(touches[place], start.milliseconds, end.milliseconds, least)
        }
    }

    /// Adds a gap: what a way of that many metres can have led to is not known.
    mutating func addGap(from start: PlacedFix, to end: PlacedFix, way: Double) {
        var found: [(part: Int, from: Double, to: Double)] = []
        index.reach(from: start.place, to: end.place, way: way) { found.append(($0, $1, $2)) }
        for (part, from, to) in found {
            let (line, shift) = place(of: part)
            finished[line, default: LineCredit(line: line)].unknown.insert(from: from + shift, to: to + shift)
            changed.insert(line)
        }
    }

    /// The line of a part, and where on it the part starts.
    private func place(of part: Int) -> (line: Int, start: Double) {
        (Int(ground.network.lineOfPart[part]), ground.network.startOfPart[part])
    }

    /// What the track tells of each line so far, in the order of the lines' numbers.
    func credits() -> [LineCredit] {
        var lines = Set(finished.keys)
        for walk in walks where walk.counts { lines.insert(place(of: walk.part).line) }
        return lines.sorted().map(credit)
    }

    /// What the track tells of the lines of which it tells something else than when this was asked last.
    mutating func takeChanges() -> [LineCredit] {
        let credits = changed.sorted().map(credit).filter { !$0.isEmpty }
        changed.removeAll(keepingCapacity: true)
        return credits
    }

    /// What the track tells of a line so far.
    private func credit(of line: Int) -> LineCredit {
        var credit = finished[line] ?? LineCredit(line: line)
        for walk in walks where walk.counts {
            let (own, shift) = place(of: walk.part)
            if own == line { credit.walks.append(Self.done(walk, shift)) }
        }
        credit.walks.sort { Self.key($0) < Self.key($1) }
        return credit
    }

    /// Walks of one line come in the order of their starts; no two of a part have the same.
    private static func key(_ walk: LineWalk) -> (Int64, Int64, Double) {
        (walk.start, walk.end, walk.covered.intervals.first?.from ?? 0)
    }

    private static func done(_ walk: Walk, _ shift: Double) -> LineWalk {
        LineWalk(start: walk.start, end: walk.end, covered: walk.covered.shifted(by: shift))
    }

    /// Puts a walk among those that are over, if it counts.
    private mutating func finish(_ walk: Walk) {
        guard walk.counts else { return }
        let (line, shift) = place(of: walk.part)
        finished[line, default: LineCredit(line: line)].walks.append(Self.done(walk, shift))
        changed.insert(line)
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
                let view = index.view(
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
        let (together, headStart) = (ground.policy.credit.together, ground.policy.credit.headStart)
        for place in touches.indices {
            let part = touches[place].part
            if walks.contains(where: { $0.part == part && $0.counts }) { touches[place].distance -= headStart }
        }
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

    private mutating func take(_ touch: Touch, _ start: Int64, _ end: Int64, _ least: Double) {
        let leg = contacts[touch.nearest]
        let place = walks.firstIndex { $0.part == touch.part } ?? walks.count
        if place == walks.count {
            walks.append(Walk(part: touch.part, start: start, end: end, counts: ground.isSeenInPassing[touch.part]))
        }
        let stretch = Int64(ground.policy.credit.progressSeconds * 500)
        walks[place].advance(along: leg.progress, across: leg.sideways, to: end, stretch: stretch)
        for number in touch.contacts {
            walks[place].covered.insert(from: contacts[number].from, to: contacts[number].to)
        }
        let counted = walks[place].counts
        if !counted { walks[place].counts = walks[place].hasGone(max(ground.progress[touch.part], least)) }
        guard walks[place].counts else { return }
        changed.insert(self.place(of: touch.part).line)
        if counted, walks[place].goneBack > ground.policy.credit.turnMetres {
            // What follows passes the line again.
            finish(walks[place])
            walks[place] = Walk(part: touch.part, start: end, end: end, counts: ground.isSeenInPassing[touch.part])
        }
    }

    /// Ends the walks that were last near their lines before an instant.
    private mutating func finish(before instant: Int64) {
        var place = 0
        while place < walks.count {
            if walks[place].end < instant {
                finish(walks[place])
                walks.swapAt(place, walks.count - 1)
                walks.removeLast()
            } else {
                place += 1
            }
        }
    }
}
