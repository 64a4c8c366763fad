public import Territory

/// Something that is wrong with the plans as a whole.
public struct PatrolPlanFinding: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The row cannot be read.
        case unreadable(PatrolPlanProblem)
        /// It names a unit that is not there.
        case unknownDistrict(String)
        /// It names a staff member who is not there.
        case unknownStaff(String)
        /// Nothing that it could be about is there.
        case coversNothing
        /// It says the same as another one of as many details, on some days; only one of them counts.
        case overlaps(other: String)
        /// Pieces of a kind that plans are about, in which nobody has a cycle to keep.
        case unplanned(asset: PatrolAsset, pieces: Int, metres: Double)

        /// The word for programs.
        public var name: String {
            switch self {
            case .unreadable: "unreadable"
            case .unknownDistrict: "unknown-district"
            case .unknownStaff: "unknown-staff"
            case .coversNothing: "covers-nothing"
            case .overlaps: "overlap"
            case .unplanned: "unplanned"
            }
        }
    }

    /// The plan's code; nil when it is about what no plan covers.
    public let plan: String?
    /// What is wrong.
    public let kind: Kind

    /// Creates a finding.
    public init(plan: String?, kind: Kind) {
        self.plan = plan
        self.kind = kind
    }
}

extension PatrolBook {
    /// What is wrong with the plans as they stand on a day or will later.
    ///
    /// - Parameters:
    ///   - hierarchy: The units that plans may name.
    ///   - isStaff: Whether a code is a staff member's.
    ///   - day: Plans that are over by then are left out.
    /// - Returns: The findings plan by plan, then what no plan covers on that day.
    /// - Complexity: O(*p*² + *p* *n*) in plans and pieces.
    public func findings(
        units hierarchy: Hierarchy,
        isStaff: (String) -> Bool,
        on day: LocalDay
    ) -> [PatrolPlanFinding] {
        let current = plans.filter { $0.validTo.map { day < $0 } ?? true }
        var findings: [PatrolPlanFinding] = []
        for (index, plan) in current.enumerated() {
            func find(_ kind: PatrolPlanFinding.Kind) { findings.append(.init(plan: plan.code, kind: kind)) }
            let isKnown = plan.district.map { hierarchy.district($0) != nil } ?? true
            if let district = plan.district, !isKnown { find(.unknownDistrict(district)) }
            if let staff = plan.staff, !isStaff(staff) { find(.unknownStaff(staff)) }
            if isKnown && !pieces.contains(where: plan.covers) { find(.coversNothing) }
            for other in current.dropFirst(index + 1) where plan.saysTheSame(as: other) {
                find(.overlaps(other: other.code))
            }
        }
        return findings + unplanned(on: day)
    }

    private func unplanned(on day: LocalDay) -> [PatrolPlanFinding] {
        let today = DaySpan(from: day, to: day.advanced(by: 1))
        let planned = Set(plans.filter { !$0.isSpecial }.map(\.asset))
        return PatrolAsset.allCases.filter(planned.contains).compactMap { asset in
            let bare = pieces.filter { piece in
                // Out of its season a piece is not forgotten.
                piece.asset == asset && piece.isInService(throughout: today)
                    && !candidates(for: piece).contains { plan in
                        !plan.isSpecial && plan.validFrom <= day && plan.validTo.map { day < $0 } ?? true
                    }
            }
            guard !bare.isEmpty else { return nil }
            let metres = bare.reduce(0) { $0 + $1.metres }
            return PatrolPlanFinding(plan: nil, kind: .unplanned(asset: asset, pieces: bare.count, metres: metres))
        }
    }
}

extension PatrolPlan {
    /// Whether another cycle is about just the same, on some of the same days.
    func saysTheSame(as other: PatrolPlan) -> Bool {
        guard !isSpecial, !other.isSpecial, asset == other.asset, lineKind == other.lineKind,
            district == other.district, areaClass == other.areaClass, staff == other.staff
        else { return false }
        let start = max(validFrom, other.validFrom)
        // Seasons come round within a year and a leap day.
        let end = [validTo, other.validTo, start.advanced(by: 366)].compactMap(\.self).min() ?? start
        guard start < end else { return false }
        guard (season == nil) == (other.season == nil) else { return false }
        return (start.number..<end.number).contains {
            let day = LocalDay(number: $0)
            return isInForce(on: day) && other.isInForce(on: day)
        }
    }
}
