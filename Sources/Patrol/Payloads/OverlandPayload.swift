import Foundation
import GeometryCore

/// What Overland sends: a JSON object whose `locations` are GeoJSON features.
///
/// A feature has a point and the properties `timestamp` (RFC 3339), and if it likes `horizontal_accuracy` (metres),
/// `speed` (metres a second; both below zero when not known) and `device_id`, without which that of the envelope counts.
/// Summaries of trips and stays, which have no place of their own, are passed over.
///
/// The telephone expects exactly `{"result":"ok"}`, and only once the positions are kept; after anything else it sends
/// the whole batch again, so one that can never be read must be answered so too.
public enum OverlandPayload {
    /// Reads a payload.
    ///
    /// - Throws: ``PayloadError``.
    public static func decode(_ bytes: [UInt8], limits: PayloadLimits = .request) throws -> DecodedPayload {
        guard case .object(let envelope) = try JSONReader.read(bytes[...], limits: limits) else {
            throw PayloadError.noRecords(field: "")
        }
        let named: Result<String, RecordFault> = try envelope.recordName("device_id")
        guard case .list(let locations) = try? envelope.member("locations", told: .notAPlace) else {
            throw PayloadError.noRecords(field: "locations")
        }
        return try DecodedPayload(locations, limits: limits) { try record($0, device: named) }
    }

    private static func record(
        _ feature: JSONObject,
        device: Result<String, RecordFault>
    ) throws -> DecodedPayload.Record {
        let properties = try feature.object("properties", told: .notAPlace)
        if try properties.text("type") == "trip" { return .passedOver(.trip) }
        if try properties.text("action") == "visit" { return .passedOver(.stay) }
        let own = try properties.deviceName("device_id")
        let fix = RawFix(
            device: try own ?? device.get(),
            time: try properties.instant("timestamp"),
            place: try place(of: feature.object("geometry", told: .notAPlace)),
            accuracyMetres: try properties.measure("horizontal_accuracy"),
            speedMetresPerSecond: try properties.measure("speed")
        )
        return .fix(fix)
    }

    /// Two or more coordinates, of which the first two are longitude and latitude.
    private static func place(of geometry: JSONObject) throws -> Point {
        guard try geometry.text("type") == "Point",
            case .list(let coordinates) = try geometry.member("coordinates", told: .notAPlace), coordinates.count >= 2
        else { throw RecordFault("geometry", .notAPoint, .notAPlace) }
        let numbers = coordinates.prefix(2).compactMap(\.number).filter(\.isFinite)
        guard numbers.count == 2 else { throw RecordFault("coordinates", .notANumber, .notAPlace) }
        return Point(x: numbers[0], y: numbers[1])
    }
}
