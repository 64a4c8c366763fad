import GeometryCore

/// Which areas have each piece of land.
struct CoverageLayers {
    let arrangement: Arrangement
    /// For each face the areas that have it, ascending.
    let owners: [[Int32]]

    /// An area and how often it winds around a face.
    private typealias Winding = (area: Int32, count: Int32)

    /// Lays valid areas, each under its number, on top of one another.
    init(of areas: [(index: Int, area: MultiPolygon)]) throws {
        var linework = Linework(expectedPoints: areas.reduce(0) { $0 + $1.area.pointCount })
        for (index, area) in areas { linework.add(area, index: Int32(index)) }
        try self.init(linework)
    }

    /// Finds the faces of borders, which may cross.
    init(_ linework: Linework) throws {
        var linework = linework
        try linework.node()
        arrangement = Arrangement(linework)
        let windings: [[Winding]] = arrangement.propagate(from: []) { left, edge, sign in
            Self.cross(left, edge, sign)
        }
        owners = windings.map { $0.compactMap { $0.count > 0 ? $0.area : nil } }
    }

    /// Both lists ascend by area, so one pass merges them.
    private static func cross(_ left: [Winding], _ edge: ArraySlice<Strand>, _ sign: Int32) -> [Winding] {
        var right: [Winding] = []
        right.reserveCapacity(left.count + edge.count)
        var index = left.startIndex
        for strand in edge {
            while index < left.endIndex, left[index].area < strand.area {
                right.append(left[index])
                index += 1
            }
            var count = -sign * strand.weight
            if index < left.endIndex, left[index].area == strand.area {
                count += left[index].count
                index += 1
            }
            if count != 0 { right.append((strand.area, count)) }
        }
        right.append(contentsOf: left[index...])
        return right
    }

    /// The land each pair of areas shares.
    func overlaps() throws -> [CoverageOverlap] {
        struct Pair: Hashable { let first: Int32, second: Int32 }
        var faces: [Pair: [Int]] = [:]
        for (face, areas) in owners.enumerated() where areas.count > 1 {
            for (position, first) in areas.enumerated() {
                for second in areas[(position + 1)...] {
                    faces[Pair(first: first, second: second), default: []].append(face)
                }
            }
        }
        let overlaps = try faces.flatMap { pair, faces in
            let members = Set(faces)
            return try arrangement.outline(of: faces, isInside: members.contains).map {
                CoverageOverlap(first: Int(pair.first), second: Int(pair.second), polygon: $0)
            }
        }
        return overlaps.filter { !$0.polygon.isRounding }.sorted { a, b in
            let (p, q) = (a.polygon.box, b.polygon.box)
            return (a.first, a.second, p.minX, p.minY) < (b.first, b.second, q.minX, q.minY)
        }
    }
}
