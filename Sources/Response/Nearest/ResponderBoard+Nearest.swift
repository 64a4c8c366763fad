public import GeometryCore
import Projection
import SpatialIndex

extension ResponderBoard {
    /// Who would be first at a place now, and why the others are not sent.
    ///
    /// Ways follow the roads when there are any and one is near enough to the place; straight ways are marked as such. A
    /// way begins and ends on the road; the steps between the road and the place are not counted, and
    /// ``NearestAnswer/metresOffRoad`` tells how many there are. Where nobody can reach the nearest road, as in a yard
    /// that cannot be entered, ways end on the nearest main road, and the answer says so.
    ///
    /// - Parameters:
    ///   - place: WGS 84 longitude and latitude in degrees, finite.
    ///   - wish: Whom the answer may name.
    /// - Returns: At most as many as are wanted; of those at the same time the smaller code first.
    /// - Complexity: O(*m* log *m* + *n*) for the *m* road vertices nearer than the last one found and *n* people.
    public mutating func nearest(to place: Point, _ wish: ResponderWish) -> NearestAnswer {
        guard let goal = goal(of: place, wish) else { return byLine(to: place, wish) }
        let found = byRoad(to: goal, wish)
        guard found.candidates.isEmpty, found.excluded.contains(where: { $0.reason == .unreachable }),
            let main = detour(of: place, besides: goal)
        else { return found }
        let detour = byRoad(to: main, wish, isOnMainRoad: true)
        return detour.candidates.isEmpty ? found : detour
    }

    /// How much farther than the nearest road a main road may be to be taken in its stead, in metres.
    private static var yard: Double { 300 }

    private mutating func byRoad(
        to goal: RoadPosition,
        _ wish: ResponderWish,
        isOnMainRoad: Bool = false
    ) -> NearestAnswer {
        let filter = filter(wish)
        let roster = roster
        var hits: [RoadHit] = []
        // Filters know only so many skills, so more and more are asked for until enough of them fit.
        var limit = max(1, wish.count)
        while true {
            let found =
                searching {
                    $0.nearest(to: goal, among: $1, limit: limit, filter: filter, within: wish.maximumSeconds)
                } ?? []
            hits = found.filter { wish.fits(roster.staff[Int($0.number)]) }
            if hits.count >= wish.count || found.count < limit { break }
            limit *= 2
        }
        var reasons = refusals(wish) { states[$0].road == nil ? .offRoad : nil }
        if hits.count < wish.count {
            // Whoever could go is told apart: too late, or no way at all.
            let all = searching { $0.nearest(to: goal, among: $1, limit: .max, filter: filter) } ?? []
            let reached = Set(all.map { Int($0.number) })
            let named = Set(hits.map { Int($0.number) })
            for number in states.indices where reasons[number] == nil && !named.contains(number) {
                reasons[number] = reached.contains(number) ? .tooLate : .unreachable
            }
        }
        return NearestAnswer(
            candidates: hits.prefix(wish.count).map {
                candidate(Int($0.number), seconds: $0.seconds, metres: $0.metres, .road, wish)
            },
            excluded: listed(reasons),
            by: .road,
            metresOffRoad: goal.metresOff,
            isOnMainRoad: isOnMainRoad
        )
    }

    private func byLine(to place: Point, _ wish: ResponderWish) -> NearestAnswer {
        let hits = nearestByLine(to: place, wish)
        var reasons = refusals(wish) { _ in nil }
        if hits.count < wish.count {
            let named = Set(hits.map(\.number))
            for number in states.indices where reasons[number] == nil && !named.contains(number) {
                reasons[number] = .tooLate
            }
        }
        return NearestAnswer(
            candidates: hits.prefix(wish.count).map {
                candidate($0.number, seconds: $0.metres / wish.lineSpeed, metres: $0.metres, .line, wish)
            },
            excluded: listed(reasons),
            by: .line,
            metresOffRoad: nil,
            isOnMainRoad: false
        )
    }

    /// Who would be first on straight ways: more than are wanted when they come by, the first one first.
    func nearestByLine(to place: Point, _ wish: ResponderWish) -> [(metres: Double, number: Int)] {
        let filter = filter(wish)
        let reach = wish.maximumSeconds * wish.lineSpeed
        // On the sphere, distances differ from the geodesic by less than this.
        let slack = 1.01
        var limit = max(1, wish.count)
        while true {
            let first = inAir.snapshot.nearest(to: place, limit: limit, filter: filter, within: reach * slack)
            let radius = first.count < limit ? reach * slack : (first.last?.metres ?? 0) * slack * slack
            let all = inAir.snapshot.nearest(to: place, limit: .max, filter: filter, within: radius)
            let hits: [(metres: Double, number: Int)] = all.filter { wish.fits(roster.staff[Int($0.number)]) }
                .map {
                    (Geodesic.grs80.distance(states[Int($0.number)].whereabouts?.place ?? place, place), Int($0.number))
                }
                .filter { $0.metres <= reach }.sorted { $0 < $1 }
            if hits.count >= wish.count || first.count < limit { return hits }
            limit *= 2
        }
    }

