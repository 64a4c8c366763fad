public import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
public import Response
import Storage
import Territory

/// `pianqu staff`: who works where, and who is on duty.
struct StaffCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "staff",
            abstract: ResponseHelp.staffAbstract[Console.language],
            discussion: "pianqu staff --district S1-01 --on-duty"
        )
    }

    @Argument(help: ResponseHelp.staffCode.help)
    var code: String?

    @Option(name: .long, help: ResponseHelp.staffDistrict.help)
    var district: String?

    @Option(name: .long, help: ResponseHelp.role.help)
    var role: StaffRole?

    @Option(name: .long, help: ResponseHelp.skill.help)
    var skill: [String] = []

    @Flag(name: .long, help: ResponseHelp.onDuty.help)
    var onDuty = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.openForReading()
        let (roster, instant) = (try Roster(store: store), try moment.instant(of: store.bureau()))
        guard !roster.staff.isEmpty else { throw ResponseError.noStaff }
        if let code, roster.member(code) == nil { throw ResponseError.unknownStaff(code) }
        let units = try district.map { try unitsBelow($0, store, instant) }
        let day = roster.rota.clock.day(at: instant)
        let duty = roster.onDuty(at: instant)
        var printer = try ResultPrinter(
            output,
            keeping: [options.path],
            columns: ["code", "name", "roles", "skills", "phone", "districts", "duty", "on_duty_for"]
        )
        var count = 0
        for (number, member) in roster.staff.enumerated() where isWanted(member) {
            let districts = member.assignments.filter { $0.validity.contains(day) }.map(\.district)
            if let units, units.isDisjoint(with: districts) { continue }
            if onDuty && duty[number] == nil { continue }
            count += 1
            let cover = roster.rota.cover(for: member.code, at: instant)
            // Who stands in for somebody is on duty for the reason why that one is not.
            let other = cover.holder == member.code ? nil : duty[number]?.first
            let reason = other.map { roster.rota.cover(for: $0, at: instant).reason } ?? cover.reason
            try printer.print(
                [
                    .text(member.code), Cell(member.name), .list(member.roles.map(\.rawValue).sorted()),
                    .list(member.skills.sorted()), Cell(member.phone), .list(districts),
                    .term(reason.rawValue, reason.words), .list(duty[number] ?? []),
                ],
                geometry: member.dutyPoint.map(Geometry.point)
            )
        }
        try printer.finish()
        if count == 0 { throw ExitCode(ExitStatus.no.rawValue) }
    }

    private func isWanted(_ member: StaffMember) -> Bool {
        if let code, member.code != code { return false }
        if let role, !member.roles.contains(role) { return false }
        return skill.allSatisfy { member.skills.contains($0.lowercased()) }
    }

    /// The unit and all below it, of the version in force.
    private func unitsBelow(_ code: String, _ store: GeoPackageStore, _ instant: Date) throws -> Set<String> {
        let hierarchy = try AtlasShelf(store: store).atlas(asOf: instant).hierarchy
        guard hierarchy.district(code) != nil else { throw CommandError.unknownDistrict(code) }
        return Set(hierarchy.districts.map(\.code).filter { hierarchy.path(to: $0).contains { $0.code == code } })
    }
}

extension StaffRole: ExpressibleByArgument {
    /// The role that the argument names; nil when it names none.
    public init?(argument: String) { self.init(word: argument) }
}
