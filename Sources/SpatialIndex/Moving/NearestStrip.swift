/// A point as a ``NearestStrip`` keeps it.
struct NearestEntry {
    /// Where it is: on the unit sphere, or in the plane.
    var x: Double
    var y: Double
    var z: Double
    /// Its number in the lower half, its traits in the upper.
    var tag: UInt64

    init(position: SIMD3<Double>, number: UInt32, traits: UInt32) {
        (x, y, z) = (position.x, position.y, position.z)
        tag = UInt64(traits) << 32 | UInt64(number)
    }

    var position: SIMD3<Double> {
        get { SIMD3(x, y, z) }
        set { (x, y, z) = (newValue.x, newValue.y, newValue.z) }
    }

    @inline(always)
    var number: UInt32 { UInt32(truncatingIfNeeded: tag) }

    var traits: UInt32 {
        get { UInt32(truncatingIfNeeded: tag >> 32) }
        set { tag = UInt64(newValue) << 32 | UInt64(number) }
    }
}

/// The points of 32 consecutive cells, sorted by cell, by the address of the page they are on.
///
/// Within a cell their order means nothing. A crowded cell has no points here but a grid of its own. A strip is there
/// while the ``NearestStrips`` lasts that gave it.
@safe struct NearestStrip {
    private let page: UnsafeMutableRawPointer

    /// How many cells there are.
    static let cells = 32

    private static let capacityOffset = 0
    private static let crowdedOffset = 4
    private static let firstChildOffset = 8
    private static let startOffset = 12
    /// A multiple of an entry's size, so that no entry lies across two cache lines.
    private static let entryOffset = 160

    static func bytes(capacity: Int) -> Int { entryOffset + capacity * MemoryLayout<NearestEntry>.stride }

    /// Makes an empty strip of fresh memory.
    init(_ memory: UnsafeMutableRawPointer, capacity: Int) {
        unsafe page = memory
        unsafe page.initializeMemory(as: UInt8.self, repeating: 0, count: Self.entryOffset)
        set(UInt32(capacity), Self.capacityOffset)
    }

    /// Copies everything from a strip that has no more points than this has room for.
    func copy(_ other: NearestStrip) {
        crowded = other.crowded
        firstChild = other.firstChild
        for cell in 0...Self.cells { setStart(cell, other.start(cell)) }
        unsafe address(of: 0).update(from: other.address(of: 0), count: other.count)
    }

    func deallocate() { unsafe page.deallocate() }

    var capacity: Int { Int(get(Self.capacityOffset) as UInt32) }

    /// A bit for each crowded cell.
    @inline(always)
    var crowded: UInt32 {
        get { get(Self.crowdedOffset) }
        nonmutating set { set(newValue, Self.crowdedOffset) }
    }

    /// The bits of ``crowded`` from cell `first` to cell `last`.
    @inline(always)
    func crowded(_ first: Int, _ last: Int) -> UInt32 {
        crowded & (~0 &<< UInt32(truncatingIfNeeded: first)) & (~0 &>> UInt32(truncatingIfNeeded: 31 &- last))
    }

    /// The number of the first crowded cell's grid; those of the others follow.
    var firstChild: UInt32 {
        get { get(Self.firstChildOffset) }
        nonmutating set { set(newValue, Self.firstChildOffset) }
    }

    /// The grid of a cell; nil when it is not crowded.
    @inline(always)
    func child(ofCell cell: Int) -> Int? {
        let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: cell)
        return crowded & bit == 0 ? nil : Int(firstChild) &+ (crowded & (bit &- 1)).nonzeroBitCount
    }

    /// Where the points of a cell start, and those of the cell before end.
    @inline(always)
    func start(_ cell: Int) -> Int { Int(get(Self.startOffset &+ cell &* 4) as UInt32) }

    @inline(always)
    private func setStart(_ cell: Int, _ place: Int) {
        set(UInt32(truncatingIfNeeded: place), Self.startOffset &+ cell &* 4)
    }

    var count: Int { start(Self.cells) }

    func count(ofCell cell: Int) -> Int { start(cell + 1) - start(cell) }

    @inline(always)
    subscript(place: Int) -> NearestEntry {
        get { unsafe address(of: place).pointee }
        nonmutating set { unsafe address(of: place).pointee = newValue }
    }

    @inline(always)
    func address(of place: Int) -> UnsafeMutablePointer<NearestEntry> {
        unsafe (page + Self.entryOffset).assumingMemoryBound(to: NearestEntry.self) + place
    }

    /// Adds a point to a cell; there is room.
    ///
    /// One point of each later cell makes way, to the end of its cell.
    func insert(_ entry: NearestEntry, inCell cell: Int) {
        var later = Self.cells
        var gap = start(later)
        setStart(later, gap &+ 1)
        while later > cell &+ 1 {
            later &-= 1
            let first = start(later)
            self[gap] = self[first]
            setStart(later, first &+ 1)
            gap = first
        }
        self[gap] = entry
    }

    /// Takes a point out of its cell; the last one of it and of each later cell closes the ranks.
    func remove(at place: Int, fromCell cell: Int) {
        var gap = place
        for later in cell &+ 1...Self.cells {
            let last = start(later) &- 1
            self[gap] = self[last]
            setStart(later, last)
            gap = last
        }
    }

    /// Where the point of this number is, which is in this cell.
    func place(of number: UInt32, inCell cell: Int) -> Int {
        let end = start(cell + 1)
        var place = start(cell)
        while place < end, self[place].number != number { place &+= 1 }
        precondition(place < end, "a point is in the cell it was put into")
        return place
    }

    @inline(always)
    private func get<Value: BitwiseCopyable>(_ offset: Int) -> Value {
        unsafe page.load(fromByteOffset: offset, as: Value.self)
    }

    @inline(always)
    private func set<Value: BitwiseCopyable>(_ value: Value, _ offset: Int) {
        unsafe page.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }
}
