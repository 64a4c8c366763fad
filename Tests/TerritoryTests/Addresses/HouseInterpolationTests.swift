import GeometryCore
import Projection
import TestSupport
import Testing

@testable import Territory

/// Houses that nobody has, against streets whose every house is known.
@Suite struct HouseInterpolationTests {
    private static func house(_ number: Int, _ place: Point) -> AddressHouse {
        AddressHouse(customer: "C\(number)", number: number, detail: "", place: place)
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
        let last = [Self.house(20, Self.place(0))]
        let accuracies = try [21, 30, 100, 1_000_000].map { number in
            let guess = try #require(HouseInterpolation(number: number, below: last, above: []))
            #expect(guess.place == last[0].place)
            return guess.accuracyMetres
        }
        #expect(accuracies == accuracies.sorted() && accuracies[0] == 37 && accuracies[1] == 145)
        #expect(accuracies[3] == 12_025)
        #expect(try #require(HouseInterpolation(number: 1, below: [], above: last)).accuracyMetres == 253)
    }

    @Test func nobodyIsNowhere() { #expect(HouseInterpolation(number: 1, below: [], above: []) == nil) }

    @Test func neighboursAtOnePlaceAreNoCertainty() throws {
        let same = Self.place(0)
        let guess = try #require(
            HouseInterpolation(number: 5, below: [Self.house(3, same)], above: [Self.house(7, same)])
        )
        #expect(guess.accuracyMetres == 25 && guess.place == same)
    }
}
