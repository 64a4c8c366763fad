/// The walk of queries over the strips of a snapshot, in two or three `axes` and with 0, 1 or 2 filter `tests`.
///
/// A query starts in the finest grid that has its place. The *quick* way gathers the points of a window of cells around
/// it, ranks them without a branch, and is done when the window holds all cells that the last-ranked one's distance
/// reaches into; nearly always it does. Else the *thorough* way looks through all cells within a distance that surely
/// suffices, or, when none is known, that grows until it does.
///
/// Nothing is rounded away: a point is passed over only where its computed distance could not be smaller.
@safe struct NearestSearch<let axes: Int, let tests: Int> {
    let wish: NearestWish
    let map: NearestMap
    let grids: UnsafeBufferPointer<NearestGrid>
    let strips: UnsafeBufferPointer<NearestStrip>

    /// The points gathered, and the squares of their distances.
    let gathered: UnsafeMutablePointer<UnsafeMutablePointer<NearestEntry>>
    let squares: UnsafeMutablePointer<Double>
    /// Stands for a point where there is none.
    let nowhere: UnsafeMutablePointer<NearestEntry>

    /// The best so far in order, and how many there are.
    let bestSquares: UnsafeMutablePointer<Double>
    let bestNumbers: UnsafeMutablePointer<UInt32>
    var best = 0
    /// No point farther than this is wanted any more.
    var bound = Double.infinity

    /// Where the query is, in space and on the map.
    var at = SIMD3<Double>.zero
    var u = 0.0
    var v = 0.0
    /// How many points can be gathered: as many as a key's spare bits can number.
    static var room: Int { 256 }
    /// No square is greater; that of `nowhere` is.
    static var huge: Double { 0x1p1000 }

    /// How much memory a search needs.
    static func bytes(limit: Int) -> Int {
        // Eight points are written at a time, however few of them count.
        (room + 8) * 16 + MemoryLayout<NearestEntry>.stride + limit * 12
    }

    @inline(always)
    init(
        _ wish: NearestWish,
        _ map: NearestMap,
        _ grids: UnsafeBufferPointer<NearestGrid>,
        _ strips: UnsafeBufferPointer<NearestStrip>,
        _ scratch: UnsafeMutableRawPointer
    ) {
        self.wish = wish
        self.map = map
        unsafe self.grids = grids
        unsafe self.strips = strips
        unsafe nowhere = scratch.assumingMemoryBound(to: NearestEntry.self)
        unsafe nowhere.initialize(to: NearestEntry(position: SIMD3(repeating: 0x1p501), number: .max, traits: 0))
        unsafe gathered = UnsafeMutableRawPointer(nowhere + 1)
            .assumingMemoryBound(to: UnsafeMutablePointer<NearestEntry>.self)
        unsafe squares = UnsafeMutableRawPointer(gathered + Self.room + 8).assumingMemoryBound(to: Double.self)
        unsafe bestSquares = squares + Self.room + 8
        unsafe bestNumbers = UnsafeMutableRawPointer(bestSquares + wish.limit).assumingMemoryBound(to: UInt32.self)
    }

    /// Ranks the points near a position; returns how many there are.
    @inline(always)
    mutating func run(from position: SIMD3<Double>) -> Int {
        guard wish.maximumSquare >= 0 else { return 0 }
        at = position
        (u, v) = (map.u(position), map.v(position))
        best = 0
        if wish.limit > 7 || !quick() { thorough() }
        while best > 0, metres(best &- 1) > wish.maximum { best &-= 1 }
        return best
    }

    /// The number of the point at `rank`.
    @inline(always)
    func number(_ rank: Int) -> UInt32 { unsafe bestNumbers[rank] }

    /// The distance of the point at `rank`.
    @inline(always)
    func metres(_ rank: Int) -> Double { unsafe wish.metric.metres(square: bestSquares[rank]) }

    /// The number of the finest grid that has the query's place.
    @inline(always)
    func finestGrid() -> Int {
        var number = 0
        while let child = child(ofCell: unsafe grids[number].cell(u: u, v: v)) { number = child }
        return number
    }

