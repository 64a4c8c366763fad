import Foundation

/// The names of an area as an address of its script is written, with a place for the door.
///
/// 笏石街道北埔村12号, but Mannerheimintie 12, Helsinki.
struct AddressTitle: Hashable, Sendable {
    /// What stands before the door.
    private var front: String
    /// What stands behind it.
    private var back = ""
    private let isLatin: Bool

    /// The title of an area alone.
    init(_ area: AddressArea) {
        front = area.shown
        isLatin = area.shown.last.map { !Self.isHan($0) } ?? false
    }

    /// Adds the name of the area above.
    mutating func add(above name: String) {
        if isLatin { back += ", " + name } else { front = name + front }
    }

    /// The names alone.
    var text: String { front + back }

    /// The names with a door.
    func with(_ door: Door) -> String {
        guard isLatin else { return front + door.shown }
        return front + (door.isEmpty ? "" : " " + door.plain) + back
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.properties.isIdeographic }
    }
}

extension AddressTitle {
    /// A folded name as it was written in an address; folding took the capitals and accents of Latin script.
    static func shown(_ name: [AddressToken], _ level: AddressArea.Level, _ door: Door, _ written: String) -> String {
        guard name.contains(where: { $0.kind == .letter }) else { return name.text }
        let pieces = written.split { $0 == "," || $0 == ";" }.map { $0.trimmingCharacters(in: .whitespaces) }
        let candidates = level == .street ? pieces.prefix(1).map { street(in: $0, door) } : pieces.dropFirst().map(town)
        return candidates.first { AddressText($0).tokens.filter { $0.kind != .gap } == name } ?? name.text
    }

    /// What stands before the house number, or behind it when it comes first.
    private static func street(in piece: String, _ door: Door) -> String {
        if piece.first?.isNumber == true { return String(piece.drop { !$0.isLetter }) }
        guard let key = door.key, let place = piece.range(of: " \(key)", options: .backwards) else { return piece }
        return piece[..<place.lowerBound].trimmingCharacters(in: .whitespaces)
    }

    /// The name without a postcode in front.
    private static func town(in piece: String) -> String { String(piece.drop { !$0.isLetter }) }
}
