/// How telephones send their positions.
public enum TrackProtocol: String, CaseIterable, Sendable {
    /// OsmAnd, and Traccar Client before version 9.
    case osmand
    /// Traccar Client from version 9 on.
    case traccar
    /// OwnTracks over HTTP.
    case owntracks
    /// Overland.
    case overland

    /// Whether a payload is JSON, which may take several lines.
    public var isJSON: Bool { self != .osmand }

    /// Reads a payload of this protocol.
    ///
    /// - Parameters:
    ///   - bytes: The payload.
    ///   - device: The device that was named outside the payload, where the protocol has none in it.
    ///   - limits: How much it may hold.
    ///   - unit: In which unit a device tells its speed, where the protocol does not say.
    /// - Returns: What each record is.
    /// - Throws: ``PayloadError``.
    public func decode(
        _ bytes: [UInt8],
        device: String? = nil,
        limits: PayloadLimits = .request,
        unit: (_ device: String) -> SpeedUnit? = { _ in nil }
    ) throws -> DecodedPayload {
        switch self {
        case .osmand: try OsmAndPayload.decode(bytes, limits: limits, unit: unit)
        case .traccar: try TraccarPayload.decode(bytes, limits: limits)
        case .owntracks: try OwnTracksPayload.decode(bytes, device: device, limits: limits)
        case .overland: try OverlandPayload.decode(bytes, limits: limits)
        }
    }
}
