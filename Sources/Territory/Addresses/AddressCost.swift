/// What it costs when something said and something known disagree; one unlike character is 1.
///
/// The figures are set so that the errors people make (a rank left out, a sound-alike, two characters exchanged) stay well
/// below those that change the meaning (another number, another name); `Benchmarks` measures what they achieve.
enum AddressCost {
    /// Alternatives that cost this much more than the best may be meant too.
    static let plausible: Float = 0.45
    /// A dearer answer is never certain.
    static let sure: Float = 0.95
    /// Dearer ones are not listed beside the best.
    static let listed: Float = 1.5
    /// Dearer than this is no answer.
    static let most: Float = 3

    /// Dearer likeness of a short name alone is chance.
    static let chance: Float = 0.9

    static let townUnsaid: Float = 0.12
    static let villageUnsaid: Float = 0.25
    static let unexplainedHan: Float = 0.45
    static let unexplainedLetter: Float = 0.12
    static let unexplainedMost: Float = 2.4
    static let numberUnknown: Float = 0.4
    static let numberUnsaid: Float = 0.2
    static let rangeUnlike: Float = 0.03
    static let detailUnsaid: Float = 0.05
    static let detailUnknown: Float = 0.3
    static let detailDiffers: Float = 1.2

    /// Whether the best alternative is alike enough for a certain answer.
    static func isSure(_ candidate: AddressCandidate) -> Bool { candidate.cost <= Double(sure) }

    /// How far from the known houses of an area another one may be: as far again as they reach, and farther where few are known.
    static func reach(of area: AddressArea) -> Double {
        max(area.radiusMetres * 2, 2000 / Double(max(1, area.count)), 100)
    }

    /// The greatest cost at which a name still counts as said: about one error in three characters.
    static func limit(for name: [AddressToken]) -> Float {
        let core = name.count - AddressRank.length(of: name)
        if name.contains(where: { $0.kind == .letter }) { return min(2.4, 0.22 * Float(core)) }
        return switch core {
        case ...1: 0.35
        case 2: 1.05
        case 3: 1.35
        default: 2
        }
    }

    /// Whether the names have at most two characters without their rank.
    static func isShort(_ names: [[AddressToken]]) -> Bool {
        names.allSatisfy { $0.count - AddressRank.length(of: $0) <= 2 }
    }

    /// What the difference between the doors costs, given that their numbers agree.
    static func difference(said: Door, known: Door) -> Float {
        func cost(_ said: UInt32?, _ known: UInt32?) -> Float {
            switch (said, known) {
            case (nil, nil): 0
            case (nil, _): detailUnsaid
            case (_, nil): detailUnknown
            default: said == known ? 0 : detailDiffers
            }
        }
        var sum = cost(said.unit, known.unit) + cost(said.room, known.room)
        // 18-20 is found within 14-20 too, but it is not that house.
        if said.last != known.last || (said.last != nil && said.number != known.number) { sum += rangeUnlike }
        // A building may itself be the number by which the house is found.
        if said.number != nil || known.number != nil { sum += cost(said.building, known.building) }
        if said.floor != nil && known.floor != nil { sum += cost(said.floor, known.floor) }
        if said.sub != known.sub {
            let isRange =
                said.sub == known.last.map { "-" + String($0) } || known.sub == said.last.map { "-" + String($0) }
            sum += isRange ? 0 : said.sub.isEmpty ? detailUnsaid : known.sub.isEmpty ? detailUnknown : detailDiffers
        }
        return sum
    }
}

extension AddressWords {
    /// What callers add and no address holds.
    private static let fillers: [[UInt32]] = [
        "旁边", "附近", "对面", "隔壁", "后面", "前面", "边上", "靠近", "左右", "这边", "那边", "这里", "那里", "门口", "楼下", "楼上",
        "我家", "我们家", "我们", "我是", "家里", "停电了", "停电", "没电了", "没电", "跳闸", "麻烦", "请问", "你好", "您好", "一下", "就是", "那个",
        "这个", "的", "住在", "家住", "地址", "叫做", "抢修", "师傅", "赶紧", "快点", "户", "在",
    ].map { $0.unicodeScalars.map(\.value) }.sorted { $0.count > $1.count }

    /// Marks the tokens that belong to such words.
    static func fillerMask(_ tokens: [AddressToken]) -> [Bool] {
        var mask = [Bool](repeating: false, count: tokens.count)
        var start = 0
        while start < tokens.count {
            let rest = tokens[start...]
            let word = fillers.first { word in rest.count >= word.count && zip(word, rest).allSatisfy { $0 == $1.value }
            }
            for index in start..<start + (word?.count ?? 0) { mask[index] = true }
            start += max(1, word?.count ?? 1)
        }
        return mask
    }
}
