import GeometryCore

/// Some consecutive legs of a track that lie close together, so that one search serves them all.
struct LegRun {
    /// How many legs a run has at most.
    static let maximumLegs = 8

    /// The first and the last fix.
    let first: Int
    let last: Int
    /// The smallest box around the fixes.
    let box: Box
}

/// Cuts tracks into runs; a fix that is no place ends a leg and starts none.
struct LegRunCutter {
    private let scale: LineScale
    private let width: Double
    private let height: Double
    private var place = 0
    private var end = 0
    /// How many fixes were no places.
    private(set) var refusedCount = 0

    /// Cuts runs that fit into one cell, unless a single leg does not.
    init(scale: LineScale, layout: CellLayout) {
        self.scale = scale
        width = layout.cellWidth
        height = layout.cellHeight
    }

    /// Goes to the track with these fixes.
    mutating func start(_ track: Range<Int>) { (place, end) = (track.lowerBound, track.upperBound) }

    /// The track's next run; nil at its end.
    @inline(__always)
    mutating func next(_ fixes: Span<Point>) -> LegRun? {
        while place < end {
            let (first, start) = (place, fixes[place])
            guard scale.isPlace(start) else {
                refusedCount += 1
                place += 1
                continue
            }
            var box = Box(minX: start.x, minY: start.y, maxX: start.x, maxY: start.y)
            var last = first
            while last + 1 < end && last - first < LegRun.maximumLegs {
                let fix = fixes[last + 1]
                guard scale.isPlace(fix) else { break }
                var grown = box
                grown.extend(to: fix)
                if last > first && (grown.width > width || grown.height > height) { break }
                box = grown
                last += 1
            }
            // The next run starts with the fix that ends this one: the leg between them is in neither otherwise.
            place = max(last, first + 1)
            if last > first { return LegRun(first: first, last: last, box: box) }
        }
        return nil
    }
}
