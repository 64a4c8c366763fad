public import Foundation

/// A report of a closed period as it was issued: it does not change any more.
///
/// What comes in late makes another issue, with the next number, and never the first one otherwise.
public struct CoverageIssue: Hashable, Sendable {
    /// 1 for the first.
    public let number: Int
    /// When it was issued, to the millisecond.
    public let issued: Date
    /// The report.
    public let report: CoverageReport

    /// Creates an issue.
    public init(number: Int, issued: Date, report: CoverageReport) {
        self.number = number
        self.issued = issued
        self.report = report
    }

    /// The lines and leaves of which another report says something else.
    public func changes(to other: CoverageReport) -> [CoverageReport.LineRow] {
        let known = Set(report.lines)
        return other.lines.filter { !known.contains($0) }
    }
}
