extension NearestSearch {
    /// Ranks the points of a window of cells, then those around it that may be nearer; returns whether that is sure to
    /// have found all.
    @inline(always)
    mutating func quick() -> Bool {
        let number = finestGrid()
        let grid = unsafe grids[number]
        let home = grid.home(u: u, v: v)
        var window = grid.widen(home, by: 1)
        guard var (count, isCrowded) = gather(grid, window) else { return false }
        if count < wish.limit {
            window = grid.widen(home, by: 2)
            guard let wider = gather(grid, window) else { return false }
            (count, isCrowded) = wider
        }
        if wish.limit < 6 { pick(from: count, levels: 6) } else { pick(from: count, levels: 8) }
        if isCrowded { searchChildren(grid, window) }
        let needed = grid.window(u: u, v: v, square: bound)
        guard best == wish.limit, number == 0 || staysAtHome(downTo: number) else { return false }
        if !window.contains(needed) { search(grid, needed, except: window) }
        return true
    }

    /// Offers the points of the cells of a window that are in no other.
    @inline(never)
    private mutating func search(_ grid: NearestGrid, _ window: NearestWindow, except done: NearestWindow) {
        for row in window.south...window.north {
            if row < done.south || row > done.north {
                search(grid, row, window.west, window.east)
            } else {
                if window.west < done.west { search(grid, row, window.west, done.west &- 1) }
                if done.east < window.east { search(grid, row, done.east &+ 1, window.east) }
            }
        }
    }

    /// Whether nothing nearer can lie outside the query's own cell in each grid above a nested one.
    private func staysAtHome(downTo nested: Int) -> Bool {
        var number = 0
        while number != nested {
            let grid = unsafe grids[number]
            let home = grid.home(u: u, v: v)
            guard grid.window(u: u, v: v, square: bound) == home else { return false }
            guard let child = child(ofCell: grid.cell(column: home.west, row: home.south)) else { return false }
            number = child
        }
        return true
    }

    /// Gathers the points of a window that fit; returns how many and whether any cell is crowded, nil when too many.
    @inline(always)
    private func gather(_ grid: NearestGrid, _ window: NearestWindow) -> (count: Int, isCrowded: Bool)? {
        let (gathered, strips) = unsafe (gathered, strips)
        var count = 0
        var crowded: UInt32 = 0
        var row = window.south
        while row <= window.north {
            var cell = grid.cell(column: window.west, row: row)
            let end = grid.cell(column: window.east, row: row)
            while cell <= end {
                let strip = unsafe strips[cell >> 5]
                let last = min(end, cell | 31)
                crowded |= strip.crowded(cell & 31, last & 31)
                var place = strip.start(cell & 31)
                let stop = strip.start(last & 31 &+ 1)
                guard count &+ stop &- place <= Self.room else { return nil }
                repeat {
                    let first = unsafe Int(bitPattern: strip.address(of: place))
                    let eight = SIMD8(repeating: first) &+ SIMD8(0, 32, 64, 96, 128, 160, 192, 224)
                    unsafe UnsafeMutableRawPointer(gathered + count).storeBytes(of: eight, as: SIMD8<Int>.self)
                    count &+= min(8, stop &- place)
                    place &+= 8
                } while place < stop
                cell = last &+ 1
            }
            row &+= 1
        }
        return (tests == 0 ? count : sieve(count), crowded != 0)
    }

    /// Keeps of the gathered points those that pass the filter; returns how many.
    @inline(always)
    private func sieve(_ count: Int) -> Int {
        let (gathered, wish) = unsafe (gathered, wish)
        var kept = 0
        for place in 0..<count {
            let address = unsafe gathered[place]
            unsafe gathered[kept] = address
            kept &+= unsafe wish.fitting(address.pointee.tag, tests: tests)
        }
        return kept
    }

