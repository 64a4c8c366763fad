public import Foundation
public import GeometryCore
public import Territory

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
        /// A connection came a step further.
        case stepped(ConnectionStep)
        /// The matter is closed; a duplicate names the ticket that it repeats.
        case closed(TicketClosure, of: String? = nil)
        /// Somebody else goes, by hand.
        case reassigned(to: String, reason: String?)
        /// Something was written down, or a photograph was taken.
        case noted(text: String, photo: String?)
        /// It has one cause with others: it is part of their incident, and this is where the fault is thought to be. A new
        /// ticket for which nothing was decided has its site by this.
        case joined(incident: String, device: NetworkDevice?, site: TicketSite? = nil)
        /// What became of the one dispatch of its incident, by the ticket that it was decided for.
        case followed(ticket: String, holder: String?, stage: Ticket.Stage)
        /// It has another cause, and needs somebody of its own.
        case left(incident: String)
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
    public var instant: Date { Date(milliseconds: milliseconds) }
}

extension TicketEvent.Body {
    /// The name of what happened, as logs and tables write it.
    public var name: String {
        switch self {
        case .received: "received"
        case .routed: "routed"
        case .accepted: "accepted"
        case .enRoute: "en-route"
        case .arrived: "arrived"
        case .stepped: "stepped"
        case .restored: "restored"
        case .closed: "closed"
        case .reassigned: "reassigned"
        case .noted: "noted"
        case .joined: "joined"
        case .followed: "followed"
        case .left: "left"
        case .reopened: "reopened"
        }
    }
}

/// Whose place a ticket's is, and what was promised there.
public struct TicketSite: Hashable, Codable, Sendable {
    /// The district's code; nil outside.
    public let district: String?
    /// The class of the area.
    public let area: AreaClass
    /// The arrival limit in seconds.
    public let limitSeconds: Double
}

/// How a supply connection (报装) comes about after it was applied for, in this order.
public enum ConnectionStep: String, CaseIterable, Codable, Sendable {
    /// The place was surveyed (现场勘查).
    case surveyed
    /// The applicant has the supply plan (答复供电方案).
    case planned
    /// The meter is fitted and live (装表接电).
    case connected

    /// The step behind it; nil behind the last.
    public var next: ConnectionStep? {
        switch self {
        case .surveyed: .planned
        case .planned: .connected
        case .connected: nil
        }
    }
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
    /// By which way the caller is fed, as was known when the call came in.
    public var supply: Supply?

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
        text: String? = nil,
        supply: Supply? = nil
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
        self.supply = supply
    }

    /// The place as a point.
    public var point: Point { Point(x: place.first ?? .nan, y: place.last ?? .nan) }

    /// The device that the call names; nil when it names none.
    public var device: NetworkDevice? {
        asset?.device.flatMap { kind in assetCode.map { NetworkDevice(kind: kind, code: $0) } }
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
