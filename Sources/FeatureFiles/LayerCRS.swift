internal import CGDAL

/// What a layer says of its coordinate reference system.
struct LayerCRS {
    /// `EPSG:…` when it is one of that register, well-known text (2019) when it is another, nil when there is none.
    var text: String?
    /// Whether it is an engineering system, which has no place on the Earth.
    var isLocal = false
    /// Whether the first coordinate of the data is the northing.
    var swapsAxes = false

    init() {}

    init(_ layer: OGRLayerH) {
        guard let original = unsafe OGR_L_GetSpatialRef(layer) else { return }
        swapsAxes = unsafe Self.northComesFirst(original)
        guard let system = unsafe OSRClone(original) else { return }
        defer { unsafe OSRRelease(system) }
        if unsafe OSRIsLocal(system) != 0 {
            isLocal = true
            return
        }
        // GeoPackage's srs_id 0 is a system by this name that stands for none.
        if let name = unsafe OSRGetName(system), unsafe String(cString: name).hasPrefix("Undefined ") { return }
        unsafe OSRStripVertical(system)
        text = unsafe Self.code(system) ?? Self.match(system) ?? Self.wellKnownText(system)
    }

    /// Whether the axis that the data's first coordinate belongs to points north or south.
    private static func northComesFirst(_ system: OGRSpatialReferenceH) -> Bool {
        var count: Int32 = 0
        guard let mapping = unsafe OSRGetDataAxisToSRSAxisMapping(system, &count), count >= 2 else { return false }
        let axis = abs(unsafe mapping[0])
        var orientation = OAO_Other
        _ = unsafe OSRGetAxis(system, nil, axis - 1, &orientation)
        guard orientation == OAO_North || orientation == OAO_South else { return false }
        var second = OAO_Other
        _ = unsafe OSRGetAxis(system, nil, abs(mapping[1]) - 1, &second)
        return second == OAO_East || second == OAO_West
    }

    private static func code(_ system: OGRSpatialReferenceH) -> String? {
        guard let name = unsafe OSRGetAuthorityName(system, nil), let code = unsafe OSRGetAuthorityCode(system, nil)
        else {
            return nil
        }
        let text = unsafe "\(String(cString: name)):\(String(cString: code))"
        // The OGC's CRS84 is EPSG:4326 with longitude first, which is how all our coordinates are.
        if text == "OGC:CRS84" { return "EPSG:4326" }
        return text.hasPrefix("EPSG:") ? text : nil
    }

    /// The one system of the EPSG register that is equivalent; PROJ gives such a match a confidence of 90 % or more.
    private static func match(_ system: OGRSpatialReferenceH) -> String? {
        var count: Int32 = 0
        var confidences: UnsafeMutablePointer<Int32>?
        guard let matches = unsafe OSRFindMatches(system, nil, &count, &confidences) else { return nil }
        defer {
            unsafe OSRFreeSRSArray(matches)
            unsafe VSIFree(confidences)
        }
        guard count > 0, let best = unsafe matches[0], let confidence = unsafe confidences?[0], confidence >= 90 else {
            return nil
        }
        if count > 1, let next = unsafe confidences?[1], next == confidence { return nil }
        return unsafe code(best)
    }

    private static func wellKnownText(_ system: OGRSpatialReferenceH) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        defer { unsafe VSIFree(text) }
        let result = unsafe GDALLibrary.withList(["FORMAT=WKT2_2019"]) { options in
            unsafe OSRExportToWktEx(
                system,
                &text,
                UnsafeRawPointer(options)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
            )
        }
        guard result == OGRERR_NONE, let text = unsafe text else { return nil }
        return unsafe String(validatingCString: text)
    }
}
