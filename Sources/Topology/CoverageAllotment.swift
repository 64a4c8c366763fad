import GeometryCore

/// Which areas get each face of a coverage under repair.
struct Allotment {
    /// For each face its areas, ascending; several where an overlap is too wide to decide.
    let owners: [[Int32]]
    /// The faces of each area.
    let faces: [[Int]]

    init(_ layers: CoverageLayers, areaCount: Int, tolerance: Double) throws {
        let arrangement = layers.arrangement
        var owners = layers.owners
        var open: [Int] = []
        for face in owners.indices.dropFirst() where owners[face].count != 1 {
            guard try Self.isThin(face, arrangement, tolerance) else { continue }
            if owners[face].isEmpty { open.append(face) } else { owners[face] = [owners[face][0]] }
        }
        // Where snapping turned a tip inside out, a gap lies behind another one and gets its neighbour in a later round.
        while !open.isEmpty {
            let covered = owners
            for face in open {
                owners[face] = Self.longestNeighbour(of: face, arrangement, covered).map { [$0] } ?? []
            }
            let left = open.filter { owners[$0].isEmpty }
            guard left.count < open.count else { break }
            open = left
        }
        self.owners = owners
        var faces = [[Int]](repeating: [], count: areaCount)
        for (face, areas) in owners.enumerated() {
            for area in areas { faces[Int(area)].append(face) }
        }
        self.faces = faces
    }

    /// Whether no circle wider than `tolerance` fits into the face: whether nothing is left when its border moves
    /// inwards by half of that.
    private static func isThin(_ face: Int, _ arrangement: Arrangement, _ tolerance: Double) throws -> Bool {
        let polygons = try arrangement.outline(of: [face]) { $0 == face }
        // Each point of a polygon without holes is within the largest radius of its border, so the radius is at least
        // area / perimeter: most wide faces need no more than this.
        if polygons.allSatisfy(\.holes.isEmpty), polygons.contains(where: { $0.meanWidth > tolerance }) { return false }
        return try GEOSGeometry(polygons: polygons, in: GEOSContext()).buffer(-tolerance / 2).isEmpty
    }

    private static func longestNeighbour(of face: Int, _ arrangement: Arrangement, _ owners: [[Int32]]) -> Int32? {
        var lengths: [Int32: Double] = [:]
        for half in arrangement.halfEdges(around: face) {
            let (a, b) = (
                arrangement.points[Int(arrangement.origin(half))], arrangement.points[Int(arrangement.target(half))]
            )
            for area in owners[Int(arrangement.face[Int(half ^ 1)])] {
                lengths[area, default: 0] += a.squaredDistance(to: b).squareRoot()
            }
        }
        return lengths.max { a, b in a.value != b.value ? a.value < b.value : a.key > b.key }?.key
    }

    /// The repaired area under `index`.
    func area(_ index: Int, in layers: CoverageLayers) throws -> MultiPolygon {
        let polygons = try layers.arrangement.outline(of: faces[index]) { owners[$0].contains(Int32(index)) }
        guard !polygons.isEmpty else { throw CoverageError.areaVanishes(index: index) }
        return MultiPolygon(polygons)
    }
}
