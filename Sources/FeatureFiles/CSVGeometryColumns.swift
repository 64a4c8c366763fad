/// Which columns of a CSV hold its geometry.
enum CSVGeometryColumns: Equatable {
    case none
    case point(x: Int, y: Int)
    case wellKnownText(Int)

    /// Names by which columns are known, compared without case, spaces and underscores.
    ///
    /// Geographic names go first: a
    /// table with both has `x` and `y` for something else, such as a projected position.
    private static let pairs: [(x: [String], y: [String])] = [
        (["lon", "lng", "long", "longitude", "经度"], ["lat", "latitude", "纬度"]),
        (["x", "easting", "东坐标", "横坐标", "pointx", "xcoord"], ["y", "northing", "北坐标", "纵坐标", "pointy", "ycoord"]),
    ]
    private static let wellKnownText = ["wkt", "thegeom", "geom", "geometry", "几何"]

    /// Finds the columns: as stated, else well-known text by name, else x and y by name.
    ///
    /// - Throws: ``FeatureFileError``: a stated column is missing, or several columns fit.
    init(columns: [String], options: FeatureSourceOptions) throws {
        func index(_ name: String) throws -> Int {
            let place = columns.firstIndex(of: name) ?? columns.firstIndex { $0.lowercased() == name.lowercased() }
            guard let place else { throw FeatureFileError.columnNotFound(name: name, available: columns) }
            return place
        }
        if let name = options.wktField {
            self = .wellKnownText(try index(name))
        } else if options.xField != nil || options.yField != nil {
            guard let x = options.xField, let y = options.yField else {
                throw FeatureFileError.coordinateColumnMissing(available: columns)
            }
            self = .point(x: try index(x), y: try index(y))
        } else {
            self = try Self.byName(columns)
        }
    }

    private static func byName(_ columns: [String]) throws -> CSVGeometryColumns {
        let keys = columns.map { $0.lowercased().filter { $0 != " " && $0 != "_" } }
        func places(_ names: [String]) -> [Int] { keys.indices.filter { names.contains(keys[$0]) } }
        let texts = places(wellKnownText)
        if let text = texts.first {
            guard texts.count == 1 else {
                throw FeatureFileError.ambiguousColumns(candidates: texts.map { columns[$0] })
            }
            return .wellKnownText(text)
        }
        for pair in pairs {
            let (x, y) = (places(pair.x), places(pair.y))
            guard let firstX = x.first, let firstY = y.first else { continue }
            guard x.count == 1 && y.count == 1 else {
                throw FeatureFileError.ambiguousColumns(candidates: (x + y).sorted().map { columns[$0] })
            }
            return .point(x: firstX, y: firstY)
        }
        return .none
    }

    /// The positions, x before y.
    var indices: [Int] {
        switch self {
        case .none: []
        case .point(let x, let y): [x, y]
        case .wellKnownText(let index): [index]
        }
    }
}
