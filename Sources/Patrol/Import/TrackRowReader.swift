public import GeometryCore
import Foundation
import Phrasebook
public import Territory

/// Turns features of a foreign file into positions, or says what they lack.
///
/// A point is one position; a line whose feature has the times of its vertices (`coordTimes`, `times` or
/// `coordinateProperties.times`, as GPX converters write them) is one for each vertex.
public struct TrackRowReader {
    /// What holds for every row.
    public struct Options {
        /// The staff code of rows that name neither staff member nor device, and of those that name a device only.
        public var staff: String?
        /// The device of rows that name none.
        public var device: String?
        /// By what times without an offset are read; nil refuses them.
        public var clock: DutyClock?
        /// In which unit a device tells its speed; nil for metres a second.
        public var speedUnit: (_ device: String) -> SpeedUnit? = { _ in nil }
        /// Moves points from the file's CRS to WGS 84 longitude and latitude, in place; nil when they are there.
        public var transform: RowReader.Transform?

        /// The options of a file that says everything itself.
        public init() {}
    }

    private let columns: [TrackField: Int]
    private let options: Options

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - columns: For each field the place of its value among the feature's fields.
    ///   - available: The names of the file's columns, for the error when one is missing.
    ///   - options: What holds for every row.
    /// - Throws: `ImportError` when no column says when, or nothing says who.
    public init(columns: [TrackField: Int], available: [String], options: Options) throws {
        func missing(_ field: TrackField) -> ImportError {
            .missingColumn(field: field.rawValue, aliases: field.aliases, available: available)
        }
        guard columns[.time] != nil || columns[.times] != nil else { throw missing(.time) }
        let isNamed = columns[.staff] != nil || columns[.device] != nil
        guard isNamed || options.staff != nil || options.device != nil else { throw missing(.staff) }
        self.columns = columns
        self.options = options
    }

    /// Reads one feature.
    ///
    /// - Returns: One row, or one for each vertex of a line.
    public func rows(of feature: Feature) -> [TrackRow] {
        do {
            let raw = try named(feature)
            switch try shape(of: feature) {
            case .point(let place):
                var fix = raw
                fix.time = try time(columns[.time].map { feature.fields[$0] } ?? .null, "time")
                fix.place = try moved([place])[0]
                return [TrackRow(row: feature.row, .fix(fix))]
            case .lines(let lines): return try vertices(of: lines, feature, raw)
            }
        } catch let fault as Fault {
            return [TrackRow(row: feature.row, .refused(fault.refusal, field: fault.field, reason: fault.reason))]
        } catch {
            return [TrackRow(row: feature.row, .unreadable(field: nil, reason: FixRefusal.notAPlace.words))]
        }
    }

    // MARK: Who, how well and how fast

    private func named(_ feature: Feature) throws -> RawFix {
        func number(_ field: TrackField) -> Double? {
            guard let column = columns[field] else { return nil }
            return PlainNumber.measure(
                feature.fields[column].number ?? feature.fields[column].text.flatMap(PlainNumber.read)
            )
        }
        let device = try code(.device, feature) ?? options.device ?? ""
        let staff = try code(.staff, feature) ?? options.staff
        let unit = options.speedUnit(device) ?? .metresPerSecond
        return RawFix(
            staff: staff,
            device: device,
            time: nil,
            place: Point(x: .nan, y: .nan),
            accuracyMetres: number(.accuracy) ?? number(.dilution).map { $0 * TrackField.metresOfDilution },
            speedMetresPerSecond: number(.speedMetresPerSecond)
                ?? number(.speedKilometresPerHour).map(SpeedUnit.kilometresPerHour.metresPerSecond)
                ?? number(.speed).map(unit.metresPerSecond),
            isMock: columns[.mock].flatMap { feature.fields[$0].text }.map(Self.isYes) ?? false
        )
    }

    private static func isYes(_ text: String) -> Bool { ["1", "true", "yes", "y", "是"].contains(text.lowercased()) }

    private func code(_ field: TrackField, _ feature: Feature) throws -> String? {
        guard let text = columns[field].flatMap({ feature.fields[$0].text }) else { return nil }
        guard let name = DeviceName.normalised(text) else {
            throw Fault(.unknownStaff, field.rawValue, PayloadProblem.Kind.notAName.words)
        }
        return name.isEmpty ? nil : name
    }

    // MARK: When

