import GeometryCore
public import Territory

/// Whose telephones and trackers are, and in which unit they tell their speed: one picture of the layer `devices`.
public struct DeviceBook: Sendable {
    /// A device that somebody registered.
    public struct Device: Hashable, Sendable {
        /// The code of the staff member who carries it; nil for nobody.
        public let staff: String?
        /// How it sends its positions; nil when nobody said.
        public let sends: TrackProtocol?
        /// In which unit it tells its speed; nil when nobody said.
        public let speedUnit: SpeedUnit?
        /// The first day; nil from ever on.
        public let firstDay: LocalDay?
        /// The first day on which it is no longer theirs; nil for no end.
        public let endDay: LocalDay?

        /// Registers a device.
        public init(
            staff: String?,
            sends: TrackProtocol? = nil,
            speedUnit: SpeedUnit? = nil,
            firstDay: LocalDay? = nil,
            endDay: LocalDay? = nil
        ) {
            self.staff = staff
            self.sends = sends
            self.speedUnit = speedUnit
            self.firstDay = firstDay
            self.endDay = endDay
        }

        func isValid(on day: LocalDay) -> Bool {
            firstDay.map { $0 <= day } ?? true && endDay.map { day < $0 } ?? true
        }
    }

    private let devices: [String: Device]
    private let staff: Set<String>

    /// Reads the layers `devices` and `staff` of a store.
    ///
    /// What another program wrote and nobody can read counts as not said.
    ///
    /// - Throws: The store's errors.
    public init(store: any TerritoryStore) throws {
        var devices: [String: Device] = [:]
        try store.forEachRecord(in: .devices, version: nil) { devices[$0.code] = Device($0) }
        var staff: Set<String> = []
        try store.forEachRecord(in: .staff, version: nil) { staff.insert($0.code) }
        self.init(devices: devices, staff: staff)
    }

    /// A book of these devices and of the codes of everybody.
    public init(devices: [String: Device], staff: Set<String>) {
        self.devices = devices
        self.staff = staff
    }

    /// The device of that name; nil when nobody registered it.
    public func device(_ name: String) -> Device? { devices[name] }

    /// Whether a staff member has this code.
    public func isStaff(_ code: String) -> Bool { staff.contains(code) }

    /// The code of the staff member who carries a device on a day; nil for nobody.
    ///
    /// It is what the device's record says, if that holds on the day; else a device that calls itself by the code of a
    /// staff member is that staff member's. Nobody is whom a record names who is no staff member.
    public func staff(of device: String, on day: LocalDay) -> String? {
        if let found = devices[device], found.isValid(on: day) { return found.staff.flatMap(known) }
        return known(device)
    }

    /// In which unit a device tells its speed; nil when nobody said.
    public func speedUnit(of device: String) -> SpeedUnit? { devices[device]?.speedUnit }

    private func known(_ code: String) -> String? { staff.contains(code) ? code : nil }
}

extension DeviceBook.Device {
    fileprivate init(_ record: LayerRecord) {
        func text(_ field: String) -> String? { record.values[Layer.devices.index(of: field)].text }
        self.init(
            staff: text("staff"),
            sends: text("protocol").flatMap(TrackProtocol.init(rawValue:)),
            speedUnit: text("speed_unit").flatMap(SpeedUnit.init(rawValue:)),
            firstDay: text("valid_from").flatMap { LocalDay($0) },
            endDay: text("valid_to").flatMap { LocalDay($0) }
        )
    }
}

/// How records of the layer `devices` are brought into their one form when they are imported.
public enum DeviceRows {
    /// What the layer's records must go through on their way in; nil for other layers.
    public static func refinement(of layer: Layer) -> RowReader.Refinement? {
        guard layer == .devices else { return nil }
        return { try $0.requireOrderedDays(in: .devices) }
    }
}
