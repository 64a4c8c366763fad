import CGEOS

/// A geometry owned by GEOS and freed with this object.
@safe final class GEOSGeometry {
    let context: GEOSContext
    let pointer: OpaquePointer

    /// Takes ownership of `pointer`, or reports why `operation` returned none.
    init(_ pointer: OpaquePointer?, from operation: String, in context: GEOSContext) throws {
        guard let pointer = unsafe pointer else { throw context.failure(of: operation) }
        self.context = context
        unsafe self.pointer = pointer
    }

    deinit { unsafe GEOSGeom_destroy_r(context.handle, pointer) }

    var isEmpty: Bool {
        get throws { try context.answer(unsafe GEOSisEmpty_r(context.handle, pointer), from: "GEOSisEmpty_r") }
    }

    var isValid: Bool {
        get throws { try context.answer(unsafe GEOSisValid_r(context.handle, pointer), from: "GEOSisValid_r") }
    }

    func union() throws -> GEOSGeometry {
        try unsafe GEOSGeometry(GEOSUnaryUnion_r(context.handle, pointer), from: "GEOSUnaryUnion_r", in: context)
    }

    func intersection(_ other: GEOSGeometry) throws -> GEOSGeometry {
        let result = unsafe GEOSIntersection_r(context.handle, pointer, other.pointer)
        return try unsafe GEOSGeometry(result, from: "GEOSIntersection_r", in: context)
    }

    func difference(_ other: GEOSGeometry) throws -> GEOSGeometry {
        let result = unsafe GEOSDifference_r(context.handle, pointer, other.pointer)
        return try unsafe GEOSGeometry(result, from: "GEOSDifference_r", in: context)
    }

    /// The geometry grown by `distance` in coordinate units, or shrunk when it is negative; `quadrantSegments` sides
    /// stand for a quarter of a circle.
    func buffer(_ distance: Double, quadrantSegments: Int32 = 8) throws -> GEOSGeometry {
        let result = unsafe GEOSBuffer_r(context.handle, pointer, distance, quadrantSegments)
        return try unsafe GEOSGeometry(result, from: "GEOSBuffer_r", in: context)
    }
}
