/// The strips of a ``NearestIndex``, each on a page; copies of this value share a page until one of them writes to it.
///
/// Readers reach pages through a flat table of addresses: taking page objects out of an array would count references in
/// the innermost loop, in memory that all readers share.
@safe struct NearestStrips: @unchecked Sendable {
    // Sendable: a page is written only while one value alone refers to it, and `table` holds the addresses of `pages`.
    private var pages: [[NearestPage]] = []
    private var table: [NearestStrip] = []

    /// Pages are held in groups, so that the first write to a copy need not count a reference to every page.
    private static let groupSize = 64

    /// How many strips there are.
    var count: Int { table.count }

    /// A strip to read.
    @inline(always)
    subscript(strip: Int) -> NearestStrip { table[strip] }

    /// Lends all strips to read.
    func withTable<Result>(_ body: (UnsafeBufferPointer<NearestStrip>) throws -> Result) rethrows -> Result {
        try unsafe table.withUnsafeBufferPointer { try unsafe body($0) }
    }

    /// A strip to write, on a page that no copy of this value shares, with room for `more` points.
    mutating func writable(_ strip: Int, more: Int) -> NearestStrip {
        let (group, place) = (strip / Self.groupSize, strip % Self.groupSize)
        let old = table[strip]
        let needed = old.count + more
        if isKnownUniquelyReferenced(&pages[group][place]) && needed <= old.capacity { return old }
        let page = NearestPage(copying: old, capacity: needed <= old.capacity ? old.capacity : needed + needed / 2 + 2)
        pages[group][place] = page
        table[strip] = page.strip
        return page.strip
    }

    /// Adds empty strips, which share a page until they are written to.
    mutating func grow(by strips: Int) {
        let empty = NearestPage(capacity: 0)
        for _ in 0..<strips {
            if table.count % Self.groupSize == 0 { pages.append([]) }
            pages[pages.count - 1].append(empty)
            table.append(empty.strip)
        }
    }
}

/// Owns the memory of one strip.
private final class NearestPage {
    let strip: NearestStrip

    init(capacity: Int) {
        let bytes = NearestStrip.bytes(capacity: capacity)
        strip = unsafe NearestStrip(.allocate(byteCount: bytes, alignment: 64), capacity: capacity)
    }

    convenience init(copying other: NearestStrip, capacity: Int) {
        self.init(capacity: capacity)
        strip.copy(other)
    }

    deinit { strip.deallocate() }
}
