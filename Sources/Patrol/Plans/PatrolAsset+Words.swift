public import Phrasebook

extension PatrolAsset: Worded {
    /// What it is called.
    public var words: Words {
        switch self {
        case .line: Words(zh: "低压线路", en: "line")
        case .serviceDrop: Words(zh: "接户线", en: "service drop")
        case .pole: Words(zh: "电杆", en: "pole")
        case .meterBox: Words(zh: "表箱", en: "meter box")
        case .transformer: Words(zh: "台区", en: "transformer")
        }
    }
}
