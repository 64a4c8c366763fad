import GeometryCore
public import SpatialIndex
public import Territory

extension RoadLine {
    /// The lines of a store's road layer that are open to a traveller, numbered in the order of their codes.
    ///
    /// - Parameters:
    ///   - store: Where the roads are.
    ///   - profile: Who travels.
    /// - Returns: One for each part of a road.
    /// - Throws: The store's errors.
    public static func lines(of store: any TerritoryStore, for profile: RoadProfile) throws -> [RoadLine] {
        let fields = Layer.roads.fields.map(\.name)
        var lines: [RoadLine] = []
        var number = 0
        try store.forEachRecord(in: .roads, version: nil) { record in
            defer { number += 1 }
            guard case .multiLineString(let parts) = record.geometry else { return }
            let attributes = zip(fields, record.values).reduce(into: [String: String]()) { $0[$1.0] = $1.1.text }
            let verdict = profile.verdict(on: attributes)
            guard verdict.closure == nil else { return }
            let (forward, backward) = (verdict.forwardSpeed, verdict.backwardSpeed)
            lines += parts.map {
                RoadLine(points: $0.points, forwardSpeed: forward, backwardSpeed: backward, number: number)
            }
        }
        return lines
    }
}

extension RoadGraph {
    /// How far apart two loose ends of roads may lie and still meet, in metres: what drawing by hand leaves open.
    private static let looseEnds = 1.0

    /// The graph of a store's road layer.
    ///
    /// - Parameters:
    ///   - store: Where the roads are.
    ///   - profile: Who travels.
    /// - Returns: Nil when no road is open to the traveller.
    /// - Throws: The store's errors.
    /// - Complexity: O(*n* log *n*) in points.
    public static func roads(of store: any TerritoryStore, for profile: RoadProfile) throws -> RoadGraph? {
        let lines = try RoadLine.lines(of: store, for: profile)
        guard !lines.isEmpty else { return nil }
        let graph = RoadGraph(lines: lines, joiningEndsWithin: looseEnds)
        return graph.edgeCount > 0 ? graph : nil
    }
}
