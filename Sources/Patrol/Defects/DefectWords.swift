public import Phrasebook

extension DefectSeverity: Worded {
    /// What it is called.
    public var words: Words {
        switch self {
        case .critical: Words(zh: "危急", en: "critical")
        case .serious: Words(zh: "严重", en: "serious")
        case .general: Words(zh: "一般", en: "general")
        }
    }
}

extension WorkKind: Worded {
    /// What it is called.
    public var words: Words {
        switch self {
        case .meterBoxReplaced: Words(zh: "更换表箱", en: "meter box replaced")
        case .treeTrimmed: Words(zh: "修剪树木", en: "trees trimmed")
        case .poleRepaired: Words(zh: "电杆维修", en: "pole repaired")
        case .lineRepaired: Words(zh: "线路维修", en: "line repaired")
        case .other: Words(zh: "其他", en: "other work")
        }
    }
}

extension DefectPolicy: Worded {
    /// The deadlines.
    public var words: Words {
        func text(_ severity: DefectSeverity) -> Words {
            let hours = hours[severity] ?? 0
            let isDays = hours >= 48 && hours.truncatingRemainder(dividingBy: 24) == 0
            let number = isDays ? hours / 24 : hours
            let digits = number == number.rounded() ? String(Int(number)) : String(number)
            return isDays
                ? Words(zh: "\(digits) 天", en: "\(digits) days") : Words(zh: "\(digits) 小时", en: "\(digits) hours")
        }
        let parts = DefectSeverity.allCases.map { ($0.words, text($0)) }
        return Words(
            zh: "消缺期限：" + parts.map { "\($0.0.zh) \($0.1.zh)" }.joined(separator: "，"),
            en: "deadlines: " + parts.map { "\($0.0.en) \($0.1.en)" }.joined(separator: ", ")
        )
    }
}

extension DefectRowProblem: Worded {
    /// What is wrong, and what was expected.
    public var words: Words {
        switch self {
        case .notAMoment(let field):
            Words(
                zh: "\(field) 应写作 2026-11-05 或 2026-11-05T14:00:00+08:00 这样的日期或时刻",
                en: "\(field) must be a day or an instant, written as 2026-11-05 or 2026-11-05T14:00:00+08:00"
            )
        case .clearedTooEarly: Words(zh: "cleared 早于 found", en: "cleared is earlier than found")
        case .halfAnAsset:
            Words(zh: "asset 和 asset_kind 须都填或都不填", en: "give both asset and asset_kind, or neither")
        case .nowhere:
            Words(zh: "没有设备也没有坐标，不知在哪里", en: "names neither an asset nor a place, so it is nowhere")
        case .notAQuantity: Words(zh: "quantity 应为不小于 0 的整数", en: "quantity must be a whole number of 0 or more")
        }
    }
}

extension DefectRefusal: Worded {
    /// Why it is not taken, and what to do.
    public var words: Words {
        switch self {
        case .unknownAsset(let asset):
            Words(
                zh: "没有\(asset.kind.words.zh) \(asset.code)；请核对编号，或先导入该设备",
                en: "there is no \(asset.kind.words.en) \(asset.code); check the code, or import the asset first"
            )
        case .nowhere: Words(zh: "请给出地点，或用 --asset 指明设备", en: "give a place, or name an asset with --asset")
        case .unknown(let code): Words(zh: "没有编号为 \(code) 的记录", en: "there is no record \(code)")
        case .alreadyCleared(let code): Words(zh: "缺陷 \(code) 已消除", en: "defect \(code) was cleared before")
        case .clearedTooEarly: Words(zh: "消缺时间早于发现时间", en: "it would be cleared before it was found")
        case .future: Words(zh: "时间在将来；请核对", en: "that is in the future; check the time")
        case .notAText(let field):
            Words(
                zh: "\(field) 须有内容，最多 500 个字符，不含控制字符",
                en: "\(field) is not empty, has 500 characters at most, and none of them a control character"
            )
        case .keyUsed(let act):
            Words(zh: "此指令键已用于 \(act)；请换一个", en: "this key was used for \(act); choose another one")
        }
    }
}
