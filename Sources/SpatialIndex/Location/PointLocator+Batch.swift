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
        var none: [Sharing] = []
        locate(points, into: &verdicts, &none, isToShare: false)
    }

    /// Locates many points, and lists the other areas that cover those that are shared.
    ///
    /// - Parameters:
    ///   - points: The points, in any order.
    ///   - verdicts: Receives one verdict a point.
    ///   - sharings: Receives at its end every area but the owner for each shared point: point by point, lowest number
    ///     first.
    /// - Precondition: `verdicts` is as long as `points`.
    /// - Complexity: O(*n*) plus the edges in the points' cells.
    public func locate(
        _ points: Span<Point>,
        into verdicts: inout MutableSpan<Verdict>,
        sharings: inout [Sharing]
    ) {
        locate(points, into: &verdicts, &sharings, isToShare: true)
    }

    private func locate(
        _ points: Span<Point>,
        into verdicts: inout MutableSpan<Verdict>,
        _ sharings: inout [Sharing],
        isToShare: Bool
    ) {
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
            if isToShare { listSharings(from: start, to: end, points, verdicts.span, &sharings) }
            start = end
        }
    }

    /// An area that covers a point beside its owner.
    public struct Sharing: Hashable, Sendable {
        /// The point's place in the array.
        public var point: Int
        /// The area's number.
        public var area: Int

        /// Creates a sharing.
        public init(point: Int, area: Int) {
            self.point = point
            self.area = area
        }
    }

    /// Locates many points on all cores.
    ///
    /// - Parameter points: The points, in any order.
    /// - Returns: One verdict a point, as ``locate(_:)`` gives it.
    /// - Complexity: O(*n*) plus the edges in the points' cells.
    public func locate(_ points: [Point]) async -> [Verdict] {
        // Parts are small enough to share the work evenly, and large enough that handing them out costs nothing.
        let size = 1 << 16
        let starts = Array(stride(from: 0, to: points.count, by: size))
        return await withTaskGroup(of: (Int, [Verdict]).self) { group in
            for start in starts {
                group.addTask {
                    let part = points.span.extracting(start..<min(start + size, points.count))
                    var verdicts = [Verdict](repeating: .outside, count: part.count)
                    var span = verdicts.mutableSpan
                    locate(part, into: &span)
                    return (start, verdicts)
                }
            }
            var verdicts = [Verdict](repeating: .outside, count: points.count)
            for await (start, part) in group { verdicts.replaceSubrange(start..<start + part.count, with: part) }
            return verdicts
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
            verdicts[index].isShared = leaves[leaf] == leaves[min(leaf + 16, leaves.count - 1)]
        }
        for place in pending.indices {
            let index = start + Int(pending[place])
            let leaf = Int(verdicts[index].owner & Self.payload)
            let (first, last) = LocatorLeaf.someVertices(at: leaf, leaves)
            verdicts[index].isOnBoundary = vertices[first].x == vertices[last].x
        }
        for place in pending.indices {
            let index = start + Int(pending[place])
            verdicts[index] = verdict(inLeaf: verdicts[index].owner, points[index], vertices, leaves)
        }
    }

    /// Lists the other areas of a batch's shared points.
    private func listSharings(
        from start: Int,
        to end: Int,
        _ points: Span<Point>,
        _ verdicts: Span<Verdict>,
        _ sharings: inout [Sharing]
    ) {
        let (vertices, cells, leaves) = (vertices.span, cells.span, leaves.span)
        for index in start..<end where verdicts[index].isShared {
            let leaf = Int(content(at: points[index], cells) & Self.payload)
            let (owner, first) = (verdicts[index].owner, sharings.count)
            LocatorLeaf.visitAreas(at: leaf, covering: points[index], vertices, leaves) { area, _ in
                let sharing = Sharing(point: index, area: Int(area))
                if area != owner && !sharings[first...].contains(sharing) { sharings.append(sharing) }
            }
            if sharings.count > first + 1 { sharings[first...].sort { $0.area < $1.area } }
        }
    }
}
