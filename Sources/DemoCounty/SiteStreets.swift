internal import GeometryCore
internal import TestSupport

/// A street from the middle of a site to one side of its cell.
struct Arm: Sendable {
    let edge: Int
    let direction: Point
    /// From the middle to the gate in the border.
    let length: Double
    /// Whether a road of the network leaves this way.
    let isThrough: Bool
    /// How far houses and the low-voltage line go; 0 for a road without houses.
    var reach = 0.0
    var ending = Ending.inside
    /// Distances from the middle where the street has a corner with a lane or a link.
    var corners: [Double] = []

    /// What the line does at the end of the street.
    enum Ending: Sendable {
        case inside
        /// Goes on into the neighbouring subdistrict.
        case across(length: Double)
        /// Turns and follows the border.
        case alongBorder
    }
}

/// A side street, square to its arm.
struct Lane: Sendable {
    let arm: Int
    /// From the middle of the site along the arm.
    let distance: Double
    /// Along the lane, of length 1.
    let direction: Point
    let length: Double
}

/// The streets of one site: arms from the middle, lanes off the arms, and a short link between two arms.
struct SiteStreets: Sendable {
    let centre: Point
    let outline: [Point]
    var arms: [Arm] = []
    var lanes: [Lane] = []
    /// The arms joined by a one-way street, and how far out.
    var link: (from: Int, to: Int, distance: Double)?

    /// Distance between poles in metres.
    static let span = 38.0
    static let firstPole = 30.0
    private static let mostLanes = 3
    /// Between a lane's road and the line beside it.
    static let roadside = 4.0

    /// Where pole number `index` of an arm stands, from the middle.
    static func poleDistance(_ index: Int) -> Double { firstPole + span * Double(index) }

    init(site: Int, roads: RoadNetwork) {
        let county = roads.county
        let cell = county.sites[site].cell
        centre = county.centres[cell]
        outline = county.borders.outline(cell)
        var generator = county.seeds.generator(.street, site)
        chooseArms(cell, roads, &generator)
        chooseEndings(cell, site, county, &generator)
        chooseLink(&generator)
        chooseLanes(&generator)
    }

    /// Up to three arms get houses: roads first, then the sides farthest from them.
    private mutating func chooseArms(_ cell: Int, _ roads: RoadNetwork, _ generator: inout SeededGenerator) {
        let county = roads.county
        let through = roads.edges(cell)
        let wanted = generator.unit() < 0.3 ? 3 : 2
        var edges = through
        let open = (0..<6).filter { edge in
            !through.contains(edge) && county.grid.neighbour(cell, edge).map { county.isLand[$0] } == true
        }
        func gap(_ edge: Int) -> Int { edges.map { min((edge - $0 + 6) % 6, ($0 - edge + 6) % 6) }.min() ?? 6 }
        while edges.count < wanted, let next = open.filter({ gap($0) > 0 }).max(by: { gap($0) < gap($1) }) {
            edges.append(next)
        }
        for (index, edge) in edges.enumerated() {
            let gate = county.borders.gate(cell, edge)
            let length = centre.distance(to: gate)
            var arm = Arm(
                edge: edge,
                direction: (gate - centre).unit,
                length: length,
                isThrough: through.contains(edge)
            )
            if index < wanted { arm.reach = length * generator.within(0.66, 0.8) }
            arms.append(arm)
        }
    }

    /// Lets some lines cross a subdistrict border, and a few run along one.
    private mutating func chooseEndings(
        _ cell: Int,
        _ site: Int,
        _ county: County,
        _ generator: inout SeededGenerator
    ) {
        for index in arms.indices where arms[index].reach > 0 {
            let chance = generator.unit()
            guard let other = county.grid.neighbour(cell, arms[index].edge), county.isLand[other],
                county.subdistrictOf[other] != county.subdistrictOf[cell]
            else { continue }
            if chance < 0.36 {
                arms[index].ending = .across(length: generator.within(70, 110))
            } else if chance < 0.56 {
                arms[index].ending = .alongBorder
            }
        }
    }

    /// Joins two neighbouring arms by a one-way street, where there is room.
    private mutating func chooseLink(_ generator: inout SeededGenerator) {
        let distance = Self.poleDistance(1) + Self.roadside
        guard generator.unit() < 0.55 else { return }
        for from in arms.indices {
            for to in arms.indices where from != to {
                let isNear = arms[from].direction.dot(arms[to].direction) > 0.1
                let isBeside = arms[from].direction.cross(arms[to].direction) > 0
                guard isNear, isBeside, isClear(between: from, to) else { continue }
                guard arms[from].reach > distance + 20, arms[to].reach > distance + 20 else { continue }
                link = (from, to, distance)
                arms[from].corners.append(distance)
                arms[to].corners.append(distance)
                return
            }
        }
    }

    /// Whether no third arm lies between two.
    private func isClear(between from: Int, _ to: Int) -> Bool {
        let (a, b) = (arms[from].direction, arms[to].direction)
        return arms.indices.allSatisfy { index in
            let direction = arms[index].direction
            return index == from || index == to || a.cross(direction) <= 0 || direction.cross(b) <= 0
        }
    }

    private mutating func chooseLanes(_ generator: inout SeededGenerator) {
        for index in arms.indices where arms[index].reach > 0 {
            let firstSide = generator.unit() < 0.5 ? 1.0 : -1.0
            var pole = 2
            var added = 0
            while Self.poleDistance(pole) + 15 < arms[index].reach, added < 2, lanes.count < Self.mostLanes {
                let side = added == 0 ? firstSide : -firstSide
                let distance = Self.poleDistance(pole)
                if let length = room(index, distance, side, wanted: generator.within(65, 115)) {
                    let direction = arms[index].direction.left * side
                    lanes.append(Lane(arm: index, distance: distance, direction: direction, length: length))
                    arms[index].corners.append(distance + Self.roadside)
                    added += 1
                }
                pole += added == 1 ? 1 : 2
            }
            arms[index].corners.sort()
        }
    }

    /// How long a lane may be without meeting another arm or leaving the cell; nil when too short to be worth it.
    private func room(_ index: Int, _ distance: Double, _ side: Double, wanted: Double) -> Double? {
        let arm = arms[index]
        let direction = arm.direction.left * side
        var length = wanted
        for (other, neighbour) in arms.enumerated() where other != index {
            let cosine = arm.direction.dot(neighbour.direction)
            guard direction.dot(neighbour.direction) > 0, cosine > -0.5 else { continue }
            let tangent = max(0, (1 - cosine) / (1 + cosine)).squareRoot()
            length = min(length, 0.8 * distance * tangent)
        }
        let foot = centre + arm.direction * distance
        while length > 40 {
            let isInside = stride(from: 20, through: length + 30, by: 15).allSatisfy {
                (foot + direction * $0).isInside(outline)
            }
            if isInside { return length }
            length -= 12
        }
        return nil
    }
}
