import FeatureFiles
import Foundation
import GeometryCore
import Phrasebook
import Response
import Territory

/// The rows of the file that an import reads.
final class ImportRows {
    /// The file.
    let path: String
    private let features: FeatureReader?
    private var calendar: ICalendarRota?

    /// Features of a vector file or a table.
    init(_ features: FeatureReader) { (self.features, path) = (features, features.path) }

    /// The events of an iCalendar file.
    ///
    /// - Throws: ``FeatureFileError`` or ``ICalendarError``.
    init(calendar path: String, clock: DutyClock) throws {
        let file = try PlainFile.open(path).file
        defer { try? file.close() }
        // One byte more than is read, so that more is seen to be there.
        let bytes = try file.read(upToCount: ICalendarReader.largestFile + 1) ?? Data()
        (features, self.path) = (nil, path)
        calendar = try ICalendarRota([UInt8](bytes), clock: clock)
    }

    /// How much was read, from 0 to 1; nil when that is not known.
    var progress: Double? { features.map(\.progress) ?? calendar?.progress }

    /// The next row; nil after the last.
    func next() throws -> ImportRun.Row? {
        guard let features else { return try calendar?.next() }
        return switch try features.next() {
        case nil: nil
        case .feature(let feature): .feature(feature)
        case .bad(let bad): .unreadable(row: bad.row, field: bad.field, reason: bad.problem.words)
        }
    }

    /// Says what of the file became no row, or fewer than it says.
    func sayRest() {
        guard let rota = calendar else { return }
        if rota.cancelled > 0 {
            Console.say(
                Words(
                    zh: "已取消的事件 \(rota.cancelled) 个，未计入（skipped）",
                    en: "skipped \(rota.cancelled) (cancelled events)"
                )
            )
        }
        if rota.shortened > 0 {
            Console.say(
                Words(
                    zh: "有 \(rota.shortened) 个没有终点的规则，只写出自其首日起一年内的排班",
                    en: "\(rota.shortened) rules without end were written out for a year from their first day"
                )
            )
        }
    }
}