    @inline(always)
    func child(ofCell cell: Int) -> Int? {
        unsafe strips[cell / NearestStrip.cells].child(ofCell: cell % NearestStrip.cells)
    }

    /// Looks through all cells within a distance that suffices, or that grows until it does.
    @inline(never)
    private mutating func thorough() {
        var square = bound
        if best < wish.limit || wish.limit > 7 {
            let grid = unsafe grids[finestGrid()]
            square = max(9, Double(wish.limit) / grid.density / 2) * grid.cellSize * grid.cellSize
        }
        while true {
            best = 0
            bound = min(square, wish.maximumSquare)
            let isEverything = unsafe grids[0].window(u: u, v: v, square: bound) == grids[0].everything
            if isEverything { bound = wish.maximumSquare }
            search(0)
            if best == wish.limit || isEverything || square >= wish.maximumSquare { return }
            square *= 4
        }
    }

    /// Offers all points of a grid and those nested in it that may be near enough.
    private mutating func search(_ number: Int) {
        let grid = unsafe grids[number]
        let window = grid.window(u: u, v: v, square: bound)
        for row in window.south...window.north { search(grid, row, window.west, window.east) }
    }

    /// Offers the points of some cells of a row and of the grids nested in them.
    mutating func search(_ grid: NearestGrid, _ row: Int, _ west: Int, _ east: Int) {
        forEachRun(grid, row, west, east) { search, strip, first, last in
            search.offer(strip, first, last)
            search.searchChildren(strip, first, last)
        }
    }

    mutating func searchChildren(_ grid: NearestGrid, _ window: NearestWindow) {
        for row in window.south...window.north {
            forEachRun(grid, row, window.west, window.east) { search, strip, first, last in
                search.searchChildren(strip, first, last)
            }
        }
    }

    private mutating func searchChildren(_ strip: NearestStrip, _ first: Int, _ last: Int) {
        var crowded = strip.crowded(first, last)
        while crowded != 0 {
            if let child = strip.child(ofCell: crowded.trailingZeroBitCount) { search(child) }
            crowded &= crowded &- 1
        }
    }

    /// Visits some cells of a row, as many at a time as lie in one strip.
    @inline(always)
    private mutating func forEachRun(
        _ grid: NearestGrid,
        _ row: Int,
        _ west: Int,
        _ east: Int,
        _ visit: (inout Self, NearestStrip, Int, Int) -> Void
    ) {
        var cell = grid.cell(column: west, row: row)
        let end = grid.cell(column: east, row: row)
        while cell <= end {
            let last = min(end, cell | 31)
            visit(&self, unsafe strips[cell >> 5], cell & 31, last & 31)
            cell = last &+ 1
        }
    }

    @inline(always)
    private mutating func offer(_ strip: NearestStrip, _ first: Int, _ last: Int) {
        var place = strip.start(first)
        let stop = strip.start(last &+ 1)
        while place < stop {
            let entry = strip[place]
            let (dx, dy, dz) = (entry.x - at.x, entry.y - at.y, entry.z - at.z)
            let flat = dx * dx + dy * dy
            let square = axes == 2 ? flat : flat + dz * dz
            if square <= bound, wish.fitting(entry.tag, tests: tests) == 1 { offer(square, entry.number) }
            place &+= 1
        }
    }

    /// Ranks one point among the best, if it is one.
    @inline(always)
    mutating func offer(_ square: Double, _ number: UInt32) {
        guard square <= bound else { return }
        if best == wish.limit {
            guard unsafe wish.precedes(square, number, bestSquares[best &- 1], bestNumbers[best &- 1]) else { return }
            best &-= 1
        }
        var rank = best
        while rank > 0, unsafe wish.precedes(square, number, bestSquares[rank &- 1], bestNumbers[rank &- 1]) {
            unsafe bestSquares[rank] = bestSquares[rank &- 1]
            unsafe bestNumbers[rank] = bestNumbers[rank &- 1]
            rank &-= 1
        }
        unsafe bestSquares[rank] = square
        unsafe bestNumbers[rank] = number
        best &+= 1
        if best == wish.limit { bound = unsafe min(bound, bestSquares[best &- 1] * (1 + NearestWish.gap)) }
    }
}
