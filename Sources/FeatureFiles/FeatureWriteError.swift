public import GeometryCore

/// Why features cannot be written.
public enum FeatureWriteError: Error, Hashable, Sendable {
    /// The folder is not there.
    case noFolder(path: String)
    /// The operating system refuses to create or write the file; `code` is its error number.
    case system(path: String, code: Int32, reason: String)
    /// The disk is full.
    case diskFull(path: String)
    /// The file is a database that another program has open.
    case inUse(path: String)
    /// Two fields have the same name; GeoPackage and FlatGeobuf do not tell case apart.
    case duplicateField(name: String)
    /// Two layers have the same name, or one has that of the table of styles.
    case duplicateLayer(name: String)
    /// The feature's values are not as many as the fields.
    case fieldCount(row: Int, found: Int, expected: Int)
    /// The feature's geometry is broken.
    case brokenGeometry(row: Int, GeometryError)
    /// The feature has no geometry, which FlatGeobuf does not hold.
    case missingGeometry(row: Int)
    /// The feature's geometry is of another kind than the layer's.
    case wrongKind(row: Int, found: GeometryKind, expected: GeometryKind)
    /// The format holds only WGS 84.
    case unsupportedCRS(crs: String, format: FeatureFileFormat)
    /// The coordinate reference system is neither `EPSG:` with a known code nor well-known text.
    case unknownCRS(crs: String)
    /// The file was already finished.
    case finished
}
