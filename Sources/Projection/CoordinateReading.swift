import GeometryCore

/// One way to understand the numbers of a file.
struct CoordinateReading {
    /// Why this reading is tried.
    enum Kind: Hashable {
        case declared
        case degrees
        case zone(Int, width: Int, meridian: Int)
        case meridian(Int)
        case universal(meridian: Int)
        case webMercator
    }

    let kind: Kind
    let crs: CoordinateReference
    var swapsAxes = false
    var isFeet = false

    /// International; the US survey foot differs by 2 millionths, which no extent can tell.
    private static let metresPerFoot = 0.3048

    /// Where the points are in WGS 84 degrees; not a number where they are nowhere.
    func place(_ points: [Point], with transform: CoordinateTransform) -> [Point] {
        let factor = isFeet ? Self.metresPerFoot : 1
        return transform.applyLeniently(
            points.map {
                swapsAxes ? Point(x: $0.y * factor, y: $0.x * factor) : Point(x: $0.x * factor, y: $0.y * factor)
            }
        )
    }

    /// What to import with so that the file is read this way.
    var cures: [CoordinateCure] {
        if isFeet {
            return ["ft", "us-ft"].compactMap { crs.definition(inUnit: $0) }
                .map { CoordinateCure(crs: $0, swapsAxes: swapsAxes) }
        }
        let isKept = kind == .declared
        return [CoordinateCure(crs: isKept ? nil : crs.authorityCode ?? crs.definition, swapsAxes: swapsAxes)]
    }

    /// How far east or west of its central meridian a grid is used; nil when it has none.
    var reach: (meridian: Double, degrees: Double)? {
        switch kind {
        case .zone(_, let width, let meridian): (Double(meridian), Double(width) / 2 + 0.6)
        case .meridian(let meridian), .universal(let meridian): (Double(meridian), 3.6)
        case .declared, .degrees, .webMercator: nil
        }
    }
}

/// How well a reading brings the sample to where it should be.
struct ReadingFit {
    let reading: CoordinateReading
    /// Whether the middle of the sample touches the extent.
    let isAccepted: Bool
    /// The share of points inside the extent.
    let share: Double
    /// The middle of the sample, in degrees.
    let centre: Point
    /// From there to the middle of the extent.
    let metres: Double
}
