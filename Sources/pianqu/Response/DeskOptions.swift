import ArgumentParser
import Foundation
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// Who says that something happened, and when.
struct DeskOptions: ParsableArguments {
    @Option(name: .long, help: TicketHelp.actor.help)
    var by = "dispatcher"

    @Option(name: .long, help: TicketHelp.key.help)
    var key: String?

    @Option(name: .customLong("version-seen"), help: TicketHelp.version.help)
    var versionSeen: Int?

    @Option(name: .long, help: TicketHelp.when.help)
    var at: String?

    /// A command of these options.
    ///
    /// A moment that is named is that of the event; without one it is now, and never earlier than the ticket's last event.
    func command(_ action: TicketCommand.Action, _ bureau: Bureau) throws -> TicketCommand {
        let time = try at.map { try Calendar.instant($0, in: bureau.timeZone) }
        return TicketCommand(action, actor: by, key: key, version: versionSeen, time: time)
    }

    /// The time by the clock that counts.
    func now(of bureau: Bureau) throws -> Date {
        let now = Date()
        guard let at else { return now }
        let instant = try Calendar.instant(at, in: bureau.timeZone)
        guard instant.timeIntervalSince(now) <= 120 else { throw DeskRefusal.future }
        return instant
    }
}

/// A store open for tickets.
struct OpenDesk {
    let store: GeoPackageStore
    let bureau: Bureau
    let now: Date
    var keeper: DeskKeeper

    /// Opens the desk of a store for one command.
    init(_ options: StoreOptions, _ desk: DeskOptions) throws {
        store = try options.openForAMoment()
        bureau = try store.bureau()
        now = try desk.now(of: bureau)
        keeper = try DeskKeeper(store: store, roads: RoadGraph.roads(of: store, for: .car), at: now)
        guard !keeper.desk.board.roster.staff.isEmpty else { throw ResponseError.noStaff }
    }

    /// Carries out one command.
    mutating func perform(_ command: TicketCommand) throws -> TicketReceipt {
        guard let result = try keeper.perform([command], at: now).first else { throw ResponseError.noStaff }
        return try result.get()
    }
}

extension StoreOptions {
    /// The desk as it stands, or stood when a moment is named.
    ///
    /// What was kept while a clock was wrong is there now, though it is of the future by the clock.
    func desk(_ store: GeoPackageStore, at moment: String?) throws -> (desk: Desk, now: Date) {
        guard let moment else {
            let now = Date()
            let desk = try DeskKeeper(store: store, roads: nil, at: now).desk
            guard !desk.board.roster.staff.isEmpty else { throw ResponseError.noStaff }
            return (desk, now)
        }
        let instant = try Calendar.instant(moment, in: store.bureau().timeZone)
        return (try deskForReading(store, roads: nil, rules: nil, at: instant), instant)
    }

    /// A desk as it stood at an instant, for questions.
    func deskForReading(_ store: GeoPackageStore, roads: RoadGraph?, rules: RoutingRules?, at instant: Date) throws
        -> Desk
    {
        let desk = try DeskKeeper.desk(of: store, roads: roads, rules: rules, asOf: instant)
        guard !desk.board.roster.staff.isEmpty else { throw ResponseError.noStaff }
        return desk
    }
}
