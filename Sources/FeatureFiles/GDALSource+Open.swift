internal import CGDAL
internal import GeometryCore

extension GDALSource {
    /// Checks the file by its format's own rules, and finds the decoder for its text when GDAL is not to do it.
    static func prepare(_ path: String, _ format: SourceFormat, _ options: FeatureSourceOptions) throws -> TextDecoder?
    {
        switch format {
        case .shapefile:
            try ShapefileCheck.check(path)
            return try ShapefileCheck.decoder(path: path, stated: options.encoding)
        case .dxf:
            try DrawingCheck.checkEnd(path)
            return try DrawingCheck.decoder(path: path, stated: options.encoding)
        case .fileGeodatabase:
            try GeodatabaseCheck.check(path)
            return nil
        case .kml:
            let isArchive = SourcePath.suffix(of: path) == "kmz"
            let size = isArchive ? GDALLibrary.unpackedSize(ofArchive: path) : FileStatus(path: path)?.size ?? 0
            guard size <= options.maximumKMLBytes else {
                throw FeatureFileError.tooLarge(path: path, limitBytes: options.maximumKMLBytes)
            }
            return nil
        default: return nil
        }
    }

    static func open(_ path: String, _ format: SourceFormat, _ log: GDALErrorLog) throws -> GDALDataset {
        // Text is taken as it is and decoded here, where a value that is not valid can be told from one that is.
        if format == .dxf { unsafe CPLSetThreadLocalConfigOption("DXF_ENCODING", "UTF-8") }
        defer { if format == .dxf { unsafe CPLSetThreadLocalConfigOption("DXF_ENCODING", nil) } }
        // With `@`, a driver that does not know an option says nothing.
        let options = ["@NATIVE_DATA=YES", "@WRITE_GFS=NO", "@DOWNLOAD_SCHEMA=NO"]
        let own: [String] =
            switch format {
            case .shapefile: ["ENCODING="]
            case .osm: ["CONFIG_FILE=" + OSMConfiguration.path]
            default: []
            }
        // The prefix keeps the plain GeoJSON driver, which stops after the first record, from taking a sequence.
        let name = format == .geoJSONSeq ? "GEOJSONSeq:" + path : path
        let dataset = GDALDataset.open(name, drivers: format.drivers, options: options + own, log: log)
        guard let dataset else { throw failure(path, format, log, row: 0) }
        // Some drivers open half a file and say so only here. GeoJSON's failures are of single rows.
        if log.count > 0 && format != .geoJSON && format != .geoJSONSeq { throw failure(path, format, log, row: 0) }
        return dataset
    }

    static func failure(_ path: String, _ format: SourceFormat, _ log: GDALErrorLog, row: Int) -> FeatureFileError {
        // Any JSON, XML or SQLite file may be something else altogether; the other formats were recognised for sure.
        let isGeneral = [.geoJSON, .geoJSONSeq, .gml, .geoPackage].contains(format)
        let isUnknown = log.messages.allSatisfy { $0.contains("not recognized as a supported file format") }
        if isUnknown && isGeneral { return .notVector(path: path) }
        if log.messages.contains(where: { $0.contains("OGR_GEOJSON_MAX_OBJ_SIZE") }) {
            return .tooLarge(path: path, limitBytes: GeometryReader.maximumObjectMegabytes << 20)
        }
        if log.messages.contains(where: { $0.contains("unknown encoding") }) { return .xmlEncoding(path: path) }
        return .corrupt(path: path, row: row, reason: log.text)
    }

    static func name(of layer: OGRLayerH) -> String {
        guard let name = unsafe OGR_L_GetName(layer) else { return "" }
        return unsafe String(cString: name)
    }

    /// The position of the layer to read.
    static func choose(
        _ wanted: String?,
        names: [String],
        layers: [OGRLayerH],
        format: SourceFormat,
        path: String
    ) throws -> Int {
        guard !names.isEmpty else { throw FeatureFileError.noLayers(path: path) }
        if let wanted {
            guard let index = names.firstIndex(of: wanted) else {
                throw FeatureFileError.layerNotFound(name: wanted, available: names)
            }
            return index
        }
        guard names.count > 1 else { return 0 }
        if format == .osm { throw FeatureFileError.severalLayers(available: names) }
        let repeated = format == .gpx ? ["route_points", "track_points"] : []
        let filled = names.indices.filter {
            unsafe !repeated.contains(names[$0]) && holdsFeatures(layers[$0])
        }
        guard filled.count <= 1 else { throw FeatureFileError.severalLayers(available: filled.map { names[$0] }) }
        return filled.first ?? 0
    }

    private static func holdsFeatures(_ layer: OGRLayerH) -> Bool {
        if unsafe OGR_L_TestCapability(layer, OLCFastFeatureCount) != 0 {
            return unsafe OGR_L_GetFeatureCount(layer, 0) != 0
        }
        let first = unsafe OGR_L_GetNextFeature(layer)
        defer {
            unsafe OGR_F_Destroy(first)
            unsafe OGR_L_ResetReading(layer)
        }
        return unsafe first != nil
    }

    static func readers(of layer: OGRLayerH, isDBF: Bool, decoder: TextDecoder?, path: String) throws -> [FieldReader] {
        guard let definition = unsafe OGR_L_GetLayerDefn(layer) else { return [] }
        return try (0..<Int(unsafe OGR_FD_GetFieldCount(definition))).compactMap { index in
            guard let field = unsafe OGR_FD_GetFieldDefn(definition, Int32(index)) else { return nil }
            guard let raw = unsafe OGR_Fld_GetNameRef(field) else { return nil }
            let bytes = unsafe Array(String(cString: raw).utf8)
            var name = unsafe String(validatingCString: raw)
            if let decoder, name == nil || bytes.contains(where: { $0 >= 0x80 }) {
                name = unsafe fieldName(raw, decoder)
            }
            guard let name else { throw FeatureFileError.unclearEncoding(path: path) }
            return unsafe FieldReader(field, index: index, name: name, isDBF: isDBF)
        }
    }

    /// Names in a .dbf have ten bytes, and are often cut within a character.
    private static func fieldName(_ raw: UnsafePointer<CChar>, _ decoder: TextDecoder) -> String? {
        var bytes: [UInt8] = []
        var cursor = unsafe raw
        while unsafe cursor.pointee != 0 {
            bytes.append(UInt8(bitPattern: unsafe cursor.pointee))
            unsafe cursor += 1
        }
        return try? decoder.decode(bytes[...], mayBeCut: true).get()
    }
}
