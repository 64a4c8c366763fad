public import Foundation
public import GeometryCore
public import Territory

/// A call that asks for somebody.
public struct RoutingCall: Hashable, Sendable {
    /// Where, WGS 84 longitude and latitude in degrees.
    public var place: Point
    /// How far the true place may be away, in metres.
    public var accuracyMetres: Double
    /// What it is about.
    public var category: CallCategory
    /// What it is about on the network; nil when nobody knows.
    public var asset: CallAsset?
    /// Who was asked before and does not go.
    public var passedOver: Set<String>

    /// Creates a call.
    public init(
        place: Point,
        accuracyMetres: Double = 0,
        category: CallCategory,
        asset: CallAsset? = nil,
        passedOver: Set<String> = []
    ) {
        self.place = place
        self.accuracyMetres = accuracyMetres
        self.category = category
        self.asset = asset
        self.passedOver = passedOver
    }
}

/// Everything that a routing decision is made of; kept with it, so that it can be made again.
///
/// Times are instants in whole milliseconds, so that what is stored reads back equal.
public struct RoutingFacts: Hashable, Codable, Sendable {
    /// An attendant who answers for the place, and whoever has that duty now.
    public struct Responsible: Hashable, Codable, Sendable {
        /// The attendant.
        public let attendant: String
        /// Who has the duty; nil for nobody.
        public let holder: String?
        /// Why.
        public let reason: DutyCover.Reason
        /// From the attendant to the holder.
        public let chain: [String]
        /// How soon the holder would be there; nil when that is out of the question.
        public let arrival: Candidate?
        /// Why the holder cannot be sent.
        public let exclusion: Exclusion?
    }

    /// Somebody to whom a call goes up that nobody can take.
    public struct Superior: Hashable, Codable, Sendable {
        /// In which role.
        public let role: StaffRole
        /// Who.
        public let staff: String
        /// Whether they are on duty.
        public let isOnDuty: Bool
    }

    /// When the decision was made, in milliseconds since 1970 UTC.
    public let milliseconds: Int
    /// Longitude and latitude of the place, in degrees.
    public let place: [Double]
    /// What rules look at.
    public let subject: RoutingSubject
    /// What kind of place it is.
    public let placement: Placement.Status
    /// The leaf; in a gap the nearest one.
    public let code: String?
    /// The version of the districts.
    public let districtVersion: Int
    /// The arrival limit in seconds.
    public let limitSeconds: Double
    /// Those who answer for the place.
    public let responsible: [Responsible]
    /// For each other leaf that the place may lie in, who has the duty there.
    public let neighbours: [String]
    /// Those who would be first, the first one first.
    public let nearest: [Candidate]
    /// How far the place is from the road where ways end, in metres; nil for straight ways.
    public let metresOffRoad: Double?
    /// Everybody else, by the reason why they are not sent.
    public let excluded: [Exclusion: [String]]
    /// To whom the call goes up, in order.
    public let superiors: [Superior]
    /// Who was asked before and does not go, in order.
    public let passedOver: [String]
}

extension RoutingFacts {
    /// When the decision was made.
    public var instant: Date { Date(milliseconds: milliseconds) }
}

extension ResponderBoard {
    /// How many of the nearest are named in a decision.
    private static let shortlist = 5

