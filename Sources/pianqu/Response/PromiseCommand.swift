import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu promise`: by when somebody would be where, and which arrival limits would be missed.
struct PromiseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "promise",
            abstract: PromiseHelp.abstract[Console.language],
            discussion: "pianqu promise --by customer --missed --at 2026-12-01T20:00:00+08:00 -o missed.gpkg"
        )
    }

    /// What a row is.
    enum Rows: String, CaseIterable, ExpressibleByArgument {
        case subdistrict, customer, road
    }

    @Option(name: .long, help: PromiseHelp.by.help)
    var by: Rows?

    @Option(name: .long, help: ResponseHelp.skill.help)
    var skill: [String] = []

    @Option(name: .long, help: ResponseHelp.nearestRole.help)
    var role: [StaffRole] = []

    @Option(name: .long, help: PromiseHelp.rules.help)
    var rules: String?

    @Option(name: .long, help: ResponseHelp.vehicle.help)
    var vehicle = NearestCommand.Vehicle.car

    @Flag(name: .long, help: PromiseHelp.missed.help)
    var missed = false

    @Option(name: .long, help: PromiseHelp.away.help)
    var away: [String] = []

    @Flag(name: .long, help: PromiseHelp.backfill.help)
    var backfill = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard backfill else { return }
        if away.isEmpty { throw ValidationError(PromiseHelp.backfillNeedsAway[Console.language]) }
        if by != nil || missed { throw ValidationError(PromiseHelp.backfillStandsAlone[Console.language]) }
    }

    func run() throws {
        let store = try options.openForReading()
        let instant = try moment.instant(of: store.bureau())
        let given = try rules.map { try RulesFile.read($0) }
        let roads = try RoadGraph.roads(of: store, for: vehicle.profile)
        if roads == nil { Console.say(ResponseHelp.noRoads) }
        let desk = try options.deskForReading(store, roads: roads, rules: given, at: instant)
        let (board, rules) = (desk.board, desk.rules)
        if let stranger = away.first(where: { board.roster.number(of: $0) == nil }) {
            throw ResponseError.unknownStaff(stranger)
        }
        let wish = ResponderWish(
            skills: Set(skill.map { $0.lowercased() }),
            roles: Set(role),
            lineSpeed: rules.lineSpeed / 3.6
        )
        // Advice compares the map before with the one after, so those away still count in the former.
        let sent = Set(backfill ? [] : away)
        var map = PromiseMap(board, desk.atlas, limits: rules.arrivalLimits, wish: wish, away: sent)
        if by != .road { try map.addCustomers(of: store) }
        let rows = PromiseRows(map: map, isOnlyMissed: missed, output: output, kept: options.path)
        if backfill {
            try rows.printAdvice(away: Set(away))
        } else {
            switch by ?? .subdistrict {
            case .subdistrict: try rows.printSubdistricts()
            case .customer: try rows.printCustomers()
            case .road: try rows.printRoads(of: store)
            }
        }
        let left = map.responders.filter { !away.contains(board.roster.staff[$0].code) }
        if left.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
