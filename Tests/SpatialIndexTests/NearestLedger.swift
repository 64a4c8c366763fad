import GeometryCore
import SpatialIndex
import TestSupport

/// What a ``NearestIndex`` should hold, in a dictionary, and what it should answer, by looking at every point.
struct NearestLedger {
    struct Entry {
        var place: Point
        var traits: UInt32
    }

    let metric: NearestMetric
    var entries: [UInt32: Entry] = [:]

    init(metric: NearestMetric) { self.metric = metric }

    /// The points numbered from 0, with seeded traits in the four lowest bits.
    init(metric: NearestMetric, places: [Point], using random: inout SeededGenerator) {
        self.init(metric: metric)
        for (number, place) in places.enumerated() {
            entries[UInt32(number)] = Entry(place: place, traits: .random(in: 0..<16, using: &random))
        }
    }

    /// An index of the same points, put in by the given order of numbers or else by the dictionary's.
    func index(order: [UInt32]? = nil) throws -> NearestIndex {
        var index = NearestIndex(metric: metric)
        for number in order ?? Array(entries.keys) {
            guard let entry = entries[number] else { continue }
            try index.insert(number, at: entry.place, traits: entry.traits)
        }
        return index
    }

    /// Everything, nearest first, at equal distances by number.
    func ranking(from place: Point) -> Ranking {
        var ranks = entries.map { number, entry in
            Ranking.Rank(
                number: number,
                metres: metric.distance(from: place, to: entry.place),
                traits: entry.traits
            )
        }
        if metric.refusal(of: place) != nil { ranks = [] }
        ranks.sort { ($0.metres, $0.number) < ($1.metres, $1.number) }
        return Ranking(ranks: ranks)
    }

    /// All points in the order of their distances from one place.
    struct Ranking {
        struct Rank {
            let number: UInt32
            let metres: Double
            let traits: UInt32
        }

        let ranks: [Rank]

        /// The answer to a query, as an array of pairs.
        func answer(_ wish: Wish) -> [Answer] {
            let fitting = ranks.lazy.filter {
                $0.traits & wish.filter.required == wish.filter.required
                    && (wish.filter.anyOf == 0 || $0.traits & wish.filter.anyOf != 0)
                    && $0.metres <= wish.maximum
            }
            return fitting.prefix(max(0, wish.limit)).map { Answer(number: $0.number, metres: $0.metres) }
        }
    }

    struct Answer: Hashable {
        let number: UInt32
        let metres: Double
    }

    /// What a query asks for, but for its place.
    struct Wish {
        var limit: Int
        var filter = NearestFilter.all
        var maximum = Double.infinity

        /// Any wish: small and large limits, filters of every kind, maxima at and about the distances of points.
        static func any(for ranking: Ranking, using random: inout SeededGenerator) -> Wish {
            let count = ranking.ranks.count
            let limits = [0, 1, 1, 2, 3, 5, 6, 7, 8, 9, 20, count - 1, count, count + 3, .max]
            let filters = [
                NearestFilter.all, .all, .all, .init(required: 1), .init(required: 3), .init(anyOf: 6),
                .init(required: 8, anyOf: 5), .init(required: 15), .init(anyOf: 15), .init(required: 1 << 31),
                .init(anyOf: 1 << 31), .init(required: 1, anyOf: 1 << 16),
            ]
            var wish = Wish(limit: limits.randomElement(using: &random) ?? 1)
            wish.filter = filters.randomElement(using: &random) ?? .all
            let some = ranking.ranks.prefix(Int.random(in: 1...30, using: &random)).last?.metres ?? 1
            let maxima = [.infinity, .infinity, .infinity, some, some, some.nextDown, some.nextUp, 0, -1, .nan, 1e300]
            wish.maximum = maxima.randomElement(using: &random) ?? .infinity
            return wish
        }
    }
}

extension NearestSnapshot {
    /// The answer to one query, to compare with the model's.
    func answer(to place: Point, _ wish: NearestLedger.Wish) -> [NearestLedger.Answer] {
        nearest(to: place, limit: wish.limit, filter: wish.filter, within: wish.maximum).map {
            NearestLedger.Answer(number: $0.number, metres: $0.metres)
        }
    }
}
