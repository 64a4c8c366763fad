import Foundation
import GeometryCore

/// The Gauss–Krüger projection by Krüger's series to the sixth power of the third flattening: an oracle for PROJ.
///
/// Source: L. Krüger, "Konforme Abbildung des Erdellipsoids in der Ebene", 1912; coefficients as in C. F. F. Karney,
/// "Transverse Mercator with an accuracy of a few nanometers", 2011, doi:10.1007/s00190-011-0445-3, eq. 35.
struct KrugerSeries {
    let centralMeridian: Double
    let falseEasting: Double
    /// GRS 80.
    private let semiMajorAxis = 6_378_137.0
    private let flattening = 1 / 298.257_222_101

    func project(_ point: Point) -> Point {
        let n = flattening / (2 - flattening)
        let powers = (0...6).map { pow(n, Double($0)) }
        let rectifyingRadius =
            semiMajorAxis / (1 + n) * (1 + powers[2] / 4 + powers[4] / 64 + powers[6] / 256)
        let phi = point.y * .pi / 180
        let lambda = (point.x - centralMeridian) * .pi / 180
        let e = 2 * n.squareRoot() / (1 + n)
        let t = sinh(atanh(sin(phi)) - e * atanh(e * sin(phi)))
        let xi = atan2(t, cos(lambda))
        let eta = atanh(sin(lambda) / (1 + t * t).squareRoot())
        var north = xi
        var east = eta
        for (index, row) in Self.coefficients.enumerated() {
            let order = Double(2 * (index + 1))
            let alpha = zip(row, powers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
            north += alpha * sin(order * xi) * cosh(order * eta)
            east += alpha * cos(order * xi) * sinh(order * eta)
        }
        return Point(x: falseEasting + rectifyingRadius * east, y: rectifyingRadius * north)
    }

    /// Row *j* holds the factors of n, n², … n⁶ in the *j*-th coefficient.
    private static let coefficients: [[Double]] = [
        [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
        [0, 13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1_983_433 / 1_935_360],
        [0, 0, 61 / 240, -103 / 140, 15061 / 26880, 167_603 / 181_440],
        [0, 0, 0, 49561 / 161_280, -179 / 168, 6_601_661 / 7_257_600],
        [0, 0, 0, 0, 34729 / 80640, -3_418_889 / 1_995_840],
        [0, 0, 0, 0, 0, 212_378_941 / 319_334_400],
    ]
}
