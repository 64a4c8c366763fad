/// How to read a vector file, where the file itself leaves a choice.
public struct FeatureSourceOptions: Hashable, Sendable {
    /// The layer to read; nil takes the only layer that holds features.
    public var layer: String?
    /// The encoding of attribute text in a Shapefile, CSV or DXF, such as `GB18030` or `CP1252`.
    ///
    /// It overrides what the file declares, and is believed: no value is suspected of another encoding. Nil finds it
    /// out.
    public var encoding: String?
    /// The CSV column that holds easting or longitude; nil looks for a usual name.
    public var xField: String?
    /// The CSV column that holds northing or latitude; nil looks for a usual name.
    public var yField: String?
    /// The CSV column that holds geometry as well-known text; nil looks for a usual name.
    public var wktField: String?
    /// The largest KML that is read, in bytes of XML text.
    ///
    /// The KML reader holds the whole document in memory, at about ten times its size.
    public var maximumKMLBytes: Int

    /// Creates options; without arguments everything is found out from the file.
    public init(
        layer: String? = nil,
        encoding: String? = nil,
        xField: String? = nil,
        yField: String? = nil,
        wktField: String? = nil,
        maximumKMLBytes: Int = 200_000_000
    ) {
        self.layer = layer
        self.encoding = encoding
        self.xField = xField
        self.yField = yField
        self.wktField = wktField
        self.maximumKMLBytes = maximumKMLBytes
    }
}
