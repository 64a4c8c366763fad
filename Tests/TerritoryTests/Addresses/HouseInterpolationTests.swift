import GeometryCore
import Projection
import TestSupport
import Testing

@testable import Territory

/// Houses that nobody has, against streets whose every house is known.
@Suite struct HouseInterpolationTests {
    private static func house(_ number: Int, _ place: Point) -> AddressNumber {
        AddressNumber(number: number, place: place)
    }

    private static let origin = Point(x: 119.1, y: 25.1)

    private static func place(_ east: Double, _ north: Double = 0) -> Point {
        Make.point(from: origin, east: east, north: north)
    }

    /// A street with odd numbers on one side and even ones on the other, of which every house is left out in turn.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func aHouseLeftOutIsWithinTheAccuracy(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bend = Double.random(in: -0.002...0.002, using: &random)
        let houses = (1...60).map { number in
            let along = 9 * Double(number) + .random(in: -3...3, using: &random)
            let side = number.isMultiple(of: 2) ? 8.0 : -8
            return Self.house(number, Self.place(along, side + bend * along * along))
        }
        var within = 0
        for (index, house) in houses.enumerated() {
            let guess = try #require(
                HouseInterpolation(
                    number: house.number,
                    below: houses[..<index].suffix(4).reversed(),
                    above: Array(houses[(index + 1)...].prefix(4))
                )
            )
            if Geodesic.grs80.distance(guess.place, house.place) <= guess.accuracyMetres { within += 1 }
        }
        #expect(within == houses.count, "seed \(seed): \(within) of \(houses.count)")
    }

    @Test func theSameSideOfTheStreetIsPreferred() throws {
        let below = [Self.house(11, Self.place(100, -8)), Self.house(10, Self.place(90, 8))]
        let above = [Self.house(13, Self.place(120, -8)), Self.house(14, Self.place(130, 8))]
        let guess = try #require(HouseInterpolation(number: 12, below: below, above: above))
        #expect(Geodesic.grs80.distance(guess.place, Self.place(110, 8)) < 0.01)
        // A neighbour of the same side that is far away does not count.
        let far = [Self.house(11, Self.place(100, -8)), Self.house(2, Self.place(-500, 8))]
        let near = try #require(HouseInterpolation(number: 12, below: far, above: [above[0]]))
        #expect(Geodesic.grs80.distance(near.place, Self.place(110, -8)) < 0.01)
    }

    @Test func beyondTheLastHouseTheDoubtGrows() throws {
        func accuracy(_ number: Int, _ below: [AddressNumber]) throws -> Double {
            let guess = try #require(HouseInterpolation(number: number, below: below, above: []))
            #expect(guess.place == below[0].place)
            return guess.accuracyMetres
        }
        let one = [Self.house(20, Self.place(0))]
        #expect(try [22, 30, 1_000_000].map { try accuracy($0, one) } == [100, 260, 20_060])
        // Houses known before it tell how wide apart they stand: 25 m a number here.
        let row = [Self.house(20, Self.place(0)), Self.house(18, Self.place(50)), Self.house(16, Self.place(80))]
        for (number, metres) in [(22, 105.0), (30, 405)] {
            #expect(abs(try accuracy(number, row) - metres) < 0.1)
        }
        // They reach as far as 80 m whatever their spacing.
        let wide = [Self.house(20, Self.place(0)), Self.house(2, Self.place(80))]
        #expect(abs(try accuracy(22, wide) - 80) < 0.1)
        #expect(try #require(HouseInterpolation(number: 10, below: [], above: one)).accuracyMetres == 260)
    }

    @Test func nobodyIsNowhere() { #expect(HouseInterpolation(number: 1, below: [], above: []) == nil) }

    @Test func neighboursAtOnePlaceAreNoCertainty() throws {
        let same = Self.place(0)
        let guess = try #require(
            HouseInterpolation(number: 5, below: [Self.house(3, same)], above: [Self.house(7, same)])
        )
        #expect(guess.accuracyMetres == 40 && guess.place == same)
    }
}
