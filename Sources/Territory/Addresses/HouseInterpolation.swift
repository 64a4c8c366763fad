import GeometryCore
import Projection

/// Where a house number that nobody has would stand: between its neighbours, by their numbers.
///
/// Neighbours of the same parity are preferred, because the two sides of a street count apart.
struct HouseInterpolation {
    /// WGS 84 longitude and latitude in degrees.
    let place: Point
    /// How far the true house may be: as far as its neighbours are apart, or as a row of houses goes on.
    let accuracyMetres: Double

    /// What one more house adds at the end of a street.
    private static let spacing = 12.0

    /// Looks between the nearest lower and higher numbers; nil when there are neither.
    init?(number: Int, below: [AddressHouse], above: [AddressHouse]) {
        let low = Self.choose(below, number)
        let high = Self.choose(above, number)
        switch (low, high) {
        case (let low?, let high?):
            let share = Double(number - low.number) / Double(max(1, high.number - low.number))
            place = Point(
                x: low.place.x + share * (high.place.x - low.place.x),
                y: low.place.y + share * (high.place.y - low.place.y)
            )
            accuracyMetres = max(25, Geodesic.grs80.distance(low.place, high.place))
        case (let one?, nil), (nil, let one?):
            place = one.place
            accuracyMetres = 25 + Self.spacing * Double(min(1000, abs(number - one.number)))
        case (nil, nil): return nil
        }
    }

    private static func choose(_ houses: [AddressHouse], _ number: Int) -> AddressHouse? {
        guard let nearest = houses.first else { return nil }
        let alike = houses.first { ($0.number - number) % 2 == 0 }
        return alike.flatMap { abs($0.number - nearest.number) <= 2 ? $0 : nil } ?? nearest
    }
}
