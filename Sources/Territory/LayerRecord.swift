public import GeometryCore

/// One row of a layer as the store keeps it: attributes in the order of ``Layer/fields`` and, but for layers without
/// one, a WGS 84 geometry.
public struct LayerRecord: Hashable, Sendable {
    /// The values, one for each of the layer's fields; the first is the code.
    public var values: [FieldValue]
    /// The geometry in the layer's one form (see ``LayerShape``), longitude and latitude in WGS 84 degrees.
    public var geometry: Geometry?

    /// Creates a record.
    public init(values: [FieldValue], geometry: Geometry?) {
        self.values = values
        self.geometry = geometry
    }

    /// The code that names the record within its layer.
    public var code: String { values[0].text ?? "" }
}
