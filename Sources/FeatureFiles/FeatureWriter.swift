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
    private let shape: FeatureShape
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
        if format == .geoPackage { try PendingFile.checkLog(path) }
        try FeatureShape.checkNames(fields.map(\.name), ignoringCase: !isText && format != .csv)
        pending = try PendingFile(path: path)
        if !isText && format != .csv { pending.removeTemporaries() }
        shape = FeatureShape(fieldCount: fields.count, kind: geometryKind)
        self.format = format
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
        let geometry = try shape.geometry(of: feature)
        // Its spatial index has no place for them: GDAL leaves such features out without a word.
        if format == .flatGeobuf && geometry == nil { throw FeatureWriteError.missingGeometry(row: feature.row) }
        try pending.naming { try sink.write(feature.fields, geometry, row: feature.row) }
    }

    /// Completes the file and moves it into place.
    ///
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``; then nothing remains, and what was there before still is.
    public func finish() throws {
        guard let sink else { throw FeatureWriteError.finished }
        self.sink = nil
        try pending.naming {
            try sink.finish()
            try pending.publish()
        }
    }
}

/// Where ``FeatureWriter`` puts rows that are checked.
protocol FeatureSink: AnyObject {
    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws
    /// Writes what is left and closes the file.
    func finish() throws
}
