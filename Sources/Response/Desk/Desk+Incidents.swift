import Foundation

extension Desk {
    /// Makes a report part of the incident upstream of it, or makes one of it and those that came before.
    ///
    /// - Returns: Whether it is part of one now and needs nobody of its own.
    func joinByItself(_ code: String, _ draft: inout DeskDraft) throws -> Bool {
        let ticket = try draft.ticket(code, self)
        guard ticket.intake.category == .outage, let supply = ticket.intake.supply else { return false }
        let window = Int(rules.incidents.windowMinutes * 60_000)
        let others = darkness(under: supply.transformer)
            .filter { !$0.isApart && $0.code != code && isOfThatTime($0, draft.milliseconds, window) }
            .sorted { ($0.reported, $0.code) < ($1.reported, $1.code) }
        guard let first = others.first(where: { $0.incident != nil }) ?? others.first,
            first.incident != nil || others.count + 1 >= rules.incidents.least
        else { return false }
        let incident = first.incident ?? nextCode(at: draft.milliseconds, isIncident: true)
        let alone = first.incident == nil ? others : []
        let members = openMembers(of: incident) + alone + [ticket]
        let device = Supply.common(members.compactMap(\.intake.supply))
        // The first that somebody goes to, or the oldest, has the one dispatch.
        let lead = (openMembers(of: incident) + alone).first { $0.holder != nil } ?? first
        for other in [ticket] + alone {
            let site = other.code == code ? site(of: other.intake.call()) : nil
            try draft.add(.joined(incident: incident, device: device, site: site), to: other.code, self)
        }
        for other in [ticket] + alone where other.code != lead.code { try follow(lead, other.code, &draft) }
        return true
    }

    /// Whether a report came in the window before a time, and nothing has happened since to it or its incident.
    private func isOfThatTime(_ ticket: Ticket, _ milliseconds: Int, _ window: Int) -> Bool {
        let together = ticket.incident.map(openMembers(of:)) ?? [ticket]
        return (0...window).contains(milliseconds - ticket.reported)
            && together.allSatisfy { $0.last <= milliseconds }
    }

    /// Makes one incident of tickets, by hand.
    ///
    /// The one dispatch is that which has come furthest; whoever was sent to the others is free again.
    ///
    /// - Returns: The ticket that has it.
    func merge(_ codes: [String], _ draft: inout DeskDraft) throws -> String {
        let named = try codes.map { try draft.ticket($0, self) }
        var all: [Ticket] = []
        for ticket in named.flatMap({ $0.incident.map(openMembers(of:)) ?? [$0] })
        where !all.contains(where: { $0.code == ticket.code }) { all.append(ticket) }
        guard all.count > 1 else { throw DeskRefusal.notTogether }
        if let other = all.first(where: { !$0.intake.category.isOnSite }) { throw DeskRefusal.notOnSite(other.code) }
        let incident = named.lazy.compactMap(\.incident).first ?? nextCode(at: draft.milliseconds, isIncident: true)
        let order: [Ticket.Stage] = [.arrived, .enRoute, .accepted, .dispatched, .waiting]
        guard let lead = order.lazy.compactMap({ stage in all.first { $0.stage == stage } }).first else {
            throw DeskRefusal.ticket(.outOfOrder(at: all[0].stage))
        }
        if let other = all.first(where: { $0.stage == .arrived && $0.holder != lead.holder }) {
            throw DeskRefusal.alreadyThere(other.code)
        }
        let supplies = all.compactMap(\.intake.supply)
        // Of a ticket without a supply nothing says that the same device feeds it.
        let device = supplies.count == all.count ? Supply.common(supplies) : nil
        for ticket in all {
            guard [.arrived, .enRoute, .accepted, .dispatched, .waiting].contains(ticket.stage) else {
                throw DeskRefusal.ticket(.outOfOrder(at: ticket.stage))
            }
            try draft.add(.joined(incident: incident, device: device), to: ticket.code, self)
            if ticket.code != lead.code { try follow(lead, ticket.code, &draft) }
        }
        return lead.code
    }

    /// Takes a ticket out of its incident and finds somebody for it alone.
    mutating func split(_ code: String, _ draft: inout DeskDraft) throws {
        guard let incident = try draft.ticket(code, self).incident else { throw DeskRefusal.noIncident }
        try draft.add(.left(incident: incident), to: code, self)
        try route(code, passingOver: [], &draft)
    }

    /// The other open tickets of a ticket's incident.
    func followers(of code: String, _ draft: DeskDraft) -> [Ticket] {
        guard let incident = (draft.tickets[code] ?? tickets[code])?.incident else { return [] }
        let known = openMembers(of: incident).map { draft.tickets[$0.code] ?? $0 }
        return known.filter { $0.code != code && $0.incident == incident && $0.isOpen }
    }

    /// Lets the others of an incident have the dispatch that was decided for one of them.
    func lead(_ code: String, _ draft: inout DeskDraft) throws {
        let ticket = try draft.ticket(code, self)
        for other in followers(of: code, draft)
        where [.waiting, .dispatched, .accepted, .enRoute].contains(other.stage) {
            try follow(ticket, other.code, &draft)
        }
    }

    private func follow(_ lead: Ticket, _ code: String, _ draft: inout DeskDraft) throws {
        let lead = try draft.ticket(lead.code, self)
        try draft.add(.followed(ticket: lead.code, holder: lead.holder, stage: lead.stage), to: code, self)
    }
}
