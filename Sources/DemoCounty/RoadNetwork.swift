internal import GeometryCore

/// The classes of road, by OpenStreetMap's names, greatest first.
enum RoadClass: Int, Sendable, Comparable {
    case trunk, primary, secondary, tertiary, residential

    static func < (a: RoadClass, b: RoadClass) -> Bool { a.rawValue < b.rawValue }

    var name: String {
        switch self {
        case .trunk: "trunk"
        case .primary: "primary"
        case .secondary: "secondary"
        case .tertiary: "tertiary"
        case .residential: "residential"
        }
    }

    /// The limit in km/h.
    var maxspeed: Int {
        switch self {
        case .trunk: 80
        case .primary: 60
        case .secondary: 50
        case .tertiary: 40
        case .residential: 20
        }
    }
}

/// A road between two villages.
struct RoadLink: Sendable {
    /// Villages, by number.
    let a: Int
    let b: Int
    var roadClass: RoadClass
    var name: String
}

/// Which neighbouring cells a road joins, and which road.
///
/// Every cell with houses and every village centre is on it, and each landmass has one connected network of its own.
struct RoadNetwork: Sendable {
    let county: County
    private(set) var links: [RoadLink] = []
    /// For edges 0, 1 and 2 of every cell the link whose road passes through; -1 for none.
    private var linkAt: [Int32]

    /// The junction cells: each is where a village or a site has its middle.
    private var nodes: [(cell: Int, village: Int)] = []
    private var owner: [Int32]
    private var parent: [Int32]

    init(county: County) {
        self.county = county
        linkAt = [Int32](repeating: -1, count: county.grid.cellCount * 3)
        owner = [Int32](repeating: -1, count: county.grid.cellCount)
        parent = owner
        collectNodes()
        let reach = grow()
        let candidates = meetings(reach)
        var chosen = tree(candidates)
        classify(&chosen)
        draw(chosen)
        owner = []
        parent = []
    }

    /// The link through an edge of a cell; nil when no road passes.
    func link(_ cell: Int, _ edge: Int) -> Int? {
        guard let slot = slot(cell, edge), linkAt[slot] >= 0 else { return nil }
        return Int(linkAt[slot])
    }

    /// The edges of a cell through which roads pass.
    func edges(_ cell: Int) -> [Int] { (0..<6).filter { link(cell, $0) != nil } }

    private func slot(_ cell: Int, _ edge: Int) -> Int? {
        if edge < 3 { return cell * 3 + edge }
        return county.grid.neighbour(cell, edge).map { $0 * 3 + edge - 3 }
    }

    private mutating func collectNodes() {
        for (index, village) in county.villages.enumerated() {
            if let middle = village.cells.first { nodes.append((middle, index)) }
        }
        for site in county.sites where county.villages[site.village].cells.first != site.cell {
            nodes.append((site.cell, site.village))
        }
    }

    private func cost(_ cell: Int, _ other: Int) -> Double {
        let draw = county.seeds.unit(.cost, min(cell, other), max(cell, other))
        return county.centres[cell].distance(to: county.centres[other]) * (0.6 + 0.8 * draw)
    }

    /// Grows from all nodes at once; every land cell learns its nearest node and the way there.
    private mutating func grow() -> [Double] {
        var reach = [Double](repeating: .infinity, count: county.grid.cellCount)
        var queue = PriorityQueue()
        for (index, node) in nodes.enumerated() {
            reach[node.cell] = 0
            owner[node.cell] = Int32(index)
            queue.push(0, node.cell)
        }
        while let (cost, cell) = queue.pop() {
            guard cost <= reach[cell] else { continue }
            for other in county.grid.neighbours(cell) where county.isLand[other] {
                let through = cost + self.cost(cell, other)
                guard through < reach[other] else { continue }
                reach[other] = through
                owner[other] = owner[cell]
                parent[other] = Int32(cell)
                queue.push(through, other)
            }
        }
        return reach
    }

    private struct Meeting {
        let cost: Double
        let a: Int, b: Int
        let cellA: Int, cellB: Int
        var link = -1
    }

    /// The cheapest way between each two nodes whose areas touch.
    private func meetings(_ reach: [Double]) -> [Meeting] {
        var found: [Meeting] = []
        for cell in county.isLand.indices where county.isLand[cell] && owner[cell] >= 0 {
            for edge in 0..<3 {
                guard let other = county.grid.neighbour(cell, edge), county.isLand[other] else { continue }
                let (a, b) = (Int(owner[cell]), Int(owner[other]))
                guard a != b, b >= 0 else { continue }
                let total = reach[cell] + cost(cell, other) + reach[other]
                found.append(
                    a < b
                        ? Meeting(cost: total, a: a, b: b, cellA: cell, cellB: other)
                        : Meeting(cost: total, a: b, b: a, cellA: other, cellB: cell)
                )
            }
        }
        found.sort { ($0.a, $0.b, $0.cost, $0.cellA) < ($1.a, $1.b, $1.cost, $1.cellA) }
        var best: [Meeting] = []
        for meeting in found where best.last.map({ $0.a != meeting.a || $0.b != meeting.b }) ?? true {
            best.append(meeting)
        }
        return best
    }

