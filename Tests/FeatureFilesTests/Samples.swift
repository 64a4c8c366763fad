@testable import FeatureFiles

extension GDALFailure {
    static let sample = GDALFailure(operation: "GDALCreate", message: "m")
}

extension BadRow {
    static let sample = BadRow(row: 4, field: "NAME", problem: .notNumber)
}
