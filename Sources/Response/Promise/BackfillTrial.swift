import GeometryCore
import Projection
import SpatialIndex

/// What one more responder at a post would change, and what each mover would leave behind.
struct BackfillTrial {
    private let place: Point
    /// The post's road, where ways from it begin; nil when none is near, or ways are straight.
    private let road: RoadPosition?
    /// By when every place is reached from the post; nil without a road.
    private let away: RoadTimes?
    /// How long it takes from every place to the post, or to the main road near it; nil when ways there are straight.
    private let towards: [RoadTimes]
    /// Customers regained and lost when somebody comes to the post and nobody leaves.
    private var all = (regained: 0, lost: 0)
    /// By the number of the mover: what is regained and lost besides when they are the one who comes.
    private var leaving: [Int: (regained: Int, lost: Int)] = [:]

    /// Tries a post.
    ///
    /// - Parameters:
    ///   - place: The post.
    ///   - map: The map that somebody is to mend.
    ///   - board: That map's board, whose scratch memory is used.
    init(_ place: Point, _ map: PromiseMap, _ board: inout ResponderBoard) {
        let road = board.goal(of: place, map.wish)
        self.place = place
        self.road = road
        away = road.flatMap { start in board.searching { search, _ in search.times(from: [start]) } }
        let ends = road.map { [$0, board.detour(of: place, besides: $0)].compactMap(\.self) } ?? []
        towards = ends.compactMap { end in board.searching { search, _ in search.times(to: [end]) } }
        for customer in map.customers {
            guard let wasMissed = customer.status.isMissed, let limit = customer.limitSeconds else { continue }
            let (stays, leaves) = times(of: customer, map)
            func change(_ seconds: Double) -> (regained: Int, lost: Int) {
                (wasMissed && seconds <= limit ? 1 : 0, !wasMissed && seconds > limit ? 1 : 0)
            }
            let change0 = change(stays)
            all = (all.regained + change0.regained, all.lost + change0.lost)
            guard let first = customer.first, stays != leaves else { continue }
            let change1 = change(leaves)
            leaving[first.number, default: (0, 0)].regained += change1.regained - change0.regained
            leaving[first.number, default: (0, 0)].lost += change1.lost - change0.lost
        }
    }

    /// How many customers are regained and lost when somebody moves to the post.
    func outcome(of number: Int) -> (regained: Int, lost: Int) {
        let own = leaving[number] ?? (0, 0)
        return (all.regained + own.regained, all.lost + own.lost)
    }

    /// How long somebody takes to the post, as ``ResponderBoard/travel(of:to:_:)`` says; nil when there is no way.
    func travel(of number: Int, _ map: PromiseMap) -> Double? {
        let state = map.board.states[number]
        guard road != nil else {
            return state.whereabouts.map { Geodesic.grs80.distance($0.place, place) / map.wish.lineSpeed }
        }
        guard let start = state.road else { return nil }
        return towards.lazy.compactMap { $0.seconds(at: start) }.first
    }

    /// When a customer is reached with one more responder at the post: if the first stays, and if the first is the one
    /// who moved there.
    ///
    /// Ways end where those of the map do: on the nearest road when anybody can reach it, else on the main road.
    private func times(of customer: PromiseMap.Customer, _ map: PromiseMap) -> (stays: Double, leaves: Double) {
        guard let there = customer.place else { return (.infinity, .infinity) }
        let (first, second) = (customer.first?.seconds ?? .infinity, customer.second?.seconds ?? .infinity)
        guard let goal = customer.goal else {
            let post = Geodesic.grs80.distance(place, there) / map.wish.lineSpeed
            return (min(post, first), min(post, second))
        }
        let post = away?.seconds(at: goal) ?? .infinity
        let isOnGoal = !customer.isOnMain && customer.first != nil
        let stays = isOnGoal ? min(post, first) : post
        let leaves = isOnGoal ? min(post, second) : post
        if stays.isFinite && leaves.isFinite { return (stays, leaves) }
        let main = map.board.detour(of: there, besides: goal)
        let others = main.map(map.arrivals(at:)) ?? (first: nil, second: nil)
        let fromPost = main.flatMap { away?.seconds(at: $0) } ?? .infinity
        func least(_ arrival: PromiseMap.Arrival?) -> Double { min(fromPost, arrival?.seconds ?? .infinity) }
        let rest = others.first?.number == customer.first?.number ? others.second : others.first
        return (stays.isFinite ? stays : least(others.first), leaves.isFinite ? leaves : least(rest))
    }
}
