import Foundation
import GeometryCore
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

/// Reports and pieces against sums over half metres.
@Suite struct CoverageReportTests {
    private static let day = LocalDay(number: 20_000)
    private static let lineLength = 200

    /// A random county: lines of 200 m in two leaves, and what three people's tracks tell of them.
    private struct County {
        let ground: PatrolGround
        let segments: SegmentTable
        var credits: [KeptCredit] = []
        var tracks = TrackTally()
        let period: CoveragePeriod

        init(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            period = try #require(CoveragePeriod(from: day, to: day.advanced(by: 10)))
            let count = 6
            var records = try (0..<count).map { number in
                try TestVillage.line(
                    "L\(number)",
                    .overhead,
                    [(0, Double(number) * 50), (Double(lineLength), Double(number) * 50)]
                )
            }
            // One that came into service in the middle, and one that left.
            records[1].values[Layer.lines.index(of: "in_service_from")] = .text(day.advanced(by: 5).text)
            records[2].values[Layer.lines.index(of: "in_service_to")] = .text(day.advanced(by: 2).text)
            records[3].values[Layer.lines.index(of: "in_service_to")] = .text(day.advanced(by: -2).text)
            let network = LineNetwork(records: records)
            ground = PatrolGround(network: network, sites: DeviceSites(), policy: PatrolPolicy())
            let stretches = network.lines.map { line in
                let border = line.length * Double.random(in: 0.2...0.8, using: &random)
                return [
                    SegmentTable.Stretch(leaf: "A-1", from: 0, to: border),
                    SegmentTable.Stretch(
                        leaf: Bool.random(using: &random) ? "A-2" : nil,
                        from: border,
                        to: line.length
                    ),
                ]
            }
            func unit(_ code: String, _ parent: String?) -> LayerRecord {
                var values = [FieldValue](repeating: .null, count: Layer.districts.fields.count)
                values[0] = .text(code)
                values[Layer.districts.index(of: "parent")] = parent.map(FieldValue.text) ?? .null
                return LayerRecord(values: values, geometry: nil)
            }
            segments = SegmentTable(
                stretches: stretches,
                hierarchy: try Hierarchy([unit("A", nil), unit("A-1", "A"), unit("A-2", "A")]),
                version: 1,
                responsible: ["A-1": ["E1", "E2"], "A-2": ["E3"]]
            )
            for dayNumber in 0..<12 {
                for staff in ["E1", "E2", "E4"] {
                    for device in ["", "p"] where device.isEmpty || staff == "E1" {
                        let key = TrackKey(staff: staff, device: device, day: day.advanced(by: dayNumber - 1))
                        var summary = TrackSummary()
                        summary.metres = device.isEmpty ? 100 : 50
                        tracks.add(KeptTrack(key: key, summary: summary, verdicts: .init(), visits: [], received: .now))
                        for line in network.lines where Int.random(in: 0..<3, using: &random) == 0 {
                            credits.append(
                                KeptCredit(
                                    key: key,
                                    line: line.code,
                                    mark: Int.random(in: 0..<10, using: &random) == 0 ? 7 : line.mark,
                                    walks: Self.walks(line.length, Int64(dayNumber), &random),
                                    unknown: Self.set(line.length, &random)
                                )
                            )
                        }
                    }
                }
            }
            credits.sort { ($0.line, $0.key) < ($1.line, $1.key) }
        }

        private static func set(_ length: Double, _ random: inout SeededGenerator) -> IntervalSet {
            let from = Double.random(in: 0...length, using: &random)
            return IntervalSet([.init(from: from, to: min(length, from + Double.random(in: 0...60, using: &random)))])
        }

        private static func walks(_ length: Double, _ day: Int64, _ random: inout SeededGenerator) -> [LineWalk] {
            (0..<Int.random(in: 0...2, using: &random)).map { number in
                LineWalk(
                    start: day * 1000 + Int64(number) * 100,
                    end: day * 1000 + Int64(number) * 100 + 50,
                    covered: set(length, &random).union(set(length, &random))
                )
            }
        }

        func source(_ body: (KeptCredit) throws -> Void) throws {
            for credit in credits where period.contains(credit.key.day) { try body(credit) }
        }
    }