    /// Gathers what a decision on a call needs, at the instant the board stands at.
    ///
    /// - Parameters:
    ///   - call: The call; its place is finite.
    ///   - atlas: The districts in force.
    ///   - rules: The bureau's rules.
    /// - Returns: Everything that a ``RoutingDecision`` is made of.
    /// - Complexity: That of ``nearest(to:_:)``, and a search for each attendant of the place.
    public mutating func facts(of call: RoutingCall, in atlas: Atlas, _ rules: RoutingRules) -> RoutingFacts {
        let (placement, subject, rule, site) = site(of: call, in: atlas, rules)
        var wish = ResponderWish(
            skills: Set((rule.skills ?? []).map { $0.lowercased() }),
            count: Self.shortlist,
            limitSeconds: site.limitSeconds,
            lineSpeed: rules.lineSpeed / 3.6
        )
        (wish.passedOver, wish.ignoresWork) = (call.passedOver, !call.category.isOnSite)
        let isOurs = placement.code != nil
        let attendants = placement.code.map { assigned(to: $0) } ?? []
        let responsible = attendants.map { duty(of: $0, call.place, wish) }
        wish.roles = Set(rule.roles ?? [])
        let answer = isOurs ? nearest(to: call.place, wish) : nil
        let excluded = Dictionary(grouping: answer?.excluded ?? []) { $0.reason }.mapValues { $0.map(\.staff) }
        return RoutingFacts(
            milliseconds: now.milliseconds,
            place: [call.place.x, call.place.y],
            subject: subject,
            placement: placement.status,
            code: placement.code,
            districtVersion: placement.districtVersion,
            limitSeconds: wish.limitSeconds,
            responsible: responsible,
            neighbours: neighbours(of: placement),
            nearest: answer?.candidates ?? [],
            metresOffRoad: answer?.metresOffRoad,
            excluded: excluded,
            superiors: superiors(along: placement.path, rule.escalation ?? [.crewLeader, .dispatcher, .manager]),
            passedOver: call.passedOver.sorted()
        )
    }

    /// Whose place a call's is, which rule applies to it, and what is promised there.
    func site(
        of call: RoutingCall,
        in atlas: Atlas,
        _ rules: RoutingRules
    ) -> (placement: Placement, subject: RoutingSubject, rule: RoutingRule, site: TicketSite) {
        let placement = atlas.locate(call.place, accuracyMetres: call.accuracyMetres, asOf: now)
        let subject = subject(of: call, placement, atlas)
        let rule = rules.rule(rules.trials(subject).last?.rule ?? "")
        let minutes = rule.limitMinutes ?? rules.arrivalLimits.minutes(in: subject.area)
        return (
            placement, subject, rule,
            TicketSite(district: placement.code, area: subject.area, limitSeconds: minutes * 60)
        )
    }

    private func subject(of call: RoutingCall, _ placement: Placement, _ atlas: Atlas) -> RoutingSubject {
        let clock = roster.rota.clock
        let shown = now.timeIntervalSince1970 + Double(clock.timeZone.secondsFromGMT(for: now))
        let minute = Int((shown / 60).rounded(.down))
        return RoutingSubject(
            category: call.category,
            asset: call.asset,
            area: placement.code.flatMap(atlas.hierarchy.district)?.areaClass ?? .rural,
            path: placement.path,
            weekday: clock.day(at: now).weekday,
            minute: (minute % 1440 + 1440) % 1440
        )
    }

    private func assigned(to leaf: String) -> [String] {
        roster.assigned(to: leaf, as: .attendant, on: roster.rota.clock.day(at: now)).map(\.code)
    }

    private mutating func duty(
        of attendant: String,
        _ place: Point,
        _ wish: ResponderWish
    ) -> RoutingFacts.Responsible {
        let cover = cover(for: attendant)
        var (arrival, exclusion): (Candidate?, Exclusion?) = (nil, nil)
        if let number = cover.holder.flatMap(roster.number(of:)) {
            switch travel(of: number, to: place, wish) {
            case .success(let candidate): arrival = candidate
            case .failure(let reason): exclusion = reason
            }
        }
        return .init(
            attendant: attendant,
            holder: cover.holder,
            reason: cover.reason,
            chain: cover.chain,
            arrival: arrival,
            exclusion: exclusion
        )
    }

    /// Who has the duty in the other leaves that an uncertain place may lie in, or that share a border it lies on.
    private func neighbours(of placement: Placement) -> [String] {
        var found: [String] = []
        for leaf in placement.others where leaf != placement.code {
            for holder in assigned(to: leaf).compactMap({ cover(for: $0).holder }) where !found.contains(holder) {
                found.append(holder)
            }
        }
        return found
    }

    /// Those of each role who answer for the place's units, the lowest unit first.
    private func superiors(along path: [String], _ roles: [StaffRole]) -> [RoutingFacts.Superior] {
        let day = roster.rota.clock.day(at: now)
        return roles.flatMap { role in
            path.reversed().flatMap { roster.assigned(to: $0, as: role, on: day) }.map { member in
                let isOnDuty = roster.number(of: member.code).map(isOnDuty) ?? false
                return .init(role: role, staff: member.code, isOnDuty: isOnDuty)
            }
        }
    }
}
