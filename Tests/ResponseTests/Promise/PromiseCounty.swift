import Foundation
import GeometryCore
import SpatialIndex
import TestSupport
import Territory

@testable import Response

/// A random small county: streets in a grid with one-ways, holes, an island and yards that cannot be entered; twelve
/// subdistricts of three area classes with a hole among them; people on and off duty, with and without places.
struct PromiseCounty {
    static let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    /// Monday 2 November 2026, 09:00 by the bureau's clock.
    static let monday = Date(timeIntervalSince1970: 1_793_581_200)
    static let limits = ArrivalLimits(urban: 1, rural: 2, remote: 3)
    private static let west = Point(x: 119, y: 25)
    private static let step = 0.003

    let atlas: Atlas
    let roster: Roster
    let roads: RoadGraph?
    let customers: [(code: String, place: Point?)]

    init(staff: Int, customers: Int, isWithRoads: Bool, using random: inout SeededGenerator) throws {
        atlas = try Self.atlas()
        roster = Self.roster(staff, using: &random)
        roads = isWithRoads ? Self.roads(using: &random) : nil
        self.customers = (0..<customers).map { number in
            let isPlaced = Int.random(in: 0..<20, using: &random) > 0
            return ("C\(number)", isPlaced ? Self.place(using: &random) : nil)
        }
    }

    func board() -> ResponderBoard { ResponderBoard(roster: roster, roads: roads, reach: 400, at: Self.monday) }

    func map(
        _ board: ResponderBoard,
        _ wish: ResponderWish = ResponderWish(),
        isCountingBusy: Bool = false
    ) -> PromiseMap {
        var map = PromiseMap(board, atlas, limits: Self.limits, wish: wish, isCountingBusy: isCountingBusy)
        for customer in customers { map.add(customer.code, at: customer.place) }
        return map
    }

    static func place(using random: inout SeededGenerator) -> Point {
        Point(
            x: west.x + Double.random(in: -0.008...0.056, using: &random),
            y: west.y + Double.random(in: -0.003...0.036, using: &random)
        )
    }

    /// Streets 300 m apart, an island of one street, and streets from which one may only leave.
    private static func roads(using random: inout SeededGenerator) -> RoadGraph {
        func node(_ x: Double, _ y: Double) -> Point { Point(x: west.x + x * step, y: west.y + y * step) }
        var lines: [RoadLine] = []
        func add(_ a: Point, _ b: Point, _ forward: Double?, _ backward: Double?) {
            lines.append(RoadLine(points: [a, b], forwardSpeed: forward, backwardSpeed: backward, number: lines.count))
        }
        for x in 0..<12 {
            for y in 0..<12 {
                for (dx, dy) in [(1, 0), (0, 1)] where x + dx < 12 && y + dy < 12 {
                    guard Int.random(in: 0..<5, using: &random) > 0 else { continue }
                    let speed = Double.random(in: 3...15, using: &random)
                    let isOneWay = Int.random(in: 0..<6, using: &random) == 0
                    add(
                        node(Double(x), Double(y)),
                        node(Double(x + dx), Double(y + dy)),
                        speed,
                        isOneWay ? nil : speed
                    )
                }
            }
        }
        add(node(16, 5), node(17, 5), 5, 5)
        for x in [1.5, 4.5, 7.5] {
            for y in stride(from: 0.5, to: 11, by: 2) { add(node(x, y), node(x + 0.5, y - 0.5), 5, nil) }
        }
        return RoadGraph(lines: lines)
    }

    private static func roster(_ count: Int, using random: inout SeededGenerator) -> Roster {
        var (staff, entries): ([StaffMember], [RotaEntry?]) = ([], [])
        // Two share a duty point, as at a station.
        let station = place(using: &random)
        for number in 0..<count {
            let code = "E\(number + 10)"
            let isPlaced = Int.random(in: 0..<12, using: &random) > 0
            let place = number < 2 ? station : place(using: &random)
            staff.append(
                StaffMember(
                    code: code,
                    roles: [number % 3 == 2 ? .inspector : .attendant],
                    skills: Bool.random(using: &random) ? ["live"] : [],
                    assignments: [.init(district: "L\(number % 12)", validity: .always)],
                    dutyPoint: isPlaced ? place : nil
                )
            )
            guard Int.random(in: 0..<4, using: &random) > 0 else { continue }
            entries.append(RotaEntry(staff: code, kind: .shift, days: .weekly(1), start: 480, end: 1080))
        }
        return Roster(staff: staff, rota: Rota(entries.compactMap(\.self), clock: DutyClock(timeZone: zone)))
    }

    /// Four by three rectangles; the fifth is missing.
    private static func atlas() throws -> Atlas {
        func unit(_ code: String, _ parent: String?, _ area: AreaClass, _ shape: MultiPolygon?) -> LayerRecord {
            let values = [code, nil, parent, nil, area.rawValue].map { $0.map(FieldValue.text) ?? .null }
            return LayerRecord(values: values, geometry: shape.map(Geometry.multiPolygon))
        }
        var records = [unit("S", nil, .urban, nil)]
        for number in 0..<12 where number != 5 {
            let (x, y) = (west.x - 0.006 + Double(number % 4) * 0.015, west.y - 0.003 + Double(number / 4) * 0.013)
            let corners = [(x, y), (x + 0.015, y), (x + 0.015, y + 0.013), (x, y + 0.013), (x, y)]
            let ring = try Ring(corners.map { Point(x: $0.0, y: $0.1) })
            let area = AreaClass.allCases[number % 3]
            records.append(unit("L\(number)", "S", area, MultiPolygon([Polygon(shell: ring)])))
        }
        let version = DistrictVersion(number: 1, validFrom: .distantPast, validTo: nil, publishedAt: nil, waiver: nil)
        return try Atlas(version: version, hierarchy: Hierarchy(records))
    }
}
