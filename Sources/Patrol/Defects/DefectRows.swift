import Foundation
import GeometryCore
public import Territory

/// How records of the layers `defects` and `work` are brought into their one form when they are imported, and read again.
public enum DefectRows {
    /// What the layer's records must go through on their way in; nil for other layers.
    ///
    /// Times without an offset are meant by the bureau's clock. A defect without a deadline gets the policy's. One without
    /// a code is named by its asset, kind and time.
    ///
    /// - Parameters:
    ///   - layer: The layer.
    ///   - clock: The bureau's.
    ///   - policy: What deadlines are set by.
    /// - Returns: Nil for layers of other domains.
    public static func refinement(
        of layer: Layer,
        clock: DutyClock,
        policy: DefectPolicy = .standard
    ) -> RowReader.Refinement? {
        guard layer == .defects || layer == .work else { return nil }
        return { record in
            do {
                try refine(&record, layer, clock, policy)
            } catch let problem as DefectRowProblem {
                throw RowProblem.unfit(field: problem.field, reason: problem.words)
            }
        }
    }

    private static func refine(
        _ record: inout LayerRecord,
        _ layer: Layer,
        _ clock: DutyClock,
        _ policy: DefectPolicy
    ) throws {
        func text(_ field: String) -> String? { record.values[layer.index(of: field)].text }
        func set(_ field: String, _ value: FieldValue) { record.values[layer.index(of: field)] = value }
        func moment(_ field: String, _ part: PatrolMoment.OfDay = .start) throws -> Date? {
            guard let text = text(field) else { return nil }
            guard let date = PatrolMoment.date(from: text, by: clock, ofDay: part) else {
                throw DefectRowProblem.notAMoment(field: field)
            }
            return date
        }
        let (found, cleared) = (try moment("found"), try moment("cleared"))
        var deadline = try moment("deadline", .end)
        if let found, let cleared, cleared < found { throw DefectRowProblem.clearedTooEarly }
        if (text("asset") == nil) != (text("asset_kind") == nil) { throw DefectRowProblem.halfAnAsset }
        if text("asset") == nil && record.geometry == nil { throw DefectRowProblem.nowhere }
        if layer == .defects, let found, let severity = text("severity").flatMap(DefectSeverity.init) {
            deadline = deadline ?? policy.deadline(of: severity, found: found)
        }
        if layer == .work { set("quantity", .integer(Int64(try quantity(text("quantity"))))) }
        for (field, date) in [("found", found), ("deadline", deadline), ("cleared", cleared)] {
            set(field, date.map { .text(PatrolMoment.text(of: $0)) } ?? .null)
        }
        guard record.code.isEmpty else { return }
        let place = record.place.map { "\(Int(($0.x * 1e6).rounded())),\(Int(($0.y * 1e6).rounded()))" }
        let name = text("asset_kind").flatMap { kind in text("asset").map { kind + " " + $0 } } ?? place
        let parts = [name, text("kind"), text("found") ?? text("cleared")].compactMap(\.self)
        record.values[0] = .text(parts.joined(separator: " "))
    }

    private static func quantity(_ text: String?) throws -> Int {
        guard let text else { return 1 }
        guard let number = FieldValue.text(text).number.flatMap(Int.init(exactly:)), (0...1_000_000).contains(number)
        else { throw DefectRowProblem.notAQuantity }
        return number
    }
}

/// What is wrong with one row of a file of defects or work.
public enum DefectRowProblem: Error, Hashable, Sendable {
    /// A field holds no instant or day.
    case notAMoment(field: String)
    /// It was cleared before it was found.
    case clearedTooEarly
    /// An asset without its kind, or the other way round.
    case halfAnAsset
    /// Neither an asset nor a place.
    case nowhere
    /// Not a whole number from 0 on.
    case notAQuantity

    /// The field at fault, if it is one.
    public var field: String? {
        switch self {
        case .notAMoment(let field): field
        case .clearedTooEarly: "cleared"
        case .halfAnAsset: "asset"
        case .nowhere: nil
        case .notAQuantity: "quantity"
        }
    }
}

/// Reads and writes the fields of one record.
struct RecordFields {
    let layer: Layer
    var record: LayerRecord

