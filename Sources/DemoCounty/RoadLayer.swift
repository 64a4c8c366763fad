internal import Foundation
internal import GeometryCore

/// `roads.geojson`: centre-lines.
///
/// Roads that meet share a vertex there; a road is not cut at every junction, as in OSM.
struct RoadLayer {
    let roads: RoadNetwork
    private var county: County { roads.county }

    /// Writes the file and returns how many roads it has.
    func write(to folder: URL) throws -> Int {
        let file = try GeoJSONFile(folder.appendingPathComponent("roads.geojson"), name: "roads")
        var number = 0
        func add(_ roadClass: RoadClass, _ name: String, oneway: Bool = false, _ points: [Point]) throws {
            number += 1
            try file.write(
                [
                    ("id", .whole(number)), ("highway", .text(roadClass.name)), ("name", .text(name)),
                    ("oneway", .text(oneway ? "yes" : "no")), ("maxspeed", .whole(roadClass.maxspeed)),
                ],
                line: points.map(county.frame.place)
            )
        }
        try eachRoad { try add(roads.links[$0].roadClass, roads.links[$0].name, $1) }
        for site in county.sites.indices {
            try eachStreet(site) { name, oneway, points in try add(.residential, name, oneway: oneway, points) }
        }
        try file.close()
        return number
    }

    /// Follows each road from one end or junction to the next.
    private func eachRoad(_ body: (_ link: Int, _ points: [Point]) throws -> Void) throws {
        var isDone = [Bool](repeating: false, count: county.grid.cellCount * 6)
        // Ends first, then what is left: closed loops.
        for loops in [false, true] {
            for cell in county.isLand.indices where county.isLand[cell] {
                for edge in 0..<6 where !isDone[cell * 6 + edge] {
                    guard let link = roads.link(cell, edge), loops || isEnd(cell) else { continue }
                    try body(link, follow(cell, edge, link, &isDone))
                }
            }
        }
    }

    private func isEnd(_ cell: Int) -> Bool {
        let links = roads.edges(cell).map { roads.link(cell, $0) }
        return links.count != 2 || links[0] != links[1]
    }

    private func follow(_ start: Int, _ firstEdge: Int, _ link: Int, _ isDone: inout [Bool]) -> [Point] {
        var points = [county.centres[start]]
        var cell = start
        var edge = firstEdge
        while true {
            isDone[cell * 6 + edge] = true
            points += half(cell, edge)
            points.append(county.borders.gate(cell, edge))
            guard let next = county.grid.neighbour(cell, edge) else { break }
            let back = (edge + 3) % 6
            isDone[next * 6 + back] = true
            points += half(next, back).reversed()
            points.append(county.centres[next])
            if next == start || isEnd(next) { break }
            guard let onward = roads.edges(next).first(where: { $0 != back }) else { break }
            (cell, edge) = (next, onward)
        }
        return points
    }

    /// The vertices of a road between the middle of a cell and its gate: corners of streets, or a gentle bend.
    private func half(_ cell: Int, _ edge: Int) -> [Point] {
        let centre = county.centres[cell]
        let site = county.siteOf[cell]
        if site >= 0 {
            let arm = SiteStreets(site: site, roads: roads).arms.first { $0.edge == edge }
            return (arm?.corners ?? []).map { centre + (arm?.direction ?? Point(x: 0, y: 0)) * $0 }
        }
        let gate = county.borders.gate(cell, edge)
        var generator = county.seeds.generator(.street, cell, edge + 1)
        let bend = (gate - centre).left * (generator.signed() * 0.12)
        return [centre.mixed(with: gate, 0.4) + bend, centre.mixed(with: gate, 0.75) + bend * 0.6]
    }

    /// The streets of a site that are not part of the network.
    private func eachStreet(
        _ site: Int,
        _ body: (_ name: String, _ oneway: Bool, _ points: [Point]) throws -> Void
    ) throws {
        let streets = SiteStreets(site: site, roads: roads)
        let names = StreetNames(county: county, site: site)
        for (index, arm) in streets.arms.enumerated() where !arm.isThrough {
            let distances = [0] + arm.corners + [arm.reach]
            try body(names.arm(index), false, distances.map { streets.centre + arm.direction * $0 })
        }
        for lane in streets.lanes {
            let arm = streets.arms[lane.arm]
            let foot = streets.centre + arm.direction * (lane.distance + SiteStreets.roadside)
            try body(names.arm(lane.arm), false, [foot, foot + lane.direction * lane.length])
        }
        if let link = streets.link {
            let ends = [link.from, link.to].map { streets.centre + streets.arms[$0].direction * link.distance }
            try body(names.link, true, ends)
        }
    }
}

/// What the streets of a site are called.
struct StreetNames {
    private let stem: String
    private let isUrban: Bool
    private let first: Int
    private static let urban = [
        "文化路", "建设路", "兴业路", "学园路", "永安路", "新华路", "和平路", "团结路", "劳动路", "友谊路", "光明路", "春晖路", "育才路", "振兴路", "朝阳路",
        "滨河路", "站前路", "工农路", "丰收路", "景观路", "康庄路",
    ]
    private static let rural = ["中路", "东路", "西路", "南路", "北路", "后路"]

    init(county: County, site: Int) {
        stem = Naming.stem(county.village(of: site).name)
        isUrban = county.town(of: site).town.isUrban && county.village(of: site).isSeat
        first = county.sites[site].ordinal * 3
    }

    func arm(_ index: Int) -> String {
        isUrban ? Self.urban[(first + index) % Self.urban.count] : stem + Self.rural[index % Self.rural.count]
    }

    var link: String { isUrban ? Self.urban[first % Self.urban.count] + "支路" : stem + "环路" }
}
