internal import GeometryCore

/// One polygon of the map: an outer ring, counterclockwise, and holes, clockwise.
///
/// First points are not repeated.
struct Area: Sendable {
    var shell: [Place]
    var holes: [[Place]] = []
}

/// Draws the outline of sets of cells.
///
/// Edges between two cells of a set cancel, so a district's outline is made of the very points of its subdistricts.
struct Outline {
    let county: County

    /// The areas covered by `cells`, which are all the cells that `label` gives `value`.
    func areas(_ cells: [Int], labels: [Int], value: Int) -> [Area] {
        struct Step { let cell: Int, edge: Int }
        // Three cells meet at a corner, so a set's border leaves a corner at most once.
        var steps: [Int: Step] = [:]
        for cell in cells {
            for edge in 0..<6 {
                let other = county.grid.neighbour(cell, edge)
                if other.map({ labels[$0] }) != value {
                    steps[county.grid.corner(cell, edge)] = Step(cell: cell, edge: edge)
                }
            }
        }
        var rings: [[Place]] = []
        for start in steps.keys.sorted() {
            var ring: [Place] = []
            var corner = start
            while let step = steps.removeValue(forKey: corner) {
                ring += county.borders.points(step.cell, step.edge).map(county.frame.place)
                corner = county.grid.corner(step.cell, step.edge + 1)
            }
            if !ring.isEmpty { rings.append(ring) }
        }
        return assemble(rings)
    }

    /// Puts each hole into the smallest shell around it.
    private func assemble(_ rings: [[Place]]) -> [Area] {
        let sized = rings.map { (ring: $0, area: Self.doubledArea($0)) }
        let shells = sized.filter { $0.area > 0 }.sorted { $0.area > $1.area }
        var areas = shells.map { Area(shell: $0.ring) }
        for hole in sized where hole.area < 0 {
            if let owner = areas.indices.last(where: { Self.contains(areas[$0].shell, hole.ring[0]) }) {
                areas[owner].holes.append(hole.ring)
            }
        }
        return areas
    }

    static func doubledArea(_ ring: [Place]) -> Int {
        let origin = ring[0]
        var sum = 0
        for (index, a) in ring.enumerated() {
            let b = ring[(index + 1) % ring.count]
            sum += (a.longitude - origin.longitude) * (b.latitude - origin.latitude)
            sum -= (a.latitude - origin.latitude) * (b.longitude - origin.longitude)
        }
        return sum
    }

    private static func contains(_ ring: [Place], _ place: Place) -> Bool {
        func point(_ place: Place) -> Point { Point(x: Double(place.longitude), y: Double(place.latitude)) }
        return point(place).isInside(ring.map(point))
    }
}
