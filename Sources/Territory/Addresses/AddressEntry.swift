/// An address of the bureau's file, divided into town, village and street by the rules of Chinese addresses.
struct AddressEntry: Hashable, Sendable {
    /// The province, the city and the county, as far as they are written.
    var region: [AddressToken] = []
    /// 镇, 乡 or 街道; the city of an address in Latin script.
    var town: [AddressToken] = []
    /// 村 or 社区, without the name of its committee.
    var village: [AddressToken] = []
    /// Everything between the village and the door.
    var street: [AddressToken] = []
    /// Number, building, unit, floor and room.
    var door: Door

    /// Divides a folded address.
    init(_ text: AddressText) {
        let parsed = ParsedAddress(text)
        door = parsed.door
        let head = parsed.head[...]
        guard head.contains(where: { $0.kind == .han }) else {
            street = parsed.head
            town = parsed.rest
            return
        }
        let region = Divisions.prefix(of: head)
        self.region = Array(head.prefix(region))
        var rest = head.dropFirst(region)
        if let end = Self.end(ofTownIn: rest) {
            town = Array(rest[..<end])
            rest = rest[end...]
        }
        if let (name, end) = Self.village(in: rest) {
            village = name
            rest = rest[end...]
        }
        street = Array(rest)
    }

    private static let (zhen, xiang, jie, dao) = (
        0x9547 as UInt32, 0x4e61 as UInt32, 0x8857 as UInt32, 0x9053 as UInt32
    )
    private static let (cun, she, qu) = (0x6751 as UInt32, 0x793e as UInt32, 0x533a as UInt32)
    private static let (wei, ju) = (0x59d4 as UInt32, 0x5c45 as UInt32)

    /// Behind the first 镇, 乡 or 街道 with a name before it and another name after it.
    private static func end(ofTownIn tokens: ArraySlice<AddressToken>) -> Int? {
        for index in tokens.indices.dropFirst().prefix(7) {
            let isStreetOffice =
                tokens[index].value == jie && index + 1 < tokens.endIndex && tokens[index + 1].value == dao
            guard isStreetOffice || [zhen, xiang].contains(tokens[index].value) else { continue }
            let end = index + (isStreetOffice ? 2 : 1)
            // 镇 may be the first part of a village's name: 东镇村.
            if end < tokens.endIndex, [cun, she, 0x8def, jie].contains(tokens[end].value) { continue }
            return end
        }
        return nil
    }

    /// The village at the beginning, and where the rest goes on.
    private static func village(in tokens: ArraySlice<AddressToken>) -> (name: [AddressToken], end: Int)? {
        for index in tokens.indices.dropFirst().prefix(9) {
            if tokens[index].value == cun {
                // 四村村: the first is part of the name.
                if index + 1 < tokens.endIndex, tokens[index + 1].value == cun { continue }
                let isCommittee = index + 2 < tokens.endIndex && tokens[index + 1].value == wei
                return (Array(tokens[...index]), index + (isCommittee ? 3 : 1))
            }
            guard tokens[index].value == she, index + 1 < tokens.endIndex, tokens[index + 1].value == qu else {
                continue
            }
            let isCommittee =
                index + 3 < tokens.endIndex && tokens[index + 2].value == ju && tokens[index + 3].value == wei
            return (Array(tokens[...(index + 1)]), index + 2 + (isCommittee ? tokens[index...].count > 4 ? 3 : 2 : 0))
        }
        return nil
    }
}

extension Sequence where Element == AddressToken {
    /// The tokens as text, numbers in digits.
    var text: String {
        reduce(into: "") { text, token in
            switch token.kind {
            case .han, .letter: if let scalar = Unicode.Scalar(token.value) { text.unicodeScalars.append(scalar) }
            case .number: text += String(token.value)
            case .gap: text += " "
            }
        }
    }
}
