import GeometryCore

/// A straight piece of the border of one area.
///
/// Walking from `low` to `high`, the area is on the left `weight` times more often than on the right.
struct Strand {
    /// The smaller vertex number.
    var low: Int32
    /// The larger vertex number.
    var high: Int32
    /// The area whose border it is.
    var area: Int32
    /// Positive when the area is on the left, negative when it is on the right.
    var weight: Int32

    /// Sorts strands by their ends.
    var edge: UInt64 { UInt64(UInt32(bitPattern: low)) << 32 | UInt64(UInt32(bitPattern: high)) }
}

/// The borders of many areas as edges between numbered vertices.
struct Linework {
    var vertices: VertexTable
    /// After ``merge()``: sorted by edge, then area, one for each pair, none with weight zero.
    var strands: [Strand] = []

    init(expectedPoints: Int) {
        vertices = VertexTable(expected: expectedPoints)
        strands.reserveCapacity(expectedPoints)
    }

    /// Adds the border of a valid area under number `index`, whichever way its rings run.
    mutating func add(_ area: MultiPolygon, index: Int32) {
        for polygon in area.polygons {
            add(polygon.shell, area: index, areaIsInside: true)
            for hole in polygon.holes { add(hole, area: index, areaIsInside: false) }
        }
    }

    private mutating func add(_ ring: Ring, area: Int32, areaIsInside: Bool) {
        let sign: Int32 = ring.isCounterclockwise == areaIsInside ? 1 : -1
        var from = vertices.number(of: ring.points[0])
        for point in ring.points.dropFirst() {
            let to = vertices.number(of: point)
            append(from: from, to: to, area: area, weight: sign)
            from = to
        }
    }

    /// Adds a strand with `area` on the left of the way `from` → `to`, unless that way has no length.
    mutating func append(from: Int32, to: Int32, area: Int32, weight: Int32) {
        guard from != to else { return }
        let isUp = from < to
        let strand = Strand(low: min(from, to), high: max(from, to), area: area, weight: isUp ? weight : -weight)
        strands.append(strand)
    }

    /// Sums strands that run along the same edge for the same area, and drops those that cancel.
    mutating func merge() {
        strands.sort { $0.edge != $1.edge ? $0.edge < $1.edge : $0.area < $1.area }
        var kept = 0
        for strand in strands {
            if kept > 0, strands[kept - 1].edge == strand.edge, strands[kept - 1].area == strand.area {
                strands[kept - 1].weight += strand.weight
            } else {
                if kept > 0, strands[kept - 1].weight == 0 { kept -= 1 }
                strands[kept] = strand
                kept += 1
            }
        }
        if kept > 0, strands[kept - 1].weight == 0 { kept -= 1 }
        strands.removeLast(strands.count - kept)
    }

    /// The ranges of strands that share an edge, in order; merge first.
    func edgeRanges() -> [Range<Int32>] {
        var ranges: [Range<Int32>] = []
        var start = 0
        for index in strands.indices.dropFirst() where strands[index].edge != strands[start].edge {
            ranges.append(Int32(start)..<Int32(index))
            start = index
        }
        if !strands.isEmpty { ranges.append(Int32(start)..<Int32(strands.count)) }
        return ranges
    }

    /// Keeps the edges for which `isKept` holds; merge first.
    mutating func keepEdges(where isKept: (ArraySlice<Strand>) -> Bool) {
        var kept: [Strand] = []
        for range in edgeRanges() {
            let edge = strands[Int(range.lowerBound)..<Int(range.upperBound)]
            if isKept(edge) { kept.append(contentsOf: edge) }
        }
        strands = kept
    }
}

extension Ring {
    /// Whether the ring runs counterclockwise, exactly, by its turn at its westernmost point.
    ///
    /// The ring must be simple. The shoelace sum would do but for rings so thin that rounding hides its sign.
    var isCounterclockwise: Bool {
        let count = points.count - 1
        var west = 0
        for index in 1..<count {
            let (a, b) = (points[index], points[west])
            if a.x < b.x || (a.x == b.x && a.y < b.y) { west = index }
        }
        var before = west
        var after = west
        repeat { before = (before + count - 1) % count } while points[before] == points[west] && before != west
        repeat { after = (after + 1) % count } while points[after] == points[west] && after != west
        return orientationSign(points[before], points[west], points[after]) > 0
    }
}
