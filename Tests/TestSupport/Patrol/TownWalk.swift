import Foundation

/// Where somebody truly was, second by second, on a seeded day in a ``Town``.
///
/// A day is made of tasks: to walk along a line, out and back or along half of it only, to cross lines on the way to
/// somewhere else, to stand still for ten minutes, and to ride along a line without looking at it. Near tasks are
/// reached on foot, far ones at 8 m/s along the streets. On foot people go at about 1.2 m/s, up to 2.5 m beside the line.
public struct TownWalk: Sendable {
    /// What somebody does next.
    public enum Task: CaseIterable, Sendable {
        /// To walk along a whole line.
        case along
        /// To walk along a line, and back.
        case outAndBack
        /// To walk along half of a line.
        case half
        /// To walk across a line from 50 m before it to 50 m behind.
        case crossing
        /// To stand near a line for ten minutes.
        case standing
        /// To ride along a line at 8 m/s.
        case riding
    }

    /// The place at every full second from the start.
    public private(set) var places: [XY] = []

    /// Lives through a day.
    ///
    /// - Parameters:
    ///   - town: Where.
    ///   - seed: Equal seeds live equal days.
    ///   - seconds: How long; the day ends with the task that is under way then.
    ///   - tasks: What may be done; each line is looked at once at most, as long as there are others.
    public init(in town: Town, seed: UInt64, seconds: Int = 3 * 3600, tasks: [Task] = Task.usual) {
        var random = SeededGenerator(seed: seed)
        var lines = town.lines.indices.shuffled(using: &random)
        while places.count < seconds, let number = lines.popLast(), let task = tasks.randomElement(using: &random) {
            carryOut(task, on: town.lines[number], using: &random)
            if lines.isEmpty { lines = town.lines.indices.shuffled(using: &random) }
        }
    }

    /// A day of somebody who follows a way given as points, at an even speed.
    public init(through way: [XY], metresPerSecond: Double) {
        guard let first = way.first else { return }
        places = [first]
        for (a, b) in zip(way, way.dropFirst()) { goStraight(from: a, to: b, metresPerSecond) }
    }

    /// Stays where the day ends for some seconds.
    public mutating func stand(seconds: Int) {
        if let last = places.last { places += [XY](repeating: last, count: seconds) }
    }

    private mutating func carryOut(_ task: Task, on line: TownLine, using random: inout SeededGenerator) {
        let length = line.metres
        let isForward = Bool.random(using: &random)
        let aside = Double.random(in: -2.5...2.5, using: &random)
        let speed = Double.random(in: 1...1.4, using: &random)
        switch task {
        case .along, .outAndBack, .half:
            let end = task == .half ? length / 2 : length
            follow(line, from: isForward ? 0 : end, to: isForward ? end : 0, aside, speed, using: &random)
            if task == .outAndBack {
                follow(line, from: isForward ? end : 0, to: isForward ? 0 : end, -aside, speed, using: &random)
            }
        case .crossing:
            let (place, direction) = line.place(at: .random(in: 0...length, using: &random))
            func across(_ metres: Double) -> XY {
                (x: place.x - metres * direction.y, y: place.y + metres * direction.x)
            }
            go(to: across(isForward ? -50 : 50))
            goStraight(from: across(isForward ? -50 : 50), to: across(isForward ? 50 : -50), speed)
        case .standing:
            let (place, direction) = line.place(at: .random(in: 0...length, using: &random))
            go(to: (x: place.x - 3 * aside * direction.y, y: place.y + 3 * aside * direction.x))
            stand(seconds: 600)
        case .riding:
            follow(line, from: isForward ? 0 : length, to: isForward ? length : 0, aside, 8, using: &random)
        }
    }

    /// Goes to where a line is to be followed from, and along it.
    private mutating func follow(
        _ line: TownLine,
        from: Double,
        to: Double,
        _ aside: Double,
        _ speed: Double,
        using random: inout SeededGenerator
    ) {
        func place(_ along: Double) -> XY {
            let (place, direction) = line.place(at: along)
            return (x: place.x - aside * direction.y, y: place.y + aside * direction.x)
        }
        go(to: place(from))
        var (along, haste) = (from, 0.0)
        while along != to {
            // People do not keep step to the second; nobody stops, or goes back.
            haste += 0.2 * (-haste + .random(in: -0.5...0.5, using: &random))
            let step = speed * (1 + haste)
            along = abs(to - along) <= step ? to : along + (to > along ? step : -step)
            places.append(place(along))
        }
    }

    /// Goes on foot to what is near, and rides to what is far: along one street and then another.
    private mutating func go(to goal: XY) {
        guard let start = places.last else { return places.append(goal) }
        if Town.distance(start, goal) < 150 {
            goStraight(from: start, to: goal, 1.2)
        } else {
            let corner = (x: goal.x, y: start.y)
            goStraight(from: start, to: corner, 8)
            goStraight(from: corner, to: goal, 8)
        }
    }

    private mutating func goStraight(from start: XY, to end: XY, _ speed: Double) {
        let steps = Int((Town.distance(start, end) / speed).rounded(.up))
        guard steps > 0 else { return }
        for step in 1...steps {
            let share = Double(step) / Double(steps)
            places.append((x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y)))
        }
    }
}

extension TownWalk.Task {
    /// What a patrol does: mostly it walks along lines.
    public static let usual: [TownWalk.Task] = [
        .along, .along, .along, .outAndBack, .half, .half, .crossing, .crossing, .standing, .riding,
    ]
}
