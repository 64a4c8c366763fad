/// The part of an address behind the name of the street or village: number, building, unit, floor and room.
struct Door: Hashable, Sendable {
    /// The house number (号).
    var number: UInt32?
    /// The last number when the address is a range, such as 12-16.
    var last: UInt32?
    /// What follows the number: letters (`b`, `bis`), or `-2` for 12号之2.
    var sub = ""
    /// 栋.
    var building: UInt32?
    /// 单元.
    var unit: UInt32?
    /// 层.
    var floor: UInt32?
    /// 室.
    var room: UInt32?

    /// Whether nothing was given.
    var isEmpty: Bool { self == Door() }

    /// Everything but the number by which the index finds it: `b3u1r101`, and what follows the number after an `s`; with
    /// an `x` in front when the building is that number, and with both ends of a range, `n12l16`.
    var detail: String {
        var text = number == nil ? "x" : ""
        if let number, let last { text += "n\(number)l\(last)" }
        for (tag, value) in [("b", building), ("u", unit), ("f", floor), ("r", room)] {
            if let value { text += tag + String(value) }
        }
        return sub.isEmpty ? text : text + "s" + sub
    }

    init() {}

    /// The number by which a door is found: that of the house, or else of the building; nil without either.
    var key: Int? { (number ?? building).map(Int.init) }

    /// Reads a ``key`` and what ``detail`` wrote.
    init(key: Int, detail: String) {
        number = detail.first == "x" ? nil : UInt32(clamping: key)
        var rest = detail.utf8[...]
        while let tag = rest.popFirst() {
            guard tag != UInt8(ascii: "s") else {
                sub = String(decoding: rest, as: UTF8.self)
                return
            }
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            let value = UInt32(String(decoding: digits, as: UTF8.self))
            switch tag {
            case UInt8(ascii: "x"): break
            case UInt8(ascii: "n"): number = value
            case UInt8(ascii: "l"): last = value
            case UInt8(ascii: "b"): building = value
            case UInt8(ascii: "u"): unit = value
            case UInt8(ascii: "f"): floor = value
            default: room = value
            }
        }
    }

    /// The numbers this address stands for; those of a range step by two when both its ends are odd or even.
    var keys: [Int] {
        guard let key else { return [] }
        guard let number, let last, last > number, last - number <= 100 else { return [key] }
        return Array(stride(from: Int(number), through: Int(last), by: (last - number) % 2 == 0 ? 2 : 1))
    }

    /// As the bureau would write it: 12号3栋1单元101室.
    var shown: String {
        var text = ""
        if let number {
            text += String(number)
            if let last { text += "-" + String(last) }
            if sub.first?.isLetter == true { text += sub }
            text += "号"
        }
        if sub.first == "-" { text += "之" + sub.dropFirst() }
        for (value, word) in [(building, "栋"), (unit, "单元"), (floor, "层"), (room, "室")] {
            if let value { text += String(value) + word }
        }
        return text
    }

    /// As it is written in Latin script: 12b, 12-16, 20b 4.
    var plain: String {
        var text = number.map { String($0) } ?? ""
        if let last { text += "-" + String(last) }
        text += sub
        for value in [building, unit, floor, room] {
            if let value { text += (text.isEmpty ? "" : " ") + String(value) }
        }
        return text
    }
}
