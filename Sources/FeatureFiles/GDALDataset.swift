internal import CGDAL

/// A dataset opened or created by GDAL, closed with this object.
@safe final class GDALDataset {
    private(set) var handle: GDALDatasetH?

    /// Takes ownership of `handle`.
    init(_ handle: GDALDatasetH) { unsafe self.handle = handle }

    deinit { close() }

    /// Opens an existing local file read-only with one of `drivers`.
    ///
    /// - Returns: Nil when none of them takes it; `log` says why.
    static func open(_ path: String, drivers: [String], options: [String], log: GDALErrorLog) -> GDALDataset? {
        _ = GDALLibrary.isReady
        let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
        return unsafe log.capture {
            unsafe GDALLibrary.withList(drivers) { drivers in
                unsafe GDALLibrary.withList(options) { options in
                    unsafe constantList(drivers) { drivers in
                        unsafe constantList(options) { unsafe GDALOpenEx(path, flags, drivers, $0, nil) }
                    }
                }
            }
        }.map { unsafe GDALDataset($0) }
    }

    /// Writes what is buffered and gives the handle back.
    func close() {
        guard let handle = unsafe handle else { return }
        unsafe GDALClose(handle)
        unsafe self.handle = nil
    }

    var layers: [OGRLayerH] {
        unsafe (0..<GDALDatasetGetLayerCount(handle)).compactMap { unsafe GDALDatasetGetLayer(handle, $0) }
    }

    var driver: String {
        guard let driver = unsafe GDALGetDatasetDriver(handle) else { return "" }
        return unsafe GDALGetDriverShortName(driver).map { unsafe String(cString: $0) } ?? ""
    }
}

/// The same list with the constness that `GDALOpenEx` declares.
private func constantList<Result>(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    unsafe body(UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self))
}