    /// Ranks the gathered points.
    ///
    /// Each square gets the number of its point in its lowest bits, and two sorted lists side by side take them in
    /// without a branch. Where that could have changed an order, all is done again with care.
    @inline(always)
    private mutating func pick(from count: Int, levels: Int) {
        let (gathered, squares) = unsafe (gathered, squares)
        unsafe gathered[count] = nowhere
        unsafe gathered[count &+ 1] = nowhere
        let none = SIMD2(repeating: Self.huge)
        var (a, b, c, d, e, f, g, h) = (none, none, none, none, none, none, none, none)
        var places = SIMD2<UInt64>(0, 1)
        var index = 0
        repeat {
            let pair = unsafe self.squares(gathered[index], gathered[index &+ 1])
            unsafe UnsafeMutableRawPointer(squares + index).storeBytes(of: pair, as: SIMD2<Double>.self)
            let bits = unsafe unsafeBitCast(pair, to: SIMD2<UInt64>.self)
            var key = unsafe unsafeBitCast(bits & ~UInt64(Self.room - 1) | places, to: SIMD2<Double>.self)
            Self.sift(&a, &key)
            Self.sift(&b, &key)
            Self.sift(&c, &key)
            Self.sift(&d, &key)
            Self.sift(&e, &key)
            Self.sift(&f, &key)
            if levels == 8 {
                Self.sift(&g, &key)
                Self.sift(&h, &key)
            }
            places &+= 2
            index &+= 2
        } while index < count
        let keys = Self.merge((a, b, c, d, e, f, g, h))
        var previous = -1.0
        var isClear = true
        for rank in 0..<wish.limit {
            let place = Int(truncatingIfNeeded: keys[rank & 7].bitPattern & UInt64(Self.room - 1))
            let square = unsafe squares[place]
            unsafe bestSquares[rank] = square
            unsafe bestNumbers[rank] = gathered[place].pointee.number
            isClear = isClear && square > previous * (1 + NearestWish.gap)
            previous = square
        }
        best = wish.limit
        bound = min(wish.maximumSquare, previous * (1 + NearestWish.gap))
        // Those left out are no nearer than the next key without its number.
        let next = Double(bitPattern: keys[wish.limit & 7].bitPattern & ~UInt64(Self.room - 1))
        if !(isClear && previous < Self.huge && next > bound) { pickWithCare(from: count) }
    }

    /// Ranks the gathered points when some are equally far or nearly so, or there are too few.
    @inline(never)
    private mutating func pickWithCare(from count: Int) {
        best = 0
        bound = wish.maximumSquare
        for place in 0..<count { unsafe offer(squares[place], gathered[place].pointee.number) }
    }

    /// The squares of two points' distances.
    @inline(always)
    private func squares(
        _ a: UnsafeMutablePointer<NearestEntry>,
        _ b: UnsafeMutablePointer<NearestEntry>
    ) -> SIMD2<Double> {
        let here = SIMD2(at.x, at.y)
        let (p, q) = unsafe (SIMD2(a.pointee.x, a.pointee.y) - here, SIMD2(b.pointee.x, b.pointee.y) - here)
        let (pp, qq) = (p * p, q * q)
        let flat = SIMD2(pp.x, qq.x) + SIMD2(pp.y, qq.y)
        if axes == 2 { return flat }
        let up = unsafe SIMD2(a.pointee.z, b.pointee.z) - SIMD2(repeating: at.z)
        return flat + up * up
    }

    /// Leaves the smaller of each two in `low` and the larger in `high`.
    @inline(always)
    private static func sift(_ low: inout SIMD2<Double>, _ high: inout SIMD2<Double>) {
        let smaller = high.replacing(with: low, where: low .< high)
        high = low.replacing(with: high, where: low .< high)
        low = smaller
    }

    private typealias Pair = SIMD2<Double>
    private typealias Lists = (Pair, Pair, Pair, Pair, Pair, Pair, Pair, Pair)

    /// The eight smallest of two sorted lists, sorted, by a bitonic merge.
    ///
    /// Source: K E Batcher, "Sorting networks and their applications", AFIPS 1968, doi:10.1145/1468075.1468121.
    @inline(always)
    private static func merge(_ lists: Lists) -> InlineArray<8, Double> {
        func order(_ low: inout Double, _ high: inout Double) {
            let smaller = low < high ? low : high
            high = low < high ? high : low
            low = smaller
        }
        var (a, b) = (min(lists.0.x, lists.7.y), min(lists.1.x, lists.6.y))
        var (c, d) = (min(lists.2.x, lists.5.y), min(lists.3.x, lists.4.y))
        var (e, f) = (min(lists.4.x, lists.3.y), min(lists.5.x, lists.2.y))
        var (g, h) = (min(lists.6.x, lists.1.y), min(lists.7.x, lists.0.y))
        _ = (order(&a, &e), order(&b, &f), order(&c, &g), order(&d, &h))
        _ = (order(&a, &c), order(&b, &d), order(&e, &g), order(&f, &h))
        _ = (order(&a, &b), order(&c, &d), order(&e, &f), order(&g, &h))
        return [a, b, c, d, e, f, g, h]
    }
}
