internal import CGDAL
internal import GeometryCore

/// One layer of a dataset that GDAL reads.
@safe final class GDALSource: FeatureSource {
    let layerNames: [String]
    let layer: String
    let fields: [FieldDefinition]
    let crs: LayerCRS
    let kindHint: GeometryKind?
    let featureCount: Int?
    let geometryFields: [String] = []
    private(set) var fraction: Double?

    private let path: String
    private let format: SourceFormat
    private let dataset: GDALDataset
    private let handle: OGRLayerH
    private let readers: [FieldReader]
    private let decoder: TextDecoder?
    private let log = GDALErrorLog()
    /// Records of a GeoJSON text sequence, whose driver passes over what is no feature.
    private let recordCount: Int?
    /// Records that are no JSON and were not yet reported, and what was said of the first of them.
    private var parseErrors = 0
    private var parseReasons: [String] = []
    /// The row after them.
    private var held: FeatureRow?
    private var hasEnded = false
    /// What went wrong while a row was read that came all the same: the driver for GPX hands out the first point of a
    /// block that it cannot read on from, and then ends as if the file did.
    private var latent: FeatureFileError?

    init(path: String, format: SourceFormat, options: FeatureSourceOptions) throws {
        self.path = path
        self.format = format
        decoder = try Self.prepare(path, format, options)
        dataset = try Self.open(path, format, log)
        recordCount = dataset.driver == "GeoJSONSeq" ? try RecordCount.count(path: path) : nil
        let layers = unsafe dataset.layers
        let names = unsafe layers.map { unsafe Self.name(of: $0) }
        let index = try log.capture {
            try unsafe Self.choose(options.layer, names: names, layers: layers, format: format, path: path)
        }
        layerNames = names
        layer = names[index]
        unsafe handle = layers[index]
        let isDBF = format == .shapefile
        readers = try unsafe Self.readers(of: handle, isDBF: isDBF, decoder: decoder, path: path)
        fields = readers.map(\.definition)
        crs = unsafe LayerCRS(handle)
        let type = unsafe OGR_GT_GetLinear(OGR_GT_Flatten(OGR_L_GetGeomType(handle)))
        kindHint = GeometryKind(rawValue: type.rawValue)
        let isCheap = unsafe OGR_L_TestCapability(handle, OLCFastFeatureCount) != 0
        let count = isCheap ? Int(unsafe OGR_L_GetFeatureCount(handle, 0)) : -1
        featureCount = recordCount ?? (count >= 0 ? count : nil)
        unsafe OGR_L_ResetReading(handle)
    }

    func next(row: Int) throws -> FeatureRow? {
        if let bad = nextParseError(row) { return bad }
        if let row = held {
            held = nil
            return row
        }
        guard !hasEnded else { return audited(row) }
        let feature = unsafe log.capture { unsafe advance() }
        defer { unsafe OGR_F_Destroy(feature) }
        if recordCount != nil {
            // The driver passes over what is no JSON and says so; those rows come before the one it stopped at.
            parseErrors = log.parseErrors
            parseReasons = log.messages
        }
        if unsafe feature != nil && format == .gpx && log.count > 0 && latent == nil {
            latent = Self.failure(path, format, log, row: row)
        }
        if let feature = unsafe feature {
            let read = unsafe convert(feature, row: row + parseErrors)
            guard let bad = nextParseError(row) else { return read }
            held = read
            return bad
        }
        hasEnded = true
        if recordCount == nil { try checkEnd(row: row - 1) }
        return nextParseError(row) ?? audited(row)
    }

    private func nextParseError(_ row: Int) -> FeatureRow? {
        guard parseErrors > 0 else { return nil }
        parseErrors -= 1
        let reason = parseReasons.first ?? ""
        if parseReasons.count > 1 { parseReasons.removeFirst() }
        return .bad(BadRow(row: row, field: nil, problem: .unreadable(reason: reason)))
    }

    private func advance() -> OGRFeatureH? {
        guard format == .osm else { return unsafe OGR_L_GetNextFeature(handle) }
        // Only this call reads an OSM file in one pass without gathering the features of the other layers.
        var owner: OGRLayerH?
        var progress = 0.0
        while let feature = unsafe GDALDatasetGetNextFeature(dataset.handle, &owner, &progress, nil, nil) {
            fraction = progress
            if unsafe owner == handle { return unsafe feature }
            unsafe OGR_F_Destroy(feature)
        }
        return nil
    }

    private func convert(_ feature: OGRFeatureH, row: Int) -> FeatureRow {
        var values: [FieldValue] = []
        values.reserveCapacity(readers.count)
        for reader in readers {
            switch unsafe reader.read(feature, decoder) {
            case .success(let value): values.append(value)
            case .failure(let error):
                return .bad(BadRow(row: row, field: reader.definition.name, problem: error.problem))
            }
        }
        var geometry = unsafe GeometryReader.read(feature, swapsAxes: crs.swapsAxes)
        if geometry == nil {
            if format == .geoJSON && recordCount == nil {
                geometry = unsafe GeoJSONRemainder.brokenGeometry(of: feature)
            } else if recordCount != nil {
                if log.count > log.parseErrors { geometry = .failure(.malformed(offset: 0)) }
            } else if log.count > 0 {
                return .bad(BadRow(row: row, field: nil, problem: .unreadable(reason: log.text)))
            }
        }
        return .feature(Feature(row: row, fields: values, geometry: geometry))
    }

    private func checkEnd(row: Int) throws {
        if log.count > 0 { throw Self.failure(path, format, log, row: row) }
        if let latent { throw latent }
        // These headers count the features; the drivers take any end of the file between two of them for the end.
        if format == .flatGeobuf || format == .fileGeodatabase, let featureCount, row < featureCount {
            throw FeatureFileError.truncated(path: path, detail: "\(row) < \(featureCount)")
        }
    }

    /// After the last row: one bad row for each record that the driver passed over.
    private func audited(_ row: Int) -> FeatureRow? {
        guard let recordCount, row <= recordCount else { return nil }
        return .bad(BadRow(row: row, field: nil, problem: .notFeature))
    }
}
