public import GeometryCore

/// Writes a GeoPackage of several layers, with the styles that QGIS is to draw them in.
///
/// As with ``FeatureWriter``, the file takes its place only when it is whole, and what was there stays until then. A
/// writer belongs to one task at a time.
public final class GeoPackageWriter {
    private let pending: PendingFile
    private var output: GDALOutput?
    private var sinks: [String: (sink: GDALSink, shape: FeatureShape)] = [:]

    /// Creates the temporary file with its layers.
    ///
    /// - Parameters:
    ///   - path: Where the file will be.
    ///   - layers: Its layers, in the order in which programs list them.
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``.
    public init(path: String, layers: [GeoPackageLayer]) throws {
        try PendingFile.checkLog(path)
        var names: Set<String> = [StyleTable.name]
        for layer in layers {
            guard names.insert(layer.name.lowercased()).inserted else {
                throw FeatureWriteError.duplicateLayer(name: layer.name)
            }
            try FeatureShape.checkNames(layer.fields.map(\.name), ignoringCase: true)
        }
        pending = try PendingFile(path: path)
        pending.removeTemporaries()
        let output = try GDALOutput(path: pending.temporary, format: .geoPackage)
        for layer in layers {
            let sink = try GDALSink(
                output,
                format: .geoPackage,
                layerName: layer.name,
                fields: layer.fields,
                kind: layer.geometryKind,
                crs: layer.crs
            )
            sinks[layer.name] = (sink, FeatureShape(fieldCount: layer.fields.count, kind: layer.geometryKind))
        }
        try StyleTable.write(layers.flatMap { layer in layer.styles.map { (layer, $0) } }, to: output) { layer in
            sinks[layer.name]?.sink.geometryColumn ?? ""
        }
        try output.begin()
        self.output = output
    }

    deinit { close() }

    /// The driver lets go of the temporary file before that is removed or moved.
    private func close() {
        sinks = [:]
        output = nil
    }

    /// Writes one feature; its row number is used only to name it in errors.
    ///
    /// - Parameters:
    ///   - feature: The feature; a single geometry becomes a multi-geometry of one where the layer is of that kind.
    ///   - layer: The name of the layer.
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``.
    /// - Precondition: The file has the layer.
    public func write(_ feature: Feature, to layer: String) throws {
        guard output != nil else { throw FeatureWriteError.finished }
        guard let (sink, shape) = sinks[layer] else { preconditionFailure("the file has no layer \(layer)") }
        let geometry = try shape.geometry(of: feature)
        try pending.naming { try sink.write(feature.fields, geometry, row: feature.row) }
    }

    /// Completes the file and moves it into place.
    ///
    /// - Throws: ``FeatureWriteError``, ``GDALFailure``; then nothing remains, and what was there before still is.
    public func finish() throws {
        guard let output else { throw FeatureWriteError.finished }
        try pending.naming {
            defer { close() }
            try output.finish()
        }
        try pending.naming { try pending.publish() }
    }
}

/// One layer of a GeoPackage that is to be written.
public struct GeoPackageLayer: Hashable, Sendable {
    /// Its name; GeoPackage does not tell case apart.
    public var name: String
    /// Its attributes, in the order of ``GeometryCore/Feature/fields``.
    public var fields: [FieldDefinition]
    /// The kind of all geometries; nil allows any.
    public var geometryKind: GeometryKind?
    /// What the coordinates are in: `EPSG:4490`, or well-known text.
    public var crs: String
    /// How it can be drawn.
    public var styles: [LayerStyle]

    /// Describes a layer.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - fields: Its attributes.
    ///   - geometryKind: The kind of all geometries; nil allows any.
    ///   - crs: What the coordinates are in.
    ///   - styles: How it can be drawn.
    public init(
        name: String,
        fields: [FieldDefinition],
        geometryKind: GeometryKind? = nil,
        crs: String = FeatureWriter.defaultCRS,
        styles: [LayerStyle] = []
    ) {
        self.name = name
        self.fields = fields
        self.geometryKind = geometryKind
        self.crs = crs
        self.styles = styles
    }
}

/// How a layer is drawn: a row of the table `layer_styles`, which QGIS keeps in GeoPackages.
public struct LayerStyle: Hashable, Sendable {
    /// Its name, at most 30 characters.
    public var name: String
    /// The style in QGIS's own language.
    public var qml: String
    /// The style as Styled Layer Descriptor, for other programs.
    public var sld: String
    /// What it is good for.
    public var summary: String
    /// Whether a layer that is opened is drawn so.
    public var isDefault: Bool
    /// When it was made, as `2026-12-01T08:00:00Z`; nil for no statement.
    public var updated: String?

    /// Describes a style.
    public init(name: String, qml: String, sld: String, summary: String, isDefault: Bool, updated: String? = nil) {
        self.name = name
        self.qml = qml
        self.sld = sld
        self.summary = summary
        self.isDefault = isDefault
        self.updated = updated
    }
}
