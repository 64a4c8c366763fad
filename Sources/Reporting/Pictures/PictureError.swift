/// Why a picture cannot be made.
public enum PictureError: Error, Hashable, Sendable {
    /// The width asked for is out of ``CoverageMap/widths``.
    case badWidth(Int)
    /// The picture would have more than 8192 pixels to a side.
    case tooLarge(width: Int, height: Int)
    /// The enlargement is no number, or zero or less.
    case badScale
    /// Limits of classes of age do not ascend from 0 or more, or are none or too many.
    case badAgeLimits
}

/// What librsvg or cairo says when it cannot draw a picture.
public struct PictureFailure: Error, Hashable, Sendable {
    /// The function that failed.
    public let operation: String
    /// What the library says.
    public let message: String
}
