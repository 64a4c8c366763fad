public import Foundation

/// How bad a defect is.
public enum DefectSeverity: String, CaseIterable, Comparable, Sendable {
    /// Threatens people or the supply now (危急).
    case critical
    /// Will, if nothing is done (严重).
    case serious
    /// Does not for the time being (一般).
    case general

    /// Worse ones come first.
    public static func < (a: DefectSeverity, b: DefectSeverity) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .critical: 0
        case .serious: 1
        case .general: 2
        }
    }
}

/// Within what time a bureau clears defects, and what it takes for one to have been found on patrol.
public struct DefectPolicy: Hashable, Sendable {
    /// Hours from finding to clearing, by severity.
    public var hours: [DefectSeverity: Double]
    /// How near the finder's track must have come to the defect, in metres.
    public var presenceMetres: Double
    /// How long before and after the finding, in minutes.
    public var presenceMinutes: Double

    /// A policy.
    ///
    /// - Precondition: There are hours for every severity.
    public init(
        hours: [DefectSeverity: Double] = [.critical: 24, .serious: 30 * 24, .general: 180 * 24],
        presenceMetres: Double = 50,
        presenceMinutes: Double = 15
    ) {
        precondition(DefectSeverity.allCases.allSatisfy { hours[$0] != nil }, "a severity has no deadline")
        self.hours = hours
        self.presenceMetres = presenceMetres
        self.presenceMinutes = presenceMinutes
    }

    /// 24 hours, 30 days and 180 days.
    public static let standard = DefectPolicy()

    /// When a defect that was found at an instant must be cleared.
    public func deadline(of severity: DefectSeverity, found: Date) -> Date {
        found.addingTimeInterval((hours[severity] ?? 0) * 3600)
    }
}
