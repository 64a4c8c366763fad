/// An address taken apart: the tokens that name a place, and the door behind them.
///
/// What says the number is looked for first, because everybody says it in nearly one way; the names before it are
/// divided by the rules of Chinese addresses when the address comes from a file (``entry``), and are left whole when a
/// caller said it, because a caller leaves out and confuses what the rules need.
struct ParsedAddress: Hashable, Sendable {
    /// The tokens that name the place, without gaps.
    var head: [AddressToken] = []
    /// Number, building, unit, floor and room.
    var door = Door()
    /// What stands behind the door: the town of an address in Latin script, a shop's name.
    var rest: [AddressToken] = []

    /// Takes a folded text apart.
    init(_ text: AddressText) {
        let tokens = text.tokens
        guard let start = Self.doorStart(tokens) else {
            head = tokens.filter { $0.kind != .gap }
            return
        }
        var reader = DoorReader(tokens: tokens, position: start)
        door = reader.read()
        let behind = tokens[reader.position...].drop { $0.kind == .gap }
        let before = tokens[..<start].filter { $0.kind != .gap }
        if before.isEmpty {
            // The number comes first: 20 Mannerheimintie, 00100 Helsinki.
            let name = behind.prefix { !($0.kind == .gap && $0.value == 1) && $0.kind != .number }
            head = name.filter { $0.kind != .gap }
            rest = Self.words(behind.dropFirst(name.count))
        } else {
            head = before
            rest = Self.words(behind)
        }
    }

    /// Without gaps, postcodes and other numbers.
    private static func words(_ tokens: some Sequence<AddressToken>) -> [AddressToken] {
        tokens.filter { $0.kind == .han || $0.kind == .letter }
    }

    /// Where the door begins: at the first number that does not belong to a name.
    private static func doorStart(_ tokens: [AddressToken]) -> Int? {
        var spare: Int?
        for index in tokens.indices where tokens[index].kind == .number {
            guard index + 1 < tokens.count else { return isPostcode(tokens, index) ? spare : index }
            let next = tokens[index + 1]
            if next.kind == .han && AddressWords.namesWithNumber.contains(next.value) { continue }
            // Quai Antoine 1er: an ordinal is part of a name.
            if next.kind == .letter, tokens[(index + 1)...].prefix(while: { $0.kind == .letter }).count == 2 {
                continue
            }
            if isInsideName(tokens, index) { continue }
            // 308国道: a name may begin with a number.
            if index == 0 && next.kind == .han && !AddressWords.doorUnits.contains(next.value) { continue }
            if isPostcode(tokens, index) && next.kind != .han { continue }
            if index == 0 && tokens.count > 1 && tokens.contains(where: { $0.kind == .number && $0 != tokens[0] }) {
                // A number in front counts when no other follows a name.
                spare = index
                if next.kind == .gap || next.kind == .letter { return index }
                continue
            }
            return index
        }
        return spare
    }

    /// Whether a number is a postcode; one of four digits is a house's unless it stands first or behind a comma.
    private static func isPostcode(_ tokens: [AddressToken], _ index: Int) -> Bool {
        switch tokens[index].digits {
        case 4: index == 0 || tokens[..<index].contains(.comma)
        case 5...6: true
        default: false
        }
    }

    /// Rua 7 de Setembro 630: between words of Latin script, with another number behind them.
    private static func isInsideName(_ tokens: [AddressToken], _ index: Int) -> Bool {
        guard tokens[index + 1] == .space, tokens[..<index].contains(where: { $0.kind == .letter }) else {
            return false
        }
        let word = tokens[(index + 2)...].prefix { $0.kind == .letter }
        guard word.count > 1, !AddressWords.latinUnits.contains(word.text) else { return false }
        return tokens[word.endIndex...].prefix { $0 != .comma }.contains { $0.kind == .number && $0.digits < 5 }
    }
}

/// Words of addresses, by scalar.
enum AddressWords {
    /// What makes a number before it part of a name: 三巷, 2组.
    static let namesWithNumber = scalars("村路街巷弄组队社镇乡屯道里期区国省县")
    /// What makes a number before it part of a door.
    static let doorUnits = scalars("号栋单室层楼房户")
    /// Characters that rank a name and that callers leave out.
    static let ranks = scalars("省市区县镇乡村路街巷弄道里社街")

    /// What stands between a house's number and that of a flat, a stair or a floor.
    static let latinUnits: Set<String> = [
        "as", "apt", "appt", "apto", "ap", "app", "unit", "flat", "room", "rm", "suite", "ste", "fl", "floor", "porte",
        "esc",
        "bat", "bloc", "bloco", "bl", "sala", "casa", "andar", "piso", "stiege", "top", "lgh", "og", "etage", "et",
        "bis",
        "ter", "no", "nr",
    ]

