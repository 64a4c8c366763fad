import GeometryCore
import Projection

/// Findings that a named person has signed for, so that districts with them may be published.
///
/// A waiver is the table that `check` prints, with two more columns: `signed_by` and `reason`. Only rows with both
/// count. It lets pass a finding of the same kind and codes at the same place that is no larger than the signed one.
public struct Waiver: Sendable {
    /// How far from the signed place, in metres, the same finding may be.
    private static let placeMetres = 1.0
    /// How much larger than signed a finding may be, for the rounding of printed figures.
    private static let growth = 1.01

    /// One signed finding.
    public struct Entry: Hashable, Sendable {
        let kind: String
        let codes: Set<String>
        let squareMetres: Double?
        let place: Point?
    }

    private let entries: [Entry]

    /// Reads the rows of a waiver.
    ///
    /// - Parameter rows: Each row's values by column name.
    /// - Throws: ``WaiverError`` naming the first column that is missing, or that no row is signed.
    public init(rows: [[String: String]]) throws {
        for column in ["kind", "code", "signed_by", "reason"] where !rows.allSatisfy({ $0[column] != nil }) {
            throw WaiverError.missingColumn(column)
        }
        entries = rows.filter { Self.hasText($0["signed_by"]) && Self.hasText($0["reason"]) }.map { row in
            let others = (row["other"] ?? "").split(separator: ";").map(String.init)
            let place = row["lon"].flatMap(Double.init).flatMap { lon in
                row["lat"].flatMap(Double.init).map { Point(x: lon, y: $0) }
            }
            return Entry(
                kind: row["kind"] ?? "",
                codes: Set(others + [row["code"] ?? ""]),
                squareMetres: row["square_metres"].flatMap(Double.init),
                place: place
            )
        }
        guard !entries.isEmpty else { throw WaiverError.unsigned }
    }

    /// White space is no signature.
    private static func hasText(_ value: String?) -> Bool { value?.contains { !$0.isWhitespace } ?? false }

    /// Whether a finding may pass.
    public func covers(_ finding: Finding) -> Bool {
        entries.contains { entry in
            guard entry.kind == finding.kind.rawValue, entry.codes == Set(finding.others + [finding.code ?? ""]) else {
                return false
            }
            if let place = finding.place {
                guard let signed = entry.place, Geodesic.grs80.distance(place, signed) <= Self.placeMetres else {
                    return false
                }
            }
            guard let size = finding.squareMetres else { return true }
            return entry.squareMetres.map { size <= $0 * Self.growth + 0.001 } ?? false
        }
    }
}

/// Why a file is no waiver.
public enum WaiverError: Error, Hashable, Sendable {
    /// A column that a waiver needs is missing.
    case missingColumn(String)
    /// No row has both a signature and a reason.
    case unsigned
}