    /// The least set that joins all nodes of a landmass, and some short-cuts.
    private func tree(_ meetings: [Meeting]) -> [Meeting] {
        var sets = DisjointSets(count: nodes.count)
        let cheapestFirst = meetings.sorted { ($0.cost, $0.a, $0.b) < ($1.cost, $1.a, $1.b) }
        return cheapestFirst.filter { meeting in
            sets.join(meeting.a, meeting.b)
                || (meeting.cost < 3200 && county.seeds.unit(.extra, meeting.a, meeting.b) < 0.3)
        }
    }

    /// Makes the ways between town centres main roads, and names every road.
    private mutating func classify(_ chosen: inout [Meeting]) {
        for index in chosen.indices {
            let (a, b) = (nodes[chosen[index].a].village, nodes[chosen[index].b].village)
            let (from, to) = (county.villages[a], county.villages[b])
            let roadClass: RoadClass = from.subdistrict == to.subdistrict ? .tertiary : .secondary
            let stems = (Naming.stem(from.name), Naming.stem(to.name))
            let name = a == b ? stems.0 + "路" : stems.0 + stems.1 + "路"
            chosen[index].link = links.count
            links.append(RoadLink(a: a, b: b, roadClass: roadClass, name: name))
        }
        for (path, ends) in townWays(chosen) {
            let (from, to) = (county.towns[ends.0], county.towns[ends.1])
            let isTrunk = from.town.isUrban || to.town.isUrban
            for index in path {
                let roadClass: RoadClass = isTrunk ? .trunk : .primary
                guard roadClass < links[index].roadClass else { continue }
                links[index].roadClass = roadClass
                links[index].name = from.stem + to.stem + "公路"
            }
        }
    }

    /// The links of the cheapest ways that join the town centres of each landmass.
    private func townWays(_ chosen: [Meeting]) -> [(path: [Int], ends: (Int, Int))] {
        var reach = [Double](repeating: .infinity, count: nodes.count)
        var from = [Int](repeating: -1, count: nodes.count)
        var via = from
        var ways = [[Int]](repeating: [], count: nodes.count)
        for (index, meeting) in chosen.enumerated() {
            ways[meeting.a].append(index)
            ways[meeting.b].append(index)
        }
        var queue = PriorityQueue()
        for (index, village) in county.villages.enumerated() where village.isSeat && !village.cells.isEmpty {
            reach[index] = 0
            from[index] = index
            queue.push(0, index)
        }
        while let (cost, node) = queue.pop() {
            guard cost <= reach[node] else { continue }
            for way in ways[node] {
                let other = chosen[way].a == node ? chosen[way].b : chosen[way].a
                guard cost + chosen[way].cost < reach[other] else { continue }
                reach[other] = cost + chosen[way].cost
                from[other] = from[node]
                via[other] = way
                queue.push(reach[other], other)
            }
        }
        let crossings = chosen.indices.filter { from[chosen[$0].a] >= 0 && from[chosen[$0].a] != from[chosen[$0].b] }
        func total(_ index: Int) -> Double { reach[chosen[index].a] + chosen[index].cost + reach[chosen[index].b] }
        var sets = DisjointSets(count: nodes.count)
        return crossings.sorted { (total($0), $0) < (total($1), $1) }.compactMap { index in
            let meeting = chosen[index]
            guard sets.join(from[meeting.a], from[meeting.b]) else { return nil }
            var path = [meeting.link]
            for end in [meeting.a, meeting.b] {
                var node = end
                while via[node] >= 0 {
                    path.append(chosen[via[node]].link)
                    node = chosen[via[node]].a == node ? chosen[via[node]].b : chosen[via[node]].a
                }
            }
            return (path, (county.villages[from[meeting.a]].town, county.villages[from[meeting.b]].town))
        }
    }

    /// Marks the edges of cells that each road passes; where roads share an edge, the greater class has it.
    private mutating func draw(_ chosen: [Meeting]) {
        for meeting in chosen {
            mark(meeting.cellA, meeting.cellB, meeting.link)
            for end in [meeting.cellA, meeting.cellB] {
                var cell = end
                while parent[cell] >= 0 {
                    mark(cell, Int(parent[cell]), meeting.link)
                    cell = Int(parent[cell])
                }
            }
        }
    }

    private mutating func mark(_ cell: Int, _ other: Int, _ link: Int) {
        guard let edge = (0..<6).first(where: { county.grid.neighbour(cell, $0) == other }),
            let slot = slot(cell, edge)
        else { return }
        let current = linkAt[slot]
        if current < 0 || links[link].roadClass < links[Int(current)].roadClass { linkAt[slot] = Int32(link) }
    }
}
