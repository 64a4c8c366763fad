import GeometryCore

extension Arrangement {
    /// A value for every face, found by walking from the unbounded one across edges.
    ///
    /// - Parameters:
    ///   - outside: The unbounded face's value.
    ///   - across: The value on the right of a half-edge, from that on its left, the strands along it and its sign: a
    ///     strand's weight times the sign is how much more often its area lies on the left.
    /// - Returns: The values by face.
    func propagate<Value>(
        from outside: Value,
        across: (Value, ArraySlice<Strand>, _ sign: Int32) -> Value
    ) -> [Value] {
        var values = Array(repeating: outside, count: walks.count)
        var isKnown = Array(repeating: false, count: walks.count)
        isKnown[0] = true
        var pending = [0]
        while let current = pending.popLast() {
            for half in halfEdges(around: current) {
                let other = Int(face[Int(half ^ 1)])
                guard !isKnown[other] else { continue }
                isKnown[other] = true
                values[other] = across(values[current], strands(along: half), half & 1 == 0 ? 1 : -1)
                pending.append(other)
            }
        }
        return values
    }

    /// The closed walks around a set of faces, each with land of the set, connected along edges, on its left.
    func borderWalks(of faces: [Int], isInside: (Int) -> Bool) -> [[Int32]] {
        var seen: Set<Int32> = []
        var walks: [[Int32]] = []
        for start in faces.lazy.flatMap(halfEdges) where !isInside(Int(face[Int(start ^ 1)])) {
            guard !seen.contains(start) else { continue }
            var walk: [Int32] = []
            var half = start
            repeat {
                seen.insert(half)
                walk.append(half)
                half = next[Int(half)]
                // Turning through the set's inner edges keeps to land connected along edges.
                while isInside(Int(face[Int(half ^ 1)])) { half = next[Int(half ^ 1)] }
            } while half != start
            walks.append(walk)
        }
        return walks
    }

    /// The land of a set of faces, one polygon for each piece connected along edges: valid, outer rings
    /// counterclockwise and holes clockwise, each ring from its lowest vertex number on.
    func outline(of faces: [Int], isInside: (Int) -> Bool) throws -> [Polygon] {
        assemble(try borderWalks(of: faces, isInside: isInside).flatMap(rings))
    }

    /// The simple rings of a walk: the outer ring, if it goes around land, and any hole that touches it.
    func rings(of walk: [Int32]) throws -> [Ring] { try simpleLoops(walk).map(ring) }

    /// The ring of a loop of half-edges, from its lowest vertex number on.
    func ring(_ loop: [Int32]) throws -> Ring {
        let vertices = loop.map(origin)
        let first = vertices.indices.min { vertices[$0] < vertices[$1] } ?? 0
        let turned = vertices[first...] + vertices[..<first]
        return try Ring((turned + [vertices[first]]).map { points[Int($0)] })
    }

    /// Splits a walk where it comes back to a vertex, so that a hole that touches its outer ring is a loop of its own.
    func simpleLoops(_ walk: [Int32]) -> [[Int32]] {
        var loops: [[Int32]] = []
        var path: [Int32] = []
        var place: [Int32: Int] = [:]
        for half in walk {
            if let start = place[origin(half)] {
                loops.append(Array(path[start...]))
                for popped in path[start...] { place[origin(popped)] = nil }
                path.removeSubrange(start...)
            }
            place[origin(half)] = path.count
            path.append(half)
        }
        loops.append(path)
        return loops
    }

    /// Puts each hole, a clockwise ring, into the smallest outer ring around it.
    func assemble(_ rings: [Ring]) -> [Polygon] {
        let isShell = rings.map(\.isCounterclockwise)
        var polygons = zip(rings, isShell).filter(\.1).map { Polygon(shell: $0.0) }
        let boxes = polygons.map(\.box)
        for (hole, isShell) in zip(rings, isShell) where !isShell {
            let around = polygons.indices.filter { index in
                let box = boxes[index]
                guard polygons.count > 1 else { return true }
                guard hole.points.allSatisfy(box.contains) else { return false }
                let location = hole.points.lazy.map(polygons[index].shell.locate).first { $0 != .boundary }
                return location == .inside
            }
            let parent = around.min { abs(polygons[$0].shell.doubledArea) < abs(polygons[$1].shell.doubledArea) }
            if let parent { polygons[parent].holes.append(hole) }
        }
        return polygons
    }
}
