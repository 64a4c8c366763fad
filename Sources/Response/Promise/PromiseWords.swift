public import Phrasebook

extension PromiseStatus: Worded {
    /// What becomes of the promise.
    public var words: Words {
        switch self {
        case .met: Words(zh: "能按时到场", en: "in time")
        case .missed: Words(zh: "超出到场时限", en: "too late")
        case .unreachable: Words(zh: "无人能到", en: "nobody can get there")
        case .outside: Words(zh: "不在任何分片区", en: "in no subdistrict")
        case .noPlace: Words(zh: "没有位置", en: "place unknown")
        }
    }
}
