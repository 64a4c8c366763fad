/// Why a vector file cannot be read, or not any further.
public enum FeatureFileError: Error, Hashable, Sendable {
    /// There is no file or folder at `path`.
    case notFound(path: String)
    /// The file or folder may not be read.
    case notReadable(path: String)
    /// The path names something Pianqu does not open.
    case refused(path: String, RefusedSource)
    /// The folder is neither a file geodatabase nor a folder of Shapefiles.
    case isDirectory(path: String)
    /// The file has no bytes.
    case zeroBytes(path: String)
    /// The file is in none of the formats that are read.
    case notVector(path: String)
    /// A Shapefile lacks one of its files; `suffix` is `.shx`, `.dbf` or `.shp`.
    case missingCompanion(path: String, suffix: String)
    /// The file ends before its contents do.
    case truncated(path: String, detail: String)
    /// The contents contradict themselves; `reason` is what the reader said, `row` the last row
    /// before, 0 when not even the first was reached.
    case corrupt(path: String, row: Int, reason: String)
    /// There are no layers in the file.
    case noLayers(path: String)
    /// The layer asked for is not in the file.
    case layerNotFound(name: String, available: [String])
    /// Several layers hold features and none was chosen.
    case severalLayers(available: [String])
    /// The file, or one object in it, needs more memory than is allowed.
    case tooLarge(path: String, limitBytes: Int)
    /// A stated column is not in the file.
    case columnNotFound(name: String, available: [String])
    /// Several columns could hold the same coordinate.
    case ambiguousColumns(candidates: [String])
    /// Only one of the two coordinate columns is stated.
    case coordinateColumnMissing(available: [String])
    /// The encoding's name is not known.
    case unknownEncoding(name: String)
    /// The text is neither UTF-8 nor GB18030, and the file does not say what it is.
    case unclearEncoding(path: String)
    /// The text is in UTF-16 or UTF-32, which CSV reading does not take.
    case wideEncoding(path: String)
    /// The file declares one encoding, and its bytes look like another.
    case doubtfulEncoding(path: String, declared: String, seeming: String)
    /// An XML document is in an encoding that its reader does not know.
    case xmlEncoding(path: String)
    /// A quotation mark in a CSV is never closed.
    case unclosedQuote(path: String, row: Int)
}

/// Why a source is refused before it is opened.
public enum RefusedSource: Hashable, Sendable {
    /// A network address, database connection or GDAL's virtual file system.
    case notLocal
    /// A pipe, socket or device.
    case notRegularFile
    /// A document that only points to other data, such as GDAL's VRT.
    case virtualFormat
    /// An archive.
    case archive
    /// A side file of a Shapefile, without the data itself.
    case sideFile
}

/// A failure of GDAL or the operating system that none of our own rules describes.
public struct GDALFailure: Error, Hashable, Sendable {
    /// The function that failed.
    public let operation: String
    /// What it said; empty when nothing.
    public let message: String
}
