public import GeometryCore

extension PointLocator {
    /// Builds the locator.
    ///
    /// - Parameter areas: The areas, most preferred first; an area without polygons covers nothing.
    /// - Precondition: Fewer than 2³⁰ areas and 2³¹ points; no coordinate beyond 10¹⁵⁰, where products overflow.
    /// - Complexity: O(*n* log *n*) time and O(*n*) memory in points, whatever their layout: a grid that long edges
    ///   would overfill is made coarser.
    public init(areas: [MultiPolygon]) {
        let outline = Outline(areas: areas)
        let build = LocatorBuild.finestThatFits(outline)
        self.init(
            box: outline.box,
            areaCount: areas.count,
            vertices: outline.vertices,
            grid: build.grid,
            cells: build.cells,
            leaves: build.leaves
        )
    }
}

/// The areas flattened: all rings' vertices in one array, and which polygon each edge belongs to.
struct Outline {
    private(set) var box = Box.empty
    private(set) var vertices: [Point] = []
    /// For each polygon the area it is part of.
    private(set) var areaOfPolygon: [UInt32] = []
    /// For each polygon the first of its vertices; one more entry ends the last.
    private(set) var firstVertex: [Int] = []
    /// The last vertex of each ring, in ascending order: no edge starts there.
    private(set) var ringEnds: [Int] = []

    init(areas: [MultiPolygon]) {
        vertices.reserveCapacity(areas.reduce(0) { $0 + $1.pointCount })
        for (number, area) in areas.enumerated() {
            for polygon in area.polygons {
                areaOfPolygon.append(UInt32(number))
                firstVertex.append(vertices.count)
                for ring in polygon.rings {
                    vertices.append(contentsOf: ring.points)
                    ringEnds.append(vertices.count - 1)
                }
            }
        }
        firstVertex.append(vertices.count)
        // From the vertices and not the shells: a hole of an invalid polygon may lie outside its shell.
        box = Box(vertices)
        precondition(
            vertices.isEmpty || max(-box.minX, box.maxX, -box.minY, box.maxY) <= 1e150,
            "coordinates beyond 1e150 have products that overflow"
        )
        precondition(areas.count < 1 << 30 && vertices.count < 1 << 31, "more areas or points than the locator numbers")
    }

    /// Calls `visit` with every edge's polygon and first vertex, polygon by polygon in order.
    func forEachEdge(_ visit: (_ polygon: Int, _ start: Int) -> Void) {
        var ring = 0
        for polygon in areaOfPolygon.indices {
            var vertex = firstVertex[polygon]
            while vertex < firstVertex[polygon + 1] {
                while vertex < ringEnds[ring] {
                    visit(polygon, vertex)
                    vertex += 1
                }
                vertex += 1
                ring += 1
            }
        }
    }
}
