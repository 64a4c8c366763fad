public import Phrasebook

extension FixVerdict: Worded {
    /// What cleaning says of the fix.
    public var words: Words {
        switch self {
        case .good: Words(zh: "有效", en: "good")
        case .mock: Words(zh: "设备自称是模拟位置", en: "made up, as the device says itself")
        case .offShift: Words(zh: "不在班", en: "off shift")
        case .duplicate: Words(zh: "同一时刻另有一点", en: "another fix of the same instant")
        case .inaccurate: Words(zh: "精度太差", en: "too inaccurate")
        case .impossibleSpeed: Words(zh: "不可能这么快到达", en: "nobody comes there so fast")
        case .frozen: Words(zh: "坐标长时间一模一样，设备已停止定位", en: "the very same place for too long: the device stood still")
        case .replayed: Words(zh: "逐点重复以前走过的轨迹", en: "a part of an earlier way, place for place")
        }
    }
}

extension FixRefusal: Worded {
    /// Why the position is not kept, and what would help.
    public var words: Words {
        switch self {
        case .unknownStaff:
            Words(
                zh: "没有这个工号，也没有登记这台设备；请导入 staff 或 devices，或用 --staff 指明",
                en: "nobody has this code, and no such device is known; import staff or devices, or say --staff"
            )
        case .notAPlace: Words(zh: "不是一个经纬度", en: "not a longitude and latitude")
        case .noTime: Words(zh: "没有可读的时间", en: "no time that can be read")
        case .future: Words(zh: "时间在将来；请核对设备时钟", en: "taken later than now; check the device's clock")
        case .tooOld: Words(zh: "太早，那天的轨迹已经封存", en: "too old: the tracks of its day are closed")
        }
    }
}

extension FixReceipt: Worded {
    /// What became of the position.
    public var words: Words {
        switch self {
        case .refused(let refusal): refusal.words
        case .repeated: Words(zh: "早已收到", en: "known already")
        case .kept(let verdict, let isLate):
            isLate
                ? Words(zh: "\(verdict.words.zh)（迟到）", en: "\(verdict.words.en) (late)") : verdict.words
        }
    }
}

extension FixReceipt {
    /// The receipt in a word, for reports and counts: the refusal's own word, `repeated`, or the verdict's.
    public var status: String {
        switch self {
        case .refused(let refusal): refusal.rawValue
        case .repeated: "repeated"
        case .kept(let verdict, _): verdict.status
        }
    }
}

extension FixVerdict {
    /// The verdict in a word, for reports and counts.
    public var status: String {
        switch self {
        case .good: "good"
        case .mock: "mock"
        case .offShift: "off-shift"
        case .duplicate: "duplicate"
        case .inaccurate: "inaccurate"
        case .impossibleSpeed: "impossible-speed"
        case .frozen: "frozen"
        case .replayed: "replayed"
        }
    }
}
