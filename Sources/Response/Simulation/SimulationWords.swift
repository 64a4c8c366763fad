public import Phrasebook

extension SimulationError: Worded {
    /// Why nothing can be simulated, and what to do.
    public var words: Words {
        switch self {
        case .noCustomers:
            Words(
                zh: "数据库里没有带坐标的客户，无人来电；请先 pianqu import customers",
                en: "the store has no customers with a place, so nobody can call; pianqu import customers first"
            )
        }
    }
}

extension SimulationAudit.Finding: Worded {
    /// What is wrong.
    public var words: Words {
        switch self {
        case .lost(let key): Words(zh: "来电 \(key) 没有工单", en: "call \(key) has no ticket")
        case .doubled(let ticket):
            Words(zh: "工单 \(ticket) 没有来电，或重复", en: "ticket \(ticket) has no call, or is its second")
        case .doubleBooked(let staff, let ticket, let number):
            Words(
                zh: "\(staff) 在工单 \(ticket) 第 \(number) 个事件后一人多单",
                en: "\(staff) has more work than may be after event \(number) of ticket \(ticket)"
            )
        case .notReplayable(let ticket, let number):
            Words(
                zh: "工单 \(ticket) 第 \(number) 个事件的决定重做后不同",
                en: "the decision in event \(number) of ticket \(ticket) differs when made again"
            )
        case .damaged(let ticket):
            Words(zh: "工单 \(ticket) 的事件不成序", en: "the events of ticket \(ticket) are no ticket's life")
        }
    }
}
