import Foundation
import GeometryCore
import Projection
import TestSupport

/// A made-up county near Xiuyu: five by four districts with wavy common borders, and customers inside.
struct SyntheticCounty {
    /// Where it lies, in WGS 84 degrees.
    static let extent = Box(minX: 119.05, minY: 25.2, maxX: 119.3, maxY: 25.36)

    let districts: [CoordinateSpecimen]
    let customers: [CoordinateSpecimen]

    /// The same seed gives the same county; the more `columns` of districts, the denser the net of borders.
    init(seed: UInt64, columns: Int = 5) throws {
        var random = SeededGenerator(seed: seed)
        let phase = Double.random(in: 0...6, using: &random)
        let rows = columns * 4 / 5
        let extent = Self.extent
        // Borders wave, so that vertices along them tell every direction; neighbours share theirs exactly.
        func corner(_ column: Double, _ row: Double) -> Point {
            let cell = 0.2 / Double(columns)
            return Point(
                x: extent.minX + extent.width * column / Double(columns) + cell * 0.2 * sin(7 * row + phase),
                y: extent.minY + extent.height * row / Double(rows) + cell * 0.2 * sin(5 * column + 2 * phase)
            )
        }
        var districts: [CoordinateSpecimen] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let steps = (0..<20).map { Double($0) / 20 }
                let (c, r) = (Double(column), Double(row))
                var points = steps.map { corner(c + $0, r) } + steps.map { corner(c + 1, r + $0) }
                points += steps.map { corner(c + 1 - $0, r + 1) } + steps.map { corner(c, r + 1 - $0) }
                let polygon = Polygon(shell: try Ring(points + [points[0]]))
                districts.append(CoordinateSpecimen(code: "\(row)-\(column)", geometry: .polygon(polygon)))
            }
        }
        self.districts = districts
        customers = (0..<200).map { index in
            let place = Point(
                x: .random(in: extent.minX...extent.maxX, using: &random),
                y: .random(in: extent.minY...extent.maxY, using: &random)
            )
            return CoordinateSpecimen(code: "C\(index)", geometry: .point(place))
        }
    }
}

extension Array where Element == CoordinateSpecimen {
    /// Every point changed by `shift`.
    func moved(_ shift: (Point) -> Point) throws -> [CoordinateSpecimen] {
        try map { specimen in
            let geometry = try specimen.geometry.mapPoints { points in
                for index in points.indices { points[index] = shift(points[index]) }
            }
            return CoordinateSpecimen(code: specimen.code, geometry: geometry)
        }
    }

    /// Every point expressed in another CRS.
    func written(in code: String) throws -> [CoordinateSpecimen] {
        let transform = try CoordinateTransform(from: .wgs84, to: CoordinateReference(code))
        return try map { CoordinateSpecimen(code: $0.code, geometry: try transform.apply($0.geometry)) }
    }

    /// Every point moved at random by a normal error of `metres` on each axis.
    func disturbed(metres: Double, seed: UInt64) throws -> [CoordinateSpecimen] {
        var random = SeededGenerator(seed: seed)
        return try moved { point in
            let metric = LocalMetric(latitude: point.y)
            let size = metres * (-2 * log(Double.random(in: 1e-12...1, using: &random))).squareRoot()
            let angle = Double.random(in: 0...(2 * .pi), using: &random)
            return Point(
                x: point.x + size * cos(angle) / metric.metresPerDegreeX,
                y: point.y + size * sin(angle) / metric.metresPerDegreeY
            )
        }
    }

    /// The same without codes.
    var unkeyed: [CoordinateSpecimen] { map { CoordinateSpecimen(geometry: $0.geometry) } }
}
