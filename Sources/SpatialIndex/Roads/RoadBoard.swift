/// Where responders stand on the roads of one ``RoadGraph``: a board that is changed as they move.
///
/// Each has a number, and *traits*: bits whose meaning is the caller's, such as on duty or a skill. A value with one
/// owner; memory is that of the graph's edges and of the greatest number.
public struct RoadBoard: Sendable {
    /// What a search reads of every responder that it passes.
    ///
    /// Slots stand in the order of the roads, so that those near each other in space are so in memory.
    struct Slot: BitwiseCopyable {
        /// See `RoadOffsets/seconds`.
        var seconds: InlineArray<4, Double> = [0, 0, 0, 0]
        var traits: UInt32 = 0
        var number: UInt32 = 0
        /// The next one at the same edge or vertex.
        var next = RoadGraph.none
    }

    /// What a search reads of those it finds.
    struct Detail: BitwiseCopyable {
        var metres = 0.0
        var fraction = 0.0
        var segment: UInt32 = 0
        /// The edge, or the edge count plus the vertex; `RoadGraph.none` when it is in no list.
        var list = RoadGraph.none
        var previous = RoadGraph.none
    }

    /// The greatest number a responder may have.
    public static let greatestNumber: UInt32 = 1 << 24 - 1

    /// The graph whose roads these are.
    public let graph: RoadGraph
    /// How many responders are on the board.
    public private(set) var count = 0

    private(set) var slots: [Slot] = []
    private(set) var details: [Detail] = []
    /// For each edge, then for each vertex, the first slot there.
    private(set) var heads: [UInt32]
    /// For each of these lists one bit: whether anyone is there.
    private(set) var isFilled: [UInt64]
    private var slotOfNumber: [UInt32] = []
    private var freeSlots: [UInt32] = []
    /// How many changes there were since slots were last put in order.
    private var changes = 0

    /// Creates an empty board.
    public init(graph: RoadGraph) {
        self.graph = graph
        let listCount = graph.edgeCount + graph.vertexCount
        heads = [UInt32](repeating: RoadGraph.none, count: listCount)
        isFilled = [UInt64](repeating: 0, count: listCount / 64 + 1)
    }

    /// Whether a responder is on the board.
    public func contains(_ number: UInt32) -> Bool { slot(of: number) != nil }

    /// Puts a responder on the board, or moves the one that is there.
    ///
    /// - Parameters:
    ///   - number: Names the responder; memory grows with the greatest number.
    ///   - position: Where it stands, on this board's graph.
    ///   - traits: Its traits, in place of any before.
    /// - Precondition: The number is not above ``greatestNumber``.
    /// - Complexity: O(1) amortised, plus the points of the road between two junctions.
    public mutating func place(_ number: UInt32, at position: RoadPosition, traits: UInt32 = 0) {
        precondition(number <= Self.greatestNumber, "the responder's number is above RoadBoard.greatestNumber")
        let index = slot(of: number) ?? addSlot(for: number)
        unlink(index)
        let offsets = graph.offsets(position)
        let list = offsets.vertex == RoadGraph.none ? position.edge : UInt32(graph.edgeCount) + offsets.vertex
        slots[index] = Slot(seconds: offsets.seconds, traits: traits, number: number)
        details[index] = Detail(
            metres: offsets.metres,
            fraction: position.fraction,
            segment: position.segment,
            list: list
        )
        link(index)
        changes += 1
        if changes > 2 * count + 64 { arrange() }
    }

    /// Gives a responder other traits; nothing happens when it is not on the board.
    public mutating func setTraits(of number: UInt32, to traits: UInt32) {
        if let index = slot(of: number) { slots[index].traits = traits }
    }

    /// Takes a responder off the board; nothing happens when it is not on it.
    public mutating func remove(_ number: UInt32) {
        guard let index = slot(of: number) else { return }
        unlink(index)
        slotOfNumber[Int(number)] = RoadGraph.none
        freeSlots.append(UInt32(index))
        count -= 1
    }

    /// Takes everybody off the board.
    public mutating func removeAll() {
        for index in slots.indices { unlink(index) }
        (slots, details, slotOfNumber, freeSlots) = ([], [], [], [])
        (count, changes) = (0, 0)
    }

    /// Puts the slots in the order of the roads.
    ///
    /// The board does so by itself after many changes; after a first filling it pays to do it at once.
    ///
    /// - Complexity: O(*n* log *n*).
    public mutating func arrange() {
        let order = slotOfNumber.filter { $0 != RoadGraph.none }
            .map { UInt64(edge(near: details[Int($0)].list)) << 32 | UInt64($0) }
            .sorted()
            .map { Int(UInt32(truncatingIfNeeded: $0)) }
        (slots, details) = (order.map { slots[$0] }, order.map { details[$0] })
        // Every filled list is filled anew.
        for detail in details { heads[Int(detail.list)] = RoadGraph.none }
        freeSlots = []
        for index in slots.indices {
            slotOfNumber[Int(slots[index].number)] = UInt32(index)
            link(index)
        }
        changes = 0
    }

    // MARK: Slots and lists

    private func slot(of number: UInt32) -> Int? {
        guard number < slotOfNumber.count, slotOfNumber[Int(number)] != RoadGraph.none else { return nil }
        return Int(slotOfNumber[Int(number)])
    }

    private mutating func addSlot(for number: UInt32) -> Int {
        if number >= slotOfNumber.count {
            let missing = Int(number) + 1 - slotOfNumber.count
            slotOfNumber.append(contentsOf: repeatElement(RoadGraph.none, count: missing))
        }
        let index = freeSlots.popLast().map { Int($0) } ?? slots.count
        if index == slots.count {
            slots.append(Slot())
            details.append(Detail())
        }
        slotOfNumber[Int(number)] = UInt32(index)
        count += 1
        return index
    }

    private mutating func link(_ index: Int) {
        let list = Int(details[index].list)
        let head = heads[list]
        slots[index].next = head
        details[index].previous = RoadGraph.none
        if head != RoadGraph.none { details[Int(head)].previous = UInt32(index) }
        heads[list] = UInt32(index)
        isFilled[list >> 6] |= 1 << UInt64(list & 63)
    }

    /// Takes a slot out of its list, if it is in one.
    private mutating func unlink(_ index: Int) {
        let (next, previous, list) = (slots[index].next, details[index].previous, Int(details[index].list))
        guard list != RoadGraph.none else { return }
        if next != RoadGraph.none { details[Int(next)].previous = previous }
        if previous != RoadGraph.none {
            slots[Int(previous)].next = next
        } else {
            heads[list] = next
            if next == RoadGraph.none { isFilled[list >> 6] &= ~(1 << UInt64(list & 63)) }
        }
        details[index].list = RoadGraph.none
    }

    /// The edge of a list, or one at the vertex of a list.
    private func edge(near list: UInt32) -> UInt32 {
        guard list >= graph.edgeCount else { return list }
        return graph.arcs.arcs[Int(graph.arcs.first[Int(list) - graph.edgeCount])].edge
    }
}