    /// Where a way to a place ends: on the nearest road; nil when ways there are straight.
    func goal(of place: Point, _ wish: ResponderWish) -> RoadPosition? {
        wish.isByLine ? nil : roads?.nearestPosition(to: place, within: reach)
    }

    /// The main road on which ways end when nobody can reach the nearest road; nil when it is too far.
    func detour(of place: Point, besides goal: RoadPosition) -> RoadPosition? {
        roads?.nearestPosition(to: place, within: reach, onMainRoads: true)
            .flatMap { $0.metresOff - goal.metresOff <= Self.yard ? $0 : nil }
    }

    private func filter(_ wish: ResponderWish) -> NearestFilter {
        let skills = wish.skills.reduce(0) { $0 | (skillBits[$1] ?? 0) }
        let free = wish.ignoresWork ? 0 : Trait.free
        return NearestFilter(required: Trait.onDuty | free | skills, anyOf: Trait.roles(wish.roles))
    }

    /// The first reason why somebody cannot be sent; nil when there is none.
    ///
    /// Asked of everybody for each decision, so it looks at what it needs and copies nobody.
    func refusal(of number: Int, _ wish: ResponderWish) -> Exclusion? {
        if !isOnDuty(number) { return .offShift }
        if !wish.roles.isEmpty, !wish.fits(roles: roster.staff[number].roles) { return .role }
        if !wish.skills.isEmpty, !wish.skills.isSubset(of: roster.staff[number].skills) { return .skill }
        if !wish.passedOver.isEmpty, wish.passedOver.contains(roster.staff[number].code) { return .passedOver }
        if !wish.ignoresWork && states[number].load >= capacity { return .busy }
        return states[number].whereabouts == nil ? .unplaced : nil
    }

    private func refusals(_ wish: ResponderWish, _ more: (Int) -> Exclusion?) -> [Exclusion?] {
        states.indices.map { refusal(of: $0, wish) ?? more($0) }
    }

    private func listed(_ reasons: [Exclusion?]) -> [(staff: String, reason: Exclusion)] {
        reasons.enumerated().compactMap { number, reason in reason.map { (roster.staff[number].code, $0) } }
    }

    private func candidate(
        _ number: Int,
        seconds: Double,
        metres: Double,
        _ mode: TravelMode,
        _ wish: ResponderWish
    ) -> Candidate {
        let whereabouts = whereabouts(of: number)
        return Candidate(
            staff: roster.staff[number].code,
            seconds: seconds,
            metres: metres,
            by: mode,
            positionAge: whereabouts?.age,
            isStale: whereabouts?.isDutyPoint ?? true,
            uncertaintyMetres: whereabouts?.uncertaintyMetres,
            meetsLimit: seconds <= wish.limitSeconds
        )
    }

    /// How long one person needs to a place now, or why they cannot be sent.
    ///
    /// - Returns: The same times as ``nearest(to:_:)`` finds.
    mutating func travel(
        of number: Int,
        to place: Point,
        _ wish: ResponderWish
    ) -> Result<Candidate, Exclusion> {
        if let refusal = refusal(of: number, wish) { return .failure(refusal) }
        guard let start = states[number].whereabouts else { return .failure(.unplaced) }
        guard let goal = goal(of: place, wish) else {
            let metres = Geodesic.grs80.distance(start.place, place)
            return .success(candidate(number, seconds: metres / wish.lineSpeed, metres: metres, .line, wish))
        }
        guard let road = states[number].road else { return .failure(.offRoad) }
        var answer = searching { search, _ in search.travel(from: road, to: goal) } ?? .unreachable
        if answer == .unreachable, let main = detour(of: place, besides: goal) {
            answer = searching { search, _ in search.travel(from: road, to: main) } ?? .unreachable
        }
        switch answer {
        case .arrives(let seconds, let metres), .beyondLimit(let seconds, let metres):
            return .success(candidate(number, seconds: seconds, metres: metres, .road, wish))
        case .unreachable: return .failure(.unreachable)
        }
    }
}

extension ResponderWish {
    /// Whether one of the roles will do.
    func fits(roles others: Set<StaffRole>) -> Bool { roles.isEmpty || !roles.isDisjoint(with: others) }

    /// Whether somebody has the roles and skills, and was not asked before.
    func fits(_ member: StaffMember) -> Bool {
        fits(roles: member.roles) && skills.isSubset(of: member.skills) && !passedOver.contains(member.code)
    }
}
