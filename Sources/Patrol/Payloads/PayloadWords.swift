public import Phrasebook

extension PayloadError: Worded {
    /// Why the payload cannot be read.
    public var words: Words {
        switch self {
        case .empty: Words(zh: "内容是空的", en: "it is empty")
        case .tooLarge(let limit):
            Words(zh: "超过 \(limit) 字节；请分成几份", en: "it has more than \(limit) bytes; send it in parts")
        case .tooDeep(let limit):
            Words(zh: "JSON 嵌套超过 \(limit) 层", en: "its JSON is nested deeper than \(limit) levels")
        case .tooManyRecords(let limit):
            Words(zh: "超过 \(limit) 条记录；请分成几份", en: "it has more than \(limit) records; send it in parts")
        case .notJSON(let offset):
            Words(zh: "从第 \(offset + 1) 字节起不是 UTF-8 的 JSON", en: "from byte \(offset + 1) on it is no JSON in UTF-8")
        case .noRecords(let field):
            field.isEmpty
                ? Words(zh: "不是这种协议的 JSON", en: "it is no JSON of this protocol")
                : Words(zh: "没有 \(field)，不是这种协议的 JSON", en: "it has no \(field), so it is not of this protocol")
        case .notPairs:
            Words(zh: "不是 名称=值 这样的文本（UTF-8）", en: "it is no text of name=value pairs in UTF-8")
        }
    }
}

extension PayloadProblem: Worded {
    /// What is wrong with the record.
    public var words: Words {
        let (zh, en) = (kind.words.zh, kind.words.en)
        guard !field.isEmpty else { return Words(zh: "第 \(record) 条记录\(zh)", en: "record \(record) \(en)") }
        return Words(zh: "第 \(record) 条记录的 \(field) \(zh)", en: "record \(record): \(field) \(en)")
    }
}

extension PayloadProblem.Kind: Worded {
    /// What is wrong with a field, after its name.
    public var words: Words {
        switch self {
        case .missing: Words(zh: "没有值", en: "has no value")
        case .repeated: Words(zh: "出现了不止一次", en: "is there more than once")
        case .notANumber: Words(zh: "不是有限的数", en: "is no finite number")
        case .notAnInstant:
            Words(
                zh: "不是时刻：1970 年以来的秒或毫秒，或 2026-12-01T08:00:00+08:00",
                en: "is no instant: seconds or milliseconds since 1970, or 2026-12-01T08:00:00+08:00"
            )
        case .notAnObject: Words(zh: "不是 JSON 对象", en: "is no JSON object")
        case .notAPoint: Words(zh: "不是 GeoJSON 的点", en: "is no GeoJSON point")
        case .notAName:
            Words(
                zh: "不是 1 到 100 个字符、不含控制字符的名称",
                en: "is no name of 1 to 100 characters without control characters"
            )
        }
    }
}

extension DecodedPayload.PassedOver: Worded {
    /// Why the record is passed over.
    public var words: Words {
        switch self {
        case .otherMessage: Words(zh: "不是位置消息，略过", en: "a message of another kind, passed over")
        case .encrypted: Words(zh: "加密的消息，读不了，略过", en: "an encrypted message, which cannot be read, passed over")
        case .trip: Words(zh: "行程小结，略过", en: "the summary of a trip, passed over")
        case .stay: Words(zh: "停留小结，略过", en: "the summary of a stay, passed over")
        }
    }
}
