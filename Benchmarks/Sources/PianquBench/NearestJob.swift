import Foundation
import GeometryCore
import SpatialIndex

/// J2 of the shared workload in a straight line: the five nearest of 10,000 responders, all and those on duty with a
/// skill; the one nearest; and their moves.
///
/// The peers' checks are in the plane. Great circles are another measure of distance, so their answers come with the
/// share of numbers that are in the plane's.
struct NearestJob {
    let folder: String

    private static let wanted = 5
    private static let queryCount = 20_000
    private static let onDuty: UInt32 = 1 << 8
    /// On duty with the third skill.
    private static let filter = NearestFilter(required: onDuty | 4)

    func run() throws {
        let workload = Workload(folder: folder)
        let skills = try NumPyFile.numbers("\(folder)/responders.skill.npy", as: UInt8.self)
        let duties = try NumPyFile.numbers("\(folder)/responders.duty.npy", as: UInt8.self)
        let traits = zip(skills, duties).map { UInt32($0) | ($1 == 1 ? Self.onDuty : 0) }
        var truth: [String: [UInt32]] = [:]
        for (metric, system) in [(NearestMetric.plane, "xy"), (.greatCircle, "lonlat")] {
            let responders = try workload.points("responders.\(system)")
            let places = try Array(workload.points("queries.\(system)").prefix(Self.queryCount))
            let index = try Self.index(responders, traits, metric)
            let name = metric == .plane ? "" : " great-circle"
            for (job, filter) in [("J2 plain", NearestFilter.all), ("J2 filtered", Self.filter)] {
                let numbers = bulk(job + name, index.snapshot, places, filter, truth: truth[job])
                if metric == .plane { truth[job] = numbers }
                single(job + name, index.snapshot, places, filter)
            }
            _ = bulk("J2 nearest-one" + name, index.snapshot, places, .all, wanted: 1)
            try moves("J2 move" + name, index, responders, traits, places)
        }
    }

    private static func index(_ places: [Point], _ traits: [UInt32], _ metric: NearestMetric) throws -> NearestIndex {
        var index = NearestIndex(metric: metric)
        for (number, place) in places.enumerated() {
            try index.insert(UInt32(number), at: place, traits: traits[number])
        }
        return index
    }

    /// All places in one columnar call; returns the numbers found.
    private func bulk(
        _ job: String,
        _ snapshot: NearestSnapshot,
        _ places: [Point],
        _ filter: NearestFilter,
        wanted: Int = wanted,
        truth: [UInt32]? = nil
    ) -> [UInt32] {
        var numbers = [UInt32](repeating: 0, count: places.count * wanted)
        var metres = [Double](repeating: 0, count: numbers.count)
        let (_, wall, cpu) = Meter.median(runs: 9) {
            var numberSpan = numbers.mutableSpan
            var metreSpan = metres.mutableSpan
            snapshot.nearest(
                to: places.span,
                limit: wanted,
                filter: filter,
                numbers: &numberSpan,
                metres: &metreSpan
            )
        }
        let more = truth.map { [("share", String(format: "%.5f", Self.share(of: numbers, in: $0)))] } ?? []
        report(job, places.count, wall, cpu, Self.check(numbers, wanted), mode: "bulk", more)
        return numbers
    }

    /// One query at a time, as a dispatcher asks.
    private func single(_ job: String, _ snapshot: NearestSnapshot, _ places: [Point], _ filter: NearestFilter) {
        var numbers: [UInt32] = []
        let (_, wall, cpu) = Meter.median {
            numbers.removeAll(keepingCapacity: true)
            for place in places {
                numbers += snapshot.nearest(to: place, limit: Self.wanted, filter: filter).map(\.number)
            }
        }
        report(job, places.count, wall, cpu, Self.check(numbers, Self.wanted), mode: "single")
    }

    /// Every responder moves once: to the same place, as the peers' do, then some 30 m on, and with a query after each.
    private func moves(
        _ job: String,
        _ index: NearestIndex,
        _ responders: [Point],
        _ traits: [UInt32],
        _ places: [Point]
    ) throws {
        var index = index
        let step = index.metric == .plane ? 30 : 0.0003
        for (mode, offset) in [("bulk", 0.0), ("30 m on", step)] {
            let (_, wall, cpu) = try Meter.median(runs: 9) {
                for (number, place) in responders.enumerated() {
                    try index.move(UInt32(number), to: Point(x: place.x + offset, y: place.y))
                }
                return index.count
            }
            report(job, responders.count, wall, cpu, [index.count], mode: mode)
        }
        let (found, wall, cpu) = try Meter.median {
            var found = 0
            for (number, place) in responders.enumerated() {
                try index.move(UInt32(number), to: Point(x: place.x - step, y: place.y))
                found += index.snapshot.nearest(to: places[number], limit: 1).count
            }
            return found
        }
        report(job, responders.count, wall, cpu, [found], mode: "and a query after each")
    }

    private func report(
        _ job: String,
        _ count: Int,
        _ wall: Double,
        _ cpu: Double,
        _ check: [Int],
        mode: String,
        _ more: [(String, String)] = []
    ) {
        let each = cpu / Double(count) * 1e9
        Meter.report(
            job: job,
            count: count,
            wall: wall,
            cpu: cpu,
            check: check,
            more: [("mode", "\"\(mode)\""), ("ns_each", "\(each.rounded())")] + more
        )
    }

    /// The peers' checksum of ranked answers.
    private static func check(_ numbers: [UInt32], _ wanted: Int) -> [Int] {
        var sum = 0
        for (place, number) in numbers.enumerated() { sum += (place % wanted + 1) * (Int(number) + 1) }
        return [numbers.count, sum]
    }

    /// How many of each place's numbers are among those of another answer.
    private static func share(of numbers: [UInt32], in truth: [UInt32]) -> Double {
        let same = stride(from: 0, to: numbers.count, by: wanted).reduce(0) { sum, row in
            sum + Set(numbers[row..<row + wanted]).intersection(truth[row..<row + wanted]).count
        }
        return Double(same) / Double(numbers.count)
    }
}
