import GeometryCore

/// The words that describe a cell of a ``PointLocator`` that borders pass through, and how a point in it is answered.
///
/// Two words each for the reference point's x and y, the number of areas that cover the whole cell, the number of
/// groups; then the areas; then the groups. A group is the borders of up to 32 polygons: which of them cover the
/// reference, as bits; how many polygons; how many edges; each polygon's area, ascending; and for each edge its first
/// vertex doubled, plus one if the reference lies left of it, and whose border it is, as bits.
///
/// The areas that cover a point are those that cover the reference, but for each edge that the way between crosses
/// those change whose border it is. Neighbours share one edge, so a border is looked at once for both.
enum LocatorLeaf {
    static let headerWords = 6
    static let polygonsInGroup = 32

    /// Calls `found` with each area that covers `point`, and whether the point is on its edge.
    ///
    /// An area of several polygons may come more than once.
    @inline(__always)
    static func visitAreas(
        at start: Int,
        covering point: Point,
        _ vertices: Span<Point>,
        _ words: Span<UInt32>,
        _ found: (UInt32, Bool) -> Void
    ) {
        let reference = Point(x: double(words, start), y: double(words, start + 2))
        let groupCount = words[start + 5]
        var cursor = start + headerWords
        for _ in 0..<words[start + 4] {
            found(words[cursor], false)
            cursor += 1
        }
        for _ in 0..<groupCount {
            var covering = words[cursor]
            let (polygonCount, edgeCount) = (Int(words[cursor + 1]), Int(words[cursor + 2]))
            let areas = cursor + 3
            var edge = areas + polygonCount
            cursor = edge + 2 * edgeCount
            var touched: UInt32 = 0
            while edge < cursor {
                let vertex = Int(words[edge] >> 1)
                let crossing = EdgeCrossing(
                    vertices[vertex],
                    vertices[vertex + 1],
                    from: reference,
                    isReferenceLeft: words[edge] & 1 == 1,
                    to: point
                )
                switch crossing {
                case .beside: break
                case .crossed: covering ^= words[edge + 1]
                case .touched: touched |= words[edge + 1]
                }
                edge += 2
            }
            covering |= touched
            while covering != 0 {
                let polygon = covering.trailingZeroBitCount
                found(words[areas + polygon], touched >> UInt32(polygon) & 1 == 1)
                covering &= covering - 1
            }
        }
    }

    /// Calls `visit` with the first vertex of each edge and each area whose border it is.
    static func visitEdges(at start: Int, _ words: Span<UInt32>, _ visit: (_ vertex: UInt32, _ area: UInt32) -> Void) {
        var cursor = start + headerWords + Int(words[start + 4])
        for _ in 0..<words[start + 5] {
            let areas = cursor + 3
            let firstEdge = areas + Int(words[cursor + 1])
            cursor = firstEdge + 2 * Int(words[cursor + 2])
            for edge in stride(from: firstEdge, to: cursor, by: 2) {
                var polygons = words[edge + 1]
                while polygons != 0 {
                    visit(words[edge] >> 1, words[areas + polygons.trailingZeroBitCount])
                    polygons &= polygons - 1
                }
            }
        }
    }

    /// A vertex of the leaf's first edge and one of its group's last; vertex 0 when it has none.
    @inline(__always)
    static func someVertices(at start: Int, _ words: Span<UInt32>) -> (Int, Int) {
        guard words[start + 5] > 0 else { return (0, 0) }
        let group = start + headerWords + Int(words[start + 4])
        let first = group + 3 + Int(words[group + 1])
        return (Int(words[first] >> 1), Int(words[first + 2 * Int(words[group + 2]) - 2] >> 1))
    }

    @inline(__always)
    private static func double(_ words: Span<UInt32>, _ index: Int) -> Double {
        Double(bitPattern: UInt64(words[index]) | UInt64(words[index + 1]) << 32)
    }

