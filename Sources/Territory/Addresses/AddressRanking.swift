import GeometryCore
import Projection

/// Ranks what one text may mean.
struct AddressRanking {
    let search: AddressSearch
    private let asked: ParsedAddress
    /// The tokens that names are looked for in: those before the door, and those behind it.
    private let text: [AddressToken]
    /// Tokens that need no explanation: the names of the region, and words that no address holds.
    private var explained: [Bool]
    private var alignments: [Sought: NameAlignment] = [:]

    private static let mostHouses = 500
    private static let mostListed = 20
    /// No street has so many houses; greater numbers are slips of the finger.
    private static let greatestNumber = 99_999

    init(search: AddressSearch, asked: AddressText) {
        self.search = search
        self.asked = ParsedAddress(asked)
        text = self.asked.head + self.asked.rest
        explained = AddressWords.fillerMask(text)
        for index in 0..<Divisions.prefix(of: text[...]) { explained[index] = true }
    }

    mutating func answer() throws -> AddressAnswer {
        for name in search.regions { explainRegion(name) }
        let terms = AddressGrams.terms(of: text)
        let areas = try search.areas(alike: text)
        var found: [AddressCandidate] = []
        var nearest: [(name: String, cost: Float)] = []
        var readings: [Reading] = []
        for number in areas {
            guard let area = try search.area(number) else { continue }
            if let reading = try read(area) {
                readings.append(reading)
            } else {
                nearest.append((area.area.shown, alignment(of: area).cost))
            }
        }
        readings.sort { ($0.cost, $0.area.area.number) < ($1.cost, $1.area.area.number) }
        let best = readings.first?.cost ?? .infinity
        for reading in readings where reading.cost <= best + AddressCost.listed && reading.cost <= AddressCost.most {
            found += try doors(of: reading)
        }
        if found.first.map({ $0.cost > 0.3 || $0.kind != .house }) ?? true { found += try premises(terms) }
        return try ranked(found, nearest)
    }

    private func ranked(
        _ found: [AddressCandidate],
        _ nearest: [(name: String, cost: Float)]
    ) throws -> AddressAnswer {
        let found = found.filter { $0.cost <= Double(AddressCost.most) }
            .sorted { ($0.cost, $0.matched, $0.code ?? "") < ($1.cost, $1.matched, $1.code ?? "") }
        guard let best = found.first else {
            let names = nearest.sorted { ($0.cost, $0.name) < ($1.cost, $1.name) }.prefix(5).map(\.name)
            let reason: AddressAnswer.Reason = try search.index.isEmpty() ? .noAddresses : .unknown
            return AddressAnswer(status: .notFound, reason: reason, suggestions: names)
        }
        var listed = found.filter { $0.cost <= best.cost + Double(AddressCost.listed) }
        for index in listed.indices {
            listed[index].isPlausible = listed[index].cost <= best.cost + Double(AddressCost.plausible)
        }
        let plausible = listed.count { $0.isPlausible }
        return AddressAnswer(status: .ambiguous, candidates: Array(listed.prefix(max(plausible, Self.mostListed))))
    }

    private mutating func explainRegion(_ name: [AddressToken]) {
        let alignment = NameAlignment.best(of: name, in: text)
        guard alignment.cost <= 0.6 else { return }
        for index in alignment.range { explained[index] = true }
    }

    /// Where an area's name, or another name of it, stands in the text behind its first tokens.
    private mutating func alignment(of area: AddressSearch.KnownArea, from start: Int = 0) -> NameAlignment {
        var best: NameAlignment?
        for name in area.names {
            let key = Sought(name: name, start: start)
            let alignment = alignments[key] ?? NameAlignment.best(of: name, in: Array(text[start...])).moved(by: start)
            alignments[key] = alignment
            if alignment.cost < best?.cost ?? .infinity { best = alignment }
        }
        return best ?? NameAlignment(cost: .infinity, range: 0..<0)
    }

    private struct Sought: Hashable {
        let name: [AddressToken]
        let start: Int
    }
}

extension AddressRanking {
    /// The text read as naming one area.
    struct Reading {
        let area: AddressSearch.KnownArea
        var cost: Float
        var parts: [AddressCandidate.Part]
        /// Whether something unknown stands between the name and the door, such as a street that nobody knows.
        let hasUnknownStreet: Bool
        /// The names from the town down.
        let title: AddressTitle
    }

