extension GeoPackageFormat {
    struct SpatialReference {
        let id: Int
        let name: String
        let organisation: String
        let definition: String
        let description: String
    }

    /// The three rows the standard asks for, and CGCS2000, which Chinese programs look for.
    static let spatialReferences = [
        SpatialReference(
            id: -1,
            name: "Undefined cartesian SRS",
            organisation: "NONE",
            definition: "undefined",
            description: "undefined cartesian coordinate reference system"
        ),
        SpatialReference(
            id: 0,
            name: "Undefined geographic SRS",
            organisation: "NONE",
            definition: "undefined",
            description: "undefined geographic coordinate reference system"
        ),
        SpatialReference(
            id: 4326,
            name: "WGS 84",
            organisation: "EPSG",
            definition: geographic(
                "WGS 84",
                datum: "\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]]",
                datumCode: 6326,
                code: 4326
            ),
            description: "longitude and latitude in decimal degrees on the WGS 84 ellipsoid"
        ),
        SpatialReference(
            id: 4490,
            name: "China Geodetic Coordinate System 2000",
            organisation: "EPSG",
            definition: geographic(
                "China Geodetic Coordinate System 2000",
                datum: "\"China_2000\",SPHEROID[\"CGCS2000\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"1024\"]]",
                datumCode: 1043,
                code: 4490
            ),
            description: "longitude and latitude in decimal degrees on the CGCS2000 ellipsoid"
        ),
    ]

    private static func geographic(_ name: String, datum: String, datumCode: Int, code: Int) -> String {
        """
        GEOGCS["\(name)",DATUM[\(datum),AUTHORITY["EPSG","\(datumCode)"]],\
        PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
        AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","\(code)"]]
        """
    }

    /// Annex C, tables C.1 to C.4.
    static let metadata = """
        CREATE TABLE gpkg_spatial_ref_sys (
            srs_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL PRIMARY KEY,
            organization TEXT NOT NULL,
            organization_coordsys_id INTEGER NOT NULL,
            definition TEXT NOT NULL,
            description TEXT
        );
        CREATE TABLE gpkg_contents (
            table_name TEXT NOT NULL PRIMARY KEY,
            data_type TEXT NOT NULL,
            identifier TEXT UNIQUE,
            description TEXT DEFAULT '',
            last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
            min_x DOUBLE,
            min_y DOUBLE,
            max_x DOUBLE,
            max_y DOUBLE,
            srs_id INTEGER,
            CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
        );
        CREATE TABLE gpkg_geometry_columns (
            table_name TEXT NOT NULL,
            column_name TEXT NOT NULL,
            geometry_type_name TEXT NOT NULL,
            srs_id INTEGER NOT NULL,
            z TINYINT NOT NULL,
            m TINYINT NOT NULL,
            CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
            CONSTRAINT uk_gc_table_name UNIQUE (table_name),
            CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
            CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
        );
        CREATE TABLE gpkg_extensions (
            table_name TEXT,
            column_name TEXT,
            extension_name TEXT NOT NULL,
            definition TEXT NOT NULL,
            scope TEXT NOT NULL,
            CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
        );
        """
}
