import CGEOS
public import GeometryCore

/// What became of an area when it was made valid.
///
/// Areas are in squared units of the input.
public struct ValidityRepair: Hashable, Sendable {
    /// The valid area.
    public let area: MultiPolygon
    /// Whether anything had to be changed; when false, ``area`` is the input, bit for bit.
    public let wasInvalid: Bool
    /// The size before: outer rings less holes, by the shoelace formula, whatever the rings' faults.
    public let sizeBefore: Double
    /// The size after.
    public let sizeAfter: Double
}

extension MultiPolygon {
    /// The valid area nearest to this one; the area itself, bit for bit, when it is valid.
    ///
    /// Outer rings are united and holes cut out of them, so that a bow-tie keeps both its lobes and nested parts merge.
    /// A hole wholly outside its outer ring becomes a part: its ring must have been meant as one.
    /// Lines and points to which a part collapses are dropped; an area without extent becomes one without polygons.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public func madeValid() throws -> MultiPolygon { try validityRepair().area }

    /// The valid area nearest to this one, and how its size changed; see ``madeValid()``.
    ///
    /// - Throws: ``TopologyError`` when GEOS fails.
    public func validityRepair() throws -> ValidityRepair {
        let context = try GEOSContext()
        let given = try GEOSGeometry(self, in: context)
        guard try !given.isValid else {
            return ValidityRepair(area: self, wasInvalid: false, sizeBefore: area, sizeAfter: area)
        }
        let made = try given.madeValid(GEOS_MAKE_VALID_STRUCTURE).polygons()
        // A collapsed part left out can leave nothing to check; anything else must now pass.
        guard try GEOSGeometry(made, in: context).isValid else {
            throw context.failure(of: "GEOSMakeValidWithParams_r")
        }
        return ValidityRepair(area: made, wasInvalid: true, sizeBefore: area, sizeAfter: made.area)
    }
}

extension GEOSGeometry {
    fileprivate func madeValid(_ method: GEOSMakeValidMethods) throws -> GEOSGeometry {
        guard let parameters = unsafe GEOSMakeValidParams_create_r(context.handle) else {
            throw context.failure(of: "GEOSMakeValidParams_create_r")
        }
        defer { unsafe GEOSMakeValidParams_destroy_r(context.handle, parameters) }
        let isSet = unsafe GEOSMakeValidParams_setMethod_r(context.handle, parameters, method)
        try context.check(isSet, from: "GEOSMakeValidParams_setMethod_r")
        let drops = unsafe GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0)
        try context.check(drops, from: "GEOSMakeValidParams_setKeepCollapsed_r")
        let made = unsafe GEOSMakeValidWithParams_r(context.handle, pointer, parameters)
        return try unsafe GEOSGeometry(made, from: "GEOSMakeValidWithParams_r", in: context)
    }
}