    private func time(_ value: FieldValue, _ field: String) throws -> Date {
        let time: FixTime
        switch value {
        case .null: throw Fault(.noTime, field, PayloadProblem.Kind.missing.words)
        case .text(let text):
            guard !text.allSatisfy(\.isWhitespace) else {
                throw Fault(.noTime, field, PayloadProblem.Kind.missing.words)
            }
            time = FixTime(text, clock: options.clock)
        default: time = value.number.map { FixTime(sinceEpoch: $0) } ?? .none
        }
        switch time {
        case .instant(let date): return date
        case .none: throw Fault(.noTime, field, PayloadProblem.Kind.notAnInstant.words)
        case .withoutZone:
            throw Fault(
                .noTime,
                field,
                Words(
                    zh: "没有时区；请写成 2026-12-01T08:00:00+08:00，或用 --local-time 按供电局时区读取",
                    en: "has no offset; write it as 2026-12-01T08:00:00+08:00, or read it by the bureau's clock with "
                        + "--local-time"
                )
            )
        }
    }

    // MARK: Where

    private enum Shape { case point(Point), lines([LineString]) }

    private func shape(of feature: Feature) throws -> Shape {
        guard let read = feature.geometry else {
            throw Fault(.notAPlace, nil, Words(zh: "没有坐标", en: "has no coordinates"))
        }
        let geometry: Geometry
        do { geometry = try read.get() } catch { throw Fault(.notAPlace, nil, error.words) }
        switch geometry {
        case .point(let point): return .point(point)
        case .multiPoint(let points) where points.count == 1: return .point(points[0])
        case .lineString(let line): return .lines([line])
        case .multiLineString(let lines): return .lines(lines)
        default: throw Fault(.notAPlace, nil, RowProblem.wrongGeometry(expected: .point, found: geometry.kind).words)
        }
    }

    private func vertices(of lines: [LineString], _ feature: Feature, _ raw: RawFix) throws -> [TrackRow] {
        let points = lines.flatMap(\.points)
        guard let value = columns[.times].map({ feature.fields[$0] }), value != .null else {
            throw Fault(
                .noTime,
                TrackField.times.rawValue,
                Words(
                    zh: "没有值：线只有带上每个折点的时间才是轨迹",
                    en: "has no value: a line is a track only with the times of its vertices"
                )
            )
        }
        guard let times = VertexTimes.read(value), times.count == points.count else {
            throw Fault(
                .noTime,
                TrackField.times.rawValue,
                Words(zh: "时间与折点的个数不等", en: "has not as many times as the line has vertices")
            )
        }
        let places = try moved(points)
        return zip(places, times).map { place, time in
            do {
                var fix = raw
                fix.time = try self.time(time, TrackField.times.rawValue)
                fix.place = place
                return TrackRow(row: feature.row, .fix(fix))
            } catch let fault as Fault {
                return TrackRow(row: feature.row, .refused(fault.refusal, field: fault.field, reason: fault.reason))
            } catch {
                return TrackRow(row: feature.row, .unreadable(field: nil, reason: FixRefusal.noTime.words))
            }
        }
    }

    private func moved(_ points: [Point]) throws -> [Point] {
        guard let transform = options.transform else { return points }
        var points = points
        do { try transform(&points) } catch { throw Fault(.notAPlace, nil, RowProblem.untransformable.words) }
        return points
    }
}

/// Why a row is no position.
private struct Fault: Error {
    let refusal: FixRefusal
    let field: String?
    let reason: Words

    /// `predicate` is said after the field's name, where there is one.
    init(_ refusal: FixRefusal, _ field: String?, _ predicate: Words) {
        self.refusal = refusal
        self.field = field
        reason = field.map { Words(zh: "\($0) \(predicate.zh)", en: "\($0) \(predicate.en)") } ?? predicate
    }
}

/// The times of a line's vertices.
enum VertexTimes {
    private static let limits = PayloadLimits(bytes: 200 << 20, depth: 8, records: .max)

    /// Reads a JSON list of texts or numbers, or of lists of them, or an object whose `times` is one, or what is left of
    /// a list when it was joined by `;`; nil for anything else.
    static func read(_ value: FieldValue) -> [FieldValue]? {
        guard let text = value.text else { return nil }
        let first = text.first { !$0.isWhitespace }
        guard first == "[" || first == "{" else {
            return text.split(separator: ";", omittingEmptySubsequences: false).map { .text(String($0)) }
        }
        guard var document = try? JSONReader.read(Array(text.utf8)[...], limits: limits) else { return nil }
        if case .object(let object) = document {
            guard let times = try? object.member("times", told: .noTime) else { return nil }
            document = times
        }
        guard case .list(let items) = document else { return nil }
        return items.flatMap { item -> [FieldValue] in
            if case .list(let inner) = item { inner.map { Self.vertex($0) } } else { [vertex(item)] }
        }
    }

    private static func vertex(_ item: JSONValue) -> FieldValue {
        switch item {
        case .text(let text): .text(text)
        case .number(let number): .real(number)
        default: .null
        }
    }
}
