public import Foundation

/// By which way a call came in.
public enum CallChannel: String, CaseIterable, Codable, Sendable {
    /// The attendant's own telephone.
    case phone
    /// The national hotline 95598.
    case hotline
    /// An Open311 client.
    case open311
    /// The counter of the station.
    case counter
}

/// How urgent a ticket is, the most urgent first.
public enum TicketPriority: String, CaseIterable, Codable, Sendable {
    case emergency, high, normal, low
}

/// What happened to a ticket; events are only ever added.
public struct TicketEvent: Hashable, Codable, Sendable {
    /// What happened.
    public enum Body: Hashable, Codable, Sendable {
        /// The call came in.
        case received(TicketIntake)
        /// Somebody was found, or nobody; the facts make the decision again.
        case routed(facts: RoutingFacts, decision: RoutingDecision, rules: String)
        /// The person says that they will go.
        case accepted
        /// The person set out.
        case enRoute
        /// The person is there; a position may suggest it, a person confirms it.
        case arrived
        /// The power is back, the matter settled on the spot.
        case restored
        /// The matter is closed.
        case closed(TicketClosure)
        /// Somebody else goes, by hand.
        case reassigned(to: String, reason: String?)
        /// Something was written down, or a photograph was taken.
        case noted(text: String, photo: String?)
        /// It was not over after all.
        case reopened(reason: String)
    }

    /// The ticket's code.
    public let ticket: String
    /// Its place among the ticket's events, from 1.
    public let number: Int
    /// When it happened, in milliseconds since 1970 UTC.
    public let milliseconds: Int
    /// Who says so: a staff member's code, or a program.
    public let actor: String
    /// The client's own key of the command, by which a repeated command is known.
    public let key: String?
    /// What happened.
    public let body: Body

    /// Creates an event.
    public init(ticket: String, number: Int, milliseconds: Int, actor: String, key: String?, body: Body) {
        self.ticket = ticket
        self.number = number
        self.milliseconds = milliseconds
        self.actor = actor
        self.key = key
        self.body = body
    }

    /// When it happened.
    public var instant: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

/// What is known when a call comes in.
public struct TicketIntake: Hashable, Codable, Sendable {
    /// What it is about.
    public var category: CallCategory
    /// By which way it came.
    public var channel: CallChannel
    /// How urgent it is.
    public var priority: TicketPriority
    /// Longitude and latitude in degrees.
    public var place: [Double]
    /// How far the true place may be away, in metres.
    public var accuracyMetres: Double
    /// The customer's code, when known.
    public var customer: String?
    /// What it is about on the network, when known.
    public var asset: CallAsset?
    /// The code of that asset.
    public var assetCode: String?
    /// What the caller said; personal.
    public var text: String?

    /// Creates an intake.
    public init(
        category: CallCategory,
        channel: CallChannel,
        priority: TicketPriority = .normal,
        place: [Double],
        accuracyMetres: Double = 0,
        customer: String? = nil,
        asset: CallAsset? = nil,
        assetCode: String? = nil,
        text: String? = nil
    ) {
        self.category = category
        self.channel = channel
        self.priority = priority
        self.place = place
        self.accuracyMetres = accuracyMetres
        self.customer = customer
        self.asset = asset
        self.assetCode = assetCode
        self.text = text
    }
}

/// How a ticket ended.
public enum TicketClosure: String, CaseIterable, Codable, Sendable {
    /// It was settled.
    case settled
    /// The caller took it back.
    case cancelled
    /// Another ticket is about the same.
    case duplicate
}
