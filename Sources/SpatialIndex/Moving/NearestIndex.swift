public import GeometryCore

/// Points that move, found by nearness: thousands of moves a second, each seen by the next query.
///
/// A point has a number, which the caller chooses, and 32 trait bits (on duty, a skill, a bureau), whose meaning is the
/// caller's. One writer changes the index in place. Readers ask a ``snapshot``, which costs next to nothing to take and
/// never changes.
///
/// Answers depend on what the index holds, not on how it came to hold it: nearest first by
/// ``NearestMetric/distance(from:to:)``, at equal distances by number.
///
/// Points lie in the cells of a grid upon a flat map; a crowded cell has a grid of its own, so it matters little how
/// unevenly they are spread. When too many cells have become too full, or there are too many cells for the points,
/// everything is laid out anew.
///
/// - Complexity: A change is O(1), laying out included when its cost is shared by the changes that led to it. Memory is
///   linear in points and in the greatest number.
public struct NearestIndex: Sendable {
    /// The greatest number a point may have; the index keeps four bytes for every number up to the greatest in use.
    public static let greatestNumber: UInt32 = 1 << 24 - 1

    /// Everything there is, as it is now; later changes leave it as it is.
    ///
    /// - Complexity: O(1). Afterwards the first change to each page of some fifty points copies that page, and the first
    ///   of all a table of pages.
    public private(set) var snapshot: NearestSnapshot

    /// For each number the cell of its point, or `absent`.
    private(set) var cells: [UInt32] = []
    /// How many points there were at the last layout.
    private var laidOut = 0
    /// How many points are in cells that were full without them.
    private var surplus = 0
    private var surplusLimit = 0

    static let absent = UInt32.max
    /// Cells that hold more points than this slow searches down.
    private static let full = 6

    /// Creates an index without points.
    public init(metric: NearestMetric = .greatCircle) {
        snapshot = NearestSnapshot(metric: metric)
        layOut()
    }

    /// How places are read and distances measured.
    public var metric: NearestMetric { snapshot.metric }

    /// How many points there are.
    public var count: Int { snapshot.count }

    /// Whether a point has this number.
    public func contains(_ number: UInt32) -> Bool { cell(of: number) != nil }

    /// Adds a point.
    ///
    /// - Parameters:
    ///   - number: Its number, which no other point has.
    ///   - place: Where it is, in the metric's coordinates.
    ///   - traits: What it is, for filters.
    /// - Throws: ``NearestIndexError`` when the place is none, or the number too great or taken.
    public mutating func insert(_ number: UInt32, at place: Point, traits: UInt32 = 0) throws {
        let position = try position(of: place)
        guard number <= Self.greatestNumber else { throw NearestIndexError.numberTooGreat(number) }
        guard cell(of: number) == nil else { throw NearestIndexError.taken(number) }
        if number >= cells.count {
            cells.append(contentsOf: repeatElement(Self.absent, count: Int(number) + 1 - cells.count))
        }
        snapshot.count += 1
        add(NearestEntry(position: position, number: number, traits: traits), to: snapshot.cell(of: position))
        if surplus > surplusLimit || count > laidOut + laidOut / 2 + 32 { layOut() }
    }

    /// Moves a point.
    ///
    /// - Throws: ``NearestIndexError`` when the place is none or the number unknown.
    public mutating func move(_ number: UInt32, to place: Point) throws {
        let position = try position(of: place)
        let old = try knownCell(of: number)
        let new = snapshot.cell(of: position)
        guard new != old else { return change(number, inCell: old) { $0.position = position } }
        var entry = take(number, from: old)
        entry.position = position
        add(entry, to: new)
        if surplus > surplusLimit { layOut() }
    }

    /// Gives a point other traits.
    ///
    /// - Throws: ``NearestIndexError`` when the number is unknown.
    public mutating func setTraits(of number: UInt32, to traits: UInt32) throws {
        change(number, inCell: try knownCell(of: number)) { $0.traits = traits }
    }

    /// Removes a point.
    ///
    /// - Throws: ``NearestIndexError`` when the number is unknown.
    public mutating func remove(_ number: UInt32) throws {
        _ = take(number, from: try knownCell(of: number))
        cells[Int(number)] = Self.absent
        snapshot.count -= 1
        if count < laidOut / 4 { layOut() }
    }

    private func position(of place: Point) throws -> SIMD3<Double> {
        guard let position = metric.position(of: place) else { throw metric.refusal(of: place) ?? .notFinite }
        return position
    }

    private func cell(of number: UInt32) -> Int? {
        guard number < cells.count, cells[Int(number)] != Self.absent else { return nil }
        return Int(cells[Int(number)])
    }

    private func knownCell(of number: UInt32) throws -> Int {
        guard let cell = cell(of: number) else { throw NearestIndexError.unknown(number) }
        return cell
    }

    @inline(__always)
    private mutating func change(_ number: UInt32, inCell cell: Int, _ body: (inout NearestEntry) -> Void) {
        let strip = snapshot.strips.writable(cell / NearestStrip.cells, more: 0)
        let place = strip.place(of: number, inCell: cell % NearestStrip.cells)
        body(&strip[place])
    }

    private mutating func add(_ entry: NearestEntry, to cell: Int) {
        let strip = snapshot.strips.writable(cell / NearestStrip.cells, more: 1)
        strip.insert(entry, inCell: cell % NearestStrip.cells)
        if strip.count(ofCell: cell % NearestStrip.cells) > Self.full { surplus += 1 }
        cells[Int(entry.number)] = UInt32(cell)
    }

    private mutating func take(_ number: UInt32, from cell: Int) -> NearestEntry {
        let strip = snapshot.strips.writable(cell / NearestStrip.cells, more: 0)
        if strip.count(ofCell: cell % NearestStrip.cells) > Self.full { surplus -= 1 }
        let place = strip.place(of: number, inCell: cell % NearestStrip.cells)
        let entry = strip[place]
        strip.remove(at: place, fromCell: cell % NearestStrip.cells)
        return entry
    }

    /// Lays all points out in new grids.
    private mutating func layOut() {
        var entries: [NearestEntry] = []
        entries.reserveCapacity(count)
        for strip in 0..<snapshot.strips.count {
            let strip = snapshot.strips[strip]
            for place in 0..<strip.count { entries.append(strip[place]) }
        }
        var layout = NearestLayout(entries, metric: metric)
        snapshot.map = layout.map
        snapshot.grids = layout.grids
        swap(&snapshot.strips, &layout.strips)
        laidOut = count
        surplus = 0
        for (entry, cell) in zip(entries, layout.cells) { add(entry, to: Int(cell)) }
        // What even a new layout leaves over, such as many points at one place, must not cause the next.
        surplusLimit = 2 * surplus + count / 16 + 64
    }
}
