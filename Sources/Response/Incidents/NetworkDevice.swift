/// A piece of the network on which a fault may lie.
public struct NetworkDevice: Hashable, Codable, Sendable {
    /// What it is, from the customers upwards.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// A meter box (表箱).
        case meterBox = "meter_box"
        /// A low-voltage line.
        case line
        /// A transformer with all that it feeds (台区).
        case transformer
    }

    /// What it is.
    public let kind: Kind
    /// Its code.
    public let code: String

    /// Names a device.
    public init(kind: Kind, code: String) {
        self.kind = kind
        self.code = code
    }
}

/// By which way a caller is fed: the meter box, its line, their transformer, as far as they are known.
public struct Supply: Hashable, Codable, Sendable {
    /// The transformer.
    public var transformer: String
    /// The line.
    public var line: String?
    /// The meter box.
    public var meterBox: String?
    /// Whether it was taken from what is near, because no record says so.
    public var isSupposed: Bool

    /// Creates a supply.
    public init(transformer: String, line: String? = nil, meterBox: String? = nil, isSupposed: Bool = false) {
        self.transformer = transformer
        self.line = line
        self.meterBox = meterBox
        self.isSupposed = isSupposed
    }

    /// The devices on the way, from the caller upwards.
    public var devices: [NetworkDevice] {
        [
            meterBox.map { NetworkDevice(kind: .meterBox, code: $0) },
            line.map { NetworkDevice(kind: .line, code: $0) },
            NetworkDevice(kind: .transformer, code: transformer),
        ].compactMap(\.self)
    }

    /// The lowest device that feeds them all: where one fault would darken every one of them.
    ///
    /// - Returns: Nil when there is none, or nobody.
    public static func common(_ supplies: some Sequence<Supply>) -> NetworkDevice? {
        var shared: [NetworkDevice]?
        for supply in supplies {
            let devices = supply.devices
            shared = shared.map { $0.filter(devices.contains) } ?? devices
        }
        return shared?.first
    }
}

/// When tickets become one incident.
public struct IncidentPolicy: Hashable, Codable, Sendable {
    /// A report joins those under its transformer of which the last came at most so many minutes before it.
    public var windowMinutes = 120.0
    /// So many reports make an incident.
    public var least = 2
    /// Reports of one category are offered as possible duplicates within so many metres.
    public var duplicateMetres = 50.0

    /// The usual policy.
    public init() {}
}
