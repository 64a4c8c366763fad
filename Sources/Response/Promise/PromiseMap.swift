public import GeometryCore
import SpatialIndex
public import Territory

/// By when somebody would be at every customer, subdistrict and road, and which arrival limits would be missed, with
/// those who are on duty and free at one instant.
///
/// Its times are those of ``ResponderBoard/nearest(to:_:)``: along the roads where one is near, else straight by the
/// stated speed; where nobody can reach the nearest road, to the nearest main road near it. They are found by one search
/// from all responders instead of one for each customer, and so may differ from those in their last digits.
public struct PromiseMap: Sendable {
    /// Who comes, and when.
    public struct Arrival: Hashable, Sendable {
        /// The travel time.
        public let seconds: Double
        /// The place of the staff member in the roster's array.
        public let number: Int
    }

    /// What is promised to one customer.
    public struct Customer: Sendable {
        /// The customer's number.
        public let code: String
        /// WGS 84 longitude and latitude in degrees; nil when nobody knows where it is.
        public let place: Point?
        /// The place of its subdistrict among the leaves of the hierarchy; nil when it is in none.
        public let leaf: Int?
        /// The arrival limit of its subdistrict; nil when it is in none.
        public let limitSeconds: Double?
        /// How the ways were measured; nil without a place.
        public let by: TravelMode?
        /// Who would be first.
        public let first: Arrival?
        /// Who would be second, at the end of the same way.
        public let second: Arrival?
        /// The nearest road, where ways end; nil when they are straight.
        let goal: RoadPosition?
        /// Whether ways end on a main road instead.
        let isOnMain: Bool
    }

    /// Who can be sent: this is the board that was given, with those away and busy as they count here.
    public let board: ResponderBoard
    /// The districts.
    public let atlas: Atlas
    /// The promised minutes.
    public let limits: ArrivalLimits
    /// Whom the map counts.
    public let wish: ResponderWish
    /// The places in the roster of those who count: on duty, free, fit, and somewhere.
    public let responders: [Int]
    /// The customers, in the order in which they were added.
    public private(set) var customers: [Customer] = []

    /// The search from all of them who are near a road; nil when ways are straight.
    let reach: RoadReach?
    /// For each start of the search who it is.
    let starts: [Int]
    private let leaves: [String: Int]

    /// Makes a map without customers yet.
    ///
    /// - Parameters:
    ///   - board: Who can be sent, at the instant it stands at.
    ///   - atlas: The districts in force.
    ///   - limits: The promised minutes.
    ///   - wish: Whom the map counts, and how ways are measured; how many and within which time does not matter.
    ///   - isCountingBusy: Whether those who have as much work as may be count as if they had none.
    ///   - away: The codes of those who do not count, as if they had been sent somewhere.
    /// - Complexity: One search from all responders: O(*n* log *n*) in road vertices and people.
    public init(
        _ board: ResponderBoard,
        _ atlas: Atlas,
        limits: ArrivalLimits,
        wish: ResponderWish = ResponderWish(),
        isCountingBusy: Bool = false,
        away: Set<String> = []
    ) {
        var board = board
        for (number, member) in board.roster.staff.enumerated() {
            if away.contains(member.code) {
                board.setLoad(of: number, to: .max)
            } else if isCountingBusy {
                board.setLoad(of: number, to: 0)
            }
        }
        var wish = wish
        (wish.count, wish.maximumSeconds) = (2, .infinity)
        let responders = board.states.indices.filter { board.refusal(of: $0, wish) == nil }
        let onRoads = responders.compactMap { number in board.states[number].road.map { (number, $0) } }
        starts = onRoads.map(\.0)
        reach = wish.isByLine ? nil : board.roads.map { RoadReach(from: onRoads.map(\.1), on: $0) }
        (self.board, self.atlas, self.limits, self.wish, self.responders) = (board, atlas, limits, wish, responders)
        leaves = Dictionary(uniqueKeysWithValues: atlas.hierarchy.leaves.enumerated().map { ($1.code, $0) })
    }

    /// Adds every customer of a store.
    ///
    /// - Throws: The store's errors.
    /// - Complexity: O(1) a customer on well-spread roads and borders.
    public mutating func addCustomers(of store: any TerritoryStore) throws {
        try store.forEachRecord(in: .customers, version: nil) { record in
            var place: Point?
            if case .point(let point) = record.geometry { place = point }
            add(record.code, at: place)
        }
    }

    /// Adds a customer.
    ///
    /// - Parameters:
    ///   - code: The customer's number.
    ///   - place: WGS 84 longitude and latitude in degrees; nil, or not finite, when nobody knows.
    public mutating func add(_ code: String, at place: Point?) {
        let place = place.flatMap { $0.isFinite ? $0 : nil }
        let leaf = place.flatMap(atlas.leaf(at:))
        customers.append(
            promise(
                to: code,
                at: place,
                leaf: leaf.flatMap { leaves[$0.code] },
                limitSeconds: leaf.map(limitSeconds(in:)),
                goal: place.flatMap { board.goal(of: $0, wish) }
            )
        )
    }

    /// The same map and customers without some of those who are on duty, as if they had been sent somewhere.
    ///
    /// - Complexity: One search, and O(1) a customer.
    public func without(_ staff: Set<String>) -> PromiseMap {
        var map = PromiseMap(board, atlas, limits: limits, wish: wish, away: staff)
        map.customers = customers.map {
            map.promise(to: $0.code, at: $0.place, leaf: $0.leaf, limitSeconds: $0.limitSeconds, goal: $0.goal)
        }
        return map
    }

    private func promise(
        to code: String,
        at place: Point?,
        leaf: Int?,
        limitSeconds: Double?,
        goal: RoadPosition?
    ) -> Customer {
        var (found, isOnMain): ((first: Arrival?, second: Arrival?), Bool) = ((nil, nil), false)
        if let place, let goal {
            found = arrivals(at: goal)
            if found.first == nil, !starts.isEmpty, let main = board.detour(of: place, besides: goal) {
                found = arrivals(at: main)
                isOnMain = found.first != nil
            }
        } else if let place {
            let hits = board.nearestByLine(to: place, wish).prefix(2)
                .map { Arrival(seconds: $0.metres / wish.lineSpeed, number: $0.number) }
            found = (hits.first, hits.dropFirst().first)
        }
        return Customer(
            code: code,
            place: place,
            leaf: leaf,
            limitSeconds: limitSeconds,
            by: place == nil ? nil : goal == nil ? .line : .road,
            first: found.first,
            second: found.second,
            goal: goal,
            isOnMain: isOnMain
        )
    }

    /// Who would be first and second on a road.
    func arrivals(at position: RoadPosition) -> (first: Arrival?, second: Arrival?) {
        guard let found = reach?.arrivals(at: position) else { return (nil, nil) }
        return (found.first.map(arrival), found.second.map(arrival))
    }

    func arrival(_ arrival: RoadReach.Arrival) -> Arrival {
        Arrival(seconds: arrival.seconds, number: starts[arrival.start])
    }

    /// The arrival limit in a subdistrict.
    func limitSeconds(in leaf: District) -> Double { limits.minutes(in: leaf.areaClass) * 60 }
}
