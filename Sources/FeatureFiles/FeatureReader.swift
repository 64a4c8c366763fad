public import GeometryCore

/// A stream of the features in one layer of a local vector file, in constant memory.
///
/// Reads Shapefile, GeoPackage, GeoJSON, GeoJSON text sequences, KML and KMZ, GML, DXF, file geodatabases, CSV, GPX,
/// OSM (PBF and XML) and FlatGeobuf. The format is recognised from the file's bytes, and only the driver for it may
/// open the file. Nothing is ever fetched from a network, whatever path or file says so.
///
/// Coordinates are always x = easting or longitude and y = northing or latitude, whatever order the CRS or the file
/// has. Z and M are dropped. Arcs become lines with a point at least every degree, so a chord leaves its arc by at most
/// 0.004 % of the radius.
///
/// Values: whole numbers and reals as such (a real that is not finite is null), Booleans as 0 and 1, dates and times as
/// RFC 3339 text (without offset when the file gives none; null when its seconds are none), lists joined by `;`, binary
/// as hexadecimal text, objects as JSON. Every value of a CSV is text, an empty one without quotation marks is null.
///
/// Memory: a row at a time, with these exceptions: KML is held whole (see ``FeatureSourceOptions/maximumKMLBytes``), a
/// DXF's blocks and a GML's feature schema are, and OSM keeps 100 MB of node positions before it uses a temporary file.
/// A single GeoJSON feature may have 200 MB of text, and takes about fifteen times that while it is read.
///
/// A reader belongs to one task at a time.
public final class FeatureReader {
    private let source: any FeatureSource
    private var lastRow = 0
    private var hasEnded = false

    /// The absolute path that is read.
    public let path: String
    /// The size of the file in bytes, without its companions; 0 for a folder.
    public let byteCount: Int

    /// Opens a file, or a folder that is a file geodatabase or holds Shapefiles.
    ///
    /// When no layer is chosen, the only one that holds features is read; the first one if all are empty. In GPX the
    /// layers `route_points` and `track_points` show the routes and tracks once more, so they are read only when
    /// chosen. OSM always asks for a choice: points, lines, multilinestrings, multipolygons, other_relations.
    ///
    /// - Parameters:
    ///   - path: A local path. Addresses, database connections and GDAL's `/vsi…` paths are refused.
    ///   - options: What the file leaves open.
    /// - Throws: ``FeatureFileError``.
    public init(path: String, options: FeatureSourceOptions = FeatureSourceOptions()) throws {
        let absolute = try SourcePath.check(path)
        let format = try SourceFormat.recognise(absolute)
        var options = options
        var file = absolute
        var names: [String]?
        if format == .shapefile, FileStatus(path: absolute)?.isDirectory == true {
            let folder = try ShapefileFolder(path: absolute, layer: options.layer)
            file = folder.chosen
            names = folder.layerNames
            options.layer = nil
        }
        self.path = file
        byteCount = FileStatus(path: file).map { $0.isDirectory ? 0 : $0.size } ?? 0
        source =
            format == .csv
            ? try CSVSource(path: file, options: options)
            : try GDALSource(path: file, format: format, options: options)
        layerNames = names ?? source.layerNames
    }

    /// All layers of the file or folder, in its order; empty ones too.
    public let layerNames: [String]

    /// The layer that is read.
    public var layer: String { source.layer }

    /// The attributes, in the order of ``GeometryCore/Feature/fields``.
    public var fields: [FieldDefinition] { source.fields }

    /// The coordinate reference system that the file states; nil when it states none.
    ///
    /// It is `EPSG:4490` or the like if it is in that register, well-known text (WKT2, 2019) if not. GeoJSON, KML, GPX
    /// and OSM are EPSG:4326 by their standards. A CSV states none. The vertical part of a compound system is left out.
    public var crs: String? { source.crs.text }

    /// Whether the file states an engineering system, a drawing's own; then ``crs`` is nil.
    public var hasLocalCRS: Bool { source.crs.isLocal }

    /// The kind of geometry that the layer declares; its features may be of others.
    ///
    /// Nil when it declares none.
    public var geometryKindHint: GeometryKind? { source.kindHint }

    /// The columns that the geometry of a CSV comes from: x and y, or well-known text.
    ///
    /// They are among ``fields`` too.
    public var geometryFields: [String] { source.geometryFields }

    /// The number of features, when the file says so without being read through.
    public var featureCount: Int? { source.featureCount }

    /// How much was read, from 0 to 1; nil when that cannot be told.
    public var progress: Double? {
        if hasEnded { return 1 }
        if let fraction = source.fraction { return fraction }
        guard let count = featureCount, count > 0 else { return nil }
        return min(1, Double(lastRow) / Double(count))
    }

    /// Reads the next row; nil after the last.
    ///
    /// A row that cannot be read is ``FeatureRow/bad(_:)`` and the stream goes on. Rows are numbered from 1 without
    /// gaps.
    ///
    /// - Throws: ``FeatureFileError`` when nothing more can be read, such as
    ///   ``FeatureFileError/truncated(path:detail:)``.
    public func next() throws -> FeatureRow? {
        guard !hasEnded else { return nil }
        do {
            guard let row = try source.next(row: lastRow + 1) else {
                hasEnded = true
                return nil
            }
            lastRow += 1
            return row
        } catch {
            hasEnded = true
            throw error
        }
    }
}
