/// A finished picture as an SVG document (SVG 1.1 with presentation attributes alone: no scripts, styles or links).
public struct Picture: Hashable, Sendable {
    /// The document, UTF-8.
    public let svg: String
    /// The width in pixels.
    public let width: Int
    /// The height in pixels.
    public let height: Int

    /// The largest enlargement of a PNG, by the longer side.
    public var largestScale: Double { Double(PNGRenderer.mostPixels) / Double(max(width, height, 1)) }

    /// The same picture as the bytes of a PNG file.
    ///
    /// - Parameter scale: How many pixels of the file one of the picture becomes to each side; 2 is for print.
    /// - Returns: The bytes.
    /// - Throws: ``PictureError``, ``PictureFailure``.
    public func png(scale: Double = 2) throws -> [UInt8] { try PNGRenderer(svg).png(scale: scale) }
}
