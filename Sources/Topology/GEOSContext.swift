import CGEOS

/// A GEOS handle and the messages GEOS wrote to it.
///
/// Opening one takes under a microsecond, so make one per operation and never share it between tasks.
@safe final class GEOSContext {
    let handle: GEOSContextHandle_t
    private var messages: [String] = []

    init() throws {
        guard let handle = unsafe GEOS_init_r() else { throw TopologyError(operation: "GEOS_init_r", messages: []) }
        unsafe self.handle = handle
        // Unretained is sound: the handler dies with the handle, which dies with this object.
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe GEOSContext_setErrorMessageHandler_r(handle, record(message:into:), context)
    }

    deinit { unsafe GEOS_finish_r(handle) }

    /// Reads a predicate's answer: 0 is false, 1 is true, 2 is an exception.
    func answer(_ value: CChar, from operation: String) throws -> Bool {
        guard value != 2 else { throw failure(of: operation) }
        return value == 1
    }

    /// Checks a function that returns 1 for success and 0 for an exception.
    func check(_ status: Int32, from operation: String) throws {
        guard status == 1 else { throw failure(of: operation) }
    }

    func failure(of operation: String) -> TopologyError {
        TopologyError(operation: operation, messages: messages)
    }

    fileprivate func record(_ message: String) { messages.append(message) }
}

private func record(message: UnsafePointer<CChar>?, into context: UnsafeMutableRawPointer?) {
    guard let message = unsafe message, let context = unsafe context else { return }
    let owner = unsafe Unmanaged<GEOSContext>.fromOpaque(context).takeUnretainedValue()
    unsafe owner.record(String(cString: message))
}
