import Foundation
import GeometryCore

/// What Traccar Client sends from version 9 on: a JSON object with one location, or a list of them.
///
/// `{"device_id", "location": {"timestamp", "coords": {"latitude", "longitude", "accuracy", "speed", …}, "mock"?, …}}`.
/// Metres and metres a second; a speed or an accuracy below zero is not known. A `timestamp` is RFC 3339, or seconds or
/// milliseconds since 1970. Heading, altitude, activity and battery are not read.
///
/// The telephone expects status 200, or 404 when the device is not known; it keeps what was not acknowledged and sends it
/// again.
public enum TraccarPayload {
    /// Reads a payload.
    ///
    /// - Throws: ``PayloadError``.
    public static func decode(_ bytes: [UInt8], limits: PayloadLimits = .request) throws -> DecodedPayload {
        guard case .object(let envelope) = try JSONReader.read(bytes[...], limits: limits) else {
            throw PayloadError.noRecords(field: "")
        }
        let named: Result<String, RecordFault> = try envelope.recordName("device_id")
        let locations: [JSONValue]
        switch try? envelope.member("location", told: .notAPlace) {
        case .list(let items): locations = items
        case .object(let item): locations = [.object(item)]
        default: throw PayloadError.noRecords(field: "location")
        }
        return try DecodedPayload(locations, limits: limits) { .fix(try fix($0, device: named.get())) }
    }

    private static func fix(_ location: JSONObject, device: String) throws -> RawFix {
        let coords = try location.object("coords", told: .notAPlace)
        return RawFix(
            device: device,
            time: try location.instant("timestamp"),
            place: Point(
                x: try coords.coordinate("longitude", in: "coords"),
                y: try coords.coordinate("latitude", in: "coords")
            ),
            accuracyMetres: try coords.measure("accuracy"),
            speedMetresPerSecond: try coords.measure("speed"),
            isMock: try location.flag("mock")
        )
    }
}

extension JSONObject {
    /// The name of the device that must be there; its fault is each record's.
    func recordName(_ field: String) throws -> Result<String, RecordFault> {
        do {
            guard let name = try deviceName(field) else { throw RecordFault(field, .missing, .unknownStaff) }
            return .success(name)
        } catch let fault as RecordFault {
            return .failure(fault)
        }
    }
}
