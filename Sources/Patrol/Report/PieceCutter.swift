import Foundation
import SpatialIndex
import Territory

/// Cuts lines into pieces that are in one state throughout, for maps and for lists of what is left to walk.
public struct PieceCutter {
    /// How many days before the period are looked through for the last walk.
    public static let horizonDays = 400

    private let period: CoveragePeriod
    private let ground: PatrolGround
    private let segments: SegmentTable
    private let tracks: TrackTally

    /// Prepares for a period.
    ///
    /// - Parameters:
    ///   - period: The days; states and passes are of these, the last walk may be older.
    ///   - ground: The lines.
    ///   - segments: Whose they are.
    ///   - tracks: The tracks of the period.
    public init(_ period: CoveragePeriod, ground: PatrolGround, segments: SegmentTable, tracks: TrackTally) {
        self.period = period
        self.ground = ground
        self.segments = segments
        self.tracks = tracks
    }

    /// Visits the pieces of all lines that served in the period, line by line and along each.
    ///
    /// - Parameters:
    ///   - credits: What tracks tell of each line, those of ``horizonDays`` before the period too.
    ///   - body: Receives each piece.
    /// - Throws: What `credits` and `body` throw.
    public func cut(_ credits: CreditSource, _ body: (CoveragePiece) throws -> Void) throws {
        try withoutActuallyEscaping(body) { try cutAll(credits, $0) }
    }

    private func cutAll(_ credits: CreditSource, _ body: @escaping (CoveragePiece) throws -> Void) throws {
        var next = 0
        var waiting: [KeptCredit] = []
        try credits { credit in
            guard let line = ground.network.number(of: credit.line) else { return }
            while next < line {
                try cut(next, waiting, body)
                next += 1
                waiting = []
            }
            if credit.mark == ground.network.lines[line].mark, ground.network.isInService(line, on: credit.key.day) {
                waiting.append(credit)
            }
        }
        while next < ground.network.lines.count {
            try cut(next, waiting, body)
            next += 1
            waiting = []
        }
    }

    /// What is known of a stretch between two neighbouring ends.
    private struct Status: Equatable {
        var leaf: String?
        var state: CoverageState
        var passes: Int
        var last: Int64?
    }

    private func cut(_ number: Int, _ credits: [KeptCredit], _ body: (CoveragePiece) throws -> Void) throws {
        let line = ground.network.lines[number]
        guard line.length > 0, (line.from ?? period.start) < period.end, period.start < (line.to ?? period.end) else {
            return
        }
        let walks = credits.flatMap { credit in
            credit.walks.map { (walk: $0, counts: period.contains(credit.key.day), leads: tracks.leads(credit.key)) }
        }
        let unknown = credits.filter { period.contains($0.key.day) }
            .reduce(IntervalSet()) { $0.union($1.unknown) }
        var ends = Set(ground.network.partEnds(of: number) + segments.stretches[number].flatMap { [$0.from, $0.to] })
        for interval in walks.flatMap(\.walk.covered.intervals) + unknown.intervals {
            ends.formUnion([interval.from, interval.to])
        }
        let places = ends.filter { $0 >= 0 && $0 <= line.length }.sorted()
        let breaks = Set(ground.network.partEnds(of: number))
        var open: (from: Double, to: Double, status: Status)?
        for (from, to) in zip(places, places.dropFirst()) {
            let middle = (from + to) / 2
            var status = Status(leaf: nil, state: .missed, passes: 0, last: nil)
            status.leaf = segments.stretches[number].first { $0.from <= middle && middle <= $0.to }?.leaf
            if unknown.contains(middle) { status.state = .unknown }
            for (walk, counts, leads) in walks where walk.covered.contains(middle) {
                status.last = max(status.last ?? .min, walk.end)
                if counts { status.state = .covered }
                if counts && leads { status.passes += 1 }
            }
            if let piece = open, piece.status == status, !breaks.contains(from) {
                open = (piece.from, to, status)
            } else {
                if let open { try emit(open, number, body) }
                open = (from, to, status)
            }
        }
        if let open { try emit(open, number, body) }
    }

    private func emit(
        _ piece: (from: Double, to: Double, status: Status),
        _ number: Int,
        _ body: (CoveragePiece) throws -> Void
    ) throws {
        guard let course = ground.network.course(of: number, from: piece.from, to: piece.to) else { return }
        let scale = ground.network.lines[number].geodesicScale
        try body(
            CoveragePiece(
                line: ground.network.lines[number].code,
                leaf: piece.status.leaf,
                fromMetres: piece.from * scale,
                toMetres: piece.to * scale,
                state: piece.status.state,
                passes: piece.status.passes,
                last: piece.status.last.map { Date(timeIntervalSince1970: Double($0) / 1000) },
                course: course
            )
        )
    }
}
