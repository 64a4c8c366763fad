public import GeometryCore

/// What an address, a name or a number that a caller gave may mean, the likeliest first.
public struct AddressAnswer: Hashable, Sendable {
    /// How much of the question was answered.
    public enum Status: String, CaseIterable, Sendable {
        /// All that the text may plausibly mean lies in one leaf.
        case certain
        /// What it may mean lies in several leaves, or is unlike what was said.
        case ambiguous
        /// The street or village is known, the number is not; the place lies between its neighbours.
        case street
        /// Only the village or town is known.
        case village
        /// Nothing is alike.
        case notFound = "not-found"
    }

    /// Why nothing was found.
    public enum Reason: String, CaseIterable, Sendable {
        /// There is nothing to read in the text.
        case empty
        /// The text is longer than any address.
        case tooLong = "too-long"
        /// A number without a name, which is no customer's either.
        case onlyNumbers = "only-numbers"
        /// No name is alike.
        case unknown
        /// The bureau has no addresses.
        case noAddresses = "no-addresses"
    }

    /// How much of the question was answered.
    public var status: Status
    /// What it may mean, the likeliest first; those alike enough to be meant, and those nearly so.
    public var candidates: [AddressCandidate]
    /// Why nothing was found; nil otherwise.
    public var reason: Reason?
    /// Names that are spelt most nearly so, when nothing was found.
    public var suggestions: [String]

    /// The likeliest meaning.
    public var lead: AddressCandidate? { candidates.first }

    /// All that is alike enough to be meant.
    public var plausible: [AddressCandidate] { candidates.filter(\.isPlausible) }

    /// The leaves in which the plausible candidates lie, or may lie, the likeliest first.
    public var codes: [String] {
        var codes: [String] = []
        for placement in plausible.compactMap(\.placement) {
            let may =
                placement.candidates.isEmpty ? [placement.code].compactMap(\.self) : placement.candidates.map(\.code)
            for code in may where !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    init(
        status: Status,
        candidates: [AddressCandidate] = [],
        reason: Reason? = nil,
        suggestions: [String] = []
    ) {
        self.status = status
        self.candidates = candidates
        self.reason = reason
        self.suggestions = suggestions
    }
}

/// One thing that the text may mean.
public struct AddressCandidate: Hashable, Sendable {
    /// By what it was found.
    public enum Kind: String, CaseIterable, Sendable {
        /// A customer's number.
        case customer
        /// A telephone number.
        case phone
        /// A transformer, meter box or pole.
        case asset
        /// An address with its house.
        case house
        /// A customer's own name.
        case premise
        /// An address whose number is not known, between its neighbours.
        case street
        /// A village or a town as a whole.
        case village
    }

    /// A part of the address, and how what was said agrees with it.
    public struct Part: Hashable, Sendable {
        /// What a part names.
        public enum Name: String, CaseIterable, Sendable {
            case town, village, street, number, detail, name, rest
        }

        /// How it agrees.
        public enum Verdict: String, CaseIterable, Sendable {
            /// It was said so.
            case same
            /// It was said nearly so: it sounds alike, is mistyped or cut short.
            case alike
            /// It was not said.
            case unsaid
            /// Something else was said.
            case differs
        }

        /// What the part names.
        public var name: Name
        /// How it agrees.
        public var verdict: Verdict
        /// What its difference costs; 0 for none.
        public var cost: Double
    }

    /// By what it was found.
    public var kind: Kind
    /// The customer's or asset's code; nil for a street or a village.
    public var code: String?
    /// The address or name of what was found; for a customer that of its street or village with the number.
    public var matched: String
    /// From 1, said exactly so, down to 0.
    public var score: Double
    /// The parts of the address with their agreement.
    public var parts: [Part]
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point
    /// How far the true place may be away; 0 for a customer's own position.
    public var accuracyMetres: Double
    /// Whose it is; nil until it is located.
    public var placement: Placement?
    /// Whether it is alike enough to be meant.
    public var isPlausible = true

    var cost: Double
}
