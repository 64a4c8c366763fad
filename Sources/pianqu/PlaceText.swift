import Foundation
import GeometryCore
import Projection

/// Places as people type them.
enum PlaceText {
    /// The place that `119.1,25.3` names, in WGS 84; nil when the text is no pair of numbers.
    ///
    /// - Throws: ``CommandError/notAPlace(_:)`` for numbers that name no place; what the CRS `crs` is refused for.
    static func coordinates(_ text: String, in crs: String? = nil) throws -> Point? {
        let parts = text.replacingOccurrences(of: "，", with: ",").replacingOccurrences(of: Arguments.minus, with: "-")
            .split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard parts.count == 2, numbers.count == 2 else {
            // An address may hold a comma; numbers alone are coordinates gone wrong.
            if parts.count > 1, !text.contains(where: \.isLetter) { throw CommandError.notAPlace(text) }
            return nil
        }
        let point = Point(x: numbers[0], y: numbers[1])
        guard let crs else { return point }
        return try CoordinateTransform(from: CoordinateReference(crs), to: .wgs84).apply(point)
    }
}
