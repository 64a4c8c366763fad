internal import CGDAL
internal import GeometryCore

/// A file of one or more layers that GDAL is writing.
@safe final class GDALOutput {
    private static let rowsPerTransaction = 50_000

    private let path: String
    private let dataset: GDALDataset
    private let usesTransactions: Bool
    private var rows = 0
    let log = GDALErrorLog()

    init(path: String, format: FeatureFileFormat) throws {
        _ = GDALLibrary.isReady
        self.path = path
        usesTransactions = format == .geoPackage
        dataset = try Self.create(path, format, log)
    }

    /// Creates a layer; `system` may be nil for a table without geometry.
    func layer(
        _ name: String,
        _ system: OGRSpatialReferenceH?,
        _ type: OGRwkbGeometryType,
        _ options: [String]
    ) throws -> OGRLayerH {
        let layer = unsafe log.capture { [dataset] in
            unsafe GDALLibrary.withList(options) {
                unsafe GDALDatasetCreateLayer(dataset.handle, name, system, type, $0)
            }
        }
        guard let layer = unsafe layer else { throw failure("GDALDatasetCreateLayer") }
        return unsafe layer
    }

    func add(_ feature: OGRFeatureH, to layer: OGRLayerH) throws {
        let result = log.capture { unsafe OGR_L_CreateFeature(layer, feature) }
        guard result == OGRERR_NONE, log.count == 0 else { throw failure("OGR_L_CreateFeature") }
        rows += 1
        if rows % Self.rowsPerTransaction == 0 {
            try commit()
            try begin()
        }
    }

    /// Starts the first transaction, when all layers are there.
    func begin() throws {
        guard usesTransactions else { return }
        let result = log.capture { unsafe GDALDatasetStartTransaction(dataset.handle, 0) }
        guard result == OGRERR_NONE else { throw failure("GDALDatasetStartTransaction") }
    }

    func commit() throws {
        guard usesTransactions else { return }
        let result = log.capture { unsafe GDALDatasetCommitTransaction(dataset.handle) }
        guard result == OGRERR_NONE, log.count == 0 else { throw failure("GDALDatasetCommitTransaction") }
    }

    /// Writes what is left and closes the file.
    func finish() throws {
        try commit()
        log.capture { dataset.close() }
        guard log.count == 0 else { throw failure("GDALClose") }
    }

    func failure(_ operation: String) -> any Error { Self.failure(operation, path, log) }

    private static func failure(_ operation: String, _ path: String, _ log: GDALErrorLog) -> any Error {
        let text = log.text
        let isFull = ["disk is full", "No space left"].contains { text.contains($0) } || DiskSpace.isUsedUp(at: path)
        return isFull ? FeatureWriteError.diskFull(path: path) : GDALFailure(operation: operation, message: text)
    }

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
}
