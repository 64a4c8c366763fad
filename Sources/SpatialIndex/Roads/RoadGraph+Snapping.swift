public import GeometryCore

extension RoadGraph {
    /// The place on a road that is nearest to `point`.
    ///
    /// Nearest by flat metres at the point's latitude (see `LocalMetric`), which for roads within a kilometre differ from
    /// the geodesic by less than a ten-thousandth below 60° of latitude.
    ///
    /// - Parameters:
    ///   - point: The place.
    ///   - metres: Roads farther than this do not count.
    ///   - onMainRoads: Whether only main roads count: the largest set of which every place can be reached from every
    ///     other. Then nobody is placed in a yard that cannot be left, or on a piece that a map's edge cut off.
    /// - Returns: Nil when no road is within `metres`, or the point is not finite.
    /// - Complexity: O(1) on well-spread roads.
    public func nearestPosition(
        to point: Point,
        within metres: Double = .infinity,
        onMainRoads: Bool = false
    ) -> RoadPosition? {
        guard point.isFinite, metres >= 0 else { return nil }
        let scale = RoadScale(units, at: point)
        let points = points.span
        var best = (squared: metres * metres, segment: Self.none)
        grid.search(from: point, scale: scale, within: best.squared) { entries, range in
            for index in range {
                let segment = entries[index]
                let foot = scale.foot(point, points[Int(segment)], points[Int(segment) + 1])
                let squared = scale.squared(point, foot.point)
                guard (squared, segment) < best else { continue }
                if !onMainRoads || isMain(edge(of: segment)) { best = (squared, segment) }
            }
            return best.squared
        }
        guard best.segment != Self.none else { return nil }
        return position(of: point, on: best.segment, edge(of: best.segment), scale)
    }

    /// The node that is nearest to `point`: a junction, a dead end or a bend; nil when none is within `metres`.
    ///
    /// - Complexity: O(1) on well-spread roads.
    public func nearestNode(to point: Point, within metres: Double = .infinity) -> RoadPosition? {
        guard point.isFinite, metres >= 0 else { return nil }
        let scale = RoadScale(units, at: point)
        let points = points.span
        var best = (squared: metres * metres, node: Self.none)
        grid.search(from: point, scale: scale, within: best.squared) { entries, range in
            for index in range {
                let segment = entries[index]
                let start = scale.squared(point, points[Int(segment)])
                let end = scale.squared(point, points[Int(segment) + 1])
                let nearer = start <= end ? (start, segment) : (end, segment + 1)
                if nearer < best { best = nearer }
            }
            return best.squared
        }
        guard best.node != Self.none else { return nil }
        return position(at: best.node, metresOff: units.distance(points[Int(best.node)], point))
    }

    /// The nearest place of each of the edges nearest to `point`, nearest first.
    ///
    /// Where the nearest road is one that cannot be left, as a closed yard, the next is the one to take.
    ///
    /// - Parameters:
    ///   - point: Where to look from.
    ///   - metres: Roads farther than this do not count.
    ///   - count: How many edges to give at most.
    /// - Returns: Positions on different edges; none when the point is not finite.
    public func positions(near point: Point, within metres: Double, upTo count: Int) -> [RoadPosition] {
        guard point.isFinite, metres >= 0, count > 0 else { return [] }
        let scale = RoadScale(units, at: point)
        var found: [(squared: Double, segment: UInt32, edge: UInt32)] = []
        grid.search(from: point, scale: scale, within: metres * metres) { entries, range in
            for index in range {
                let segment = entries[index]
                let foot = scale.foot(point, points[Int(segment)], points[Int(segment) + 1])
                let squared = scale.squared(point, foot.point)
                guard squared <= metres * metres else { continue }
                if let last = found.last, found.count == count, last < (squared, segment, last.edge) { continue }
                let edge = edge(of: segment)
                if let old = found.firstIndex(where: { $0.edge == edge }) {
                    guard (squared, segment) < (found[old].squared, found[old].segment) else { continue }
                    found.remove(at: old)
                }
                let place = found.firstIndex { (squared, segment) < ($0.squared, $0.segment) } ?? found.count
                found.insert((squared, segment, edge), at: place)
                if found.count > count { found.removeLast() }
            }
            return found.count == count ? found.last?.squared ?? 0 : metres * metres
        }
        return found.map { position(of: point, on: $0.segment, $0.edge, scale) }
    }

    /// The position of a node that the graph was built of.
    ///
    /// - Parameter node: Its place in the array of nodes.
    /// - Returns: Nil when no link that could be used is at the node, and for a graph that was built of lines.
    public func position(ofNode node: Int) -> RoadPosition? {
        guard pointOfNode.indices.contains(node), pointOfNode[node] != Self.none else { return nil }
        return position(at: pointOfNode[node], metresOff: 0)
    }

    /// The order in which to ask about many places, so that each is near the one before.
    ///
    /// What a question read of the graph is then still at hand for the next, which makes thousands of questions several
    /// times quicker.
    ///
    /// - Returns: The places' numbers in the array, each once.
    public func order(of places: [Point]) -> [Int] { HilbertSort.order(of: places).map(Int.init) }

    private func position(of place: Point, on segment: UInt32, _ edge: UInt32, _ scale: RoadScale) -> RoadPosition {
        let foot = scale.foot(place, points[Int(segment)], points[Int(segment) + 1])
        let metres = units.distance(place, foot.point)
        if foot.fraction == 0 || foot.fraction == 1 {
            return position(at: foot.fraction == 0 ? segment : segment + 1, metresOff: metres)
        }
        return RoadPosition(point: foot.point, metresOff: metres, edge: edge, segment: segment, fraction: foot.fraction)
    }

    /// The position at a point of an edge.
    func position(at point: UInt32, metresOff: Double) -> RoadPosition {
        let edge = edge(of: point)
        let isLast = point + 1 == edges[Int(edge) + 1].firstPoint
        return RoadPosition(
            point: points[Int(point)],
            metresOff: metresOff,
            edge: edge,
            segment: isLast ? point - 1 : point,
            fraction: isLast ? 1 : 0
        )
    }

    func isMain(_ edge: UInt32) -> Bool { isMain[Int(edge >> 6)] >> UInt64(edge & 63) & 1 != 0 }

    /// The edge that a point is part of.
    private func edge(of point: UInt32) -> UInt32 {
        var edge = edgeOfBlock[Int(point) / Self.blockSize]
        while edges[Int(edge) + 1].firstPoint <= point { edge += 1 }
        return edge
    }
}
