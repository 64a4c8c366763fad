internal import GeometryCore

/// Where the rows of a ``FeatureReader`` come from.
protocol FeatureSource: AnyObject {
    var layerNames: [String] { get }
    var layer: String { get }
    var fields: [FieldDefinition] { get }
    var crs: LayerCRS { get }
    var kindHint: GeometryKind? { get }
    var featureCount: Int? { get }
    /// The fields that the geometry is made of.
    var geometryFields: [String] { get }
    /// How much of the source was read, from 0 to 1, when its position is known.
    var fraction: Double? { get }

    /// The row that will be number `row`, or nil at the end.
    func next(row: Int) throws -> FeatureRow?
}
