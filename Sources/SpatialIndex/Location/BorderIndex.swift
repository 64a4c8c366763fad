public import GeometryCore

/// Finds the borders of areas near a place: how far it is to the nearest, and whose they are.
///
/// Points are WGS 84 degrees. Distances are flat metres at the middle latitude (see `LocalMetric`).
public struct BorderIndex: Sendable {
    /// How many consecutive edges share a box: few enough to be tight, many enough to keep the tree small.
    private static let edgesPerItem = 8

    private let outline: Outline
    private let tree: PackedRTree
    /// For each tree item its first vertex, its last, and the area.
    private let items: [Item]

    private struct Item {
        let first: UInt32
        let last: UInt32
        let area: UInt32
    }

    /// One edge near a place.
    public struct Hit: Hashable, Sendable {
        /// The area whose border it is.
        public let area: Int
        /// The distance in metres.
        public let metres: Double
        /// The point of the border nearest to the place.
        public let point: Point
    }

    /// Builds the index; areas are numbered by their place in `areas`.
    ///
    /// - Complexity: O(*n* log *n*) in points.
    public init(areas: [MultiPolygon]) {
        let outline = Outline(areas: areas)
        var items: [Item] = []
        var boxes: [Box] = []
        var open: Item?
        func close() {
            guard let item = open else { return }
            items.append(item)
            boxes.append(Box(outline.vertices[Int(item.first)...Int(item.last)]))
        }
        outline.forEachEdge { polygon, start in
            if let item = open, item.last == start, Int(item.last - item.first) < Self.edgesPerItem {
                open = Item(first: item.first, last: item.last + 1, area: item.area)
            } else {
                close()
                open = Item(
                    first: UInt32(start),
                    last: UInt32(start + 1),
                    area: outline.areaOfPolygon[polygon]
                )
            }
        }
        close()
        self.outline = outline
        self.items = items
        self.tree = PackedRTree(boxes: boxes)
    }

    /// The nearest border; among equally near ones that of the lowest-numbered area.
    ///
    /// Nil when there is none.
    ///
    /// - Complexity: O(log *n*) on well-spread borders.
    public func nearest(to point: Point) -> Hit? {
        guard point.isFinite else { return nil }
        var best: Hit?
        visit(from: point, within: .infinity) { hit, flat in
            if let found = best, flat > found.metres * (1.001 + found.metres / 6e6) { return false }
            if best.map({ (hit.metres, hit.area) < ($0.metres, $0.area) }) ?? true { best = hit }
            return true
        }
        return best
    }

    /// For each area with a border within `metres` of a place, its nearest border point; nearest first.
    ///
    /// - Complexity: O(log *n* + *m*) for *m* edges in reach.
    public func areas(near point: Point, within metres: Double) -> [Hit] {
        guard point.isFinite else { return [] }
        var nearest: [Int: Hit] = [:]
        visit(from: point, within: metres * (1.001 + metres / 6e6)) { hit, _ in
            guard hit.metres <= metres else { return true }
            if nearest[hit.area].map({ hit.metres < $0.metres }) ?? true { nearest[hit.area] = hit }
            return true
        }
        return nearest.values.sorted { ($0.metres, $0.area) < ($1.metres, $1.area) }
    }

    /// Visits stretches of border, each by the point of it that is nearest.
    ///
    /// They come by their flat distance at the place's own latitude, which orders them nearly, not quite, as their
    /// distance does: the two differ by less than d/6000 km beside a thousandth.
    private func visit(from point: Point, within maximum: Double, _ visit: (Hit, Double) -> Bool) {
        let metric = LocalMetric(latitude: point.y)
        tree.nearest(to: point, metric: metric, within: maximum) { number in
            hit(items[number], from: point, metric).flat
        } _: { number, flat in
            visit(hit(items[number], from: point, metric).hit, flat)
        }
    }

    /// The nearest point of a stretch, its flat distance at the place's latitude, and its distance.
    private func hit(_ item: Item, from point: Point, _ metric: LocalMetric) -> (hit: Hit, flat: Double) {
        var best = outline.vertices[Int(item.first)]
        var flat = Double.infinity
        for vertex in Int(item.first)..<Int(item.last) {
            let (a, b) = (outline.vertices[vertex], outline.vertices[vertex + 1])
            // One direction for the edge that two neighbours share, so that both get the same distance to the bit.
            let (from, to) = (a.x, a.y) < (b.x, b.y) ? (a, b) : (b, a)
            let foot = metric.nearest(to: point, onSegment: from, to)
            let distance = metric.distance(point, foot)
            if distance < flat { (flat, best) = (distance, foot) }
        }
        let metres = LocalMetric(latitude: (point.y + best.y) / 2).distance(point, best)
        return (Hit(area: Int(item.area), metres: metres, point: best), flat)
    }
}
