/// What somebody who is still typing may want to write.
public struct AddressSuggestion: Hashable, Sendable {
    /// The address, village or street in full.
    public var text: String
    /// How many addresses it stands for.
    public var count: Int
}

extension AddressSearch {
    /// Completes what is typed so far: names first, and numbers once a name is followed by a digit.
    ///
    /// - Parameters:
    ///   - typed: The beginning of an address, of a street or village, or of a customer's number.
    ///   - limit: The most suggestions.
    /// - Returns: Suggestions, the likeliest first, then those that stand for more addresses.
    /// - Throws: The store's errors.
    public func suggestions(for typed: String, limit: Int = 10) throws -> [AddressSuggestion] {
        guard limit > 0, typed.unicodeScalars.count <= Self.longestText else { return [] }
        let asked = ParsedAddress(AddressText(typed))
        let text = asked.head
        guard !text.isEmpty else { return [] }
        var costs: [Int: Float] = [:]
        for number in try areas(alike: text) {
            guard let area = try area(number) else { continue }
            let cost = area.names.map { name in
                asked.door.isEmpty
                    ? NameAlignment.typed(name, atEndOf: text) : NameAlignment.best(of: name, in: text).cost
            }
            guard let least = cost.min(), least <= 1 else { continue }
            costs[number] = least
        }
        // Behind names that begin as typed, unlike ones would only be in the way.
        let most = (costs.values.min() ?? 0) + AddressCost.plausible
        let ranked = try costs.filter { $0.value <= most }
            .compactMap { number, cost in try area(number).map { (area: $0.area, cost: cost) } }
            .sorted { ($0.cost, -$0.area.count, $0.area.number) < ($1.cost, -$1.area.count, $1.area.number) }
        var found: [AddressSuggestion] = []
        for (area, _) in ranked where found.count < limit {
            let title = try title(of: area)
            if let number = asked.door.key {
                for (door, count) in try doors(beginning: number, in: area.number) where found.count < limit {
                    found.append(AddressSuggestion(text: title.with(door), count: count))
                }
            } else {
                found.append(AddressSuggestion(text: title.text, count: area.count))
            }
        }
        return found
    }

    /// The names of an area and of those above it.
    func title(of area: AddressArea) throws -> AddressTitle {
        var title = AddressTitle(area)
        var parent = area.parent
        while let number = parent, let above = try self.area(number) {
            title.add(above: above.area.shown)
            parent = above.area.parent
        }
        return title
    }

    /// The houses whose number is `digits` or begins so.
    private func doors(beginning digits: Int, in area: Int) throws -> [(Door, Int)] {
        guard digits > 0, digits < 100_000 else { return [] }
        return try ([digits] + (0...9).map { digits * 10 + $0 }).compactMap { number in
            let houses = try index.houses(in: area, number: number, limit: 100)
            guard let first = houses.first else { return nil }
            var door = Door(key: number, detail: first.detail)
            if houses.count > 1 { (door.building, door.unit, door.floor, door.room) = (nil, nil, nil, nil) }
            return (door, houses.count)
        }
    }
}
