public import Foundation

/// One edition of a bureau's districts.
///
/// Editions follow one another without overlap: each is in force from `validFrom` until the next begins.
public struct DistrictVersion: Hashable, Sendable {
    /// Counts from 1 within the bureau.
    public let number: Int
    /// The instant it takes effect, included; nil for a draft.
    public let validFrom: Date?
    /// The instant its successor takes effect, excluded; nil when there is none.
    public let validTo: Date?
    /// When it was published; nil for a draft.
    public let publishedAt: Date?
    /// The signed waiver that let findings pass, as it was given; nil when none was needed.
    public let waiver: String?

    /// Creates a version.
    public init(number: Int, validFrom: Date?, validTo: Date?, publishedAt: Date?, waiver: String?) {
        self.number = number
        self.validFrom = validFrom
        self.validTo = validTo
        self.publishedAt = publishedAt
        self.waiver = waiver
    }

    /// Whether it can still be edited and answers no questions.
    public var isDraft: Bool { validFrom == nil }

    /// Whether it is in force at `instant`: from its first instant up to, but not including, its successor's.
    public func isInForce(at instant: Date) -> Bool {
        guard let validFrom else { return false }
        return validFrom <= instant && validTo.map { instant < $0 } ?? true
    }
}

/// The electricity bureau a store serves.
public struct Bureau: Hashable, Sendable {
    /// First in the key of every table that grows.
    public let code: String
    /// The name people know it by.
    public let name: String
    /// The IANA time zone in which its days and months are counted.
    public let timeZone: TimeZone

    /// Creates a bureau.
    public init(code: String, name: String, timeZone: TimeZone) {
        self.code = code
        self.name = name
        self.timeZone = timeZone
    }
}
