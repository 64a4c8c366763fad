import Territory

/// What becomes of the promise to a customer.
public enum PromiseStatus: String, CaseIterable, Codable, Sendable {
    /// The first would arrive within the limit.
    case met
    /// The first would arrive later.
    case missed
    /// Nobody who counts can get there, so the limit is missed.
    case unreachable
    /// The customer is in no subdistrict, so there is no limit.
    case outside
    /// Nobody knows where the customer is, and it is not guessed.
    case noPlace = "no-place"

    /// Whether the arrival limit is missed; nil when there is none.
    public var isMissed: Bool? {
        switch self {
        case .met: false
        case .missed, .unreachable: true
        case .outside, .noPlace: nil
        }
    }
}

extension PromiseMap.Customer {
    /// What becomes of the promise; arriving at the very limit meets it.
    public var status: PromiseStatus {
        guard place != nil else { return .noPlace }
        guard let limitSeconds else { return .outside }
        guard let first else { return .unreachable }
        return first.seconds <= limitSeconds ? .met : .missed
    }
}

/// How many promises are kept.
public struct PromiseCount: Hashable, Sendable {
    /// How many customers there are in subdistricts, all of which have a limit: the denominator of every share.
    public internal(set) var customers = 0
    /// Those whose limit would be missed, those nobody can reach among them.
    public internal(set) var missed = 0
    /// Those nobody can reach.
    public internal(set) var unreachable = 0
    /// Those who are in no subdistrict.
    public internal(set) var outside = 0
    /// Those whose place nobody knows.
    public internal(set) var withoutPlace = 0

    /// The share of customers whose limit would be missed, from 0 to 1; nil of none.
    public var shareMissed: Double? { customers > 0 ? Double(missed) / Double(customers) : nil }

    mutating func add(_ status: PromiseStatus) {
        switch status {
        case .outside: outside += 1
        case .noPlace: withoutPlace += 1
        case .met, .missed, .unreachable:
            customers += 1
            if status != .met { missed += 1 }
            if status == .unreachable { unreachable += 1 }
        }
    }
}

/// What is promised to the customers of a subdistrict.
public struct SubdistrictPromise: Hashable, Sendable {
    /// The place of the subdistrict among the leaves of the hierarchy.
    public let leaf: Int
    /// Its arrival limit.
    public let limitSeconds: Double
    /// How many promises are kept.
    public let count: PromiseCount
    /// The time within which half of those who can be reached are; nil of none.
    public let medianSeconds: Double?
    /// The time within which nine in ten of those who can be reached are; nil of none.
    public let ninetiethSeconds: Double?
    /// The time within which all of those who can be reached are; nil of none.
    public let greatestSeconds: Double?
}

extension PromiseMap {
    /// How many promises are kept to all customers.
    public var count: PromiseCount { customers.reduce(into: PromiseCount()) { $0.add($1.status) } }

    /// What is promised to the customers of each subdistrict, in the order of the hierarchy's leaves.
    ///
    /// A percentile is the least of the times within which so many of those who can be reached are, by nearest rank.
    ///
    /// - Complexity: O(*n* log *n*) in customers.
    public func subdistricts() -> [SubdistrictPromise] {
        let leaves = atlas.hierarchy.leaves
        var counts = [PromiseCount](repeating: PromiseCount(), count: leaves.count)
        var times = [[Double]](repeating: [], count: leaves.count)
        for customer in customers {
            guard let leaf = customer.leaf else { continue }
            counts[leaf].add(customer.status)
            if let first = customer.first { times[leaf].append(first.seconds) }
        }
        return leaves.indices.map { leaf in
            let sorted = times[leaf].sorted()
            func within(_ percent: Int) -> Double? {
                sorted.isEmpty ? nil : sorted[(sorted.count * percent + 99) / 100 - 1]
            }
            return SubdistrictPromise(
                leaf: leaf,
                limitSeconds: limitSeconds(in: leaves[leaf]),
                count: counts[leaf],
                medianSeconds: within(50),
                ninetiethSeconds: within(90),
                greatestSeconds: within(100)
            )
        }
    }
}
