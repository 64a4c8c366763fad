internal import CGDAL

/// GDAL's process-wide state, set once.
enum GDALLibrary {
    /// Registers the drivers and fixes what this process lets GDAL do; true once done.
    static let isReady: Bool = {
        // Worker threads of a driver have no handler of their own: keep them from writing to stderr.
        unsafe CPLSetErrorHandler(CPLQuietErrorHandler)
        for (key, value) in settings { unsafe CPLSetConfigOption(key, value) }
        GDALAllRegister()
        return true
    }()

    /// Settings that outrank the environment.
    private static let settings = [
        // No network, even when a file asks for it: no schema downloads, no external entities, no remote files.
        ("GDAL_HTTP_PROXY", "127.0.0.1:9"),
        ("GDAL_HTTPS_PROXY", "127.0.0.1:9"),
        ("GDAL_HTTP_CONNECTTIMEOUT", "1"),
        ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none"),
        ("GML_PARSER", "EXPAT"),
        ("GML_DOWNLOAD_WFS_SCHEMA", "NO"),
        ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
        ("SHAPE_RESTORE_SHX", "NO"),
        // Megabytes: one GeoJSON object, OSM's node index before it goes to disk.
        ("OGR_GEOJSON_MAX_OBJ_SIZE", "\(GeometryReader.maximumObjectMegabytes)"),
        ("OSM_MAX_TMPFILE_SIZE", "100"),
        ("OGR_ARC_STEPSIZE", "\(GeometryReader.arcStepDegrees)"),
    ]

    /// The names in a folder; empty when it cannot be listed.
    static func members(of folder: String) -> [String] {
        _ = isReady
        let list = unsafe VSIReadDir(folder)
        defer { unsafe CSLDestroy(list) }
        return unsafe strings(list)
    }

    /// How many bytes the members of a ZIP file have when unpacked, as its directory says; it may say anything.
    static func unpackedSize(ofArchive path: String) -> Int {
        _ = isReady
        guard let folder = unsafe VSIOpenDir("/vsizip/{\(path)}", -1, nil) else { return 0 }
        defer { unsafe VSICloseDir(folder) }
        var total: UInt64 = 0
        while let entry = unsafe VSIGetNextDirEntry(folder) {
            let (sum, isTooLarge) = total.addingReportingOverflow(unsafe entry.pointee.nSize)
            total = isTooLarge ? .max : sum
        }
        return Int(clamping: total)
    }

    private static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        let count = Int(unsafe CSLCount(list))
        return (0..<count).compactMap { index in
            unsafe CSLGetField(list, Int32(index)).flatMap { unsafe String(validatingCString: $0) }
        }
    }

    /// Calls `body` with a null-terminated list of C strings.
    static func withList<Result>(
        _ items: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Result
    ) rethrows -> Result {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        for item in items { unsafe list = CSLAddString(list, item) }
        defer { unsafe CSLDestroy(list) }
        return try unsafe body(list)
    }
}

/// The failures that GDAL reports on this thread while a closure runs.
///
/// Nothing reaches stderr.
final class GDALErrorLog {
    /// What went wrong in the last capture, oldest first; no more than ``limit`` messages are kept.
    private(set) var messages: [String] = []
    /// How many failures there were in the last capture.
    private(set) var count = 0
    /// How many of them were records of a text sequence that are no JSON.
    private(set) var parseErrors = 0
    private let limit = 8

    /// The kept messages as one text, each once, without the places in GDAL's own sources.
    var text: String {
        var seen: Set<String> = []
        return messages.map(Self.plain).filter { seen.insert($0).inserted }.joined(separator: "; ")
    }

    private static func plain(_ message: String) -> String {
        if message.hasPrefix("Error occurred in ./") { return "bad structure or unexpected end" }
        guard message.hasPrefix("./"), let colon = message.firstIndex(of: ":") else { return message }
        return message[message.index(after: colon)...].description.trimmed
    }

    /// Runs `body`, which must not suspend: GDAL keeps handlers per thread.
    func capture<Result>(_ body: () throws -> Result) rethrows -> Result {
        if count > 0 {
            messages.removeAll(keepingCapacity: true)
            count = 0
            parseErrors = 0
        }
        // Unretained is sound: the handler is popped before this returns.
        unsafe CPLPushErrorHandlerEx(record, Unmanaged.passUnretained(self).toOpaque())
        defer { CPLPopErrorHandler() }
        return try body()
    }

    fileprivate func add(_ message: String) {
        count += 1
        if message.hasPrefix("JSON parsing error") { parseErrors += 1 }
        if messages.count < limit { messages.append(message) }
    }
}

private func record(level: CPLErr, number: CPLErrorNum, message: UnsafePointer<CChar>?) {
    guard level == CE_Failure, let owner = unsafe CPLGetErrorHandlerUserData() else { return }
    let log = unsafe Unmanaged<GDALErrorLog>.fromOpaque(owner).takeUnretainedValue()
    log.add(unsafe message.map { unsafe String(cString: $0) } ?? "")
}
