import Patrol
import SpatialIndex

/// How tracks and what follows from them lie in a store's columns of bytes.
///
/// Each begins with the number of its form, so that a later form can be told apart.
enum TrackBytes {
    private static let form = 1

    // MARK: Fixes

    /// Fixes as differences from one to the next: some twelve bytes each.
    static func bytes(of fixes: [TrackFix]) -> [UInt8] {
        var writer = begin(fixes.count)
        var last = TrackFix(milliseconds: 0, longitude: 0, latitude: 0, accuracyCentimetres: 0)
        for fix in fixes {
            writer.write(fix.milliseconds &- last.milliseconds)
            writer.write(fix.longitude - last.longitude)
            writer.write(fix.latitude - last.latitude)
            writer.write(Int64(fix.accuracyCentimetres) - Int64(last.accuracyCentimetres))
            // The mark of made-up fixes rides along.
            writer.write(Int64(fix.speedCentimetresPerSecond) * 2 + (fix.isMock ? 1 : 0))
            last = fix
        }
        return writer.bytes
    }

    static func fixes(from bytes: [UInt8]) throws -> [TrackFix] {
        var (reader, count) = try open(bytes)
        var fixes: [TrackFix] = []
        fixes.reserveCapacity(count)
        var (time, longitude, latitude, accuracy): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        for _ in 0..<count {
            time = try sum(time, reader.integer())
            longitude = try sum(longitude, reader.integer())
            latitude = try sum(latitude, reader.integer())
            accuracy = try sum(accuracy, reader.integer())
            let speed = try reader.integer()
            guard let accuracy = Int32(exactly: accuracy), let metres = Int32(exactly: speed >> 1) else {
                throw PackedFault()
            }
            fixes.append(
                TrackFix(
                    milliseconds: time,
                    longitude: longitude,
                    latitude: latitude,
                    accuracyCentimetres: accuracy,
                    speedCentimetresPerSecond: metres,
                    isMock: speed & 1 == 1
                )
            )
        }
        guard reader.isAtEnd else { throw PackedFault() }
        return fixes
    }

    private static func sum(_ a: Int64, _ b: Int64) throws -> Int64 {
        let (sum, isTooLarge) = a.addingReportingOverflow(b)
        if isTooLarge { throw PackedFault() }
        return sum
    }

    // MARK: Verdicts

    static func bytes(of verdicts: VerdictRuns) -> [UInt8] {
        var writer = begin(verdicts.runs.count)
        for run in verdicts.runs {
            writer.write(Int(run.verdict.rawValue))
            writer.write(run.count)
        }
        return writer.bytes
    }

    static func verdicts(from bytes: [UInt8]) throws -> VerdictRuns {
        var (reader, count) = try open(bytes)
        var runs = VerdictRuns()
        for _ in 0..<count {
            guard let verdict = try UInt8(exactly: reader.integer()).flatMap(FixVerdict.init) else {
                throw PackedFault()
            }
            runs.append(verdict, count: Int(try reader.integer()))
        }
        return runs
    }

    // MARK: Visits

    static func bytes(of visits: [DeviceVisit]) -> [UInt8] {
        var writer = begin(visits.count)
        var last: Int64 = 0
        for visit in visits {
            writer.write(PatrolAsset.allCases.firstIndex(of: visit.asset) ?? 0)
            writer.write(visit.code)
            writer.write(visit.start - last)
            writer.write(visit.dwell)
            writer.write(Int64((visit.nearestMetres * 100).rounded()))
            writer.write(visit.isVisit ? 1 : 0)
            last = visit.start
        }
        return writer.bytes
    }

    static func visits(from bytes: [UInt8]) throws -> [DeviceVisit] {
        var (reader, count) = try open(bytes)
        var last: Int64 = 0
        return try (0..<count).map { _ in
            let asset = try Int(reader.integer())
            guard PatrolAsset.allCases.indices.contains(asset) else { throw PackedFault() }
            let code = try reader.text()
            last = try sum(last, reader.integer())
            return DeviceVisit(
                asset: PatrolAsset.allCases[asset],
                code: code,
                start: last,
                dwell: try reader.integer(),
                nearestMetres: Double(try reader.integer()) / 100,
                isVisit: try reader.integer() == 1
            )
        }
    }

    // MARK: Walks

    /// Walks and what is unknown; places along the line bit for bit.
    static func bytes(of walks: [LineWalk], unknown: IntervalSet) -> [UInt8] {
        var writer = begin(walks.count)
        var last: Int64 = 0
        for walk in walks {
            writer.write(walk.start - last)
            writer.write(walk.end - walk.start)
            write(walk.covered, to: &writer)
            last = walk.start
        }
        write(unknown, to: &writer)
        return writer.bytes
    }

    static func walks(from bytes: [UInt8]) throws -> (walks: [LineWalk], unknown: IntervalSet) {
        var (reader, count) = try open(bytes)
        var (last, walks): (Int64, [LineWalk]) = (0, [])
        for _ in 0..<count {
            last = try sum(last, reader.integer())
            let end = try sum(last, reader.integer())
            walks.append(LineWalk(start: last, end: end, covered: try set(&reader)))
        }
        return (walks, try set(&reader))
    }

    private static func write(_ set: IntervalSet, to writer: inout PackedWriter) {
        writer.write(set.intervals.count)
        for interval in set.intervals {
            writer.write(interval.from)
            writer.write(interval.to)
        }
    }

    private static func set(_ reader: inout PackedReader) throws -> IntervalSet {
        let count = try reader.count()
        return IntervalSet(try (0..<count).map { _ in .init(from: try reader.real(), to: try reader.real()) })
    }

    // MARK: Form

    private static func begin(_ count: Int) -> PackedWriter {
        var writer = PackedWriter()
        writer.write(form)
        writer.write(count)
        return writer
    }

    private static func open(_ bytes: [UInt8]) throws -> (reader: PackedReader, count: Int) {
        var reader = PackedReader(bytes)
        guard try reader.integer() == form else { throw PackedFault() }
        let count = try reader.count()
        return (reader, count)
    }
}
