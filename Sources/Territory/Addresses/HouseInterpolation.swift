import GeometryCore
import Projection

/// Where a house number that nobody has would stand: between its neighbours, by their numbers.
///
/// Neighbours of the same parity are preferred, because the two sides of a street count apart. The figures are set so that
/// of real houses left out of a street nineteen in twenty lie within the accuracy; `Benchmarks` measures it.
struct HouseInterpolation {
    /// How many numbers below and above are asked for.
    static let neighbours = 4

    /// WGS 84 longitude and latitude in degrees.
    let place: Point
    /// How far the true house may be: as far as its nearest neighbours, or as a row of houses goes on.
    let accuracyMetres: Double

    /// The least accuracy between neighbours, and at the end of a street.
    private static let (leastBetween, leastBeyond) = (40.0, 60.0)
    /// What one more number adds at the end of a street of which only one number is known.
    private static let spacing = 20.0
    /// How much wider apart houses may stand beyond those known.
    private static let widening = 1.5

    /// Looks between the nearest lower and higher numbers, each nearest first; nil when there are neither.
    init?(number: Int, below: [AddressNumber], above: [AddressNumber]) {
        let low = Self.choose(below, number)
        let high = Self.choose(above, number)
        switch (low, high) {
        case (let low?, let high?):
            let share = Double(number - low.number) / Double(max(1, high.number - low.number))
            let place = Point(
                x: low.place.x + share * (high.place.x - low.place.x),
                y: low.place.y + share * (high.place.y - low.place.y)
            )
            let reach = (below.prefix(2) + above.prefix(2)).map { Geodesic.grs80.distance(place, $0.place) }
            self.place = place
            accuracyMetres = max(Self.leastBetween, Geodesic.grs80.distance(low.place, high.place), reach.max() ?? 0)
        case (let last?, nil), (nil, let last?):
            place = last.place
            accuracyMetres = Self.beyond(last, below + above, number)
        case (nil, nil): return nil
        }
    }

    /// How far a street may go on from its last number to another.
    private static func beyond(_ last: AddressNumber, _ known: [AddressNumber], _ number: Int) -> Double {
        let count = Double(min(1000, abs(number - last.number)))
        let others = known.filter { $0.number != last.number }
        guard !others.isEmpty else { return leastBeyond + spacing * count }
        var (reach, step) = (leastBeyond, 0.0)
        for other in others {
            let metres = Geodesic.grs80.distance(last.place, other.place)
            reach = max(reach, metres)
            step = max(step, metres / Double(abs(other.number - last.number)))
        }
        return max(reach, leastBeyond / 2 + widening * step * count)
    }

    private static func choose(_ numbers: [AddressNumber], _ number: Int) -> AddressNumber? {
        guard let nearest = numbers.first else { return nil }
        let alike = numbers.first { ($0.number - number) % 2 == 0 }
        return alike.flatMap { abs($0.number - nearest.number) <= 2 ? $0 : nil } ?? nearest
    }
}
