internal import CGDAL
internal import GeometryCore

/// Writes a layer of a GeoPackage or FlatGeobuf through GDAL.
@safe final class GDALSink: FeatureSink {
    private let output: GDALOutput
    private let layer: OGRLayerH
    private let definition: OGRFeatureDefnH

    /// A file of one layer.
    convenience init(
        path: String,
        format: FeatureFileFormat,
        layerName: String,
        fields: [FieldDefinition],
        kind: GeometryKind?,
        crs: String
    ) throws {
        let output = try GDALOutput(path: path, format: format)
        try self.init(output, format: format, layerName: layerName, fields: fields, kind: kind, crs: crs)
        try output.begin()
    }

    /// One more layer of a file; its transaction is the owner's to begin.
    init(
        _ output: GDALOutput,
        format: FeatureFileFormat,
        layerName: String,
        fields: [FieldDefinition],
        kind: GeometryKind?,
        crs: String
    ) throws {
        self.output = output
        let system = try unsafe Self.system(crs, output.log)
        defer { unsafe OSRRelease(system) }
        let type = kind.map { OGRwkbGeometryType($0.rawValue) } ?? wkbUnknown
        let options = format == .geoPackage ? Self.columnOptions(fields) : []
        let layer = try unsafe output.layer(layerName, system, type, options)
        unsafe self.layer = layer
        try unsafe Self.addFields(fields, to: layer, output)
        guard let definition = unsafe OGR_L_GetLayerDefn(layer) else { throw output.failure("OGR_L_GetLayerDefn") }
        unsafe self.definition = definition
    }

    /// The name of the column of geometries.
    var geometryColumn: String {
        unsafe OGR_L_GetGeometryColumn(layer).map { unsafe String(cString: $0) } ?? ""
    }

    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws {
        guard let feature = unsafe OGR_F_Create(definition) else { throw output.failure("OGR_F_Create") }
        defer { unsafe OGR_F_Destroy(feature) }
        for (index, value) in values.enumerated() { unsafe set(value, at: Int32(index), of: feature) }
        if let geometry { try unsafe set(geometry, of: feature) }
        try unsafe output.add(feature, to: layer)
    }

    func finish() throws { try output.finish() }

    private func set(_ value: FieldValue, at index: Int32, of feature: OGRFeatureH) {
        switch value {
        case .null: unsafe OGR_F_SetFieldNull(feature, index)
        case .integer(let number): unsafe OGR_F_SetFieldInteger64(feature, index, number)
        case .real(let number):
            if number.isFinite {
                unsafe OGR_F_SetFieldDouble(feature, index, number)
            } else {
                unsafe OGR_F_SetFieldNull(feature, index)
            }
        case .text(let text): unsafe OGR_F_SetFieldString(feature, index, text)
        }
    }

    private func set(_ geometry: Geometry, of feature: OGRFeatureH) throws {
        let bytes = WKB.encode(geometry)
        var made: OGRGeometryH?
        let result = unsafe bytes.withUnsafeBytes {
            unsafe OGR_G_CreateFromWkb($0.baseAddress, nil, &made, Int32(clamping: $0.count))
        }
        // The feature takes the geometry over.
        guard result == OGRERR_NONE, unsafe OGR_F_SetGeometryDirectly(feature, made) == OGRERR_NONE else {
            throw output.failure("OGR_G_CreateFromWkb")
        }
    }
}

extension GDALSink {
    /// Names for GeoPackage's own columns that no field has.
    private static func columnOptions(_ fields: [FieldDefinition]) -> [String] {
        let taken = Set(fields.map { $0.name.lowercased() })
        func free(_ name: String) -> String { taken.contains(name) ? free(name + "_") : name }
        return ["FID=\(free("fid"))", "GEOMETRY_NAME=\(free("geom"))"]
    }

    private static func addFields(_ fields: [FieldDefinition], to layer: OGRLayerH, _ output: GDALOutput) throws {
        for field in fields {
            let type =
                switch field.kind {
                case .integer: OFTInteger64
                case .real: OFTReal
                case .text: OFTString
                }
            let definition = unsafe OGR_Fld_Create(field.name, type)
            defer { unsafe OGR_Fld_Destroy(definition) }
            let result = output.log.capture { unsafe OGR_L_CreateField(layer, definition, 1) }
            guard result == OGRERR_NONE else { throw output.failure("OGR_L_CreateField") }
        }
    }

    /// The CRS with easting first.
    ///
    /// Only codes and well-known text: GDAL would also follow addresses and file names.
    private static func system(_ crs: String, _ log: GDALErrorLog) throws -> OGRSpatialReferenceH? {
        let system = unsafe OSRNewSpatialReference(nil)
        let result: OGRErr = log.capture {
            if crs.uppercased().hasPrefix("EPSG:"), let code = Int32(crs.dropFirst(5)) {
                return unsafe OSRImportFromEPSG(system, code)
            }
            guard crs.contains("[") else { return OGRERR_UNSUPPORTED_SRS }
            var text = Array(crs.utf8CString)
            return unsafe text.withUnsafeMutableBufferPointer { buffer in
                var cursor = buffer.baseAddress
                return unsafe OSRImportFromWkt(system, &cursor)
            }
        }
        guard result == OGRERR_NONE else {
            unsafe OSRRelease(system)
            throw FeatureWriteError.unknownCRS(crs: crs)
        }
        unsafe OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
        return unsafe system
    }
}
