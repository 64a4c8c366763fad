import Foundation
import GeometryCore

/// Finds customers and assets by what is printed on bills and plates.
struct KeySearch {
    let index: any AddressIndex
    let store: any TerritoryStore

    /// Every customer, telephone or asset that the whole text names; empty when it names none.
    func candidates(for text: String, _ folded: AddressText) throws -> [AddressCandidate] {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        var found: [AddressCandidate] = []
        // A code is compared as written, and with the width of its digits folded.
        for code in Set([trimmed, folded.folded, folded.folded.uppercased()]).sorted() {
            guard code.count <= LayerField.maximumCodeLength, !code.isEmpty else { continue }
            if let customer = try customer(code, .customer) { found.append(customer) }
            for layer in [Layer.meterBoxes, .transformers, .poles] {
                guard let record = try store.record(in: layer, code: code), let place = record.place else { continue }
                found.append(Self.candidate(.asset, code, name(of: record, layer), place))
            }
        }
        if found.isEmpty, let phone = PhoneNumber(written: trimmed) {
            for code in try index.customers(phone: phone.number) {
                if let customer = try customer(code, .phone) { found.append(customer) }
            }
        }
        if found.isEmpty {
            for asset in try index.assets(named: folded.folded) {
                found.append(Self.candidate(.asset, asset.code, asset.name, asset.place))
            }
        }
        return found
    }

    private func customer(_ code: String, _ kind: AddressCandidate.Kind) throws -> AddressCandidate? {
        guard let record = try store.record(in: .customers, code: code), let place = record.place else { return nil }
        let address = record.values[Layer.customers.index(of: "address")].text
        return Self.candidate(kind, code, address ?? code, place)
    }

    private func name(of record: LayerRecord, _ layer: Layer) -> String {
        record.values[layer.index(of: "name")].text ?? record.code
    }

    private static func candidate(
        _ kind: AddressCandidate.Kind,
        _ code: String,
        _ matched: String,
        _ place: Point
    ) -> AddressCandidate {
        AddressCandidate(
            kind: kind,
            code: code,
            matched: matched,
            score: 1,
            parts: [],
            place: place,
            accuracyMetres: 0,
            cost: 0
        )
    }
}

/// A telephone number, without the country's code and whatever separates its digits.
struct PhoneNumber: Hashable {
    /// The digits as a number, behind a 1 that keeps leading zeros.
    let number: Int

    /// Reads a text of digits and separators only; nil when it has fewer than 7 or more than 14 digits.
    init?(written text: String) {
        let digits = text.compactMap(\.wholeNumberValue)
        let isPlain = text.allSatisfy { $0.wholeNumberValue != nil || "+-()（）－ ".contains($0) }
        guard isPlain, digits.allSatisfy({ $0 < 10 }), digits.count <= 18 else { return nil }
        self.init(digits: digits.map(String.init).joined())
    }

    private init?(digits: String) {
        var digits = digits[...]
        if digits.count == 13, digits.hasPrefix("86") { digits = digits.dropFirst(2) }
        if digits.count == 15, digits.hasPrefix("0086") { digits = digits.dropFirst(4) }
        guard (7...14).contains(digits.count), let number = Int("1" + digits) else { return nil }
        self.number = number
    }
}
