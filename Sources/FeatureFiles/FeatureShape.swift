internal import GeometryCore

/// What every feature of a layer must look like, whatever file it goes to.
struct FeatureShape {
    let fieldCount: Int
    /// The kind of all geometries; nil for any.
    let kind: GeometryKind?

    /// The geometry of a feature in the layer's kind; a single one becomes a multi-geometry of one.
    ///
    /// - Throws: ``FeatureWriteError``, when the feature does not fit.
    func geometry(of feature: Feature) throws -> Geometry? {
        guard feature.fields.count == fieldCount else {
            throw FeatureWriteError.fieldCount(row: feature.row, found: feature.fields.count, expected: fieldCount)
        }
        switch feature.geometry {
        case nil: return nil
        case .success(let found): return try fitting(found, row: feature.row)
        case .failure(let error): throw FeatureWriteError.brokenGeometry(row: feature.row, error)
        }
    }

    private func fitting(_ geometry: Geometry, row: Int) throws -> Geometry {
        guard let kind, kind != geometry.kind else { return geometry }
        switch (geometry, kind) {
        case (.point(let point), .multiPoint): return .multiPoint([point])
        case (.lineString(let line), .multiLineString): return .multiLineString([line])
        case (.polygon(let polygon), .multiPolygon): return .multiPolygon(MultiPolygon([polygon]))
        default: throw FeatureWriteError.wrongKind(row: row, found: geometry.kind, expected: kind)
        }
    }

    /// - Throws: ``FeatureWriteError/duplicateField(name:)`` when two fields have one name.
    static func checkNames(_ names: [String], ignoringCase: Bool) throws {
        var seen: Set<String> = []
        for name in names where !seen.insert(ignoringCase ? name.lowercased() : name).inserted {
            throw FeatureWriteError.duplicateField(name: name)
        }
    }
}