    /// Reads the text as naming an area; nil when it does not name it.
    ///
    /// Names are read from the town down, each behind the one above it; and once more with the names above unsaid, because a
    /// village may be called as its town.
    private mutating func read(_ area: AddressSearch.KnownArea) throws -> Reading? {
        var chain = [area]
        while let number = chain[0].area.parent, let above = try search.area(number) { chain.insert(above, at: 0) }
        let title = try search.title(of: area.area)
        let whole = reading(of: chain, saying: chain.count > 1, title)
        guard chain.count > 1 else { return whole }
        let alone = reading(of: chain, saying: false, title)
        guard let whole else { return alone }
        guard let alone else { return whole }
        return alone.cost < whole.cost ? alone : whole
    }

    /// The text as naming the last of a chain of areas, those above it looked for too if `saying`.
    private mutating func reading(of chain: [AddressSearch.KnownArea], saying: Bool, _ title: AddressTitle) -> Reading?
    {
        var mask = explained
        var cost: Float = 0
        var parts: [AddressCandidate.Part] = []
        var (start, end) = (0, 0)
        for (index, area) in chain.enumerated() {
            let isOwn = index + 1 == chain.count
            let alignment = isOwn || saying ? alignment(of: area, from: start) : nil
            if let alignment, alignment.cost <= limit(area), !alignment.range.isEmpty {
                // One of two characters alike is chance, unless the names above were said too.
                let isChance = alignment.cost > AddressCost.chance && parts.allSatisfy { $0.verdict == .unsaid }
                if isOwn, isChance, AddressCost.isShort(area.names) { return nil }
                for index in alignment.range { mask[index] = true }
                cost += alignment.cost
                parts.append(Self.part(area.area.level, alignment.cost))
                // An address in Latin script names the town last.
                if text[alignment.range.lowerBound].kind == .han { start = alignment.range.upperBound }
                end = alignment.range.upperBound
            } else if isOwn {
                return nil
            } else {
                let unsaid = area.area.level == .town ? AddressCost.townUnsaid : AddressCost.villageUnsaid
                cost += unsaid
                parts.append(.init(name: Self.name(area.area.level), verdict: .unsaid, cost: Double(unsaid)))
            }
        }
        let unexplained = unexplainedCost(mask, in: text.indices)
        if unexplained > 0 { parts.append(.init(name: .rest, verdict: .differs, cost: Double(unexplained))) }
        guard let area = chain.last else { return nil }
        return Reading(
            area: area,
            cost: cost + unexplained,
            parts: parts,
            hasUnknownStreet: area.area.level != .street
                && unexplainedCost(mask, in: end..<max(end, asked.head.count)) >= 0.8,
            title: title
        )
    }

    private func limit(_ area: AddressSearch.KnownArea) -> Float {
        area.names.map(AddressCost.limit).max() ?? 0
    }

    private func unexplainedCost(_ mask: [Bool], in range: Range<Int>) -> Float {
        var sum: Float = 0
        for index in range where !mask[index] {
            switch text[index].kind {
            case .han: sum += AddressWords.ranks.contains(text[index].value) ? 0.1 : AddressCost.unexplainedHan
            case .letter: sum += AddressCost.unexplainedLetter
            case .number: sum += AddressCost.unexplainedHan
            case .gap: break
            }
        }
        return min(sum, AddressCost.unexplainedMost)
    }

    private static func name(_ level: AddressArea.Level) -> AddressCandidate.Part.Name {
        switch level {
        case .town: .town
        case .village: .village
        case .street: .street
        }
    }

    private static func part(_ level: AddressArea.Level, _ cost: Float) -> AddressCandidate.Part {
        .init(name: name(level), verdict: cost == 0 ? .same : .alike, cost: Double(cost))
    }
}

