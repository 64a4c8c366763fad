@testable import Territory

/// What a caller said: folding again changes nothing, a door is what the index kept of it, and terms are plain words.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let known = AddressText(String(decoding: pieces.piece(), as: UTF8.self))
    let text = String(decoding: pieces.remainder(), as: UTF8.self)
    let folded = AddressText(text)
    expect(AddressText(folded.folded).folded == folded.folded, "folding again changes the text")
    checkParts(of: folded)
    // By bytes, as the engine's tokenizer divides them.
    for term in AddressTerms.text(of: text).utf8.split(separator: 32) {
        expect(term.allSatisfy { $0 >= 128 || (48...57) ~= $0 || (97...122) ~= $0 }, "a term of several words")
    }
    checkAlignment(of: known.tokens.filter { $0.kind != .gap }, in: folded.tokens.filter { $0.kind != .gap })
    if let phone = PhoneNumber(written: text) { expect(phone.number > 9_999_999, "a short telephone number") }
}

private func checkParts(of text: AddressText) {
    let parsed = ParsedAddress(text)
    expect(parsed.head.count + parsed.rest.count <= text.tokens.count, "more names than were said")
    let door = parsed.door
    if let key = door.key {
        expect(Door(key: key, detail: door.detail) == door, "a door that the index keeps otherwise")
        expect(!door.keys.isEmpty && door.keys.count <= 101, "a door of too many numbers")
    }
    let entry = AddressEntry(text)
    let names = entry.region.count + entry.town.count + entry.village.count + entry.street.count
    expect(names <= text.tokens.count, "an address of more names than were written")
    expect(entry.door == door, "a door that depends on who reads it")
}

private func checkAlignment(of name: [AddressToken], in text: [AddressToken]) {
    let (name, text) = (Array(name.prefix(30)), Array(text.prefix(200)))
    for found in [NameAlignment.best(of: name, in: text), NameAlignment.perhapsCutShort(name, in: text)] {
        expect(found.cost >= 0 && found.cost.isFinite, "a cost that is none")
        expect(found.range.lowerBound >= 0 && found.range.upperBound <= text.count, "a place outside the text")
    }
    let whole = NameAlignment.best(of: name, in: name)
    expect(whole.cost == 0, "a name that is not in itself")
}