    static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
    static func scalar(_ character: Unicode.Scalar) -> UInt32 { character.value }
}

/// Reads a door from a row of tokens.
private struct DoorReader {
    let tokens: [AddressToken]
    var position: Int
    private var door = Door()
    private var bare: [UInt32] = []
    /// Whether a number without a unit came before everything else, as in 12 3栋: it is the house's.
    private var startsBare = false

    init(tokens: [AddressToken], position: Int) {
        self.tokens = tokens
        self.position = position
    }

    mutating func read() -> Door {
        while position < tokens.count, readPart() {}
        for value in bare { place(value) }
        // A range ends behind its number, or it is none.
        if let last = door.last, door.number.map({ $0 >= last }) ?? true { door.last = nil }
        return door
    }

    /// Reads one number with its unit; false where the door ends.
    private mutating func readPart() -> Bool {
        let gap = tokens[position].kind == .gap ? 1 : 0
        let here = position + gap
        guard here < tokens.count else { return false }
        if tokens[here].kind == .han, [0x4e4b, 0x9644].contains(tokens[here].value) { return readSub(at: here + 1) }
        guard tokens[here].kind == .number, door.isEmpty && bare.isEmpty || tokens[here].digits < 4 || isHan(here + 1)
        else { return false }
        let isStrong = gap == 1 && tokens[position].value == 1
        let isHyphen = gap == 1 && tokens[position].value == 2
        let value = tokens[here].value
        position = here + 1
        if readUnit(value) { return true }
        // Behind a building, and behind another number than the house's, hyphens divide unit and room: 3栋2-901.
        let isOfHouse = door.building == nil && (door.number == nil || bare.isEmpty)
        if isHyphen || isStrong, isOfHouse, let number = door.number ?? bare.last, door.last == nil, value > number,
            value - number <= 100
        {
            door.last = value
        } else if isHyphen, isOfHouse, door.number ?? bare.first != nil, door.sub.isEmpty {
            door.sub = "-" + String(value)
        } else {
            if door.isEmpty && bare.isEmpty { startsBare = true }
            bare.append(value)
        }
        readLetters()
        // 12-16号: the unit follows the second number.
        if position < tokens.count, tokens[position].value == 0x53f7, tokens[position].kind == .han { position += 1 }
        return true
    }

    private func isHan(_ index: Int) -> Bool { index < tokens.count && tokens[index].kind == .han }

    /// 之2, and 附2号.
    private mutating func readSub(at index: Int) -> Bool {
        guard index < tokens.count, tokens[index].kind == .number else { return false }
        door.sub = "-" + String(tokens[index].value)
        position = index + 1
        if position < tokens.count, tokens[position].kind == .han, tokens[position].value == 0x53f7 { position += 1 }
        return true
    }

    private mutating func readUnit(_ value: UInt32) -> Bool {
        guard position < tokens.count, tokens[position].kind == .han else { return false }
        switch Unicode.Scalar(tokens[position].value) {
        case "号":
            if let first = bare.last, door.number == nil, value > first, value - first <= 100 {
                (door.number, door.last) = (first, value)
                bare.removeLast()
            } else if door.number == nil {
                door.number = value
            } else {
                door.sub = "-" + String(value)
            }
        case "栋": door.building = value
        case "单":
            guard position + 1 < tokens.count, tokens[position + 1].value == 0x5143 else { return false }
            door.unit = value
            position += 1
        case "层", "楼": door.floor = value
        case "室", "房": door.room = value
        case "户": if door.number == nil { door.number = value } else { door.room = value }
        default: return false
        }
        position += 1
        return true
    }

    /// Letters right behind a number, or one letter behind a space: 12a, 4 bis, 20 B.
    private mutating func readLetters() {
        guard door.sub.isEmpty else { return }
        var index = position
        let isApart = index < tokens.count && tokens[index].kind == .gap && tokens[index].value == 0
        if isApart { index += 1 }
        let letters = tokens[min(index, tokens.count)...].prefix { $0.kind == .letter }
        let end = index + letters.count
        let isBounded = end == tokens.count || tokens[end].kind == .gap || tokens[end].value == 0x53f7
        let text = letters.reduce(into: "") { text, token in
            if let scalar = Unicode.Scalar(token.value) { text.unicodeScalars.append(scalar) }
        }
        guard !letters.isEmpty, isBounded, letters.count == 1 || ["bis", "ter"].contains(text) else { return }
        door.sub = text
        position = end
    }

    /// Gives a number without a unit the first part that is still free and that it fits.
    private mutating func place(_ value: UInt32) {
        if door.number == nil && (door.building == nil || startsBare) {
            door.number = value
        } else if value < 100 && door.building == nil && door.room == nil {
            door.building = value
        } else if value < 20 && door.unit == nil && door.room == nil {
            door.unit = value
        } else if door.room == nil {
            door.room = value
        }
    }
}
