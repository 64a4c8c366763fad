public import Foundation
import GeometryCore
import Projection
import Synchronization

/// Finds what a caller means: an address, a shop's name, a village, a customer's, telephone, meter box's or
/// transformer's number.
///
/// An address is found in three steps: names by the terms they share with the text (the index's full-text engine), their
/// agreement by alignment, part by part, and the door by its number. What parts cost is summed; the score is 1 / (1 + cost²+ cost / 2).
/// Everything within a fixed cost of the best is plausible; ties stay ties. When all that is plausible lies in one leaf, the
/// answer is certain even if the house is not.
public final class AddressSearch: Sendable {
    /// Texts with more characters are no address.
    public static let longestText = 200

    let index: any AddressIndex
    private let store: any TerritoryStore
    private let known = Mutex<[Int: KnownArea]>([:])
    private let otherNames: [String: [[AddressToken]]]
    /// The names of the bureau's province, city and county.
    let regions: [[AddressToken]]

    /// Opens a search over an index of a store's addresses.
    public init(index: any AddressIndex, store: any TerritoryStore) throws {
        self.index = index
        self.store = store
        var others: [String: [[AddressToken]]] = [:]
        for (other, current) in try index.otherNames() {
            others[current, default: []].append(AddressText(other).tokens.filter { $0.kind != .gap })
        }
        otherNames = others
        regions = try index.regions().map { AddressText($0).tokens }
    }

    /// An area with its name in tokens and the names of the areas above it.
    struct KnownArea {
        let area: AddressArea
        let names: [[AddressToken]]
    }

    /// Says what a text may mean, and whose that is.
    ///
    /// - Parameters:
    ///   - text: What the caller said, in any script; never a pattern or a query.
    ///   - atlas: The districts asked.
    ///   - instant: The instant asked about, for the record.
    /// - Returns: The candidates with their placements; `notFound` with a reason when there are none.
    /// - Throws: The store's errors.
    public func find(_ text: String, in atlas: Atlas, asOf instant: Date) throws -> AddressAnswer {
        var answer = try meaning(of: text)
        for number in answer.candidates.indices {
            let candidate = answer.candidates[number]
            answer.candidates[number].placement = atlas.locate(
                candidate.place,
                accuracyMetres: candidate.accuracyMetres,
                asOf: instant
            )
        }
        answer.settle()
        for number in answer.candidates.indices.prefix(Self.mostWritten) where answer.candidates[number].kind == .house
        {
            guard let code = answer.candidates[number].code, let address = try address(ofCustomer: code) else {
                continue
            }
            answer.candidates[number].matched = address
        }
        return answer
    }

    /// How many candidates are shown with their address as the bureau wrote it.
    private static let mostWritten = 5

    /// The candidates without their districts.
    func meaning(of text: String) throws -> AddressAnswer {
        guard text.utf8.count <= Self.longestText * 4, text.unicodeScalars.count <= Self.longestText else {
            return AddressAnswer(status: .notFound, reason: .tooLong)
        }
        let folded = AddressText(text)
        guard folded.tokens.contains(where: { $0.kind != .gap }) else {
            return AddressAnswer(status: .notFound, reason: .empty)
        }
        let keyed = try KeySearch(index: index, store: store).candidates(for: text, folded)
        if !keyed.isEmpty { return AddressAnswer(status: .certain, candidates: keyed) }
        guard folded.tokens.contains(where: { $0.kind == .han || $0.kind == .letter }) else {
            return AddressAnswer(status: .notFound, reason: .onlyNumbers)
        }
        var ranking = AddressRanking(search: self, asked: folded)
        return try ranking.answer()
    }

    /// An area by its number, from memory when it was asked for before.
    func area(_ number: Int) throws -> KnownArea? {
        if let area = known.withLock({ $0[number] }) { return area }
        guard let area = try index.area(number) else { return nil }
        let name = AddressText(area.name).tokens.filter { $0.kind != .gap }
        let made = KnownArea(area: area, names: [name] + (otherNames[area.name] ?? []))
        known.withLock { $0[number] = made }
        return made
    }

    /// The areas whose names have the rarest terms in common with a text, the most alike first.
    func areas(alike text: [AddressToken]) throws -> ArraySlice<Int> {
        let weights = Self.weights(try index.areas(having: AddressGrams.asked(text), limit: Self.mostPostings))
        let alike = Self.heaviest(weights, Self.mostWeighed)
        // A street whose town was said too comes before its namesakes.
        var sums: [Int: Double] = [:]
        for number in alike {
            var sum = weights[number] ?? 0
            var parent = try area(number)?.area.parent
            while let above = parent {
                sum += 0.6 * (weights[above] ?? 0)
                parent = try area(above)?.area.parent
            }
            sums[number] = sum
        }
        return Self.heaviest(sums, Self.mostCompared)
    }

    /// The customers whose own names have the rarest terms in common with a text, the most alike first.
    func premises(alike terms: [String]) throws -> ArraySlice<Int> {
        Self.heaviest(
            Self.weights(try index.premises(having: terms, limit: Self.mostPostings)),
            Self.mostCompared
        )
    }

    /// The most names that are compared letter by letter.
    private static let mostCompared = 48
    /// The most names whose parents are looked at before that.
    private static let mostWeighed = 400
    /// The most postings read of one term; what is commoner tells nothing.
    private static let mostPostings = 3000

    private static func weights(_ postings: [[Int]]) -> [Int: Double] {
        var weights: [Int: Double] = [:]
        for posting in postings where !posting.isEmpty {
            // A term that is nearly everywhere tells next to nothing.
            let weight = 1 / Double(posting.count).squareRoot()
            for number in posting { weights[number, default: 0] += weight }
        }
        return weights
    }

    private static func heaviest(_ weights: [Int: Double], _ count: Int) -> ArraySlice<Int> {
        weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map(\.key)[...]
    }

    /// The address of a customer as the bureau wrote it.
    func address(ofCustomer code: String) throws -> String? {
        try store.record(in: .customers, code: code)?.values[Layer.customers.index(of: "address")].text
    }
}

extension AddressAnswer {
    /// Sets the status by where the plausible candidates lie.
    mutating func settle() {
        guard let lead = candidates.first else { return }
        let plausible = candidates.filter(\.isPlausible)
        let leaves = Set(plausible.map { $0.placement?.code })
        switch lead.kind {
        // Which street it is must itself be sure.
        case .street: status = AddressCost.isSure(lead) ? .street : .ambiguous
        case .village: status = .village
        case .customer, .phone, .asset, .house, .premise:
            status = leaves.count == 1 && AddressCost.isSure(lead) ? .certain : .ambiguous
        }
    }
}
