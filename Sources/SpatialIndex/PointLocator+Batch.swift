public import GeometryCore

extension PointLocator {
    /// How many points go through a stage together: few enough to stay in the nearest cache.
    private static let batch = 256

    /// Locates many points.
    ///
    /// Points go through in batches and each batch in stages, so that the cells, leaves and edges of many points are
    /// fetched from memory at the same time.
    ///
    /// - Parameters:
    ///   - points: The points, in any order; neighbours in space are quicker when they are neighbours in the array.
    ///   - verdicts: Receives one verdict a point.
    /// - Precondition: `verdicts` is as long as `points`.
    /// - Complexity: O(*n*) plus the edges in the points' cells.
    public func locate(_ points: Span<Point>, into verdicts: inout MutableSpan<Verdict>) {
        precondition(points.count == verdicts.count, "one verdict is needed for each point")
        let cells = cells.span
        // Which points of the batch a stage leaves to the next. They are noted without branching, since the processor
        // could not guess which way.
        var pending = InlineArray<256, UInt32>(repeating: 0)
        var start = 0
        while start < points.count {
            let end = min(start + Self.batch, points.count)
            var nodesAndLeaves = 0
            for index in start..<end {
                let cell = rootContent(at: points[index], cells)
                verdicts[index] = Verdict(owner: cell, isOnBoundary: false, isShared: false)
                pending[nodesAndLeaves] = UInt32(truncatingIfNeeded: index - start)
                // The two highest bits are 01 or 10.
                nodesAndLeaves += Int(((cell >> 30 + 1) >> 1) & 1)
            }
            var leafCount = 0
            for place in 0..<nodesAndLeaves {
                let index = start + Int(pending[place])
                let cell = content(at: points[index], cells)
                verdicts[index].owner = cell
                pending[leafCount] = UInt32(truncatingIfNeeded: index - start)
                leafCount += Self.isLeaf(cell) ? 1 : 0
            }
            finishLeaves(of: pending.span.extracting(first: leafCount), from: start, points, &verdicts)
            start = end
        }
    }

    /// Replaces the leaves among a batch's verdicts by what they say.
    @inline(__always)
    private func finishLeaves(
        of pending: Span<UInt32>,
        from start: Int,
        _ points: Span<Point>,
        _ verdicts: inout MutableSpan<Verdict>
    ) {
        let (vertices, leaves) = (vertices.span, leaves.span)
        // The first two loops only have fetched what the last one needs; what they write it overwrites.
        for place in pending.indices {
            let index = start + Int(pending[place])
            let leaf = Int(verdicts[index].owner & Self.payload)
            verdicts[index].isShared = leaves[leaf + LocatorLeaf.headerWords - 1] == 0
        }
        for place in pending.indices {
            let index = start + Int(pending[place])
            let leaf = Int(verdicts[index].owner & Self.payload)
            let vertex = vertices[LocatorLeaf.firstVertex(at: leaf, leaves)]
            verdicts[index].isOnBoundary = vertex.x == points[index].x
        }
        for place in pending.indices {
            let index = start + Int(pending[place])
            verdicts[index] = verdict(inLeaf: verdicts[index].owner, points[index], vertices, leaves)
        }
    }
}
