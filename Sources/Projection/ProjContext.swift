import CPROJ
import GeometryCore

/// A PROJ context, with its own database connection, and the messages PROJ wrote to it.
///
/// A context and everything made in it belong to one task. The network is off: an answer must not depend on it.
@safe final class ProjContext {
    let handle: OpaquePointer
    private var messages: [String] = []

    init() throws {
        guard let handle = unsafe proj_context_create() else {
            throw ProjectionError(operation: "proj_context_create", messages: [])
        }
        unsafe self.handle = handle
        // Unretained is sound: the handler dies with the handle, which dies with this object.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe proj_log_func(handle, context, record(context:level:message:))
        _ = unsafe proj_context_set_enable_network(handle, 0)
    }

    deinit { _ = unsafe proj_context_destroy(handle) }

    /// Runs one PROJ function that makes an object, or reports why it made none.
    @safe func make(_ operation: String, _ body: (OpaquePointer) -> OpaquePointer?) throws -> ProjObject {
        messages = []
        guard let pointer = unsafe body(handle) else { throw failure(of: operation) }
        return unsafe ProjObject(pointer, in: self)
    }

    /// The object that `definition` describes, if it describes one.
    func object(_ definition: String) throws -> ProjObject {
        try make("proj_create") { unsafe proj_create($0, definition) }
    }

    /// What PROJ said about its last failure.
    func failure(of operation: String) -> ProjectionError {
        ProjectionError(operation: operation, messages: messages)
    }

    /// PROJ's text for an error number; nil for none.
    func text(ofError code: Int32) -> String? {
        guard code != 0, let text = unsafe proj_context_errno_string(handle, code) else { return nil }
        return unsafe String(cString: text)
    }

    /// Whether PROJ can read its database of coordinate reference systems.
    var hasDatabase: Bool { unsafe proj_context_get_database_path(handle) != nil }

    fileprivate func record(_ message: String) { messages.append(message) }
}

private func record(context: UnsafeMutableRawPointer?, level: Int32, message: UnsafePointer<CChar>?) {
    guard let context = unsafe context, let message = unsafe message else { return }
    let owner = unsafe Unmanaged<ProjContext>.fromOpaque(context).takeUnretainedValue()
    unsafe owner.record(String(cString: message))
}

/// An object owned by PROJ (a CRS or a coordinate operation) and freed with this one.
@safe final class ProjObject {
    let context: ProjContext
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer, in context: ProjContext) {
        self.context = context
        unsafe self.pointer = pointer
    }

    deinit { _ = unsafe proj_destroy(pointer) }

    var name: String {
        guard let name = unsafe proj_get_name(pointer) else { return "" }
        return unsafe String(cString: name)
    }

    var type: PJ_TYPE { unsafe proj_get_type(pointer) }

    /// `EPSG:4490` and the like; nil for an object without identity.
    var authorityCode: String? {
        guard let authority = unsafe proj_get_id_auth_name(pointer, 0), let code = unsafe proj_get_id_code(pointer, 0)
        else { return nil }
        return unsafe String(cString: authority) + ":" + String(cString: code)
    }

    /// West, south, east and north of the area of use in degrees, west > east across the antimeridian; nil if unknown.
    var areaOfUse: Box? {
        var box = Box.empty
        let isKnown = unsafe proj_get_area_of_use(
            context.handle,
            pointer,
            &box.minX,
            &box.minY,
            &box.maxX,
            &box.maxY,
            nil
        )
        // PROJ writes −1000 for bounds it does not know.
        return isKnown == 1 && box.minX >= -360 ? box : nil
    }

    /// The object in east, north order, as map files have it.
    func normalized() throws -> ProjObject {
        try context.make("proj_normalize_for_visualization") {
            unsafe proj_normalize_for_visualization($0, pointer)
        }
    }

    func isEquivalent(to other: ProjObject) -> Bool {
        let criterion = PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS
        return unsafe proj_is_equivalent_to_with_ctx(context.handle, pointer, other.pointer, criterion) == 1
    }
}
