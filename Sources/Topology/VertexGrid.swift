import GeometryCore

/// Vertices in the squares of a fine grid, to find one within a small distance of a place.
struct VertexGrid {
    private let reach: Double
    /// Wide against the reach, so that most places need one square searched, and a square seldom holds two vertices.
    private let size: Double
    /// Open addressing with linear probing; at most half full, −1 where empty.
    private var slots: [Int32]
    private var count = 0

    init(reach: Double, expected: Int) {
        self.reach = reach
        size = 8 * reach
        slots = Array(repeating: -1, count: 2 << (Int.bitWidth - max(8, expected).leadingZeroBitCount))
    }

    /// The nearest vertex within reach of `place`; the lowest number among equals.
    func nearest(to place: Point, in vertices: VertexTable) -> Int32? {
        var best: (vertex: Int32, distance: Double)?
        // One column or two: the squares are wider than the reach.
        for x in stride(from: column(place.x - reach), through: column(place.x + reach), by: 1) {
            for y in stride(from: column(place.y - reach), through: column(place.y + reach), by: 1) {
                visit(x, y, in: vertices) { vertex in
                    let distance = vertices[vertex].squaredDistance(to: place)
                    guard distance <= reach * reach else { return }
                    if let best, (best.distance, best.vertex) < (distance, vertex) { return }
                    best = (vertex, distance)
                }
            }
        }
        return best?.vertex
    }

    mutating func insert(_ vertex: Int32, in vertices: VertexTable) {
        if (count + 1) * 2 > slots.count { grow(vertices) }
        place(vertex, vertices)
        count += 1
    }

    private func column(_ coordinate: Double) -> Double { (coordinate / size).rounded(.down) }

    private func visit(_ x: Double, _ y: Double, in vertices: VertexTable, _ visit: (Int32) -> Void) {
        var slot = VertexTable.hash(x, y) & (slots.count - 1)
        while slots[slot] >= 0 {
            let point = vertices[slots[slot]]
            if column(point.x) == x && column(point.y) == y { visit(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    private mutating func place(_ vertex: Int32, _ vertices: VertexTable) {
        let point = vertices[vertex]
        var slot = VertexTable.hash(column(point.x), column(point.y)) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = vertex
    }

    private mutating func grow(_ vertices: VertexTable) {
        let old = slots
        slots = Array(repeating: -1, count: old.count * 2)
        for vertex in old where vertex >= 0 { place(vertex, vertices) }
    }
}
