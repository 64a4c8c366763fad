public import Foundation

/// What somebody wants to happen to tickets.
public struct TicketCommand: Hashable, Sendable {
    /// What is wanted.
    public enum Action: Hashable, Sendable {
        /// A call came in: a ticket is made, joins an incident or is routed.
        case receive(TicketIntake)
        /// Somebody is to be found, or somebody else than those who were asked.
        case route(ticket: String, passingOver: Set<String> = [])
        /// The holder will go.
        case accept(ticket: String)
        /// The holder set out.
        case setOut(ticket: String)
        /// The holder is there.
        case arrive(ticket: String)
        /// The matter is settled on the spot.
        case restore(ticket: String)
        /// A connection came a step further.
        case step(ticket: String, ConnectionStep)
        /// It is over.
        case close(ticket: String, TicketClosure, of: String? = nil)
        /// Somebody else goes, by hand; forced, also who is off shift or lacks a skill, but nobody who is busy.
        case reassign(ticket: String, to: String, reason: String? = nil, isForced: Bool = false)
        /// Something is to be written down.
        case note(ticket: String, text: String, photo: String? = nil)
        /// It was not over after all.
        case reopen(ticket: String, reason: String)
        /// These have one cause: all become part of the incident of the first that has one, or of a new one.
        case merge(tickets: [String])
        /// It has another cause than the others of its incident.
        case split(ticket: String)
    }

    /// What is wanted.
    public var action: Action
    /// Who wants it: a staff member's code, or a program.
    public var actor: String
    /// The client's own key, by which the command is known when it is sent again.
    public var key: String?
    /// The version of the ticket that the client has seen; nil when any will do.
    public var version: Int?
    /// When it happened; nil for now.
    public var time: Date?

    /// Creates a command.
    public init(_ action: Action, actor: String, key: String? = nil, version: Int? = nil, time: Date? = nil) {
        self.action = action
        self.actor = actor
        self.key = key
        self.version = version
        self.time = time
    }
}

extension TicketCommand.Action {
    /// The ticket that it is about; nil for a new one.
    public var ticket: String? {
        switch self {
        case .receive: nil
        case .route(let ticket, _), .accept(let ticket), .setOut(let ticket), .arrive(let ticket), .restore(let ticket),
            .step(let ticket, _), .close(let ticket, _, _), .reassign(let ticket, _, _, _), .note(let ticket, _, _),
            .reopen(let ticket, _), .split(let ticket):
            ticket
        case .merge(let tickets): tickets.first
        }
    }

    /// All the tickets that it names.
    var tickets: [String] { if case .merge(let tickets) = self { tickets } else { ticket.map { [$0] } ?? [] } }

    /// Whether an event is what carrying this out begins with: a command that is sent again is no other one.
    func begins(with event: TicketEvent) -> Bool {
        guard tickets.isEmpty || tickets.contains(event.ticket) else { return false }
        switch (self, event.body) {
        case (.receive(var intake), .received(let kept)):
            // How the caller is fed is looked up anew each time, and records change.
            intake.supply = kept.supply
            return intake == kept
        case (.route, .routed), (.accept, .accepted), (.setOut, .enRoute), (.arrive, .arrived), (.restore, .restored),
            (.merge, .joined), (.split, .left):
            return true
        case (.step(_, let step), .stepped(let kept)): return step == kept
        case (.close(_, let closure, let other), .closed(let kept, let keptOther)):
            return closure == kept && other == keptOther
        case (.reassign(_, let staff, let reason, _), .reassigned(let kept, let keptReason)):
            return staff == kept && reason == keptReason
        case (.note(_, let text, let photo), .noted(let kept, let keptPhoto)): return text == kept && photo == keptPhoto
        case (.reopen(_, let reason), .reopened(let kept)): return reason == kept
        default: return false
        }
    }
}

/// What became of a command.
public struct TicketReceipt: Hashable, Sendable {
    /// The ticket, as it is now.
    public let ticket: Ticket
    /// What happened, in order; nothing for a command that was carried out before.
    public let events: [TicketEvent]
    /// Whether the same command was carried out before.
    public let isRepeat: Bool
    /// Open tickets of the same category so near that they may be about the same, the nearest first.
    public let duplicates: [String]
}

/// Why a command is not carried out; nothing has changed then.
public enum DeskRefusal: Error, Hashable, Sendable {
    /// There is no such ticket.
    case unknownTicket(String)
    /// The ticket cannot take it.
    case ticket(TicketProblem)
    /// Nobody has this code.
    case unknownStaff(String)
    /// Only who has the ticket can say so.
    case notHolder
    /// The one named cannot be sent.
    case unavailable(Exclusion)
    /// The coordinates are no place: not numbers, infinite or out of the world.
    case notAPlace
    /// There is no such customer.
    case unknownCustomer(String)
    /// There is no such device, or its code is missing.
    case unknownDevice(CallAsset)
    /// The key belongs to another command.
    case keyReused
    /// Neither a staff code nor the name of a program.
    case unknownActor
    /// Only a crew leader, dispatcher or manager can say so.
    case notLeader
    /// A text that must say something is empty.
    case empty(field: String)
    /// A text holds characters that steer terminals instead of being read.
    case controlCharacter(field: String)
    /// The place may be anywhere.
    case tooInaccurate(limit: Int)
    /// The one named has the ticket already.
    case sameHolder
    /// A ticket does not repeat itself.
    case repeatsItself
    /// A duplicate names the ticket that it repeats, and nothing else does.
    case originalNeeded
    /// The ticket that is said to be repeated was taken back, or is a duplicate itself.
    case originalNotKept(String)
    /// The matter needs nobody on the spot, and so has no cause upstream.
    case notOnSite(String)
    /// A text is longer than a field takes.
    case tooLong(field: String, limit: Int)
    /// It is said to happen later than now.
    case future
    /// Fewer than two tickets are no incident.
    case notTogether
    /// The ticket is of no incident.
    case noIncident
    /// These belong to different incidents whose people are on the spot already.
    case alreadyThere(String)
}