extension AddressRanking {
    /// The houses, the stretch of street or the whole area that a reading leads to.
    private func doors(of reading: Reading) throws -> [AddressCandidate] {
        guard !reading.hasUnknownStreet, let number = asked.door.key, number <= Self.greatestNumber else {
            return [whole(reading)]
        }
        let houses = try search.index.houses(in: reading.area.area.number, number: number, limit: Self.mostHouses)
        let costed = houses.map { house in
            (house, AddressCost.difference(said: asked.door, known: Door(key: house.number, detail: house.detail)))
        }
        guard let least = costed.map(\.1).min() else { return [try between(reading, number)] }
        return costed.filter { $0.1 <= least + AddressCost.plausible }.map { house, difference in
            let verdict: AddressCandidate.Part.Verdict =
                difference == 0 ? .same : difference >= 0.3 ? .differs : .unsaid
            let door = Door(key: house.number, detail: house.detail)
            var parts = [AddressCandidate.Part(name: .number, verdict: .same, cost: 0)]
            if difference > 0 || !house.detail.isEmpty {
                parts.append(.init(name: .detail, verdict: verdict, cost: Double(difference)))
            }
            return candidate(
                .house,
                reading,
                adding: difference,
                parts,
                code: house.customer,
                title: reading.title.with(door),
                house.place
            )
        }
    }

    private func whole(_ reading: Reading) -> AddressCandidate {
        let area = reading.area.area
        let cost = AddressCost.numberUnsaid + (reading.hasUnknownStreet ? AddressCost.numberUnknown : 0)
        return candidate(
            area.level == .street ? .street : .village,
            reading,
            adding: cost,
            [.init(name: .number, verdict: .unsaid, cost: Double(cost))],
            title: reading.title.text,
            area.place,
            accuracy: max(area.radiusMetres, 10)
        )
    }

    /// A place between the neighbours of a number that nobody has.
    private func between(_ reading: Reading, _ number: Int) throws -> AddressCandidate {
        let area = reading.area.area
        let count = HouseInterpolation.neighbours
        let (below, above) = try search.index.neighbours(in: area.number, of: number, limit: count)
        guard let guess = HouseInterpolation(number: number, below: below, above: above) else { return whole(reading) }
        return candidate(
            .street,
            reading,
            adding: AddressCost.numberUnknown,
            [.init(name: .number, verdict: .differs, cost: Double(AddressCost.numberUnknown))],
            title: reading.title.with(asked.door),
            guess.place,
            accuracy: min(guess.accuracyMetres, AddressCost.reach(of: area))
        )
    }

    private func candidate(
        _ kind: AddressCandidate.Kind,
        _ reading: Reading,
        adding cost: Float,
        _ parts: [AddressCandidate.Part],
        code: String? = nil,
        title: String,
        _ place: Point,
        accuracy: Double = 0
    ) -> AddressCandidate {
        let cost = Double(reading.cost + cost)
        return AddressCandidate(
            kind: kind,
            code: code,
            matched: title,
            score: 1 / (1 + cost * cost + cost / 2),
            parts: reading.parts + parts,
            place: place,
            accuracyMetres: accuracy,
            cost: cost
        )
    }

    /// Customers whose own name is alike.
    private func premises(_ terms: [String]) throws -> [AddressCandidate] {
        var found: [AddressCandidate] = []
        for number in try search.premises(alike: terms) {
            guard let premise = try search.index.premise(number) else { continue }
            let name = AddressText(premise.name).tokens.filter { $0.kind != .gap }
            let alignment = NameAlignment.perhapsCutShort(name, in: text)
            guard alignment.cost <= AddressCost.limit(for: name), !alignment.range.isEmpty else { continue }
            var mask = explained
            for index in alignment.range { mask[index] = true }
            var parts = [
                AddressCandidate.Part(
                    name: .name,
                    verdict: alignment.cost == 0 ? .same : .alike,
                    cost: Double(alignment.cost)
                )
            ]
            var parent = premise.area
            while let number = parent, let above = try search.area(number) {
                for name in above.names {
                    let alignment = NameAlignment.best(of: name, in: text)
                    guard alignment.cost <= AddressCost.limit(for: name) else { continue }
                    for index in alignment.range { mask[index] = true }
                }
                parent = above.area.parent
            }
            let rest = unexplainedCost(mask, in: text.indices)
            if rest > 0 { parts.append(.init(name: .rest, verdict: .differs, cost: Double(rest))) }
            let cost = Double(alignment.cost + rest)
            found.append(
                AddressCandidate(
                    kind: .premise,
                    code: premise.customer,
                    matched: premise.name,
                    score: 1 / (1 + cost * cost + cost / 2),
                    parts: parts,
                    place: premise.place,
                    accuracyMetres: 0,
                    cost: cost
                )
            )
        }
        return found
    }
}
