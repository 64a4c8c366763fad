internal import Foundation
internal import TestSupport

/// `rota.csv` for November 2026: weekly shifts (weekday 1 is Monday), overrides and leave on days of that month.
struct Rota: Sendable {
    let staff: Staff
    /// Who keeps the night at each station: the leader, the inspectors and the first attendant.
    private let keepers: [[Int]]
    static let month = "2026-11"
    private static let days = 30

    init(staff: Staff) {
        self.staff = staff
        var keepers = staff.leaders.map { [$0] }
        for index in staff.inspectors { keepers[staff.members[index].station].append(index) }
        var isServed = [Bool](repeating: false, count: keepers.count)
        for index in staff.attendants where !isServed[staff.members[index].station] {
            isServed[staff.members[index].station] = true
            keepers[staff.members[index].station].append(index)
        }
        self.keepers = keepers
    }

    func write(to folder: URL) throws {
        let file = try CSVFile(
            folder.appendingPathComponent(Layer.rota.file),
            heading: "staff,kind,weekday,date,start,end,substitute"
        )
        for (index, member) in staff.members.enumerated() {
            try writeShifts(index, member, to: file)
            try writeExceptions(index, member, to: file)
        }
        try file.close()
    }

    /// Attendants rest one weekday in turn, inspectors at weekends; the night is kept at each station by turns.
    private func writeShifts(_ index: Int, _ member: StaffMember, to file: CSVFile) throws {
        func shift(_ weekday: Int, _ start: String, _ end: String) throws {
            try file.write([
                .text(member.code), .text("shift"), .whole(weekday), .none, .text(start), .text(end), .none,
            ])
        }
        switch member.role {
        case "attendant":
            for weekday in 1...7 where weekday != index % 7 + 1 { try shift(weekday, "08:00", "18:00") }
        case "inspector":
            for weekday in 1...5 { try shift(weekday, "08:30", "17:30") }
        default:
            for weekday in 1...6 { try shift(weekday, "08:00", "17:30") }
        }
        let keepers = keepers[member.station]
        guard let turn = keepers.firstIndex(of: index) else { return }
        for weekday in 1...7 where weekday % keepers.count == turn { try shift(weekday, "18:00", "08:00") }
    }

    /// Now and then leave for two days, or a morning taken over by a colleague of the district.
    private func writeExceptions(_ index: Int, _ member: StaffMember, to file: CSVFile) throws {
        guard member.role == "attendant" else { return }
        let beside = index + 1 < staff.members.count && staff.members[index + 1].district == member.district
        let colleague = staff.members[beside ? index + 1 : index - 1].code
        var generator = staff.county.seeds.generator(.rota, index)
        let draw = generator.unit()
        let day = 1 + generator.below(Self.days - 1)
        func date(_ day: Int) -> Value { .text(Self.month + "-" + County.padded(day, 2)) }
        if draw < 0.15 {
            for offset in 0..<2 {
                try file.write([
                    .text(member.code), .text("leave"), .none, date(day + offset), .none, .none, .text(colleague),
                ])
            }
        } else if draw < 0.3 {
            try file.write([
                .text(member.code), .text("override"), .none, date(day), .text("08:00"), .text("12:00"),
                .text(colleague),
            ])
        }
    }
}
