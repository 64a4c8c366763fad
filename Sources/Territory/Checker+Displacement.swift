import GeometryCore
import Projection

extension Checker {
    /// How many records of a layer are compared.
    private static let sampleSize = 2000

    /// Layers that seem to be in another coordinate system than they are said to be.
    ///
    /// Customers stand around their transformer, so their displacement from it is random unless one of the two layers is
    /// displaced as a whole. The sample is spread evenly over the layer.
    ///
    /// - Throws: `ProjectionError` when PROJ cannot read its database.
    public func displacementFindings(in store: any TerritoryStore) throws -> [Finding] {
        var sites: [String: Point] = [:]
        try store.forEachRecord(in: .transformers, version: nil) { sites[$0.code] = $0.place }
        let total = try store.recordCount(in: .customers, version: nil)
        let step = max(1, total / Self.sampleSize)
        let reference = Layer.customers.index(of: "transformer")
        var sample: [CoordinateSpecimen] = []
        var references: [CoordinateSpecimen] = []
        var row = 0
        try store.forEachRecord(in: .customers, version: nil) { record in
            row += 1
            guard row % step == 0, let place = record.place, let transformer = record.values[reference].text,
                let site = sites[transformer]
            else { return }
            sample.append(CoordinateSpecimen(code: record.code, geometry: .point(place)))
            references.append(CoordinateSpecimen(code: record.code, geometry: .point(site)))
        }
        guard !sample.isEmpty else { return [] }
        let doctor = CoordinateDoctor(declared: .wgs84, references: references)
        return try doctor.examine(sample).compactMap { finding in
            switch finding.problem {
            case .chineseOffset(let evidence):
                Finding(
                    .displaced,
                    .warning,
                    .customers,
                    code: nil,
                    others: [Layer.transformers.rawValue],
                    metres: evidence.declaredMetres,
                    detail: .coordinates(finding)
                )
            case .constantDisplacement(let metres, _, _, _):
                Finding(
                    .displaced,
                    .warning,
                    .customers,
                    code: nil,
                    others: [Layer.transformers.rawValue],
                    metres: metres,
                    detail: .coordinates(finding)
                )
            default: nil
            }
        }
    }
}
