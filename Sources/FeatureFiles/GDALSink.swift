internal import CGDAL
internal import GeometryCore

/// Writes a GeoPackage or FlatGeobuf through GDAL.
@safe final class GDALSink: FeatureSink {
    private static let rowsPerTransaction = 50_000

    private let path: String
    private let dataset: GDALDataset
    private let layer: OGRLayerH
    private let definition: OGRFeatureDefnH
    private let log = GDALErrorLog()
    private let usesTransactions: Bool
    private var rows = 0

    init(
        path: String,
        format: FeatureFileFormat,
        layerName: String,
        fields: [FieldDefinition],
        kind: GeometryKind?,
        crs: String
    ) throws {
        _ = GDALLibrary.isReady
        self.path = path
        let system = try unsafe Self.system(crs, log)
        defer { unsafe OSRRelease(system) }
        dataset = try Self.create(path, format, log)
        usesTransactions = format == .geoPackage
        let type = kind.map { OGRwkbGeometryType($0.rawValue) } ?? wkbUnknown
        let options = format == .geoPackage ? Self.columnOptions(fields) : []
        let layer = unsafe log.capture { [dataset] in
            unsafe GDALLibrary.withList(options) {
                unsafe GDALDatasetCreateLayer(dataset.handle, layerName, system, type, $0)
            }
        }
        guard let layer = unsafe layer else { throw Self.failure("GDALDatasetCreateLayer", path, log) }
        unsafe self.layer = layer
        try unsafe Self.addFields(fields, to: layer, path, log)
        guard let definition = unsafe OGR_L_GetLayerDefn(layer) else {
            throw Self.failure("OGR_L_GetLayerDefn", path, log)
        }
        unsafe self.definition = definition
        try begin()
    }

    func write(_ values: [FieldValue], _ geometry: Geometry?, row: Int) throws {
        guard let feature = unsafe OGR_F_Create(definition) else { throw failure("OGR_F_Create") }
        defer { unsafe OGR_F_Destroy(feature) }
        for (index, value) in values.enumerated() { unsafe set(value, at: Int32(index), of: feature) }
        if let geometry { try unsafe set(geometry, of: feature) }
        let result = log.capture { unsafe OGR_L_CreateFeature(layer, feature) }
        guard result == OGRERR_NONE, log.count == 0 else { throw failure("OGR_L_CreateFeature") }
        rows += 1
        if rows % Self.rowsPerTransaction == 0 {
            try commit()
            try begin()
        }
    }

    func finish() throws {
        try commit()
        log.capture { dataset.close() }
        guard log.count == 0 else { throw failure("GDALClose") }
    }

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
            throw failure("OGR_G_CreateFromWkb")
        }
    }

    private func begin() throws {
        guard usesTransactions else { return }
        let result = log.capture { unsafe GDALDatasetStartTransaction(dataset.handle, 0) }
        guard result == OGRERR_NONE else { throw failure("GDALDatasetStartTransaction") }
    }

    private func commit() throws {
        guard usesTransactions else { return }
        let result = log.capture { unsafe GDALDatasetCommitTransaction(dataset.handle) }
        guard result == OGRERR_NONE, log.count == 0 else { throw failure("GDALDatasetCommitTransaction") }
    }

    private func failure(_ operation: String) -> any Error { Self.failure(operation, path, log) }

    private static func failure(_ operation: String, _ path: String, _ log: GDALErrorLog) -> any Error {
        let text = log.text
        let isFull = ["disk is full", "No space left"].contains { text.contains($0) } || DiskSpace.isUsedUp(at: path)
        return isFull ? FeatureWriteError.diskFull(path: path) : GDALFailure(operation: operation, message: text)
    }
}

extension GDALSink {
    private static func create(_ path: String, _ format: FeatureFileFormat, _ log: GDALErrorLog) throws -> GDALDataset {
        let name = format == .geoPackage ? "GPKG" : "FlatGeobuf"
        guard let driver = unsafe GDALGetDriverByName(name) else {
            throw GDALFailure(operation: "GDALGetDriverByName", message: name)
        }
        // The file is temporary until PendingFile has it written to the disk: SQLite need not wait for that each time.
        unsafe CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
        defer { unsafe CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nil) }
        let handle = unsafe log.capture { unsafe GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil) }
        guard let handle = unsafe handle else { throw failure("GDALCreate", path, log) }
        return unsafe GDALDataset(handle)
    }

    /// Names for GeoPackage's own columns that no field has.
    private static func columnOptions(_ fields: [FieldDefinition]) -> [String] {
        let taken = Set(fields.map { $0.name.lowercased() })
        func free(_ name: String) -> String { taken.contains(name) ? free(name + "_") : name }
        return ["FID=\(free("fid"))", "GEOMETRY_NAME=\(free("geom"))"]
    }

    private static func addFields(
        _ fields: [FieldDefinition],
        to layer: OGRLayerH,
        _ path: String,
        _ log: GDALErrorLog
    ) throws {
        for field in fields {
            let type =
                switch field.kind {
                case .integer: OFTInteger64
                case .real: OFTReal
                case .text: OFTString
                }
            let definition = unsafe OGR_Fld_Create(field.name, type)
            defer { unsafe OGR_Fld_Destroy(definition) }
            let result = log.capture { unsafe OGR_L_CreateField(layer, definition, 1) }
            guard result == OGRERR_NONE else { throw failure("OGR_L_CreateField", path, log) }
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