    @Test(arguments: 0..<8)
    func figuresAreSumsOverHalfMetres(seed: UInt64) throws {
        let county = try County(seed: seed)
        let report = try CoverageReport(
            county.period,
            ground: county.ground,
            segments: county.segments,
            tracks: county.tracks,
            credits: county.source
        )
        var units: [String: CoverageFigures] = [:]
        var people: [String: CoverageFigures] = [:]
        for (number, line) in county.ground.network.lines.enumerated() {
            let days = (0..<10).filter { county.ground.network.isInService(number, on: Self.day.advanced(by: $0)) }
                .count
            let weight = 0.5 * Double(days) / 10
            let own = county.credits.filter {
                $0.line == line.code && county.period.contains($0.key.day) && $0.mark == line.mark
                    && county.ground.network.isInService(number, on: $0.key.day)
            }
            for half in 0..<Int(line.length * 2) where days > 0 {
                let place = Double(half) / 2 + 0.25
                let leaf = county.segments.stretches[number].first { $0.from <= place && place <= $0.to }?.leaf
                func add(_ who: [KeptCredit], to figures: inout CoverageFigures) {
                    figures.length += weight
                    let walks = who.flatMap(\.walks)
                    let isCovered = walks.contains { $0.covered.contains(place) }
                    if isCovered { figures.covered += weight }
                    if !isCovered && who.contains(where: { $0.unknown.contains(place) }) { figures.unknown += weight }
                    let leading = who.filter { $0.key.device.isEmpty }.flatMap(\.walks)
                    figures.effort += weight * Double(leading.count { $0.covered.contains(place) })
                }
                if let leaf {
                    add(own, to: &units[leaf, default: .init()])
                    for staff in county.segments.responsible[leaf] ?? [] {
                        let before = people[staff]?.effort ?? 0
                        add(own.filter { $0.key.staff == staff }, to: &people[staff, default: .init()])
                        people[staff]?.effort = before
                    }
                }
                for credit in own where credit.key.device.isEmpty {
                    let passes = credit.walks.count { $0.covered.contains(place) }
                    people[credit.key.staff, default: .init()].effort += weight * Double(passes)
                }
            }
        }
        func agree(_ a: CoverageFigures?, _ b: CoverageFigures?, _ who: String) {
            for figure in [\CoverageFigures.length, \.covered, \.unknown, \.effort] {
                #expect(abs((a?[keyPath: figure] ?? 0) - (b?[keyPath: figure] ?? 0)) < 25, "seed \(seed), \(who)")
            }
        }
        for leaf in ["A-1", "A-2"] { agree(report.units[leaf], units[leaf], leaf) }
        for staff in ["E1", "E2", "E3", "E4"] {
            agree(report.people.first { $0.staff == staff }?.figures, people[staff], staff)
        }
        let sum = report.lines.reduce(0) { $0 + $1.figures.length }
        #expect(abs(sum - report.total.length) < 1e-9)
        #expect(
            report.provenance.outdated == county.credits.count { $0.mark == 7 && county.period.contains($0.key.day) }
        )
    }

    @Test(arguments: 0..<8)
    func piecesTileTheLinesAndSumToTheReport(seed: UInt64) throws {
        let county = try County(seed: seed)
        let report = try CoverageReport(
            county.period,
            ground: county.ground,
            segments: county.segments,
            tracks: county.tracks,
            credits: county.source
        )
        var pieces: [String: [CoveragePiece]] = [:]
        let cutter = PieceCutter(county.period, ground: county.ground, segments: county.segments, tracks: county.tracks)
        // Walks of the days before and after come in too, for the age.
        try cutter.cut({ body in for credit in county.credits { try body(credit) } }) { piece in
            #expect(piece.metres > 0)
            pieces[piece.line, default: []].append(piece)
        }
        #expect(pieces["L3"] == nil)
        for line in county.ground.network.lines where line.code != "L3" {
            let own = try #require(pieces[line.code])
            #expect(own.first?.fromMetres == 0)
            #expect(zip(own, own.dropFirst()).allSatisfy { $0.toMetres == $1.fromMetres })
            #expect(abs((own.last?.toMetres ?? 0) - line.length * line.geodesicScale) < 1e-6)
            let rows = report.lines.filter { $0.line == line.code }
            let share = (rows.reduce(0) { $0 + $1.figures.length }) / (line.length * line.geodesicScale)
            let covered = own.filter { $0.state == .covered }.reduce(0) { $0 + $1.metres }
            #expect(abs(covered * share - rows.reduce(0) { $0 + $1.figures.covered }) < 1e-6, "seed \(seed)")
            let unknown = own.filter { $0.state == .unknown }.reduce(0) { $0 + $1.metres }
            #expect(abs(unknown * share - rows.reduce(0) { $0 + $1.figures.unknown }) < 1e-6, "seed \(seed)")
            let effort = own.reduce(0) { $0 + $1.metres * Double($1.passes) }
            #expect(abs(effort * share - rows.reduce(0) { $0 + $1.figures.effort }) < 1e-6, "seed \(seed)")
        }
    }

    @Test func theHashIsThatOfTheEvidence() throws {
        func hash(_ change: (inout County) -> Void = { _ in }) throws -> String {
            var county = try County(seed: 3)
            change(&county)
            return try CoverageReport(
                county.period,
                ground: county.ground,
                segments: county.segments,
                tracks: county.tracks,
                credits: county.source
            ).hash
        }
        let first = try hash()
        #expect(first.count == 64)
        #expect(try hash() == first)
        // What lies outside the period does not count; a single walk inside does.
        #expect(try hash { $0.credits.removeAll { $0.key.day < Self.day } } == first)
        let changed = try hash { county in
            guard
                let place = county.credits.firstIndex(where: { $0.line == "L0" && county.period.contains($0.key.day) })
            else { return }
            county.credits[place].walks.append(LineWalk(start: 1, end: 2, covered: .init([.init(from: 1, to: 2)])))
        }
        #expect(changed != first)
    }

    @Test func aReportIsReadBackAsItWasKept() throws {
        let county = try County(seed: 5)
        let report = try CoverageReport(
            county.period,
            ground: county.ground,
            segments: county.segments,
            tracks: county.tracks,
            credits: county.source
        )
        let copy = try JSONDecoder().decode(CoverageReport.self, from: JSONEncoder().encode(report))
        #expect(copy == report)
        let issue = CoverageIssue(number: 1, issued: .now, report: report)
        #expect(issue.changes(to: copy).isEmpty)
    }
}
