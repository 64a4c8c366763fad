import SpatialIndex
import Territory

/// Sums up credits, line by line.
struct CoverageTally {
    private let period: CoveragePeriod
    private let ground: PatrolGround
    private let segments: SegmentTable
    private let tracks: TrackTally
    private(set) var lines: [CoverageReport.LineRow] = []
    private(set) var people: [String: CoverageFigures] = [:]
    private(set) var outdated = 0
    private(set) var orphaned = 0
    private(set) var hash = EvidenceHash()
    /// The line that comes next, and the credits of it that have come.
    private var next = 0
    private var credits: [KeptCredit] = []

    init(_ period: CoveragePeriod, _ ground: PatrolGround, _ segments: SegmentTable, _ tracks: TrackTally) {
        self.period = period
        self.ground = ground
        self.segments = segments
        self.tracks = tracks
        hash.add("pianqu coverage 1")
        hash.add(ground.policy.text)
        hash.add(period.start.text)
        hash.add(period.end.text)
        hash.add(Int64(segments.version))
        for staff in Set(segments.responsible.values.joined()) { people[staff] = CoverageFigures() }
    }

    /// Takes a credit; those of one line come one after another, lines in the order of their codes.
    mutating func take(_ credit: KeptCredit) throws {
        guard let line = ground.network.number(of: credit.line) else {
            orphaned += 1
            return
        }
        while next < line { close() }
        guard credit.mark == ground.network.lines[line].mark else {
            outdated += 1
            return
        }
        // Nobody can have walked along it before it stood.
        guard ground.network.isInService(line, on: credit.key.day) else { return }
        credits.append(credit)
    }

    /// Closes all lines that are left.
    mutating func finish() {
        while next < ground.network.lines.count { close() }
    }

    /// Takes note of tasks, which are evidence of their own.
    mutating func note(_ tasks: [String: CoverageReport.TaskCount]) {
        for (code, count) in tasks.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            hash.add(code)
            hash.add(Int64(count.due))
            hash.add(Int64(count.arrived))
        }
    }

    /// Sums up one line.
    private mutating func close() {
        defer {
            next += 1
            credits = []
        }
        let line = ground.network.lines[next]
        let share = serviceShare(line)
        hash.add(line.code)
        hash.add(line.mark)
        hash.add(share)
        for credit in credits { hash.add(credit) }
        guard share > 0 else { return }
        let scale = share * line.geodesicScale
        let evidence = LineEvidence(credits, tracks)
        var leaves: [String?] = []
        var figures: [String?: CoverageFigures] = [:]
        for stretch in segments.stretches[next] {
            if figures[stretch.leaf] == nil { leaves.append(stretch.leaf) }
            figures[stretch.leaf, default: CoverageFigures()].add(evidence.figures(stretch, scale, of: nil))
            let responsible = stretch.leaf.flatMap { segments.responsible[$0] } ?? []
            for staff in responsible.isEmpty ? [""] : responsible {
                // Nobody's metres are covered by whoever walked there.
                var own = evidence.figures(stretch, scale, of: staff.isEmpty ? nil : staff)
                own.effort = 0
                people[staff, default: CoverageFigures()].add(own)
            }
        }
        lines += leaves.map { .init(line: line.code, leaf: $0, figures: figures[$0] ?? CoverageFigures()) }
        for (staff, metres) in evidence.effort {
            people[staff, default: CoverageFigures()].effort += metres * scale
        }
    }

    /// In which share of the period a line was in service.
    private func serviceShare(_ line: LineNetwork.Line) -> Double {
        let from = max(period.start, line.from ?? period.start)
        let to = min(period.end, line.to ?? period.end)
        return from < to ? Double(to.number - from.number) / Double(period.days) : 0
    }
}

/// What was walked of one line in a period, by everybody and by each.
private struct LineEvidence {
    /// What one person, or everybody, walked.
    private struct Walked {
        var covered = IntervalSet()
        var unknown = IntervalSet()
        var walks: [LineWalk] = []
    }

    private var everybody = Walked()
    private var each: [String: Walked] = [:]

    init(_ credits: [KeptCredit], _ tracks: TrackTally) {
        for credit in credits {
            let leads = tracks.leads(credit.key)
            var own = each.removeValue(forKey: credit.key.staff) ?? Walked()
            Self.add(credit, leads, to: &everybody)
            Self.add(credit, leads, to: &own)
            each[credit.key.staff] = own
        }
    }

    private static func add(_ credit: KeptCredit, _ leads: Bool, to walked: inout Walked) {
        for walk in credit.walks {
            walked.covered.formUnion(walk.covered)
            if leads { walked.walks.append(walk) }
        }
        walked.unknown.formUnion(credit.unknown)
    }

    /// For each person all metres that they walked.
    var effort: [String: Double] {
        each.mapValues { $0.walks.reduce(0) { $0 + $1.covered.length } }
    }

    /// The figures of a stretch, of everybody or of one person.
    func figures(_ stretch: SegmentTable.Stretch, _ scale: Double, of staff: String?) -> CoverageFigures {
        var figures = CoverageFigures()
        figures.length = (stretch.to - stretch.from) * scale
        guard let walked = staff == nil ? everybody : each[staff ?? ""] else { return figures }
        let window = IntervalSet([.init(from: stretch.from, to: stretch.to)])
        let covered = walked.covered.intersection(window)
        figures.covered = covered.length * scale
        figures.unknown = walked.unknown.intersection(window).subtracting(covered).length * scale
        for walk in walked.walks {
            let metres = walk.covered.intersection(window).length
            guard metres > 0 else { continue }
            figures.effort += metres * scale
            figures.last = max(figures.last ?? .min, walk.end)
        }
        return figures
    }
}
