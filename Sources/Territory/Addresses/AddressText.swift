/// A text as addresses are compared: one width, one script, one case, digits for numerals, one word for each unit.
///
/// Folding is idempotent: ``folded`` folds into the same tokens.
struct AddressText: Hashable, Sendable {
    /// The symbols; gaps never stand first, last or side by side, numbers never side by side.
    let tokens: [AddressToken]
    /// Whether the text was longer than what is read of it.
    let isCut: Bool

    /// How many scalars of a text are read, fewer where the folded text would grow longer than this; the rest is dropped.
    static let longest = 300

    /// Folds a text.
    ///
    /// - Complexity: O(*n*) in what is read of it.
    init(_ text: String) {
        var reader = AddressReader(room: Self.longest)
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < Self.longest, reader.read(scalar) else { break }
            count += 1
        }
        isCut = reader.isFull || count == Self.longest && text.unicodeScalars.dropFirst(count).first != nil
        tokens = AddressFolder.folded(reader.tokens)
    }

    /// The tokens as text, for storing and comparing: numbers in digits with their leading zeros, gaps as a space, a comma
    /// and a space, or a hyphen.
    var folded: String {
        var text = ""
        for token in tokens {
            switch (token.kind, token.value) {
            case (.han, let value), (.letter, let value):
                if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            case (.number, let value):
                let digits = String(value)
                text += String(repeating: "0", count: max(0, Int(token.digits) - digits.utf8.count)) + digits
            case (.gap, AddressToken.comma.value): text += ", "
            case (.gap, AddressToken.hyphen.value): text += "-"
            case (.gap, _): text += " "
            }
        }
        return text
    }
}

/// Reads scalars as tokens, as far as each scalar tells by itself what it stands for.
private struct AddressReader {
    private(set) var tokens: [AddressToken] = []
    private(set) var isFull = false
    /// How much longer the folded text may become.
    private var room: Int
    /// Whether a digit continues the number before it.
    private var isInNumber = false

    init(room: Int) {
        self.room = room
        tokens.reserveCapacity(32)
    }

    /// Reads one scalar; false when the text has become too long.
    mutating func read(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x10000 { return read(FoldTable.entries[Int(scalar.value)]) }
        for entry in FoldTable.made(scalar) { guard read(entry) else { return false } }
        return true
    }

    private mutating func read(_ entry: FoldEntry) -> Bool {
        let value = entry.value
        switch entry.role {
        case .nothing: return true
        case .digit: return digit(value)
        case .sequence:
            for entry in FoldTable.sequence(value) { guard read(entry) else { return false } }
            return true
        case .space: return gap(.space)
        case .comma: return gap(.comma)
        case .hyphen: return gap(.hyphen)
        case .number: return number(AddressToken(.number, value, digits: value < 10 ? 1 : value < 100 ? 2 : 3))
        case .letter: return add(AddressToken(.letter, value), 1)
        case .han: return add(AddressToken(.han, value), 1)
        case .numeral:
            let token = AddressToken(.han, value)
            return add(token, String(AddressNumerals.value(of: token) ?? 0).utf8.count)
        case .stairs: return add(AddressToken(.han, value), 2)
        case .circle:
            guard let last = tokens.last, AddressNumerals.value(of: last) != nil else { return gap(.space) }
            return add(AddressToken(.han, AddressNumerals.zero), 1)
        }
    }

    private mutating func add(_ token: AddressToken, _ length: Int) -> Bool {
        isInNumber = false
        room -= length
        isFull = room < 0
        if !isFull { tokens.append(token) }
        return !isFull
    }

    private mutating func number(_ token: AddressToken) -> Bool {
        if let last = tokens.last, last.kind == .number, !add(.space, 1) { return false }
        return add(token, Int(token.digits))
    }

    private mutating func digit(_ value: UInt32) -> Bool {
        guard isInNumber, let last = tokens.last else {
            isInNumber = number(AddressToken(.number, value, digits: 1))
            return isInNumber
        }
        guard last.digits < .max else { return true }
        room -= 1
        isFull = room < 0
        guard !isFull else { return false }
        let sum = UInt64(last.value) * 10 + UInt64(value)
        tokens[tokens.count - 1] = AddressToken(.number, UInt32(clamping: sum), digits: last.digits + 1)
        return true
    }

    private mutating func gap(_ gap: AddressToken) -> Bool {
        isInNumber = false
        guard let last = tokens.last else { return true }
        let length = gap == .comma ? 2 : 1
        guard last.kind == .gap else { return add(gap, length) }
        guard AddressFolder.strength(gap) > AddressFolder.strength(last) else { return true }
        room -= length - 1
        isFull = room < 0
        if !isFull { tokens[tokens.count - 1] = gap }
        return !isFull
    }
}
