import GeometryCore

/// How many areas have each piece of land, found from the borders that neighbours do not share.
///
/// A border walked one way for one area and the other way for its neighbour changes nothing in the count of areas, so it
/// can be left out; what remains of a good coverage is its outer border. The count is exact all the same.
struct CoverageSum {
    private let arrangement: Arrangement
    private let counts: [Counts]
    private let extentIndex: Int32

    private struct Counts {
        var areas: Int32 = 0
        var extent: Int32 = 0
    }

    /// Counts valid areas, and apart from them a valid extent.
    init(of areas: [MultiPolygon], within extent: MultiPolygon?) throws {
        let extentIndex = Int32(areas.count)
        var linework = Linework(expectedPoints: areas.reduce(extent?.pointCount ?? 0) { $0 + $1.pointCount })
        for (index, area) in areas.enumerated() { linework.add(area, index: Int32(index)) }
        if let extent { linework.add(extent, index: extentIndex) }
        func change(_ edge: ArraySlice<Strand>) -> Counts {
            var change = Counts()
            for strand in edge {
                if strand.area == extentIndex { change.extent += strand.weight } else { change.areas += strand.weight }
            }
            return change
        }
        func matters(_ edge: ArraySlice<Strand>) -> Bool {
            let change = change(edge)
            return change.areas != 0 || change.extent != 0
        }
        linework.merge()
        linework.keepEdges(where: matters)
        try linework.node()
        linework.keepEdges(where: matters)
        self.extentIndex = extentIndex
        arrangement = Arrangement(linework)
        counts = arrangement.propagate(from: Counts()) { left, edge, sign in
            let change = change(edge)
            return Counts(areas: left.areas - sign * change.areas, extent: left.extent - sign * change.extent)
        }
    }

    /// The boxes of land that more than one area has.
    func doublyCovered() -> [Box] {
        counts.indices.filter { counts[$0].areas > 1 }.map { face in
            Box(arrangement.halfEdges(around: face).lazy.map { arrangement.points[Int(arrangement.origin($0))] })
        }
    }

    /// The gaps from west to east.
    func gaps() throws -> [CoverageGap] {
        let regions = regions()
        var members: [Int: [Int]] = [:]
        for face in counts.indices where counts[face].areas == 0 { members[regions[face], default: []].append(face) }
        var gaps: [CoverageGap] = []
        for (region, faces) in members {
            let walks = arrangement.borderWalks(of: faces) { regions[$0] == region }
            if try region != regions[0] && isHole(walks, regions) {
                gaps.append(try gap(walks))
            } else {
                for face in faces where counts[face].extent > 0 {
                    gaps.append(try gap(arrangement.borderWalks(of: [face]) { $0 == face }))
                }
            }
        }
        return gaps.filter { !$0.polygon.isRounding }.sorted {
            ($0.polygon.box.minX, $0.polygon.box.minY) < ($1.polygon.box.minX, $1.polygon.box.minY)
        }
    }

    /// A number for each face, equal for faces that connect over land without areas, where only the extent's border can
    /// part them, and for faces that connect over land with areas.
    private func regions() -> [Int] {
        var sets = DisjointSets(count: counts.count)
        for edge in arrangement.edges.indices {
            let (left, right) = (Int(arrangement.face[2 * edge]), Int(arrangement.face[2 * edge + 1]))
            if (counts[left].areas == 0) == (counts[right].areas == 0) { sets.join(left, right) }
        }
        return counts.indices.map { sets.find($0) }
    }

    /// Whether one connected piece of land surrounds what the walks go around; pieces that only touch leave it open.
    private func isHole(_ walks: [[Int32]], _ regions: [Int]) throws -> Bool {
        let outer =
            try walks.lazy.flatMap(arrangement.simpleLoops).first { try arrangement.ring($0).isCounterclockwise } ?? []
        return Set(outer.lazy.map { regions[Int(arrangement.face[Int($0 ^ 1)])] }).count == 1
    }

    private func gap(_ walks: [[Int32]]) throws -> CoverageGap {
        let strands = walks.joined().lazy.flatMap { arrangement.strands(along: $0) }
        let neighbours = Set(strands.map(\.area)).subtracting([extentIndex]).map(Int.init).sorted()
        let polygons = arrangement.assemble(try walks.flatMap(arrangement.rings))
        // Faces that connect along edges have one outer ring.
        guard let polygon = polygons.first, polygons.count == 1 else {
            throw TopologyError(operation: "coverage gap", messages: ["\(polygons.count) outer rings"])
        }
        return CoverageGap(polygon: polygon, neighbours: neighbours)
    }
}
