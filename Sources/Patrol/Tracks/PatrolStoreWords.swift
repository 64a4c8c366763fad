public import Phrasebook

extension PatrolStoreError: Worded {
    /// What is wrong with the store, in words.
    public var words: Words {
        switch self {
        case .damaged(let day):
            Words(
                zh: "数据库中 \(day) 的一条轨迹无法读取：被其他程序改动过",
                en: "a track of \(day) in the store cannot be read: another program has changed it"
            )
        case .damagedPolicy: Words(zh: "数据库中的巡视参数无法读取", en: "the patrol parameters in the store cannot be read")
        case .damagedIssue: Words(zh: "数据库中已封存的报表无法读取", en: "a closed report in the store cannot be read")
        case .issued: Words(zh: "此报表刚被他人封存", en: "somebody else has just issued this report")
        }
    }
}
