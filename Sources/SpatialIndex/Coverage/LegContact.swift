public import GeometryCore

/// What one leg of a track covers of one segment of a line.
public struct LegContact: Hashable, Sendable {
    /// The leg's number: of its first fix among those asked about, or what the caller gave.
    public var leg: UInt32
    /// The line's number.
    public var line: UInt32
    /// The segment's number within its line.
    public var segment: UInt32
    /// Where on the line the covered part starts, in metres.
    public var from: Double
    /// Where it ends.
    public var to: Double
    /// How many metres the leg advances along the segment: below zero against the line's direction, near zero for a
    /// leg that only crosses it.
    public var progress: Double
    /// How many metres the leg moves across the segment, to the left of its direction.
    public var sideways: Double
}

extension CoverageIndex {
    /// Finds what one leg covers: the question that every live fix asks.
    ///
    /// Contacts of one place without length are left out. Those of one leg cover exactly what a ``CoverageSweep`` over
    /// it does, to the bit.
    ///
    /// - Parameters:
    ///   - start: The leg's first fix.
    ///   - end: Its second; the first itself for a disc.
    ///   - radius: In metres.
    ///   - leg: What to call the leg.
    ///   - contacts: Receives the contacts, by ascending line and segment, after what is in it. Reuse it, and nothing
    ///     is allocated.
    /// - Returns: False, and no contacts, when a fix is no place on earth, such as one that is not finite.
    /// - Complexity: O(1) plus the segments in the cells near the leg.
    @discardableResult
    public func contacts(
        from start: Point,
        to end: Point,
        within radius: Double,
        leg: UInt32 = 0,
        into contacts: inout [LegContact]
    ) -> Bool {
        guard scale.isPlace(start), scale.isPlace(end) else { return false }
        guard radius >= 0 else { return true }
        let old = contacts.count
        let pads = scale.pads(radius: radius)
        let window = Box(start, end).expanded(dx: pads.x, dy: pads.y)
        var search = grid.search(from: start, to: end, padX: pads.x, padY: pads.y)
        while let places = grid.next(&search) {
            for place in places {
                let segment = Int(grid.items[place])
                guard self.segment(segment, meets: window) else { continue }
                if let contact = contact(segment, start, end, radius, leg) { contacts.append(contact) }
            }
        }
        if contacts.count > old + 1 { Self.sort(&contacts, from: old) }
        return true
    }

    /// Finds what every leg of some tracks covers, leg by leg.
    ///
    /// - Parameters:
    ///   - fixes: The fixes of all tracks, one track after another.
    ///   - offsets: Where each track starts in `fixes`, ascending, and at last where the last one ends.
    ///   - radius: In metres.
    ///   - contacts: Receives the contacts, by ascending leg, line and segment. A leg has the number of its first fix.
    /// - Returns: How many fixes are no place on earth. The track is broken there, not bridged.
    public func contacts(
        fixes: [Point],
        offsets: [Int],
        within radius: Double,
        into contacts: inout [LegContact]
    ) -> Int {
        var refused = 0
        for (first, end) in zip(offsets, offsets.dropFirst()) {
            for fix in first..<end {
                if !scale.isPlace(fixes[fix]) { refused += 1 }
                guard fix + 1 < end else { continue }
                self.contacts(from: fixes[fix], to: fixes[fix + 1], within: radius, leg: UInt32(fix), into: &contacts)
            }
        }
        return refused
    }

    @inline(__always)
    private func contact(
        _ segment: Int,
        _ start: Point,
        _ end: Point,
        _ radius: Double,
        _ leg: UInt32
    ) -> LegContact? {
        let frame = frame(segment)
        let (a, b) = (frame.fix(start, radius: radius), frame.fix(end, radius: radius))
        let (low, high) = frame.interval(a, b, radius: radius)
        guard low < high else { return nil }
        let (from, to) = (position(low, onSegment: segment), position(high, onSegment: segment))
        guard from < to else { return nil }
        let line = line(ofSegment: segment)
        return LegContact(
            leg: leg,
            line: UInt32(line),
            segment: UInt32(segment - offsets[line]),
            from: from,
            to: to,
            progress: b.along - a.along,
            sideways: b.across - a.across
        )
    }

    /// Sorts the contacts of one leg and leaves out those that were found in more than one cell.
    private static func sort(_ contacts: inout [LegContact], from old: Int) {
        if contacts.count - old > 32 { contacts[old...].sort(by: precedes) }
        var end = old
        for place in old..<contacts.count {
            let contact = contacts[place]
            // Insertion from the end: where there are few, sorting in place is quickest and allocates nothing.
            var slot = end
            while slot > old, precedes(contact, contacts[slot - 1]) { slot -= 1 }
            if slot > old, contacts[slot - 1] == contact { continue }
            for later in stride(from: end, to: slot, by: -1) { contacts[later] = contacts[later - 1] }
            contacts[slot] = contact
            end += 1
        }
        contacts.removeLast(contacts.count - end)
    }

    private static func precedes(_ a: LegContact, _ b: LegContact) -> Bool {
        (a.line, a.segment) < (b.line, b.segment)
    }
}
