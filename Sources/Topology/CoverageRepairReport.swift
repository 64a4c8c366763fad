import GeometryCore

/// Compares a coverage before and after its repair.
struct RepairReport {
    /// Whether each area's border is, edge for edge, what it was.
    let hasOldBorder: [Bool]
    private let layers: CoverageLayers
    private let allotment: Allotment
    private let snapped: [Int]
    private let lostFaces: [[Int]]

    init(original: Linework, layers: CoverageLayers, allotment: Allotment, snapped: [Int]) {
        self.layers = layers
        self.allotment = allotment
        self.snapped = snapped
        let count = allotment.faces.count
        var lostFaces = [[Int]](repeating: [], count: count)
        for (face, (before, after)) in zip(layers.owners, allotment.owners).enumerated() where before != after {
            for area in before where !after.contains(area) { lostFaces[Int(area)].append(face) }
        }
        self.lostFaces = lostFaces
        var isSame = Array(repeating: true, count: count)
        var edgesLeft = Array(repeating: 0, count: count)
        for strand in original.strands { edgesLeft[Int(strand.area)] += 1 }
        let old = Set(original.strands.map { Key($0.low, $0.high, $0.area, $0.weight) })
        let arrangement = layers.arrangement
        for half in 0..<Int32(2 * arrangement.edges.count) {
            let right = allotment.owners[Int(arrangement.face[Int(half ^ 1)])]
            let (from, to) = (arrangement.origin(half), arrangement.target(half))
            for area in allotment.owners[Int(arrangement.face[Int(half)])] where !right.contains(area) {
                edgesLeft[Int(area)] -= 1
                let key = Key(min(from, to), max(from, to), area, from < to ? 1 : -1)
                if !old.contains(key) { isSame[Int(area)] = false }
            }
        }
        hasOldBorder = zip(isSame, edgesLeft).map { $0 && $1 == 0 }
    }

    /// A strand as a member of a set; vertex numbers do not change during a repair.
    private struct Key: Hashable {
        let low: Int32, high: Int32, area: Int32, weight: Int32

        init(_ low: Int32, _ high: Int32, _ area: Int32, _ weight: Int32) {
            (self.low, self.high, self.area, self.weight) = (low, high, area, weight)
        }
    }

    func change(of index: Int, validity: ValidityRepair, before: MultiPolygon, after: MultiPolygon) -> CoverageChange {
        var actions: [CoverageChange.Action] = validity.wasInvalid ? [.madeValid] : []
        if snapped[index] > 0 { actions.append(.snapped(vertices: snapped[index])) }
        let area = Int32(index)
        let gained = allotment.faces[index].filter { !layers.owners[$0].contains(area) }
        if !gained.isEmpty { actions.append(.gained(pieces: gained.count, area: size(gained))) }
        let lost = lostFaces[index]
        if !lost.isEmpty { actions.append(.lost(pieces: lost.count, area: size(lost))) }
        if actions.isEmpty { actions.append(.verticesAdded(newPoints(in: after, comparedTo: validity.area))) }
        return CoverageChange(
            index: index,
            actions: actions,
            largestMove: largestMove(before, after),
            areaBefore: validity.sizeBefore,
            areaAfter: after.area
        )
    }

    private func newPoints(in area: MultiPolygon, comparedTo old: MultiPolygon) -> Int {
        let known = Set(old.polygons.lazy.flatMap(\.rings).flatMap(\.points))
        return area.polygons.lazy.flatMap(\.rings).flatMap { $0.points.dropFirst() }.count { !known.contains($0) }
    }

    private func size(_ faces: [Int]) -> Double {
        faces.reduce(0) { sum, face in
            let walks = layers.arrangement.borderWalks(of: [face]) { $0 == face }
            return sum
                + walks.reduce(0) { sum, walk in
                    let ring = walk.map { layers.arrangement.points[Int(layers.arrangement.origin($0))] }
                    return sum + doubledArea(ring) / 2
                }
        }
    }
}

/// The discrete Hausdorff distance of two borders: the greatest distance from a vertex of either to the other.
private func largestMove(_ before: MultiPolygon, _ after: MultiPolygon) -> Double {
    max(farthestVertex(of: before, from: after), farthestVertex(of: after, from: before))
}

private func farthestVertex(of area: MultiPolygon, from other: MultiPolygon) -> Double {
    // Vertices that both have are no distance apart, and most are such.
    let kept = Set(other.polygons.lazy.flatMap(\.rings).flatMap(\.points))
    var farthest = 0.0
    for point in area.polygons.lazy.flatMap(\.rings).flatMap(\.points) where !kept.contains(point) {
        var nearest = Double.infinity
        for ring in other.polygons.lazy.flatMap(\.rings) {
            for (a, b) in zip(ring.points, ring.points.dropFirst()) {
                nearest = min(nearest, point.projection(onto: a, b).distance)
            }
        }
        farthest = max(farthest, nearest)
    }
    return farthest
}
