import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

/// Sites within reach of legs, against all of them by dense steps along the leg.
@Suite struct SiteGridTests {
    private static let metric = LocalMetric(latitude: 25.3)

    @Test(arguments: 0..<10)
    func findsWhatIsWithinReachAndWhere(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func point(_ metres: Double) -> Point {
            Point(
                x: 119.1 + Double.random(in: -metres...metres, using: &random) / Self.metric.metresPerDegreeX,
                y: 25.3 + Double.random(in: -metres...metres, using: &random) / Self.metric.metresPerDegreeY
            )
        }
        let sites = (0..<100).map { _ in point(200) }
        let reaches: [Double] = sites.map { _ in [0, 10, 15, 20, -1].randomElement(using: &random) ?? 15 }
        let grid = SiteGrid(sites: sites, reaches: reaches)
        for _ in 0..<12 {
            let start = point(240)
            let end = Bool.random(using: &random) ? start : point(240)
            var contacts: [SiteGrid.Contact] = []
            grid.contacts(from: start, to: end, into: &contacts)
            #expect(Set(contacts.map(\.site)).count == contacts.count)
            for site in sites.indices {
                let metric = LocalMetric(latitude: sites[site].y)
                let distances = (0...1000).map { step in
                    let share = Double(step) / 1000
                    let place = Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
                    return metric.distance(place, sites[site])
                }
                let found = contacts.first { $0.site == site }
                let nearest = distances.min() ?? .infinity
                if abs(nearest - reaches[site]) > 0.5 {
                    #expect((found != nil) == (nearest <= reaches[site]), "seed \(seed)")
                }
                guard let found, reaches[site] - nearest > 0.5 else { continue }
                #expect(abs(found.nearest - nearest) < 0.5)
                let inside = distances.indices.filter { distances[$0] <= reaches[site] }
                #expect(abs(found.from - Double(inside.first ?? 0) / 1000) < 0.003)
                #expect(abs(found.to - Double(inside.last ?? 0) / 1000) < 0.003)
            }
        }
    }

    @Test func whatIsNoPlaceIsNeverFound() {
        let grid = SiteGrid(sites: [Point(x: .nan, y: 25), Point(x: 119.1, y: 25.3)], reaches: [15, 15])
        var contacts: [SiteGrid.Contact] = []
        grid.contacts(from: Point(x: .nan, y: 25), to: Point(x: 119, y: 25), into: &contacts)
        grid.contacts(from: Point(x: 1e300, y: 25), to: Point(x: -1e300, y: 25), into: &contacts)
        SiteGrid(sites: [], reaches: []).contacts(from: Point(x: 0, y: 0), to: Point(x: 1, y: 1), into: &contacts)
        #expect(contacts.isEmpty)
        grid.contacts(from: Point(x: 119.1, y: 25.3), to: Point(x: 119.1, y: 25.3), into: &contacts)
        #expect(contacts.map(\.site) == [1])
    }
}
