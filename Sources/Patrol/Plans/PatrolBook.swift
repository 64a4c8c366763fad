public import Territory

/// Who answers for a leaf on a day: the codes of staff members; nobody when empty.
public typealias PatrolKeepers = (_ leaf: String, _ day: LocalDay) -> [String]

/// Plans and the pieces they are about: which plan counts for a piece on a day, and the tasks that follow.
public struct PatrolBook {
    /// The plans, in the order of their codes.
    public let plans: [PatrolPlan]
    /// What may be patrolled.
    public let pieces: [PatrolPiece]
    private let keepers: PatrolKeepers
    private let ofAsset: [PatrolAsset: [PatrolPlan]]

    /// Opens a book.
    public init(plans: [PatrolPlan], pieces: [PatrolPiece], keepers: @escaping PatrolKeepers) {
        self.plans = plans.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        self.pieces = pieces
        self.keepers = keepers
        ofAsset = Dictionary(grouping: self.plans, by: \.asset)
    }

    /// Those who answer for a piece on a day.
    public func staff(of piece: PatrolPiece, on day: LocalDay) -> [String] {
        piece.leaf.map { keepers($0, day) } ?? []
    }

    /// The plans that may count for a piece some day, whoever answers for it.
    func candidates(for piece: PatrolPiece) -> [PatrolPlan] { (ofAsset[piece.asset] ?? []).filter { $0.covers(piece) } }

    /// The cycle that counts for a piece on a day: of those in force the most specific; nil when there is none.
    public func cycle(for piece: PatrolPiece, on day: LocalDay) -> PatrolPlan? {
        choose(from: candidates(for: piece), for: piece, on: day)
    }

    func choose(from plans: [PatrolPlan], for piece: PatrolPiece, on day: LocalDay) -> PatrolPlan? {
        let inForce = plans.filter { !$0.isSpecial && $0.isInForce(on: day) }
        guard inForce.count > 1 || inForce.first?.staff != nil else { return inForce.first }
        let staff = staff(of: piece, on: day)
        return inForce.filter { $0.covers(piece, of: staff) }.reduce(nil as PatrolPlan?) { best, plan in
            guard let best else { return plan }
            return plan.isMoreSpecific(than: best, for: piece) ? plan : best
        }
    }

    /// The tasks that fall due on some days: those whose window's last day is one of them.
    ///
    /// There is one for every piece that is in service throughout a window of the plan that counts for it on the window's
    /// last day. So a new asset's first task is that of the first window that begins when it is in service.
    ///
    /// - Returns: The tasks in the order of the pieces, those of a piece by their last day, then by plan.
    public func tasks(dueIn days: DaySpan) -> [PatrolTask] {
        pieces.flatMap { piece in tasks(of: piece) { $0.windows(endingIn: days) } }
    }

    /// The tasks whose window a day lies in.
    public func tasks(openOn day: LocalDay) -> [PatrolTask] {
        pieces.flatMap { piece in tasks(of: piece) { $0.window(containing: day).map { [$0] } ?? [] } }
    }

    private func tasks(of piece: PatrolPiece, _ windows: (PatrolPlan) -> [DaySpan]) -> [PatrolTask] {
        let candidates = candidates(for: piece)
        let tasks = candidates.flatMap { plan in
            windows(plan).compactMap { window -> PatrolTask? in
                guard piece.isInService(throughout: window) else { return nil }
                let staff = staff(of: piece, on: window.last)
                if plan.isSpecial {
                    guard plan.covers(piece, of: staff) else { return nil }
                } else {
                    guard choose(from: candidates, for: piece, on: window.last) == plan else { return nil }
                }
                return PatrolTask(plan: plan, piece: piece, window: window, staff: plan.staff.map { [$0] } ?? staff)
            }
        }
        return tasks.sorted { ($0.window.to, $0.plan.code) < ($1.window.to, $1.plan.code) }
    }
}

/// That a piece is to be patrolled within a window.
public struct PatrolTask: Hashable, Sendable {
    /// Why.
    public let plan: PatrolPlan
    /// What.
    public let piece: PatrolPiece
    /// The days on which it may be done; it falls due on the last of them.
    public let window: DaySpan
    /// Who is to do it, one of them being enough: the plan's own staff member, else those who answer for the piece on the
    /// last day; empty when nobody does.
    public let staff: [String]

    /// Creates a task.
    public init(plan: PatrolPlan, piece: PatrolPiece, window: DaySpan, staff: [String]) {
        self.plan = plan
        self.piece = piece
        self.window = window
        self.staff = staff
    }
}
