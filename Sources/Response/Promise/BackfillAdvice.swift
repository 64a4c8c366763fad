public import GeometryCore
import Territory

/// Whom to move where when somebody is sent away.
///
/// A move is judged by what the promise map would be with the mover at the post already and no longer where they were;
/// how long they take there is said beside it. Moves are compared one by one, never two together, and a move that does
/// not keep more promises than it breaks is not advised.
public struct BackfillAdvice: Sendable {
    /// Somewhere to wait for calls.
    public struct Post: Hashable, Sendable {
        /// Whose duty point it is.
        public let holder: String
        /// WGS 84 longitude and latitude in degrees.
        public let place: Point
    }

    /// A move that keeps more promises than it breaks.
    public struct Move: Hashable, Sendable {
        /// Who moves.
        public let staff: String
        /// Where to.
        public let post: Post
        /// The travel time to the post.
        public let seconds: Double
        /// How many customers whose limit would be missed are reached in time again.
        public let regained: Int
        /// How many others are no longer.
        public let lost: Int

        /// What the move gains.
        public var net: Int { regained - lost }
    }

    /// How many more customers of a subdistrict miss their limit.
    public struct Loss: Hashable, Sendable {
        /// The place of the subdistrict among the leaves of the hierarchy.
        public let leaf: Int
        /// How many customers.
        public let customers: Int
    }

    /// How many customers miss their limit before anybody is sent away.
    public let before: PromiseCount
    /// How many do after it.
    public let after: PromiseCount
    /// The subdistricts that lose, the one that loses most first.
    public let losses: [Loss]
    /// The posts that were tried.
    public let posts: [Post]
    /// The best moves, the best one first: by what they gain, then by the travel time, then by the mover's code.
    public let moves: [Move]

    /// The most posts that are tried.
    public static let mostPosts = 8
    /// From how many of the subdistricts that lose most absent attendants' posts are tried.
    private static let mostLeaves = 3

    /// Works out the advice.
    ///
    /// Posts are the duty points of those sent away, and of attendants who are not on duty in the subdistricts that lose
    /// most. Three searches for each post, none for each mover: whoever leaves a place is followed there by the second.
    ///
    /// - Parameters:
    ///   - map: The map before anybody is sent away.
    ///   - away: The codes of those who are sent.
    ///   - most: The most moves to name for each post, so that one that gains much does not hide the others.
    /// - Complexity: O(*p* (*n* log *n* + *c*)) for *p* posts, *n* road vertices and *c* customers.
    public init(_ map: PromiseMap, away: Set<String>, most: Int = 3) {
        let left = map.without(away)
        before = map.count
        after = left.count
        let losses = zip(map.subdistricts(), left.subdistricts())
            .map { Loss(leaf: $1.leaf, customers: $1.count.missed - $0.count.missed) }
            .filter { $0.customers > 0 }
            .sorted { ($1.customers, $0.leaf) < ($0.customers, $1.leaf) }
        self.losses = losses
        posts = Self.posts(left, away, losses.prefix(Self.mostLeaves).map(\.leaf))
        var board = left.board
        var moves: [(move: Move, number: Int, post: Int)] = []
        for (index, post) in posts.enumerated() {
            let trial = BackfillTrial(post.place, left, &board)
            for number in left.responders {
                let (regained, lost) = trial.outcome(of: number)
                guard regained > lost, let seconds = trial.travel(of: number, left) else { continue }
                let staff = left.board.roster.staff[number].code
                let move = Move(staff: staff, post: post, seconds: seconds, regained: regained, lost: lost)
                moves.append((move, number, index))
            }
        }
        moves.sort {
            ($1.move.net, $0.move.seconds, $0.number, $0.post) < ($0.move.net, $1.move.seconds, $1.number, $1.post)
        }
        var counts = [Int](repeating: 0, count: posts.count)
        self.moves = moves.filter {
            counts[$0.post] += 1
            return counts[$0.post] <= most
        }.map(\.move)
    }

    private static func posts(_ map: PromiseMap, _ away: Set<String>, _ leaves: [Int]) -> [Post] {
        let board = map.board
        let day = board.roster.rota.clock.day(at: board.now)
        let absent = leaves.flatMap {
            board.roster.assigned(to: map.atlas.hierarchy.leaves[$0].code, as: .attendant, on: day)
        }
        .filter { member in !(board.roster.number(of: member.code).map(board.isOnDuty) ?? true) }
        let sent = board.roster.staff.filter { away.contains($0.code) }
        var posts: [Post] = []
        for member in sent + absent {
            guard posts.count < mostPosts else { break }
            guard let place = member.dutyPoint, !posts.contains(where: { $0.place == place }) else { continue }
            posts.append(Post(holder: member.code, place: place))
        }
        return posts
    }
}
