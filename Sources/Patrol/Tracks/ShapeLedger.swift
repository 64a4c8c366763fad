/// Which track recorded which shape first, as the store has it and as the take in hand changes it.
struct ShapeLedger {
    private let store: any PatrolStore
    /// What the take has changed so far.
    private var shown: [Int64: Set<TrackKey>] = [:]
    private var lost: [Int64: Set<TrackKey>] = [:]
    private var added: [TrackKey: [TrackFix]] = [:]
    /// Later tracks that may have become replays, or are none any more.
    private var doubtful: Set<TrackKey> = []
    /// Tracks, and those that were found to repeat them.
    private(set) var followers: [TrackKey: Set<TrackKey>] = [:]

    init(store: any PatrolStore) { self.store = store }

    /// Whether a track must be judged anew, though nothing of it came.
    func isDoubtful(_ key: TrackKey) -> Bool { doubtful.contains(key) }

    /// Takes note of what became of a track.
    ///
    /// - Parameters:
    ///   - change: What became of it.
    ///   - followers: The later tracks known to share shapes with it: what they repeat may have grown or shrunk.
    /// - Returns: The later tracks that must be judged anew.
    /// - Throws: The store's errors.
    mutating func note(_ change: TrackChange, followers: Set<TrackKey>) throws -> Set<TrackKey> {
        let key = change.track.key
        added[key] = change.fixes
        for shape in change.shapes { shown[shape, default: []].insert(key) }
        for shape in change.lostShapes { lost[shape, default: []].insert(key) }
        let later = try self.later(than: key, showing: change.shapes + change.lostShapes).union(followers)
        doubtful.formUnion(later)
        self.followers[key, default: []].formUnion(later)
        return later
    }

    /// The tracks after one in which any of some shapes is seen.
    func later(than key: TrackKey, showing shapes: [Int64]) throws -> Set<TrackKey> {
        var later = Set(try store.tracks(showing: shapes).values.joined().filter { $0 > key })
        for shape in shapes { later.formUnion((shown[shape] ?? []).filter { $0 > key }) }
        return later
    }

    /// Whether any of some shapes was recorded before, in an earlier track.
    mutating func hasOriginal(of shapes: [Int64], before key: TrackKey) throws -> Bool {
        guard !shapes.isEmpty else { return false }
        return try originals(shapes, before: key).values.contains { $0 < key }
    }

    /// The stretches of a track, in milliseconds, that were recorded before.
    mutating func replayed(_ key: TrackKey, _ fixes: [TrackFix], _ shapes: [Int64]) throws -> [ClosedRange<Int64>] {
        let sequence = ShapeWatch.sequence(fixes)
        let originals = try originals(shapes, before: key)
        let (store, added) = (store, added)
        let ranges = try ShapeMatch.replayed(
            key,
            fixes: sequence,
            sketch: ShapeSketch(sequence),
            originals: { originals[$0] },
            fixesOf: { ShapeWatch.sequence(try Set(store.fixes(of: $0) + (added[$0] ?? [])).sorted()) }
        )
        return ranges.map { sequence[$0.lowerBound].milliseconds...sequence[$0.upperBound - 1].milliseconds }
    }

    /// For each shape the first track that shows it; a track before `key` has it as a follower from then on.
    private mutating func originals(_ shapes: [Int64], before key: TrackKey) throws -> [Int64: TrackKey] {
        var found: [Int64: TrackKey] = [:]
        for (shape, keys) in try store.tracks(showing: shapes) {
            found[shape] = keys.first { !(lost[shape]?.contains($0) ?? false) }
        }
        for shape in shapes {
            guard let own = shown[shape]?.min() else { continue }
            found[shape] = min(found[shape] ?? own, own)
        }
        for original in found.values where original < key { followers[original, default: []].insert(key) }
        return found
    }
}
