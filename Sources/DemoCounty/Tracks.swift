internal import Foundation
internal import GeometryCore
internal import TestSupport

/// `tracks.csv`: a few attendants walking along lines, with the noise and the faults that phones have.
struct Tracks: Sendable {
    let staff: Staff
    let roads: RoadNetwork
    private static let walkersPerScale = 4
    private static let days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"]
    /// Seconds between fixes.
    private static let interval = 10

    private struct Fix {
        var second: Int
        var point: Point
        var accuracy: Double
        var speed: Double
    }

    /// Writes the file and returns how many fixes it has.
    func write(to folder: URL) throws -> Int {
        let file = try CSVFile(
            folder.appendingPathComponent(Layer.tracks.file),
            heading: "staff,time,lon,lat,accuracy_m,speed_mps"
        )
        var sites = [[Int]](repeating: [], count: roads.county.subdistricts.count)
        for site in roads.county.sites.indices { sites[roads.county.subdistrict(of: site)].append(site) }
        let walkers = Self.walkersPerScale * roads.county.scale
        var count = 0
        for walker in 0..<walkers {
            let subdistrict = (2 * walker + 1) * sites.count / (2 * walkers)
            let own = sites[subdistrict]
            let member = staff.members[staff.attendants[subdistrict]]
            for (day, date) in Self.days.enumerated() {
                var generator = roads.county.seeds.generator(.tracks, walker, day + 1)
                let path = path(own[day % own.count], skipping: day, &generator)
                var fixes = walk(path, &generator)
                spoil(&fixes, loses: day == walker % 4, &generator)
                count += fixes.count
                for fix in fixes { try write(fix, member, date, to: file) }
            }
        }
        try file.close()
        return count
    }

    /// Out and back along the lines of a site, one of them left out now and then.
    private func path(_ site: Int, skipping day: Int, _ generator: inout SeededGenerator) -> [Point] {
        let lines = SiteLines(site: site, roads: roads)
        let skipped = day % 2 == 1 ? generator.below(lines.lines.count) : -1
        var path = [lines.transformer]
        for (index, line) in lines.lines.enumerated() where index != skipped {
            path += line.points + line.points.reversed()
        }
        return path
    }

    /// One fix every interval at a walking pace, with a rest halfway.
    private func walk(_ path: [Point], _ generator: inout SeededGenerator) -> [Fix] {
        var fixes: [Fix] = []
        var drift = Point(x: 0, y: 0)
        var second = 8 * 3600 + 300 + generator.below(1800)
        func add(_ point: Point, _ speed: Double) {
            drift = drift * 0.9 + Point(x: generator.bell(), y: generator.bell()) * 1.3
            let noise = Point(x: generator.bell(), y: generator.bell()) * 1.2
            fixes.append(
                Fix(
                    second: second,
                    point: point + drift + noise,
                    accuracy: generator.within(4, 11),
                    speed: max(0, speed + generator.bell() * 0.1)
                )
            )
            second += Self.interval
        }
        let pace = generator.within(1.05, 1.4)
        let step = pace * Double(Self.interval)
        let total = zip(path, path.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        var walked = 0.0
        var next = 0.0
        for (a, b) in zip(path, path.dropFirst()) {
            let length = a.distance(to: b)
            while next <= walked + length {
                add(a.mixed(with: b, length > 0 ? (next - walked) / length : 0), pace)
                if next <= total / 2, next + step > total / 2 {
                    for _ in 0..<30 { add(a.mixed(with: b, length > 0 ? (next - walked) / length : 0), 0) }
                }
                next += step
            }
            walked += length
        }
        return fixes
    }

    /// What goes wrong on the way: lost and coarse fixes, a leap, one sent twice, two in the wrong order.
    private func spoil(_ fixes: inout [Fix], loses: Bool, _ generator: inout SeededGenerator) {
        guard fixes.count > 60 else { return }
        for _ in 0..<2 {
            let index = generator.below(fixes.count)
            fixes[index].accuracy = generator.within(80, 150)
            fixes[index].point = fixes[index].point + Point(x: generator.signed() * 130, y: generator.signed() * 130)
        }
        let leap = 10 + generator.below(fixes.count - 20)
        fixes[leap].point = fixes[leap].point + Point(x: 700, y: -450)
        let twice = generator.below(fixes.count)
        fixes.insert(fixes[twice], at: twice)
        let late = generator.below(fixes.count - 1)
        fixes.swapAt(late, late + 1)
        // Four minutes without a signal.
        if loses { fixes.removeSubrange(20..<44) }
    }

    private func write(_ fix: Fix, _ member: StaffMember, _ date: String, to file: CSVFile) throws {
        let place = roads.county.frame.place(fix.point)
        func two(_ number: Int) -> String { County.padded(number, 2) }
        let time = "\(date)T\(two(fix.second / 3600)):\(two(fix.second / 60 % 60)):\(two(fix.second % 60))+08:00"
        try file.write([
            .text(member.code), .text(time), .degrees(place.longitude), .degrees(place.latitude),
            .number(Self.tenths(fix.accuracy)), .number(Self.tenths(fix.speed)),
        ])
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
