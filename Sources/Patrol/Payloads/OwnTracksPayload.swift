import Foundation
import GeometryCore

/// What OwnTracks sends over HTTP: a JSON object, or a list of them, each told apart by its `_type`.
///
/// Of the type `location`: `lat`, `lon`, `tst` (seconds since 1970), and if they like `acc` (metres) and `vel`
/// (kilometres an hour). Other types are passed over. The device is what the request's `X-Limit-U` and `X-Limit-D` say;
/// without them `user/device` from the `topic`, and without that the tracker's two letters, `tid`.
///
/// The telephone expects status 200 with `[]`, and only once the positions are kept: it forgets what it was
/// acknowledged.
public enum OwnTracksPayload {
    /// Reads a payload.
    ///
    /// - Parameters:
    ///   - bytes: The body.
    ///   - device: The device that the request names outside its body; nil when it names none.
    ///   - limits: How much it may hold.
    /// - Returns: What each message is.
    /// - Throws: ``PayloadError``.
    public static func decode(
        _ bytes: [UInt8],
        device: String? = nil,
        limits: PayloadLimits = .request
    ) throws -> DecodedPayload {
        let messages: [JSONValue]
        switch try JSONReader.read(bytes[...], limits: limits) {
        case .object(let message): messages = [.object(message)]
        case .list(let items): messages = items
        default: throw PayloadError.noRecords(field: "")
        }
        return try DecodedPayload(messages, limits: limits) { try record($0, device: device) }
    }

    private static func record(_ message: JSONObject, device: String?) throws -> DecodedPayload.Record {
        guard let type = try message.text("_type") else { throw RecordFault("_type", .missing, .notAPlace) }
        guard type == "location" else { return .passedOver(type == "encrypted" ? .encrypted : .otherMessage) }
        guard let device = try device ?? topicName(of: message) ?? message.deviceName("tid") else {
            throw RecordFault("topic", .missing, .unknownStaff)
        }
        let fix = RawFix(
            device: device,
            time: try message.instant("tst"),
            place: Point(x: try message.coordinate("lon"), y: try message.coordinate("lat")),
            accuracyMetres: try message.measure("acc"),
            speedMetresPerSecond: try message.measure("vel").map(SpeedUnit.kilometresPerHour.metresPerSecond)
        )
        return .fix(fix)
    }

    /// `user/device` of the topic `owntracks/user/device`.
    private static func topicName(of message: JSONObject) throws -> String? {
        guard let topic = try message.deviceName("topic") else { return nil }
        let parts = topic.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.suffix(2).allSatisfy({ !$0.isEmpty }) else {
            throw RecordFault("topic", .notAName, .unknownStaff)
        }
        return parts.suffix(2).joined(separator: "/")
    }
}
