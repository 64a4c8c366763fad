import GeometryCore
import Phrasebook
public import Territory

/// How records of the layer `patrol_plans` are brought into their one form when they are imported, and read again.
public enum PatrolPlanRows {
    /// What the layer's records must go through on their way in; nil for other layers.
    ///
    /// A plan without a code is named by what it is about and since when.
    public static func refinement(of layer: Layer) -> RowReader.Refinement? {
        guard layer == .patrolPlans else { return nil }
        return { record in
            let plan: PatrolPlan
            do { plan = try PatrolPlan(record: record) } catch let problem as PatrolPlanProblem {
                throw RowProblem.unfit(field: problem.field, reason: problem.words)
            }
            func set(_ field: String, _ value: FieldValue) { record.values[layer.index(of: field)] = value }
            set("cycle_days", plan.cycleDays.map { .integer(Int64($0)) } ?? .null)
            set("season_from", plan.season.map { .text($0.first.text) } ?? .null)
            set("season_to", plan.season.map { .text($0.last.text) } ?? .null)
            guard record.code.isEmpty else { return }
            let parts = ["kind", "asset", "line_kind", "district", "area_class", "staff", "season_from", "valid_from"]
            record.values[0] = .text(
                parts.compactMap { record.values[layer.index(of: $0)].text }.joined(separator: " ")
            )
        }
    }

    /// The plans of a store; rows that another program left unreadable are told apart.
    ///
    /// - Throws: The store's errors.
    public static func plans(
        of store: any TerritoryStore
    ) throws -> (plans: [PatrolPlan], unreadable: [(code: String, problem: PatrolPlanProblem)]) {
        var plans: [PatrolPlan] = []
        var unreadable: [(code: String, problem: PatrolPlanProblem)] = []
        try store.forEachRecord(in: .patrolPlans, version: nil) { record in
            do { plans.append(try PatrolPlan(record: record)) } catch let problem as PatrolPlanProblem {
                unreadable.append((record.code, problem))
            }
        }
        return (plans, unreadable)
    }
}

/// What is wrong with one row of a file of plans.
public enum PatrolPlanProblem: Error, Hashable, Sendable {
    /// Neither a cycle nor a special patrol, or of no known kind of asset.
    case notAPlan(field: String)
    /// A cycle without a number of days from 1 to 3660.
    case noCycle
    /// A special patrol with a cycle or a season.
    case specialWithCycle(field: String)
    /// A special patrol that never ends.
    case noEnd
    /// The first day is missing or no day.
    case noStart
    /// It ends no later than it begins.
    case endsTooEarly
    /// Half a season, or a day that no year has.
    case notASeason(field: String)
    /// A kind of line for something that is none.
    case lineKindOfDevice

    /// The field at fault.
    public var field: String {
        switch self {
        case .notAPlan(let field), .specialWithCycle(let field), .notASeason(let field): field
        case .noCycle: "cycle_days"
        case .noEnd, .endsTooEarly: "valid_to"
        case .noStart: "valid_from"
        case .lineKindOfDevice: "line_kind"
        }
    }
}

extension PatrolPlan {
    /// The most days between two patrols.
    static let longestCycle = 3660

    /// Reads a record of the layer `patrol_plans`.
    ///
    /// - Throws: ``PatrolPlanProblem``.
    init(record: LayerRecord) throws {
        let layer = Layer.patrolPlans
        func text(_ field: String) -> String? { record.values[layer.index(of: field)].text }
        func number(_ field: String) -> Double? { record.values[layer.index(of: field)].number }
        guard let asset = text("asset").flatMap(PatrolAsset.init) else {
            throw PatrolPlanProblem.notAPlan(field: "asset")
        }
        guard let from = text("valid_from").flatMap({ LocalDay($0) }) else { throw PatrolPlanProblem.noStart }
        let to = text("valid_to").flatMap { LocalDay($0) }
        if let to, to <= from { throw PatrolPlanProblem.endsTooEarly }
        let season = try Self.season(text("season_from"), text("season_to"))
        let kind: Kind
        switch text("kind") {
        case "cycle":
            guard let days = number("cycle_days").flatMap(Int.init(exactly:)), (1...Self.longestCycle).contains(days)
            else { throw PatrolPlanProblem.noCycle }
            kind = .cycle(days: days)
        case "special":
            if text("cycle_days") != nil { throw PatrolPlanProblem.specialWithCycle(field: "cycle_days") }
            if season != nil { throw PatrolPlanProblem.specialWithCycle(field: "season_from") }
            if to == nil { throw PatrolPlanProblem.noEnd }
            kind = .special
        default: throw PatrolPlanProblem.notAPlan(field: "kind")
        }
        let lineKind = text("line_kind").flatMap(LineKind.init)
        guard lineKind == nil || asset == .line else { throw PatrolPlanProblem.lineKindOfDevice }
        self.init(
            code: record.code,
            name: text("name"),
            kind: kind,
            asset: asset,
            lineKind: lineKind,
            district: text("district"),
            areaClass: text("area_class").flatMap(AreaClass.init),
            season: season,
            validFrom: from,
            validTo: to,
            staff: text("staff")
        )
    }

    /// Months and dates may be written with one digit, and parted by `-`, `/`, `.` or 月.
    private static func season(_ first: String?, _ last: String?) throws -> Season? {
        if first == nil && last == nil { return nil }
        func day(_ text: String?, _ field: String) throws -> Season.Day {
            let parts = (text ?? "").split { "-/.月日".contains($0) }.map { $0.count == 1 ? "0" + $0 : String($0) }
            guard parts.count == 2, let day = Season.Day(parts.joined(separator: "-")) else {
                throw PatrolPlanProblem.notASeason(field: field)
            }
            return day
        }
        return Season(first: try day(first, "season_from"), last: try day(last, "season_to"))
    }
}
