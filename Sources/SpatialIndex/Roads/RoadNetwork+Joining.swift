import GeometryCore

extension RoadNetwork {
    /// Joins ends of roads that lie loose within `tolerance` metres of another road.
    ///
    /// Loose ends so near each other become one, and go to the nearest node that is none of them; if there is no such
    /// node, the nearest link that does not begin or end beside them is led through them.
    mutating func joinLooseEnds(within tolerance: Double) {
        let incidence = RoadIncidence(links, nodeCount: nodes.count)
        let looseEnds = nodes.indices.map { UInt32($0) }.filter { incidence.ends(of: $0).count == 1 }
        guard !looseEnds.isEmpty else { return }
        // The grid takes a segment to lead from a point to the next.
        let points = links.flatMap { [nodes[Int($0.from)], nodes[Int($0.to)]] }
        let grid = RoadGrid(points: points, segments: links.indices.map { UInt32(2 * $0) }, units: units)
        var clusters = DisjointSets(count: nodes.count)
        var found: [UInt32: Surroundings] = [:]
        for end in looseEnds {
            let own = Int(incidence.ends[incidence.ends(of: end).lowerBound] >> 1)
            let near = surroundings(of: end, own: own, grid, incidence, within: tolerance)
            near.looseEnds.forEach { clusters.unite(end, $0) }
            found[end] = near
            report.joinedEndCount += near.isEmpty ? 0 : 1
        }
        var nearest: [UInt32: Surroundings] = [:]
        for end in looseEnds {
            let root = clusters.root(of: end)
            nearest[root] = found[end].map { $0.nearer(nearest[root]) }
        }
        let targets = nearest.compactMapValues { $0.node?.number }
        lead(through: nearest.filter { $0.value.node == nil })
        for index in links.indices {
            let before = metres(of: links[index])
            let ends = [links[index].from, links[index].to].map { node in
                let root = clusters.root(of: node)
                return targets[root] ?? root
            }
            guard ends != [links[index].from, links[index].to] else { continue }
            (links[index].from, links[index].to) = (ends[0], ends[1])
            links[index].stretch(by: before > 0 ? metres(of: links[index]) / before : 1)
        }
        // What was shorter than the tolerance may have become a point.
        links.removeAll { $0.from == $0.to }
    }

    /// What lies within reach of a loose end.
    private struct Surroundings {
        var looseEnds: [UInt32] = []
        /// The nearest node that is no loose end.
        var node: (squared: Double, number: UInt32)?
        /// The nearest link.
        var link: (squared: Double, number: Int)?

        var isEmpty: Bool { looseEnds.isEmpty && node == nil && link == nil }

        /// The nearer node and link of two.
        func nearer(_ other: Surroundings?) -> Surroundings {
            var result = self
            if let far = other?.node, result.node.map({ far < $0 }) ?? true { result.node = far }
            if let far = other?.link, result.link.map({ far < $0 }) ?? true { result.link = far }
            return result
        }
    }

    private func surroundings(
        of end: UInt32,
        own: Int,
        _ grid: RoadGrid,
        _ incidence: RoadIncidence,
        within tolerance: Double
    ) -> Surroundings {
        let here = nodes[Int(end)]
        let scale = RoadScale(units, at: here)
        let limit = tolerance * tolerance
        let neighbours = [links[own].from, links[own].to]
        var result = Surroundings()
        grid.search(from: here, scale: scale, within: limit) { entries, range in
            for index in range {
                let number = Int(entries[index] / 2)
                let ends = [links[number].from, links[number].to]
                for node in ends where !neighbours.contains(node) {
                    let squared = scale.squared(here, nodes[Int(node)])
                    guard squared <= limit else { continue }
                    if incidence.ends(of: node).count == 1 {
                        result.looseEnds.append(node)
                    } else if result.node.map({ (squared, node) < $0 }) ?? true {
                        result.node = (squared, node)
                    }
                }
                guard !ends.contains(where: neighbours.contains) else { continue }
                let squared = scale.squared(here, scale.foot(here, nodes[Int(ends[0])], nodes[Int(ends[1])]).point)
                if squared <= limit, result.link.map({ (squared, number) < $0 }) ?? true {
                    result.link = (squared, number)
                }
            }
            return limit
        }
        // A link that ends here is met at its end.
        if let link = result.link, result.looseEnds.contains(where: { links[link.number].touches($0) }) {
            result.link = nil
        }
        return result
    }

    /// Leads links through nodes beside them, each from its start to its end; times are shared by length.
    private mutating func lead(through found: [UInt32: Surroundings]) {
        var passing: [Int: [UInt32]] = [:]
        for (node, near) in found {
            if let link = near.link { passing[link.number, default: []].append(node) }
        }
        for (number, stops) in passing.sorted(by: { $0.key < $1.key }) {
            let link = links[number]
            let (start, end) = (nodes[Int(link.from)], nodes[Int(link.to)])
            let scale = RoadScale(units, at: start)
            let order = stops.map { (along: scale.foot(nodes[Int($0)], start, end).fraction, node: $0) }
                .sorted { $0 < $1 }
            let whole = metres(of: link)
            let path = [link.from] + order.map(\.node) + [link.to]
            let pieces = zip(path, path.dropFirst()).map { from, to in
                var piece = link
                (piece.from, piece.to) = (from, to)
                piece.stretch(by: whole > 0 ? metres(of: piece) / whole : 1)
                return piece
            }
            links[number] = pieces[0]
            links += pieces.dropFirst()
        }
    }
}

extension RoadNetwork.Link {
    fileprivate func touches(_ node: UInt32) -> Bool { from == node || to == node }

    /// Makes it so many times as long; what is not allowed stays so.
    fileprivate mutating func stretch(by share: Double) {
        if forward.isFinite { forward *= share }
        if backward.isFinite { backward *= share }
    }
}
