/// Several tickets with one cause upstream (停电事件): the fold of what their events say of it.
public struct Incident: Hashable, Sendable {
    /// The code.
    public let code: String
    /// The tickets in the order of their codes, which is mostly that of the calls; those that left are not among them.
    public private(set) var members: [String] = []
    /// Where the fault is thought to be; nil when nothing upstream feeds all of them.
    public internal(set) var device: NetworkDevice?
    /// When the first of its tickets was reported, in milliseconds since 1970 UTC.
    public private(set) var opened: Int

    init(code: String, opened: Int) {
        self.code = code
        self.opened = opened
    }

    mutating func add(_ ticket: Ticket) {
        if !members.contains(ticket.code) {
            members.insert(ticket.code, at: members.firstIndex { $0 > ticket.code } ?? members.count)
        }
        opened = min(opened, ticket.reported)
    }

    mutating func remove(_ ticket: String) { members.removeAll { $0 == ticket } }
}
