import Territory

/// What was walked in a period: a pure function of credits, lines, districts and numbers.
///
/// Coverage is the union of walks, whoever made them; effort is their sum. The figures of a person are what that person
/// walked: of the segments they answer for, and as effort anywhere.
public struct CoverageReport: Hashable, Codable, Sendable {
    /// What was walked of one line within one leaf.
    public struct LineRow: Hashable, Codable, Sendable {
        /// The line's code.
        public let line: String
        /// The leaf's code; nil where none covers the line.
        public let leaf: String?
        /// The figures.
        public let figures: CoverageFigures
    }

    /// What one person walked.
    public struct PersonRow: Hashable, Codable, Sendable {
        /// The code of the staff member; empty for metres that nobody answers for.
        public let staff: String
        /// Of what they answer for; effort is anywhere.
        public let figures: CoverageFigures
    }

    /// What it was made of.
    public struct Provenance: Hashable, Codable, Sendable {
        /// The policy as JSON.
        public var policy: String
        /// The district version.
        public var districtVersion: Int
        /// When the last fix of the period came in, in milliseconds since 1970; nil without one.
        public var cutOff: Int64?
        /// How many tracks there are.
        public var tracks = 0
        /// How many fixes they have.
        public var fixes = 0
        /// How many of these are good.
        public var good = 0
        /// How many credits do not count because their line has another course now.
        public var outdated = 0
        /// How many credits are for lines that are no longer there.
        public var orphaned = 0
    }

    /// Tasks that fell due, and how many of them were arrived: the arrival rate (到位率) by its parts.
    public struct TaskCount: Hashable, Codable, Sendable {
        /// How many fell due.
        public var due = 0
        /// How many of them were arrived.
        public var arrived = 0

        /// No tasks.
        public init() {}

        mutating func count(_ outcome: TaskOutcome) {
            due += 1
            if outcome.isArrived { arrived += 1 }
        }
    }

    /// The days.
    public let period: CoveragePeriod
    /// By line and leaf, in the order of the lines' codes and along each.
    public let lines: [LineRow]
    /// By person, in the order of their codes.
    public let people: [PersonRow]
    /// By unit of the hierarchy.
    public let units: [String: CoverageFigures]
    /// All metres, those in no leaf among them.
    public let total: CoverageFigures
    /// Of the plans' tasks that fell due, by person.
    public let tasksOfPeople: [String: TaskCount]
    /// Of the plans' tasks that fell due, by unit of the hierarchy.
    public let tasksOfUnits: [String: TaskCount]
    /// What it was made of.
    public let provenance: Provenance
    /// The SHA-256 of evidence and numbers, in hexadecimal digits.
    public let hash: String
}

/// Where credits come from, line by line in the order of their codes' bytes.
public typealias CreditSource = (_ body: (KeptCredit) throws -> Void) throws -> Void

extension CoverageReport {
    /// Makes a report.
    ///
    /// - Parameters:
    ///   - period: The days.
    ///   - ground: The lines and the numbers.
    ///   - segments: Whose they are.
    ///   - tracks: The tracks of the period.
    ///   - credits: What they tell of each line.
    ///   - tasks: What became of the plans' tasks that fell due.
    /// - Throws: What `credits` throws.
    /// - Complexity: O(*n* log *n*) in credits of a line at a time; memory does not grow with the period.
    public init(
        _ period: CoveragePeriod,
        ground: PatrolGround,
        segments: SegmentTable,
        tracks: TrackTally,
        credits: CreditSource,
        tasks: [TaskOutcome] = []
    ) throws {
        var tally = CoverageTally(period, ground, segments, tracks)
        try credits { try tally.take($0) }
        tally.finish()
        var units: [String: CoverageFigures] = [:]
        var total = CoverageFigures()
        for row in tally.lines {
            total.add(row.figures)
            guard let leaf = row.leaf else { continue }
            for unit in segments.hierarchy.path(to: leaf) {
                units[unit.code, default: CoverageFigures()].add(row.figures)
            }
        }
        var (ofPeople, ofUnits): ([String: TaskCount], [String: TaskCount]) = ([:], [:])
        for outcome in tasks {
            let responsible = outcome.task.staff
            for staff in responsible.isEmpty ? [""] : responsible {
                ofPeople[staff, default: TaskCount()].count(outcome)
            }
            for unit in outcome.task.piece.path { ofUnits[unit, default: TaskCount()].count(outcome) }
        }
        tally.note(ofPeople)
        tally.note(ofUnits)
        (tasksOfPeople, tasksOfUnits) = (ofPeople, ofUnits)
        self.period = period
        lines = tally.lines
        people = tally.people.map { PersonRow(staff: $0, figures: $1) }.sorted {
            $0.staff.utf8.lexicographicallyPrecedes($1.staff.utf8)
        }
        self.units = units
        self.total = total
        var provenance = Provenance(policy: ground.policy.text, districtVersion: segments.version)
        provenance.cutOff = tracks.cutOff
        provenance.tracks = tracks.tracks
        provenance.fixes = tracks.fixes
        provenance.good = tracks.good
        provenance.outdated = tally.outdated
        provenance.orphaned = tally.orphaned
        self.provenance = provenance
        hash = tally.hash.text()
    }
}

/// The tracks of a period, summed up: how many there are, and of several devices of a person the one that leads.
public struct TrackTally: Sendable {
    private(set) var tracks = 0
    private(set) var fixes = 0
    private(set) var good = 0
    private(set) var cutOff: Int64?
    private var leading: [String: (metres: Double, device: String)] = [:]

    /// No tracks.
    public init() {}

    /// Adds a track.
    public mutating func add(_ track: KeptTrack) {
        tracks += 1
        fixes += track.summary.fixCount
        good += track.verdicts.count(of: .good)
        cutOff = max(cutOff ?? .min, track.received.milliseconds)
        let (name, device) = (Self.name(track.key), track.key.device)
        // Of equal ones the first name leads.
        if let known = leading[name], (known.metres, device) >= (track.summary.metres, known.device) { return }
        leading[name] = (track.summary.metres, device)
    }

    /// Whether a track is its person's only one of the day, or the longest: passes and effort are counted once.
    func leads(_ key: TrackKey) -> Bool { leading[Self.name(key)].map { $0.device == key.device } ?? true }

    private static func name(_ key: TrackKey) -> String { key.day.text + key.staff }
}
