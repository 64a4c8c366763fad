import Foundation
import GeometryCore
import Phrasebook
import Response
import SpatialIndex
import Storage
import Territory

/// How a promise map is printed.
struct PromiseRows {
    let map: PromiseMap
    let isOnlyMissed: Bool
    let output: FormatOptions
    let kept: String

    private var leaves: [District] { map.atlas.hierarchy.leaves }

    private func printer(_ columns: [Column]) throws -> ResultPrinter {
        try ResultPrinter(output, keeping: [kept], columns: columns)
    }

    private func staff(_ arrival: PromiseMap.Arrival?) -> Cell {
        Cell(arrival.map { map.board.roster.staff[$0.number].code })
    }

    private func minutes(_ seconds: Double?) -> Cell { Cell(seconds.map { $0 / 60 }, decimals: 2) }

    func printSubdistricts() throws {
        var printer = try printer([
            "code", "path", "name", "area_class", .real("limit_min"), .integer("customers"), .integer("missed"),
            .integer("unreachable"), .real("share_missed"), .real("median_min"), .real("p90_min"), .real("max_min"),
        ])
        for row in map.subdistricts() where !isOnlyMissed || row.count.missed > 0 {
            let leaf = leaves[row.leaf]
            try printer.print(
                [
                    .text(leaf.code), .text(map.atlas.hierarchy.pathText(to: leaf.code)), .text(leaf.name),
                    .term(leaf.areaClass.rawValue, leaf.areaClass.words), minutes(row.limitSeconds),
                    .integer(row.count.customers), .integer(row.count.missed), .integer(row.count.unreachable),
                    Cell(row.count.shareMissed, decimals: 4), minutes(row.medianSeconds),
                    minutes(row.ninetiethSeconds), minutes(row.greatestSeconds),
                ],
                geometry: leaf.area.map(Geometry.multiPolygon)
            )
        }
        try printer.finish()
        sayCount(map.count, of: map.responders.count)
    }

    func printCustomers() throws {
        var printer = try printer([
            "customer", "code", "staff", .real("seconds"), "second_staff", .real("second_seconds"), "by",
            .real("limit_s"), "meets_limit", "status",
        ])
        for customer in map.customers {
            let status = customer.status
            guard !isOnlyMissed || status.isMissed == true else { continue }
            try printer.print(
                [
                    .text(customer.code), Cell(customer.leaf.map { leaves[$0].code }), staff(customer.first),
                    Cell(customer.first?.seconds, decimals: 1), staff(customer.second),
                    Cell(customer.second?.seconds, decimals: 1),
                    customer.by.map { .term($0.rawValue, $0.words) } ?? .null,
                    Cell(customer.limitSeconds, decimals: 0), status.isMissed.map { .boolean(!$0) } ?? .null,
                    .term(status.rawValue, status.words),
                ],
                geometry: customer.place.map(Geometry.point)
            )
        }
        try printer.finish()
        sayCount(map.count, of: map.responders.count)
    }

    func printRoads(of store: GeoPackageStore) throws {
        var codes: [String] = []
        try store.forEachRecord(in: .roads, version: nil) { codes.append($0.code) }
        var printer = try printer([
            "road", .real("from_min"), .real("middle_min"), .real("to_min"), "staff", .real("limit_min"), "meets_limit",
        ])
        var (all, late, metres, lateMetres) = (0, 0, 0.0, 0.0)
        try map.forEachRoad { road in
            if let isMissed = road.isMissed {
                (all, metres) = (all + 1, metres + road.stretch.metres)
                if isMissed { (late, lateMetres) = (late + 1, lateMetres + road.stretch.metres) }
            }
            guard !isOnlyMissed || road.isMissed == true else { return }
            try printer.print(
                [
                    .text(codes[road.stretch.line]), minutes(road.atStart?.seconds), minutes(road.atMiddle?.seconds),
                    minutes(road.atEnd?.seconds), staff(road.atMiddle), minutes(road.limitSeconds),
                    road.isMissed.map { .boolean(!$0) } ?? .null,
                ],
                geometry: (try? LineString(road.stretch.points)).map(Geometry.lineString)
            )
        }
        try printer.finish()
        let (kilometres, lateKilometres) = (
            String(format: "%.1f", metres / 1000), String(format: "%.1f", lateMetres / 1000)
        )
        Console.say(
            Words(
                zh: "在班且可派 \(map.responders.count) 人；辖区内道路 \(all) 段 \(kilometres) 公里，"
                    + "超出到场时限 \(late) 段 \(lateKilometres) 公里",
                en:
                    "on duty and free \(map.responders.count); \(all) pieces of road in subdistricts, \(kilometres) km, "
                    + "of which \(late) miss the limit, \(lateKilometres) km"
            )
        )
    }

    func printAdvice(away: Set<String>) throws {
        let advice = BackfillAdvice(map, away: away)
        var printer = try printer([
            .integer("rank"), "staff", "to", .real("lon"), .real("lat"), .real("minutes"), .integer("regained"),
            .integer("lost"), .integer("net"),
        ])
        for (rank, move) in advice.moves.enumerated() {
            try printer.print(
                [
                    .integer(rank + 1), .text(move.staff), .text(move.post.holder), .exact(move.post.place.x),
                    .exact(move.post.place.y), minutes(move.seconds), .integer(move.regained), .integer(move.lost),
                    .integer(move.net),
                ],
                geometry: .point(move.post.place)
            )
        }
        try printer.finish()
        sayCount(advice.after, of: map.responders.count { !away.contains(map.board.roster.staff[$0].code) })
        let more = advice.after.missed - advice.before.missed
        let worst = advice.losses.prefix(5)
        func list(_ separator: String) -> String {
            worst.map { "\(leaves[$0.leaf].code) +\($0.customers)" }.joined(separator: separator)
        }
        let (zh, en) = worst.isEmpty ? ("", "") : ("；最多的是 " + list("、"), "; most in " + list(", "))
        Console.say(
            Words(
                zh: "他们派出后，超时限的客户多 \(more) 户（\(advice.before.missed) → \(advice.after.missed)）\(zh)",
                en: "with those away \(more) more customers miss the limit "
                    + "(\(advice.before.missed) → \(advice.after.missed))\(en)"
            )
        )
        if advice.moves.isEmpty {
            Console.say(Words(zh: "没有补位能挽回更多客户", en: "no move would regain more customers than it loses"))
        }
    }

    private func sayCount(_ count: PromiseCount, of people: Int) {
        let percent = count.shareMissed.map { String(format: "%.1f", $0 * 100) } ?? "–"
        Console.say(
            Words(
                zh: "在班且可派 \(people) 人；客户 \(count.customers) 户，超出到场时限 \(count.missed)/\(count.customers)（\(percent)%），"
                    + "其中无人能到 \(count.unreachable) 户",
                en: "on duty and free \(people); customers \(count.customers), limit missed \(count.missed) of "
                    + "\(count.customers) (\(percent) %), of which \(count.unreachable) nobody can reach"
            )
        )
        guard count.outside + count.withoutPlace > 0 else { return }
        Console.say(
            Words(
                zh: "未计入：不在任何分片区 \(count.outside) 户，没有位置 \(count.withoutPlace) 户",
                en: "not counted: in no subdistrict \(count.outside), without a place \(count.withoutPlace)"
            )
        )
    }
}
