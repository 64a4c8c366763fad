import Foundation
import Synchronization

/// How Chinese characters sound: their Mandarin syllables without tones.
///
/// Readings come from Unicode's ICU; characters that place names read otherwise have further ones.
enum Syllables {
    /// The readings of one character: at most three, each syllable's letters packed into a number; 0 for none.
    struct Readings: Sendable {
        fileprivate(set) var exact: (UInt32, UInt32, UInt32) = (0, 0, 0)
        /// With those sounds folded together that speakers of the south do not tell apart: zh and z, n and l, h and f, ng
        /// and n.
        fileprivate(set) var near: (UInt32, UInt32, UInt32) = (0, 0, 0)

        /// Whether two characters may be read alike.
        static func isSame(_ a: Readings, _ b: Readings) -> Bool { Self.meet(a.exact, b.exact) }

        /// Whether two characters may sound alike.
        static func isNear(_ a: Readings, _ b: Readings) -> Bool { Self.meet(a.near, b.near) }

        private static func meet(_ a: (UInt32, UInt32, UInt32), _ b: (UInt32, UInt32, UInt32)) -> Bool {
            func holds(_ x: UInt32) -> Bool { x != 0 && (x == b.0 || x == b.1 || x == b.2) }
            return holds(a.0) || holds(a.1) || holds(a.2)
        }
    }

    private static let pages = Mutex<[UInt32: [Readings]]>([:])
    private static let block: ClosedRange<UInt32> = 0x4e00...0x9fff

    /// The readings of a character; of anything else none.
    static func readings(of scalar: UInt32) -> Readings {
        guard block.contains(scalar) else { return Readings() }
        return pages.withLock { pages in
            let page = scalar >> 8
            if let made = pages[page] { return made[Int(scalar & 0xff)] }
            let made = make(page)
            pages[page] = made
            return made[Int(scalar & 0xff)]
        }
    }

    private static func make(_ page: UInt32) -> [Readings] {
        let scalars = (page << 8..<(page + 1) << 8).compactMap { Unicode.Scalar($0) }
        var text = String.UnicodeScalarView()
        for scalar in scalars { text.append(contentsOf: [scalar, "\n"]) }
        let latin = String(text).applyingTransform(StringTransform("Han-Latin; Latin-ASCII"), reverse: false) ?? ""
        let syllables = latin.split(separator: "\n", omittingEmptySubsequences: false)
        return scalars.indices.map { index in
            var exact = others[scalars[index]] ?? []
            if index < syllables.count, syllables[index].allSatisfy({ $0.isASCII && $0.isLetter }) {
                exact.append(syllables[index].lowercased())
            }
            return Readings(exact: packed(exact), near: packed(exact.map(folded)))
        }
    }

    private static func packed(_ syllables: [String]) -> (UInt32, UInt32, UInt32) {
        let unique = Set(syllables).sorted().prefix(3).map { syllable in
            syllable.utf8.prefix(6).reduce(UInt32(0)) { $0 * 27 + UInt32($1 & 31) }
        }
        return (unique.first ?? 0, unique.count > 1 ? unique[1] : 0, unique.count > 2 ? unique[2] : 0)
    }

    /// A syllable as speakers of the south tell it apart.
    static func folded(_ syllable: String) -> String {
        var text = syllable
        for (from, to) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l")]
        where text.hasPrefix(from) && text.count > from.count {
            text = to + text.dropFirst(from.count)
            break
        }
        for (from, to) in [("ang", "an"), ("eng", "en"), ("ing", "in")] where text.hasSuffix(from) {
            text = text.dropLast(from.count) + to
            break
        }
        return text
    }

    /// Readings besides the one that ICU gives.
    private static let others: [Unicode.Scalar: [String]] = [
        "埔": ["pu", "bu"], "长": ["chang"], "乐": ["yue"], "行": ["hang"], "重": ["chong"], "厦": ["xia"], "峤": ["qiao"],
        "曾": ["zeng"], "单": ["shan"], "都": ["du"], "大": ["dai"], "车": ["ju"], "朝": ["zhao"], "盛": ["cheng"],
        "溪": ["qi"],
        "堡": ["pu", "bu"], "六": ["lu"], "洞": ["tong"], "石": ["dan"], "沈": ["chen"], "谷": ["yu"], "覃": ["tan"],
        "解": ["xie"],
        "仇": ["chou"], "区": ["ou"], "查": ["zha"], "盖": ["ge"], "葛": ["ge"], "柏": ["bo"], "薄": ["bao"],
        "泊": ["bo", "po"],
        "圩": ["xu", "wei"], "圳": ["chuan", "zhen"], "埠": ["fu", "bu"], "浒": ["xu", "hu"], "涌": ["chong"], "蚌": ["beng"],
        "铅": ["yan"], "丽": ["li"], "弄": ["long"], "巷": ["hang"], "角": ["jue"], "坊": ["fang"], "勺": ["shao"],
        "壳": ["qiao"],
        "给": ["ji"], "宿": ["xiu"], "阿": ["e"], "纪": ["ji"], "缪": ["miao"], "莘": ["shen"], "尉": ["yu"], "任": ["ren"],
        "和": ["he", "huo"], "湛": ["zhan"], "什": ["shi", "shen"], "汤": ["shang"], "广": ["an"], "会": ["kuai"],
    ]
}
