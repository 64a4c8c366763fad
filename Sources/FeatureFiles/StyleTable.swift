internal import CGDAL

/// The table `layer_styles`, as QGIS makes it in a GeoPackage and looks for it when a layer is opened.
enum StyleTable {
    static let name = "layer_styles"

    /// Writes the table; nothing when there are no styles.
    ///
    /// - Parameters:
    ///   - styles: Each with its layer.
    ///   - output: The file.
    ///   - geometryColumn: The name of a layer's geometry column.
    /// - Throws: ``GDALFailure``, ``FeatureWriteError/diskFull(path:)``.
    static func write(
        _ styles: [(GeoPackageLayer, LayerStyle)],
        to output: GDALOutput,
        geometryColumn: (GeoPackageLayer) -> String
    ) throws {
        guard !styles.isEmpty else { return }
        let table = try unsafe output.layer(name, nil, wkbNone, ["FID=id"])
        for column in columns { try unsafe add(column, to: table, output) }
        for (layer, style) in styles {
            // A missing catalogue and schema are empty texts to QGIS, not null.
            let values: [String?] = [
                "", "", layer.name, geometryColumn(layer), String(style.name.prefix(30)), style.qml, style.sld,
                style.isDefault ? "1" : "0", style.summary, "", nil, style.updated,
            ]
            try unsafe add(values, to: table, output)
        }
    }

    private struct Column {
        var name: String
        var type = OFTString
        var width: Int32 = 0
        var isBoolean = false
    }

    private static let columns = [
        Column(name: "f_table_catalog", width: 256), Column(name: "f_table_schema", width: 256),
        Column(name: "f_table_name", width: 256), Column(name: "f_geometry_column", width: 256),
        Column(name: "styleName", width: 30), Column(name: "styleQML"), Column(name: "styleSLD"),
        Column(name: "useAsDefault", type: OFTInteger, isBoolean: true), Column(name: "description"),
        Column(name: "owner", width: 30), Column(name: "ui", width: 30),
        Column(name: "update_time", type: OFTDateTime),
    ]

    private static func add(_ column: Column, to table: OGRLayerH, _ output: GDALOutput) throws {
        let definition = unsafe OGR_Fld_Create(column.name, column.type)
        defer { unsafe OGR_Fld_Destroy(definition) }
        unsafe OGR_Fld_SetWidth(definition, column.width)
        if column.isBoolean { unsafe OGR_Fld_SetSubType(definition, OFSTBoolean) }
        let result = output.log.capture { unsafe OGR_L_CreateField(table, definition, 1) }
        guard result == OGRERR_NONE else { throw output.failure("OGR_L_CreateField") }
    }

    private static func add(_ values: [String?], to table: OGRLayerH, _ output: GDALOutput) throws {
        guard let feature = unsafe OGR_F_Create(OGR_L_GetLayerDefn(table)) else {
            throw output.failure("OGR_F_Create")
        }
        defer { unsafe OGR_F_Destroy(feature) }
        for (index, value) in values.enumerated() {
            if let value {
                unsafe OGR_F_SetFieldString(feature, Int32(index), value)
            } else {
                unsafe OGR_F_SetFieldNull(feature, Int32(index))
            }
        }
        try unsafe output.add(feature, to: table)
    }
}