    init(_ layer: Layer, _ record: LayerRecord) { (self.layer, self.record) = (layer, record) }

    init(_ layer: Layer, code: String, place: GeometryCore.Point?) {
        self.layer = layer
        record = LayerRecord(values: layer.fields.map { _ in .null }, geometry: place.map(Geometry.point))
        record.values[0] = .text(code)
    }

    subscript(_ field: String) -> String? {
        get { record.values[layer.index(of: field)].text }
        set { record.values[layer.index(of: field)] = newValue.map(FieldValue.text) ?? .null }
    }

    /// An instant as the store keeps it; other programs may leave out the milliseconds.
    subscript(moment field: String) -> Date? {
        get {
            self[field].flatMap { PatrolMoment.date(from: $0, by: DutyClock(timeZone: .gmt)) }
        }
        set { self[field] = newValue.map { PatrolMoment.text(of: $0) } }
    }

    var asset: AssetName? {
        get {
            guard let kind = self["asset_kind"].flatMap(PatrolAsset.init), let code = self["asset"] else { return nil }
            return AssetName(kind: kind, code: code)
        }
        set { (self["asset_kind"], self["asset"]) = (newValue?.kind.rawValue, newValue?.code) }
    }
}

extension Defect {
    /// Reads a record of the layer `defects`; nil when another program left it unreadable.
    public init?(_ record: LayerRecord, policy: DefectPolicy = .standard) {
        let fields = RecordFields(.defects, record)
        guard let kind = fields["kind"], let severity = fields["severity"].flatMap(DefectSeverity.init),
            let found = fields[moment: "found"]
        else { return nil }
        let day = fields["track_day"].flatMap { LocalDay($0) }
        self.init(
            code: record.code,
            asset: fields.asset,
            kind: kind,
            severity: severity,
            found: found,
            deadline: fields[moment: "deadline"] ?? policy.deadline(of: severity, found: found),
            cleared: fields[moment: "cleared"],
            staff: fields["staff"],
            photo: fields["photo"],
            note: fields["note"],
            track: fields["track_staff"].flatMap { staff in
                day.map { TrackKey(staff: staff, device: fields["track_device"] ?? "", day: $0) }
            },
            place: record.place
        )
    }

    /// The record that is kept.
    public var record: LayerRecord {
        var fields = RecordFields(.defects, code: code, place: place)
        fields.asset = asset
        (fields["kind"], fields["severity"]) = (kind, severity.rawValue)
        (fields[moment: "found"], fields[moment: "deadline"], fields[moment: "cleared"]) = (found, deadline, cleared)
        (fields["staff"], fields["photo"], fields["note"]) = (staff, photo, note)
        fields["track_staff"] = track?.staff
        fields["track_device"] = track?.device
        fields["track_day"] = track.map { $0.day.text }
        return fields.record
    }
}

extension WorkRecord {
    /// Reads a record of the layer `work`; nil when another program left it unreadable.
    public init?(_ record: LayerRecord) {
        let fields = RecordFields(.work, record)
        guard let kind = fields["kind"].flatMap(WorkKind.init) else { return nil }
        self.init(
            code: record.code,
            asset: fields.asset,
            kind: kind,
            asked: fields[moment: "found"],
            deadline: fields[moment: "deadline"],
            done: fields[moment: "cleared"],
            staff: fields["staff"],
            quantity: fields["quantity"].flatMap { Int($0) } ?? 1,
            defect: fields["defect"],
            photo: fields["photo"],
            note: fields["note"],
            place: record.place
        )
    }

    /// The record that is kept.
    public var record: LayerRecord {
        var fields = RecordFields(.work, code: code, place: place)
        fields.asset = asset
        fields["kind"] = kind.rawValue
        (fields[moment: "found"], fields[moment: "deadline"], fields[moment: "cleared"]) = (asked, deadline, done)
        (fields["staff"], fields["photo"], fields["note"], fields["defect"]) = (staff, photo, note, defect)
        fields.record.values[fields.layer.index(of: "quantity")] = .integer(Int64(quantity))
        return fields.record
    }
}

extension LocalDay {
    /// `2026-05-20`.
    var text: String {
        let (year, month, date) = parts
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
    }
}
