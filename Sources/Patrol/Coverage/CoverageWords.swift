public import Phrasebook

extension CoverageState: Worded {
    /// The state for people.
    public var words: Words {
        switch self {
        case .covered: Words(zh: "已巡", en: "covered")
        case .missed: Words(zh: "未巡", en: "missed")
        case .unknown: Words(zh: "不明", en: "unknown")
        }
    }
}
