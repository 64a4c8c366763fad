public import GeometryCore
import Projection
public import Territory

/// Where assets are.
public struct AssetPlaces {
    private let store: any TerritoryStore

    /// Looks places up in a store.
    public init(store: any TerritoryStore) { self.store = store }

    /// Whether there is such an asset, and where: a device's place, the middle of a line.
    ///
    /// - Returns: Nil when there is no such asset; a nil place when nobody knows where it is.
    /// - Throws: The store's errors.
    public func find(_ asset: AssetName) throws -> (exists: Bool, place: Point?) {
        guard let record = try store.record(in: asset.kind.layer, code: asset.code) else { return (false, nil) }
        guard case .multiLineString(let parts) = record.geometry else { return (true, record.place) }
        return (true, Self.middle(of: parts))
    }

    /// The place in the middle of the longest part.
    static func middle(of parts: [LineString]) -> Point? {
        let measured = parts.map { ($0, Geodesic.grs80.length(of: $0)) }
        guard let (line, length) = measured.max(by: { $0.1 < $1.1 }) else { return nil }
        var rest = length / 2
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            let metres = Geodesic.grs80.distance(a, b)
            if metres >= rest, metres > 0 { return Geodesic.grs80.interpolate(a, b, fraction: rest / metres) }
            rest -= metres
        }
        return line.points.last
    }
}
