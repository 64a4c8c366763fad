/// The EPSG codes of the Gauss–Krüger grids on one Chinese datum.
///
/// Each datum has four rows of codes: 6° zones 13–23 and 3° zones 25–45 with the zone number before the easting, and
/// both again without it, named by central meridians from 75° to 135° E. Source: EPSG register 10.076.
struct GaussKruger: Hashable {
    private let sixDegreeZones: Int
    private let sixDegreeMeridians: Int
    private let threeDegreeZones: Int
    private let threeDegreeMeridians: Int

    static let cgcs2000 = GaussKruger(
        sixDegreeZones: 4491,
        sixDegreeMeridians: 4502,
        threeDegreeZones: 4513,
        threeDegreeMeridians: 4534
    )
    static let xian1980 = GaussKruger(
        sixDegreeZones: 2327,
        sixDegreeMeridians: 2338,
        threeDegreeZones: 2349,
        threeDegreeMeridians: 2370
    )
    static let beijing1954 = GaussKruger(
        sixDegreeZones: 21413,
        sixDegreeMeridians: 21453,
        threeDegreeZones: 2401,
        threeDegreeMeridians: 2422
    )

    /// The grids on the datum of `reference`, CGCS2000 unless it is one of the older two.
    static func onDatum(of reference: CoordinateReference?) -> GaussKruger {
        guard let name = reference?.name else { return .cgcs2000 }
        return name.hasPrefix("Xian 1980") ? .xian1980 : name.hasPrefix("Beijing 1954") ? .beijing1954 : .cgcs2000
    }

    /// Central meridians of the 3° zones; every other one is that of a 6° zone too.
    static let meridians = Array(stride(from: 75, through: 135, by: 3))

    /// Whether a 6° zone has this central meridian.
    static func isSixDegree(_ meridian: Int) -> Bool { (meridian - 75).isMultiple(of: 6) }

    /// The grid whose eastings start with `zone`: width in degrees, central meridian, code.
    func zone(_ zone: Int) -> (width: Int, meridian: Int, code: String)? {
        switch zone {
        case 13...23: (6, zone * 6 - 3, "EPSG:\(sixDegreeZones + zone - 13)")
        case 25...45: (3, zone * 3, "EPSG:\(threeDegreeZones + zone - 25)")
        default: nil
        }
    }

    /// The grid without zone number about a central meridian; the two widths have the same numbers.
    func meridian(_ meridian: Int, width: Int) -> String {
        width == 6
            ? "EPSG:\(sixDegreeMeridians + (meridian - 75) / 6)"
            : "EPSG:\(threeDegreeMeridians + (meridian - 75) / 3)"
    }
}
