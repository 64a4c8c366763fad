import GeometryCore

/// The folder of the shared peers' workload.
struct Workload {
    let folder: String

    /// The rows of a file of two columns as points.
    func points(_ name: String) throws -> [Point] {
        let numbers = try NumPyFile.numbers("\(folder)/\(name).npy", as: Double.self)
        return stride(from: 0, to: numbers.count, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    }

    /// Where each item of a layer starts among its points; one more entry ends the last.
    func offsets(_ layer: String) throws -> [Int] {
        try NumPyFile.numbers("\(folder)/\(layer).off.npy", as: Int64.self).map(Int.init)
    }

    /// A layer of polygons without holes, in longitude and latitude ("lonlat") or in metres ("xy").
    func areas(_ layer: String, _ system: String) throws -> [MultiPolygon] {
        let (points, offsets) = try (points("\(layer).\(system)"), offsets(layer))
        return try zip(offsets, offsets.dropFirst()).map {
            MultiPolygon([Polygon(shell: try Ring(Array(points[$0..<$1])))])
        }
    }
}
