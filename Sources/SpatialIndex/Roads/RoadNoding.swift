import GeometryCore

/// Makes a network of lines: where they share a point, they meet.
///
/// Points are the same when their coordinates are equal; lines that only cross do not meet, as on a bridge. A line that
/// comes back to a point of its own meets itself there.
struct RoadNoding {
    private(set) var network: RoadNetwork
    private var nodeOfPoint: [Point: UInt32] = [:]

    init(lines: [RoadLine], units: RoadGraph.Units, tolerance: Double) {
        network = RoadNetwork(units: units)
        network.report.givenCount = lines.count
        for (place, line) in lines.enumerated() {
            if let refusal = add(line) {
                network.report.refused.append(.init(place: place, number: line.number, refusal: refusal))
            }
        }
        nodeOfPoint = [:]
        if tolerance > 0 { network.joinLooseEnds(within: tolerance) }
        network.dropRepeated()
    }

    /// Adds a line's links, or says why it cannot be used.
    private mutating func add(_ line: RoadLine) -> RoadReport.Refusal? {
        for (place, point) in line.points.enumerated() {
            if let refusal = network.refusal(of: point, at: place) { return refusal }
        }
        let speeds = [line.forwardSpeed, line.backwardSpeed].compactMap(\.self)
        guard !speeds.isEmpty else { return .closed }
        guard speeds.allSatisfy({ $0 >= Self.leastSpeed && $0.isFinite }) else { return .badSpeed }
        guard (0..<1 << 31).contains(line.number) else { return .badNumber }
        guard let first = line.points.first, line.points.contains(where: { $0 != first }) else { return .noLength }
        var here = node(at: first)
        for point in line.points.dropFirst() {
            let next = node(at: point)
            guard next != here else {
                network.report.repeatedPointCount += 1
                continue
            }
            let metres = network.units.distance(network.nodes[here], point)
            let forward = line.forwardSpeed.map { metres / $0 } ?? .infinity
            let backward = line.backwardSpeed.map { metres / $0 } ?? .infinity
            network.append(here, next, forward, backward, line.number)
            here = next
        }
        return nil
    }

    /// No road is as slow, in metres a second: a tenth of a millimetre.
    private static let leastSpeed = 1e-4

    private mutating func node(at point: Point) -> Int {
        if let node = nodeOfPoint[point] { return Int(node) }
        nodeOfPoint[point] = UInt32(network.nodes.count)
        network.nodes.append(point)
        return network.nodes.count - 1
    }
}

extension RoadNetwork {
    /// Leaves out links that were drawn before between the same nodes with the same times.
    mutating func dropRepeated() {
        let incidence = RoadIncidence(links, nodeCount: nodes.count)
        var isRepeated = [Bool](repeating: false, count: links.count)
        for node in nodes.indices {
            let range = incidence.ends(of: UInt32(node))
            for later in range {
                let number = Int(incidence.ends[later] >> 1)
                isRepeated[number] =
                    isRepeated[number]
                    || incidence.ends[range.lowerBound..<later].contains { end in
                        end >> 1 < number && links[Int(end >> 1)].repeats(links[number])
                    }
            }
        }
        let all = links
        links = all.indices.lazy.filter { !isRepeated[$0] }.map { all[$0] }
        report.repeatedSegmentCount = all.count - links.count
    }
}

extension RoadNetwork {
    /// Adds what is lost at junctions, half of it on either side.
    mutating func lose(_ seconds: Double) {
        guard seconds > 0, seconds < Self.longestSeconds else { return }
        let incidence = RoadIncidence(links, nodeCount: nodes.count)
        for index in links.indices {
            for node in [links[index].from, links[index].to] where incidence.ends(of: node).count > 2 {
                links[index].forward += seconds / 2
                links[index].backward += seconds / 2
            }
        }
    }
}

extension RoadNetwork.Link {
    /// Whether it leads between the same nodes as another with the same times.
    func repeats(_ other: Self) -> Bool {
        (from, to, forward, backward) == (other.from, other.to, other.forward, other.backward)
            || (from, to, forward, backward) == (other.to, other.from, other.backward, other.forward)
    }
}
