public import GeometryCore

/// Writes features to a new file, which takes its place only when it is whole.
///
/// Everything goes to a temporary file in the same folder; ``finish()`` moves it to its path in one step and replaces
/// what was there. If it is never called, nothing remains. Memory is constant, except that FlatGeobuf keeps about two
/// hundred bytes a feature for its index.
///
/// A writer belongs to one task at a time.
public final class FeatureWriter {
    /// The coordinate reference system of data without another statement: WGS 84, longitude before latitude.
    public static let defaultCRS = "EPSG:4326"

    private let pending: PendingFile
    private let fieldCount: Int
    private let kind: GeometryKind?
    private var sink: (any FeatureSink)?
    private let format: FeatureFileFormat

    /// Creates the temporary file.
    ///
    /// - Parameters:
    ///   - path: Where the file will be.
    ///   - format: Its format.
    ///   - layerName: The name of its layer in formats that have one; nil takes the file's name.
    ///   - fields: The attributes, in the order of ``GeometryCore/Feature/fields``.
    ///   - geometryKind: The kind of all geometries; nil allows any. A CSV of points has columns `lon` and `lat`, any
    ///     other a column `wkt`; a field of such a name gives its column to the geometry.
    ///   - crs: What the coordinates are in: `EPSG:4490`, or well-known text. GeoJSON holds nothing but EPSG:4326; a
    ///     CSV does not say.
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``.
    public init(
        path: String,
        format: FeatureFileFormat,
        layerName: String? = nil,
        fields: [FieldDefinition],
        geometryKind: GeometryKind? = nil,
        crs: String = FeatureWriter.defaultCRS
    ) throws {
        let isText = format == .geoJSON || format == .geoJSONSeq
        if isText && crs != Self.defaultCRS { throw FeatureWriteError.unsupportedCRS(crs: crs, format: format) }
        // Replacing a database under its write-ahead log would mix the two.
        if format == .geoPackage && FileStatus(path: path + "-wal") != nil { throw FeatureWriteError.inUse(path: path) }
        try Self.checkNames(fields, ignoringCase: !isText && format != .csv)
        pending = try PendingFile(path: path)
        if !isText && format != .csv { pending.removeTemporaries() }
        fieldCount = fields.count
        self.format = format
        kind = geometryKind
        sink =
            switch format {
            case .geoJSON, .geoJSONSeq:
                try GeoJSONSink(path: pending.temporary, fields: fields, isSequence: format == .geoJSONSeq)
            case .csv: try CSVSink(path: pending.temporary, fields: fields, isPoints: geometryKind == .point)
            case .geoPackage, .flatGeobuf:
                try GDALSink(
                    path: pending.temporary,
                    format: format,
                    layerName: layerName ?? SourcePath.stem(of: path),
                    fields: fields,
                    kind: geometryKind,
                    crs: crs
                )
            }
    }

    deinit {
        // The driver lets go of the temporary file first, or it would write it once more after it is removed.
        sink = nil
    }

    private static func checkNames(_ fields: [FieldDefinition], ignoringCase: Bool) throws {
        var seen: Set<String> = []
        for field in fields where !seen.insert(ignoringCase ? field.name.lowercased() : field.name).inserted {
            throw FeatureWriteError.duplicateField(name: field.name)
        }
    }

    /// Writes one feature; a missing geometry is written as none, which FlatGeobuf cannot.
    ///
    /// Its row number is used only to name it in errors.
    ///
    /// A single geometry is written as a multi-geometry of one where the file is of that kind.
    ///
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``. The file is still unfinished then; dropping the writer removes
    ///   it.
    public func write(_ feature: Feature) throws {
        guard let sink else { throw FeatureWriteError.finished }
        guard feature.fields.count == fieldCount else {
            throw FeatureWriteError.fieldCount(row: feature.row, found: feature.fields.count, expected: fieldCount)
        }
        var geometry: Geometry?
        switch feature.geometry {
        case nil:
            // Its spatial index has no place for them: GDAL leaves such features out without a word.
            if format == .flatGeobuf { throw FeatureWriteError.missingGeometry(row: feature.row) }
        case .success(let found): geometry = try fitting(found, row: feature.row)
        case .failure(let error): throw FeatureWriteError.brokenGeometry(row: feature.row, error)
        }
        try naming { try sink.write(feature.fields, geometry, row: feature.row) }
    }

    /// Completes the file and moves it into place.
    ///
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``; then nothing remains, and what was there before still is.
    public func finish() throws {
        guard let sink else { throw FeatureWriteError.finished }
        self.sink = nil
        try naming {
            try sink.finish()
            try pending.publish()
        }
    }

    /// Errors of the sinks name the temporary file, of which nobody knows.
    private func naming(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch FeatureWriteError.diskFull {
            throw FeatureWriteError.diskFull(path: pending.path)
        } catch FeatureWriteError.system(_, let code, let reason) {
            throw FeatureWriteError.system(path: pending.path, code: code, reason: reason)
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
}

/// Where ``FeatureWriter`` puts rows that are checked.
protocol FeatureSink: AnyObject {
    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws
    /// Writes what is left and closes the file.
    func finish() throws
}
