import GeometryCore
public import SpatialIndex
public import Territory

extension RoadGraph {
    /// How far apart two loose ends of roads may lie and still meet, in metres: what drawing by hand leaves open.
    private static let looseEnds = 1.0

    /// The graph of a store's road layer.
    ///
    /// Roads that are closed to the traveller are left out. Lines are numbered in the order of their codes.
    ///
    /// - Parameters:
    ///   - store: Where the roads are.
    ///   - profile: Who travels.
    /// - Returns: Nil when no road is open to the traveller.
    /// - Throws: The store's errors.
    /// - Complexity: O(*n* log *n*) in points.
    public static func roads(of store: any TerritoryStore, for profile: RoadProfile) throws -> RoadGraph? {
        let fields = Layer.roads.fields.map(\.name)
        var lines: [RoadLine] = []
        var number = 0
        try store.forEachRecord(in: .roads, version: nil) { record in
            defer { number += 1 }
            guard case .multiLineString(let parts) = record.geometry else { return }
            let attributes = zip(fields, record.values).reduce(into: [String: String]()) { $0[$1.0] = $1.1.text }
            let verdict = profile.verdict(on: attributes)
            guard verdict.closure == nil else { return }
            for part in parts {
                lines.append(
                    RoadLine(
                        points: part.points,
                        forwardSpeed: verdict.forwardSpeed,
                        backwardSpeed: verdict.backwardSpeed,
                        number: number
                    )
                )
            }
        }
        guard !lines.isEmpty else { return nil }
        let graph = RoadGraph(lines: lines, joiningEndsWithin: looseEnds)
        return graph.edgeCount > 0 ? graph : nil
    }
}
