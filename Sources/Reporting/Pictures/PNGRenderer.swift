internal import CRSVG

/// Makes a PNG of an SVG document through librsvg and cairo.
///
/// Nothing but the document is read: without an address of its own, librsvg loads no file and follows no link.
@safe final class PNGRenderer {
    /// The most pixels that a side of a picture may have: 256 MB of memory.
    static let mostPixels = 8192

    private let handle: UnsafeMutablePointer<RsvgHandle>
    private let width: Double
    private let height: Double

    /// Parses a document.
    ///
    /// - Throws: ``PictureFailure`` when it is no SVG, or has no size in pixels.
    init(_ svg: String) throws {
        var error: UnsafeMutablePointer<GError>?
        var text = svg
        let parsed = text.withUTF8 { bytes in
            unsafe rsvg_handle_new_from_data(bytes.baseAddress, gsize(bytes.count), &error)
        }
        guard let parsed = unsafe parsed else { throw unsafe Self.failure("rsvg_handle_new_from_data", error) }
        var (width, height) = (0.0, 0.0)
        // returns 0 when the document does not say
        guard unsafe rsvg_handle_get_intrinsic_size_in_pixels(parsed, &width, &height) != 0 else {
            unsafe g_object_unref(parsed)
            throw PictureFailure(operation: "rsvg_handle_get_intrinsic_size_in_pixels", message: "no size")
        }
        unsafe handle = parsed
        (self.width, self.height) = (width, height)
    }

    deinit { unsafe g_object_unref(handle) }

    /// Draws the document on white.
    ///
    /// - Throws: ``PictureError/tooLarge(width:height:)`` before any memory is taken, ``PictureFailure``.
    func png(scale: Double) throws -> [UInt8] {
        guard scale.isFinite, scale > 0 else { throw PictureError.badScale }
        let (columns, rows) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
        guard (1...Double(Self.mostPixels)).contains(columns), (1...Double(Self.mostPixels)).contains(rows) else {
            throw PictureError.tooLarge(width: Self.count(columns), height: Self.count(rows))
        }
        let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
        defer { unsafe cairo_surface_destroy(surface) }
        try unsafe Self.check("cairo_image_surface_create", cairo_surface_status(surface))
        let context = unsafe cairo_create(surface)
        defer { unsafe cairo_destroy(context) }
        unsafe cairo_set_source_rgb(context, 1, 1, 1)
        unsafe cairo_paint(context)
        var viewport = RsvgRectangle(x: 0, y: 0, width: columns, height: rows)
        var error: UnsafeMutablePointer<GError>?
        guard unsafe rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
            throw unsafe Self.failure("rsvg_handle_render_document", error)
        }
        try unsafe Self.check("cairo", cairo_status(context))
        return try unsafe Self.encode(surface)
    }

    private static func encode(_ surface: OpaquePointer?) throws -> [UInt8] {
        let sink = ByteSink()
        // Unretained is sound: the sink outlives the call.
        let status = unsafe cairo_surface_write_to_png_stream(
            surface,
            { closure, bytes, count in
                guard let closure = unsafe closure, let bytes = unsafe bytes else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
                unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(sink).toOpaque()
        )
        try check("cairo_surface_write_to_png_stream", status)
        return sink.bytes
    }

    private static func count(_ pixels: Double) -> Int { pixels.isFinite ? Int(min(1e12, max(0, pixels))) : .max }

    private static func check(_ operation: String, _ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let message = unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? ""
        throw PictureFailure(operation: operation, message: message)
    }

    /// Takes the error over.
    private static func failure(_ operation: String, _ error: UnsafeMutablePointer<GError>?) -> PictureFailure {
        guard let error = unsafe error else { return PictureFailure(operation: operation, message: "") }
        defer { unsafe g_error_free(error) }
        let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? ""
        return PictureFailure(operation: operation, message: message)
    }
}

/// Where cairo puts the bytes of a file.
private final class ByteSink {
    var bytes: [UInt8] = []
}
