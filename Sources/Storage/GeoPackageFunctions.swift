import Foundation
import GRDB
import GeometryCore

/// The SQL functions that the triggers of GeoPackage's R-tree extension call (clause F.3 of the standard).
enum GeoPackageFunctions {
    static func register(in db: GRDB.Database) {
        add("ST_IsEmpty", to: db) { isEmpty($0)?.databaseValue }
        add("ST_MinX", to: db) { box($0)?.minX.databaseValue }
        add("ST_MaxX", to: db) { box($0)?.maxX.databaseValue }
        add("ST_MinY", to: db) { box($0)?.minY.databaseValue }
        add("ST_MaxY", to: db) { box($0)?.maxY.databaseValue }
        // Ours, for building an index whole; no trigger of the file may call it.
        add("pianqu_rtree_entry", to: db) { box($0).map { Data(RTreeEntry.bytes(for: $0)).databaseValue } }
    }

    private static func add(
        _ name: String,
        to db: GRDB.Database,
        _ value: @escaping @Sendable (Data) -> DatabaseValue?
    ) {
        let function = DatabaseFunction(name, argumentCount: 1, pure: true) { arguments in
            guard case .blob(let blob)? = arguments.first?.storage else { return nil }
            return value(blob)
        }
        db.add(function: function)
    }

    /// The box of a geometry; of its header alone when that holds one, so that large geometries are not copied.
    static func box(_ blob: Data) -> Box? {
        let hasBox = blob.count >= 40 && blob[blob.startIndex + 3] & 0b0000_1111 > 1
        guard let box = GeoPackageBlob.box(of: hasBox ? Array(blob.prefix(40)) : Array(blob)), !box.isEmpty else {
            return nil
        }
        return box
    }

    /// Whether a geometry holds no point; nil for what is no geometry.
    private static func isEmpty(_ blob: Data) -> Bool? {
        guard blob.count >= 8, blob[blob.startIndex] == 0x47, blob[blob.startIndex + 1] == 0x50 else { return nil }
        return blob[blob.startIndex + 3] & 0b0001_0000 != 0 || box(blob) == nil
    }
}
