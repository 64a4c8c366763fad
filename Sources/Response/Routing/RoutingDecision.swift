/// Who goes, and why: made of facts and rules alone, so that the same make it again.
public struct RoutingDecision: Hashable, Codable, Sendable {
    /// In what way somebody was found.
    public enum Outcome: String, CaseIterable, Codable, Sendable {
        /// The attendant who answers for the place.
        case responsible
        /// Who stands in for the attendant.
        case substitute
        /// The nearest who can.
        case nearest
        /// Nobody can.
        case shortfall
    }

    /// Why nobody can go.
    public enum Shortfall: String, CaseIterable, Codable, Sendable {
        /// The place is not the bureau's.
        case outside
        /// Nobody is on duty.
        case nobodyOnDuty = "nobody-on-duty"
        /// Nobody on duty has the skills and roles.
        case nobodyQualified = "nobody-qualified"
        /// All who could are busy.
        case allBusy = "all-busy"
        /// No road leads there for those who are free.
        case unreachable
        /// The rule does not let the nearest be sent.
        case notAllowed = "not-allowed"
    }

    /// A step that was tried.
    public struct Trial: Hashable, Codable, Sendable {
        /// Why a step found nobody.
        public enum Verdict: String, CaseIterable, Codable, Sendable {
            /// This is who goes.
            case chosen
            /// Nobody answers for the place.
            case nobodyAssigned = "nobody-assigned"
            /// Nobody stands in.
            case nobodyStandsIn = "nobody-stands-in"
            /// Not on duty, or on leave.
            case notOnDuty = "not-on-duty"
            /// Cannot be sent; the exclusion says why.
            case excluded
            /// Would miss the arrival limit.
            case late
            /// Nobody can be sent.
            case nobody
        }

        /// Which step.
        public let step: RoutingStep
        /// Of whom it speaks.
        public let staff: String?
        /// What became of it.
        public let verdict: Verdict
        /// Why somebody cannot be sent.
        public let exclusion: Exclusion?
    }

    /// How somebody was found.
    public let outcome: Outcome
    /// Who goes; nil in a shortfall.
    public let lead: String?
    /// When and by which way the one who goes arrives.
    public let arrival: Candidate?
    /// Who is told as well, because the place may lie in their district.
    public let copied: String?
    /// The rule that applied.
    public let rule: String
    /// Every rule that was tried.
    public let rules: [RuleTrial]
    /// Every step that was tried.
    public let steps: [Trial]
    /// Why nobody goes.
    public let shortfall: Shortfall?
    /// To whom the call goes up then; nil when there is nobody either.
    public let escalation: RoutingFacts.Superior?

    /// Decides.
    ///
    /// The responsible attendant goes if on duty and in time; else who stands in, if in time; else the nearest who can,
    /// in time or not. A rule may leave steps out or change their order.
    public init(_ facts: RoutingFacts, _ rules: RoutingRules) {
        let ruleTrials = rules.trials(facts.subject)
        let rule = rules.rule(ruleTrials.last?.rule ?? "")
        var steps: [Trial] = []
        var found: (outcome: Outcome, arrival: Candidate)?
        if facts.code != nil {
            for step in rule.steps ?? RoutingStep.allCases {
                let (trials, arrival) = Self.attempt(step, facts)
                steps += trials
                guard let arrival else { continue }
                found = (step.outcome, arrival)
                break
            }
        }
        self.rules = ruleTrials
        self.rule = rule.name
        self.steps = steps
        outcome = found?.outcome ?? .shortfall
        arrival = found?.arrival
        lead = found?.arrival.staff
        copied = facts.neighbours.first { $0 != found?.arrival.staff }
        shortfall = found == nil ? Self.shortfall(facts, steps) : nil
        escalation =
            found == nil ? facts.superiors.first(where: \.isOnDuty) ?? facts.superiors.first : nil
    }

    private static func attempt(_ step: RoutingStep, _ facts: RoutingFacts) -> (trials: [Trial], found: Candidate?) {
        guard step != .nearest else {
            let first = facts.nearest.first
            let trial = Trial(step, first?.staff, first == nil ? .nobody : .chosen)
            return ([trial], first)
        }
        guard !facts.responsible.isEmpty else { return ([Trial(step, nil, .nobodyAssigned)], nil) }
        let isOwn = step == .responsible
        let concerned = facts.responsible.filter { isOwn || ($0.holder != nil && $0.holder != $0.attendant) }
        guard !concerned.isEmpty else { return ([Trial(step, nil, .nobodyStandsIn)], nil) }
        var trials: [Trial] = []
        var best: Candidate?
        for one in concerned {
            let staff = isOwn ? one.attendant : one.holder
            if isOwn && one.holder != one.attendant {
                trials.append(Trial(step, staff, .notOnDuty))
            } else if let arrival = one.arrival {
                if !arrival.meetsLimit {
                    trials.append(Trial(step, staff, .late))
                } else if arrival.seconds < best?.seconds ?? .infinity {
                    best = arrival
                }
            } else {
                trials.append(Trial(step, staff, .excluded, one.exclusion))
            }
        }
        if let best { trials.append(Trial(step, best.staff, .chosen)) }
        return (trials, best)
    }

    private static func shortfall(_ facts: RoutingFacts, _ steps: [Trial]) -> Shortfall {
        guard facts.code != nil else { return .outside }
        guard steps.contains(where: { $0.step == .nearest }) else { return .notAllowed }
        func isAny(_ reasons: Exclusion...) -> Bool { reasons.contains { !(facts.excluded[$0] ?? []).isEmpty } }
        // The reason that is nearest to being sent.
        if isAny(.unreachable, .offRoad, .tooLate, .unplaced) { return .unreachable }
        if isAny(.busy, .passedOver) { return .allBusy }
        return isAny(.skill, .role) ? .nobodyQualified : .nobodyOnDuty
    }
}

extension RoutingDecision.Trial {
    fileprivate init(_ step: RoutingStep, _ staff: String?, _ verdict: Verdict, _ exclusion: Exclusion? = nil) {
        self.init(step: step, staff: staff, verdict: verdict, exclusion: exclusion)
    }
}

extension RoutingStep {
    fileprivate var outcome: RoutingDecision.Outcome {
        switch self {
        case .responsible: .responsible
        case .substitute: .substitute
        case .nearest: .nearest
        }
    }
}
