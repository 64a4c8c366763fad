internal import GeometryCore
internal import TestSupport

/// A stretch along which houses stand on both sides.
struct Frontage: Sendable {
    let origin: Point
    let direction: Point
    let from: Double
    let to: Double
    /// The cell the houses stand in.
    let cell: Int
    var length: Double { max(0, to - from) }
}

/// One low-voltage line.
struct SiteLine: Sendable {
    enum Kind: String, Sendable { case overhead, cable }

    let kind: Kind
    /// The arm it follows or leaves, which names the street.
    let arm: Int
    var points: [Point]
    /// Where service drops may start: poles of an overhead line, joints of a cable.
    var supports: [Point]
    var frontages: [Frontage]
    /// Day since which it has been in service, RFC 3339.
    let inServiceFrom: String
    var crossesBorder = false
    var followsBorder = false
}

/// The transformer of a site and the lines that leave it: one for each arm and each lane.
struct SiteLines: Sendable {
    let transformer: Point
    private(set) var lines: [SiteLine] = []
    private let streets: SiteStreets
    private let cell: Int

    init(site: Int, roads: RoadNetwork) {
        let county = roads.county
        streets = SiteStreets(site: site, roads: roads)
        cell = county.sites[site].cell
        var generator = county.seeds.generator(.assets, site)
        let sum = streets.arms.reduce(Point(x: 0, y: 0)) { $0 + $1.direction }
        let open = sum.length > 0.2 ? sum.unit * -1 : (streets.arms.first?.direction.left ?? Point(x: 1, y: 0))
        transformer = streets.centre + open * 8
        let isTown = county.town(of: site).town.isUrban && county.village(of: site).isSeat
        for (index, arm) in streets.arms.enumerated() where arm.reach > 0 {
            lines.append(armLine(arm, index, county, isTown ? 0.6 : 0.07, &generator))
        }
        for lane in streets.lanes { lines.append(laneLine(lane, isTown ? 0.6 : 0.04, &generator)) }
    }

    private func armLine(
        _ arm: Arm,
        _ index: Int,
        _ county: County,
        _ cableShare: Double,
        _ generator: inout SeededGenerator
    ) -> SiteLine {
        let side = arm.direction.left * SiteStreets.roadside
        var supports: [Point] = []
        var distance = SiteStreets.firstPole
        while distance < arm.reach - 15 {
            supports.append(streets.centre + arm.direction * distance + side)
            distance += SiteStreets.span
        }
        supports.append(streets.centre + arm.direction * arm.reach + side)
        let front = Frontage(origin: streets.centre, direction: arm.direction, from: 24, to: arm.reach, cell: cell)
        var line = SiteLine(
            kind: generator.unit() < cableShare ? .cable : .overhead,
            arm: index,
            points: [transformer] + supports,
            supports: supports,
            frontages: [front],
            inServiceFrom: Self.day(&generator)
        )
        switch arm.ending {
        case .inside: break
        case .across(let length): Self.extend(&line, across: arm, length, side, cell, county)
        case .alongBorder: Self.extend(&line, along: arm, cell, county, isReversed: generator.unit() < 0.5)
        }
        return line
    }

    private func laneLine(_ lane: Lane, _ cableShare: Double, _ generator: inout SeededGenerator) -> SiteLine {
        let arm = streets.arms[lane.arm]
        let foot = streets.centre + arm.direction * lane.distance
        let start = foot + arm.direction.left * SiteStreets.roadside
        var supports: [Point] = []
        var distance = SiteStreets.span
        while distance < lane.length - 15 {
            supports.append(foot + lane.direction * distance)
            distance += SiteStreets.span
        }
        supports.append(foot + lane.direction * lane.length)
        let front = Frontage(origin: foot, direction: lane.direction, from: 20, to: lane.length, cell: cell)
        return SiteLine(
            kind: generator.unit() < cableShare ? .cable : .overhead,
            arm: lane.arm,
            points: [start] + supports,
            supports: supports,
            frontages: [front],
            inServiceFrom: Self.day(&generator)
        )
    }

    /// Carries a line through the gate into the next subdistrict.
    private static func extend(
        _ line: inout SiteLine,
        across arm: Arm,
        _ length: Double,
        _ side: Point,
        _ cell: Int,
        _ county: County
    ) {
        guard let other = county.grid.neighbour(cell, arm.edge) else { return }
        let gate = county.borders.gate(cell, arm.edge)
        let onward = (county.centres[other] - gate).unit
        let beyond = [gate + onward * (length * 0.45) + side, gate + onward * length + side]
        // Before the border there is a pole halfway when the span would be too long.
        let gap = line.points[line.points.count - 1].distance(to: beyond[0])
        let last = line.points[line.points.count - 1]
        let between = gap > 60 ? [last.mixed(with: gate + side, 0.5), gate + side] : [gate + side]
        line.points += between + beyond
        line.supports += between + beyond
        line.frontages.append(Frontage(origin: gate, direction: onward, from: 30, to: length, cell: other))
        line.crossesBorder = true
    }

    /// Turns a line at the border and lets it share the border's vertices.
    private static func extend(
        _ line: inout SiteLine,
        along arm: Arm,
        _ cell: Int,
        _ county: County,
        isReversed: Bool
    ) {
        let border = county.borders.interior(cell, arm.edge)
        line.points += isReversed ? border.reversed() : border
        line.supports += isReversed ? border.reversed() : border
        line.followsBorder = true
    }

    private static func day(_ generator: inout SeededGenerator) -> String {
        // A few lines begin inside the demo's month, so that a share for part of a month has something to count.
        let isNew = generator.unit() < 0.02
        let year = isNew ? 2026 : 2008 + generator.below(18)
        let month = isNew ? 11 : 1 + generator.below(12)
        return "\(year)-\(County.padded(month, 2))-\(County.padded(1 + generator.below(28), 2))"
    }
}