    /// Appends a leaf to `words`.
    ///
    /// - Parameters:
    ///   - reference: A point of the cell that lies on none of its edges.
    ///   - wholes: The areas that cover all of the cell, ascending.
    ///   - edges: Where the edges stand.
    ///   - within: Which of them are in the cell, polygon by polygon, ascending.
    ///   - covering: Where the polygons stand that cover the reference.
    ///   - covers: Which they are, ascending.
    ///   - outline: What the edges are of.
    ///   - words: Receives the leaf at its end.
    static func append(
        reference: Point,
        wholes: [UInt32],
        edges: [LocatorBuild.Edge],
        _ within: Range<Int>,
        covering: [UInt32],
        _ covers: Range<Int>,
        outline: Outline,
        to words: inout [UInt32]
    ) {
        append(reference.x, to: &words)
        append(reference.y, to: &words)
        words.append(UInt32(wholes.count))
        words.append(0)
        let groupCountAt = words.count - 1
        words.append(contentsOf: wholes)
        var rest = within
        while !rest.isEmpty {
            words[groupCountAt] += 1
            let end = appendGroup(of: edges, rest, reference, covering, covers, outline, to: &words)
            rest = end..<rest.upperBound
        }
    }

    private static func append(_ value: Double, to words: inout [UInt32]) {
        words.append(UInt32(truncatingIfNeeded: value.bitPattern))
        words.append(UInt32(truncatingIfNeeded: value.bitPattern >> 32))
    }

    /// Appends the first edges, those of as many polygons as a group holds; returns the edge after them.
    private static func appendGroup(
        of edges: [LocatorBuild.Edge],
        _ within: Range<Int>,
        _ reference: Point,
        _ covering: [UInt32],
        _ covers: Range<Int>,
        _ outline: Outline,
        to words: inout [UInt32]
    ) -> Int {
        let start = words.count
        words.append(0)
        words.append(0)
        words.append(0)
        var (end, cover) = (within.lowerBound, covers.lowerBound)
        while end < within.upperBound {
            let polygon = edges[end].polygon
            if end == within.lowerBound || edges[end - 1].polygon != polygon {
                let number = words[start + 1]
                guard number < polygonsInGroup else { break }
                while cover < covers.upperBound && covering[cover] < polygon { cover += 1 }
                if cover < covers.upperBound && covering[cover] == polygon { words[start] |= 1 << number }
                words.append(outline.areaOfPolygon[Int(polygon)])
                words[start + 1] = number + 1
            }
            end += 1
        }
        let firstEdge = words.count
        var polygon: UInt32 = 1
        for index in within.lowerBound..<end {
            if index > within.lowerBound && edges[index - 1].polygon != edges[index].polygon { polygon <<= 1 }
            appendEdge(edges[index].vertex, polygon, reference, outline.vertices, firstEdge, to: &words)
        }
        words[start + 2] = UInt32((words.count - firstEdge) / 2)
        return end
    }

    /// Appends an edge, or adds its polygon to a neighbour's edge that is the same one.
    private static func appendEdge(
        _ vertex: UInt32,
        _ polygon: UInt32,
        _ reference: Point,
        _ vertices: [Point],
        _ firstEdge: Int,
        to words: inout [UInt32]
    ) {
        let (a, b) = (vertices[Int(vertex)], vertices[Int(vertex) + 1])
        // Looking at more would take long where hundreds of polygons meet.
        for index in stride(from: firstEdge, to: min(words.count, firstEdge + 64), by: 2) {
            let other = Int(words[index] >> 1)
            let (c, d) = (vertices[other], vertices[other + 1])
            if (a == c && b == d || a == d && b == c) && words[index + 1] & polygon == 0 {
                words[index + 1] |= polygon
                return
            }
        }
        words.append(vertex << 1 | (orientationSign(a, b, reference) > 0 ? 1 : 0))
        words.append(polygon)
    }
}
