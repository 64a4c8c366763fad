public import ArgumentParser
import Foundation
import GeometryCore
import Phrasebook
public import Response
import SpatialIndex
import Storage
import Territory

/// `pianqu nearest`: who would be first at a place.
struct NearestCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        .init(
            commandName: "nearest",
            abstract: ResponseHelp.nearestAbstract[Console.language],
            discussion: "pianqu nearest 119.12,25.31 -k 3 --skill metering"
        )
    }

    @Argument(help: ResponseHelp.nearestPlace.help)
    var place: String

    @Option(name: [.customShort("k"), .customLong("count")], help: ResponseHelp.count.help)
    var count = 3

    @Option(name: .long, help: ResponseHelp.skill.help)
    var skill: [String] = []

    @Option(name: .long, help: ResponseHelp.nearestRole.help)
    var role: [StaffRole] = []

    @Option(name: .long, help: ResponseHelp.within.help)
    var within: Double?

    @Option(name: .long, help: ResponseHelp.by.help)
    var by = TravelMode.road

    @Option(name: .long, help: ResponseHelp.speed.help)
    var speed = 30.0

    @Option(name: .long, help: ResponseHelp.vehicle.help)
    var vehicle = Vehicle.car

    @Option(name: .long, help: ResponseHelp.limit.help)
    var limit: Double?

    @Flag(name: .long, help: ResponseHelp.excluded.help)
    var excluded = false

    @OptionGroup var moment: MomentOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: StoreOptions

    /// What people come in.
    enum Vehicle: String, CaseIterable, ExpressibleByArgument {
        case car, motorcycle, bicycle, foot

        var profile: RoadProfile {
            switch self {
            case .car: .car
            case .motorcycle: .motorcycle
            case .bicycle: .bicycle
            case .foot: .foot
            }
        }
    }

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError(ResponseHelp.countRange[Console.language]) }
        for number in [within ?? 1, speed, limit ?? 1] where !(number > 0 && number.isFinite) {
            throw ValidationError(ResponseHelp.positive[Console.language])
        }
    }

    func run() throws {
        let store = try options.openForReading()
        let instant = try moment.instant(of: store.bureau())
        guard let point = try PlaceText.coordinates(place) else { throw CommandError.notAPlace(place) }
        let atlas = try AtlasShelf(store: store).atlas(asOf: instant)
        let placement = atlas.locate(point, asOf: instant)
        guard placement.status != .invalid else { throw CommandError.notAPlace(place) }
        let roads = by == .road ? try RoadGraph.roads(of: store, for: vehicle.profile) : nil
        if by == .road && roads == nil { Console.say(ResponseHelp.noRoads) }
        let area = placement.code.flatMap(atlas.hierarchy.district)?.areaClass ?? .rural
        let minutes = limit ?? ArrivalLimits.standard.minutes(in: area)
        let wish = ResponderWish(
            skills: Set(skill.map { $0.lowercased() }),
            roles: Set(role),
            count: count,
            maximumSeconds: within.map { $0 * 60 } ?? .infinity,
            limitSeconds: minutes * 60,
            isByLine: by == .line,
            lineSpeed: speed / 3.6
        )
        var board = try options.deskForReading(store, roads: roads, rules: nil, at: instant).board
        let answer = board.nearest(to: point, wish)
        try print(answer, board.roster)
        sayRemarks(answer, placement, area, minutes)
        if answer.candidates.isEmpty { throw ExitCode(ExitStatus.no.rawValue) }
    }

    private func print(_ answer: NearestAnswer, _ roster: Roster) throws {
        let columns: [Column] = [
            .integer("rank"), "staff", .real("seconds"), .real("metres"), "by", .real("position_age_s"), "stale",
            "meets_limit", "reason", "name", "phone",
        ]
        var printer = try ResultPrinter(output, keeping: [options.path], columns: columns)
        for (rank, candidate) in answer.candidates.enumerated() {
            let member = roster.member(candidate.staff)
            try printer.print(
                [
                    .integer(rank + 1), .text(candidate.staff), .number(candidate.seconds, decimals: 1),
                    .number(candidate.metres, decimals: 1), .term(candidate.by.rawValue, candidate.by.words),
                    Cell(candidate.positionAge, decimals: 0), .boolean(candidate.isStale),
                    .boolean(candidate.meetsLimit), .null, Cell(member?.name), Cell(member?.phone),
                ],
                geometry: member?.dutyPoint.map(Geometry.point)
            )
        }
        // Programs read them all; a person who asks for three names does not want seventy others as well.
        let isForPeople = [.table, .card].contains(output.format ?? .table) && output.output == nil
        if excluded || output.format == .json || output.format == .ndjson {
            for (staff, reason) in answer.excluded {
                try printer.print([
                    .null, .text(staff), .null, .null, .null, .null, .null, .null, .term(reason.rawValue, reason.words),
                    Cell(isForPeople ? roster.member(staff)?.name : nil), .null,
                ])
            }
        }
        try printer.finish()
    }

    private func sayRemarks(_ answer: NearestAnswer, _ placement: Placement, _ area: AreaClass, _ minutes: Double) {
        let counts = Exclusion.allCases.map { reason in (reason, answer.excluded.count { $0.reason == reason }) }
            .filter { $0.1 > 0 }
        if !counts.isEmpty {
            Console.say(
                Words(
                    zh: "未列入：" + counts.map { "\($0.0.words.zh) \($0.1) 人" }.joined(separator: "，"),
                    en: "not sent: " + counts.map { "\($0.0.words.en) \($0.1)" }.joined(separator: ", ")
                )
            )
        }
        let limit = String(format: "%g", minutes)
        Console.say(
            Words(
                zh: "片区 \(placement.code ?? "无")，\(area.words.zh)，到场时限 \(limit) 分钟",
                en: "district \(placement.code ?? "none"), \(area.words.en), arrival limit \(limit) minutes"
            )
        )
        if let metres = answer.metresOffRoad, metres > 100 || answer.isOnMainRoad {
            let text = String(format: "%.0f", metres)
            Console.say(
                Words(
                    zh: "路程算到道路为止，离该处还有 \(text) 米" + (answer.isOnMainRoad ? "；最近的路走不通，改算到最近的主路" : ""),
                    en: "ways end on the road, \(text) m short of the place"
                        + (answer.isOnMainRoad
                            ? "; the nearest road cannot be reached, so it is the nearest main road" : "")
                )
            )
        } else if answer.by == .line && by == .road {
            Console.say(
                Words(zh: "附近没有道路，按直线距离和时速估算", en: "no road is near, so ways are straight, at the stated speed")
            )
        }
    }
}

extension TravelMode: ExpressibleByArgument {}
