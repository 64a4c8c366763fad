import Foundation
import GeometryCore

/// What OsmAnd and Traccar Client before version 9 send: one position as `name=value` pairs, in the query of a GET or
/// the form of a POST.
///
/// `id` or `deviceid`, `lat`, `lon`, `timestamp` (seconds or milliseconds since 1970, or RFC 3339), and if they like
/// `accuracy` or `hdop`, `speed` and `mock`. OsmAnd sends its accuracy in metres as `hdop`, so that is what `hdop` is
/// taken for when there is no `accuracy`. The speed is in metres a second from OsmAnd and in knots from others; nothing
/// in the payload tells, so the device's record does. Course, altitude and battery are not read.
///
/// The telephone expects status 200, or 400 when the device is not known; after anything else it sends again.
public enum OsmAndPayload {
    /// Reads one position.
    ///
    /// - Parameters:
    ///   - bytes: The query or the form; what stands before a `?` is left out, so an address will do.
    ///   - limits: How much it may hold.
    ///   - unit: In which unit the device of that name tells its speed; nil for metres a second.
    /// - Returns: A payload of one record.
    /// - Throws: ``PayloadError``.
    public static func decode(
        _ bytes: [UInt8],
        limits: PayloadLimits = .request,
        unit: (_ device: String) -> SpeedUnit? = { _ in nil }
    ) throws -> DecodedPayload {
        guard bytes.count <= limits.bytes else { throw PayloadError.tooLarge(limitBytes: limits.bytes) }
        let pairs = try FormPairs(bytes)
        // The same rules as for the objects of the other protocols, of one record.
        return try DecodedPayload([.object(pairs.object)], limits: limits) { .fix(try fix($0, unit)) }
    }

    private static func fix(_ pairs: JSONObject, _ unit: (String) -> SpeedUnit?) throws -> RawFix {
        guard let device = try pairs.deviceName("id") ?? pairs.deviceName("deviceid") else {
            throw RecordFault("id", .missing, .unknownStaff)
        }
        let speed = try pairs.measure("speed")
        return RawFix(
            device: device,
            time: try pairs.instant("timestamp"),
            place: Point(x: try pairs.coordinate("lon"), y: try pairs.coordinate("lat")),
            accuracyMetres: try pairs.measure("accuracy") ?? pairs.measure("hdop"),
            speedMetresPerSecond: speed.map { (unit(device) ?? .metresPerSecond).metresPerSecond($0) },
            isMock: ["1", "true"].contains(try pairs.text("mock")?.lowercased())
        )
    }
}

/// The pairs of a query or a form (`application/x-www-form-urlencoded`).
private struct FormPairs {
    /// The pairs as members, empty values left out.
    let object: JSONObject

    init(_ bytes: [UInt8]) throws {
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        var text = bytes.drop(while: isSpace)
        if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
        while let last = text.last, isSpace(last) { text.removeLast() }
        if let mark = text.firstIndex(of: UInt8(ascii: "?")) { text = text[(mark + 1)...] }
        guard !text.isEmpty else { throw PayloadError.empty }
        var members: [JSONObject.Member] = []
        for pair in text.split(separator: UInt8(ascii: "&")) {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { throw PayloadError.notPairs }
            let name = try Self.plain(pair[..<equals])
            let value = try Self.plain(pair[(equals + 1)...])
            guard !value.isEmpty else { continue }
            members.append(.init(name: name, value: .text(value)))
        }
        object = JSONObject(members: members)
    }

    private static func plain(_ encoded: ArraySlice<UInt8>) throws -> String {
        var bytes: [UInt8] = []
        var rest = encoded
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = digit(rest.popFirst()), let low = digit(rest.popFirst()) else {
                    throw PayloadError.notPairs
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw PayloadError.notPairs }
        return text
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.map { UInt8($0) }
    }
}
