import CGEOS
public import GeometryCore

extension MultiPolygon {
    /// The first fault found, or nil when the area is valid.
    ///
    /// An area without polygons is valid. Faults inside one polygon are found before faults between polygons.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    /// - Complexity: O(*n* log *n*) in the number of points.
    public func firstInvalidity() throws -> Invalidity? {
        let context = try GEOSContext()
        guard let whole = try context.invalidity(of: polygons, part: nil) else { return nil }
        for (index, polygon) in polygons.enumerated() {
            if let fault = try context.invalidity(of: [polygon], part: index) { return fault }
        }
        return whole
    }

    /// The fault of every polygon that is invalid by itself, in order; then the first fault between the valid ones.
    ///
    /// GEOS stops at a polygon's first fault, so mending it may show the next.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    /// - Complexity: O(*n* log *n*) in the number of points.
    public func allInvalidities() throws -> [Invalidity] {
        let context = try GEOSContext()
        guard let whole = try context.invalidity(of: polygons, part: nil) else { return [] }
        var faults: [Invalidity] = []
        var sound: [Polygon] = []
        for (index, polygon) in polygons.enumerated() {
            let fault = try context.invalidity(of: [polygon], part: index)
            if let fault { faults.append(fault) } else { sound.append(polygon) }
        }
        guard !faults.isEmpty else { return [whole] }
        if let fault = try context.invalidity(of: sound, part: nil) { faults.append(fault) }
        return faults
    }
}

extension GEOSContext {
    fileprivate func invalidity(of polygons: [Polygon], part: Int?) throws -> Invalidity? {
        let area = try GEOSGeometry(polygons: polygons, in: self)
        var reason: UnsafeMutablePointer<CChar>?
        var place: OpaquePointer?
        // GEOS allocates both out-parameters, and only when the answer is 0, invalid.
        let isValid = unsafe GEOSisValidDetail_r(handle, area.pointer, 0, &reason, &place)
        defer { unsafe GEOSFree_r(handle, reason) }
        let position = unsafe place == nil ? nil : try GEOSGeometry(place, from: "GEOSisValidDetail_r", in: self)
        guard try !answer(isValid, from: "GEOSisValidDetail_r") else { return nil }
        guard let reason = unsafe reason, let point = try position?.point() else {
            throw failure(of: "GEOSisValidDetail_r")
        }
        return unsafe Invalidity(reason: Invalidity.Reason(geos: String(cString: reason)), point: point, part: part)
    }
}
