import Foundation
public import Territory

/// Everybody who works for a bureau, and who is on duty when: one picture of the store, immutable.
public struct Roster: Sendable {
    /// Something in the store that another program left unreadable, or that names somebody who is not there.
    public struct Problem: Hashable, Sendable {
        /// What is wrong.
        public enum Kind: Hashable, Sendable {
            /// The row of the rota cannot be read.
            case unreadable(RotaRowProblem)
            /// The row names a staff member who is not there.
            case unknownStaff(String)
            /// The row names a district that is not there.
            case unknownDistrict(String)
        }

        /// The layer of the record.
        public let layer: Layer
        /// Its code.
        public let code: String
        /// What is wrong.
        public let kind: Kind
    }

    /// Everybody, in the order of their codes.
    public let staff: [StaffMember]
    /// Who is on duty when.
    public let rota: Rota
    /// Rows that do not count.
    public let problems: [Problem]
    private let numbers: [String: Int]
    /// For each district the numbers of those who were ever assigned to it.
    private let assigned: [String: [Int]]

    /// Reads everybody from a store.
    public init(store: any TerritoryStore) throws {
        var staff: [StaffMember] = []
        var problems: [Problem] = []
        try store.forEachRecord(in: .staff, version: nil) { staff.append(StaffRows.member($0)) }
        let numbers = Dictionary(uniqueKeysWithValues: staff.enumerated().map { ($1.code, $0) })
        try store.forEachRecord(in: .assignments, version: nil) { record in
            guard let (code, assignment) = StaffRows.assignment(record) else { return }
            if let number = numbers[code] {
                staff[number].assignments.append(assignment)
            } else {
                problems.append(.init(layer: .assignments, code: record.code, kind: .unknownStaff(code)))
            }
        }
        var entries: [RotaEntry] = []
        try store.forEachRecord(in: .rota, version: nil) { record in
            do {
                let entry = try RotaEntry(rota: record)
                for code in [entry.staff, entry.substitute].compactMap(\.self) where numbers[code] == nil {
                    problems.append(.init(layer: .rota, code: record.code, kind: .unknownStaff(code)))
                }
                if numbers[entry.staff] != nil { entries.append(entry) }
            } catch let problem as RotaRowProblem {
                problems.append(.init(layer: .rota, code: record.code, kind: .unreadable(problem)))
            }
        }
        let clock = DutyClock(timeZone: try store.bureau().timeZone)
        self.init(staff: staff, rota: Rota(entries, clock: clock), problems: problems)
    }

    /// A roster of these people.
    ///
    /// - Precondition: No two have the same code.
    public init(staff: [StaffMember], rota: Rota, problems: [Problem] = []) {
        let staff = staff.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        self.staff = staff
        self.rota = rota
        self.problems = problems
        numbers = Dictionary(uniqueKeysWithValues: staff.enumerated().map { ($1.code, $0) })
        var assigned: [String: [Int]] = [:]
        for (number, member) in staff.enumerated() {
            for district in Set(member.assignments.map(\.district)) { assigned[district, default: []].append(number) }
        }
        self.assigned = assigned
    }

    /// The place of somebody in ``staff``; nil when nobody has this code.
    public func number(of code: String) -> Int? { numbers[code] }

    /// The staff member of that code.
    public func member(_ code: String) -> StaffMember? { numbers[code].map { staff[$0] } }

    /// Those of a role who answer for a district on a day, in the order of their codes.
    public func assigned(to district: String, as role: StaffRole, on day: LocalDay) -> [StaffMember] {
        (assigned[district] ?? []).map { staff[$0] }.filter { member in
            member.roles.contains(role) && member.validity.contains(day)
                && member.assignments.contains { $0.district == district && $0.validity.contains(day) }
        }
    }

    /// Assignments to districts that are not there.
    public func strangers(in hierarchy: Hierarchy) -> [Problem] {
        staff.flatMap { member in
            member.assignments.map(\.district).filter { hierarchy.district($0) == nil }
                .map { Problem(layer: .staff, code: member.code, kind: .unknownDistrict($0)) }
        }
    }
}
