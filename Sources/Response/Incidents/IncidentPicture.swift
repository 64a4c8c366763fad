/// An incident as other programs see it.
public struct IncidentPicture: Hashable, Sendable {
    /// The code.
    public let code: String
    /// Where the fault is thought to be.
    public let device: NetworkDevice?
    /// The tickets that are part of it.
    public let members: [String]
    /// How many of them are open.
    public let openCount: Int
    /// How far the least advanced open one has come; closed when none is open.
    public let stage: Ticket.Stage
    /// Who goes.
    public let holder: String?
    /// When the first of its tickets was reported, in milliseconds since 1970 UTC.
    public let opened: Int
    /// When its last ticket was closed, or left for another incident; nil while one is open.
    public let ended: Int?
    /// The district's code.
    public let district: String?
    /// Where the first of its tickets is, longitude and latitude in degrees.
    public let place: [Double]

    /// Draws the picture of an incident.
    ///
    /// - Parameters:
    ///   - incident: The incident.
    ///   - tickets: Its tickets, those that are known.
    ///   - ended: When it ended, if it has.
    ///   - place: Where it is.
    init(_ incident: Incident, tickets: [Ticket], ended: Int?, place: [Double]) {
        let open = tickets.filter(\.isOpen)
        let stages = Ticket.Stage.allCases
        let least = open.compactMap { stages.firstIndex(of: $0.stage) }.min()
        code = incident.code
        device = incident.device
        members = incident.members
        openCount = open.count
        stage = least.map { stages[$0] } ?? .closed
        holder = open.lazy.compactMap(\.holder).first
        opened = incident.opened
        self.ended = ended
        district = tickets.lazy.compactMap(\.district).first
        self.place = place
    }
}

extension Desk {
    /// An incident as other programs see it; nil when it is not at hand.
    public func picture(of code: String) -> IncidentPicture? {
        guard let incident = incidents[code] else { return nil }
        let tickets = incident.members.compactMap { self.tickets[$0] }
        let isOver = !tickets.contains(where: \.isOpen)
        return IncidentPicture(
            incident,
            tickets: tickets,
            ended: isOver ? tickets.compactMap { $0.reached[.closed] }.max() : nil,
            place: tickets.first?.intake.place ?? []
        )
    }
}
