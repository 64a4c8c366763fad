/// What a table or a file of features may say of a position, with the headings under which it does.
public enum TrackField: String, CaseIterable, Sendable {
    /// The code of the staff member.
    case staff
    /// What the device calls itself.
    case device
    /// When the position was taken.
    case time
    /// How far the true place may be away, in metres.
    case accuracy = "accuracy_m"
    /// The dilution of precision, a number without unit; used when no accuracy is said.
    case dilution = "hdop"
    /// How fast the device moves, in metres a second.
    case speedMetresPerSecond = "speed_mps"
    /// The same in kilometres an hour.
    case speedKilometresPerHour = "speed_kmh"
    /// The same in the device's own unit; used when neither of the others is said.
    case speed
    /// Whether the device says that the position is made up.
    case mock
    /// The times of the vertices of a line.
    case times

    /// Metres of accuracy that one unit of dilution stands for: the usual error of a range.
    static let metresOfDilution = 5.0

    /// Other names by which the field is known, those of GPX extensions among them.
    public var aliases: [String] {
        switch self {
        case .staff: ["工号", "员工", "员工编号", "staff_code"]
        case .device: ["设备编号", "设备号", "终端编号", "设备", "终端", "device_id", "deviceid"]
        case .time: ["timestamp", "时间", "定位时间", "采集时间", "taken_at"]
        case .accuracy:
            Self.extended(["accuracy", "horizontal_accuracy", "hacc", "acc"]) + ["精度", "定位精度", "精度（米）", "精度(米)"]
        case .dilution: ["水平精度因子"]
        case .speedMetresPerSecond: ["速度（米/秒）", "速度(米/秒)", "速度(m/s)"]
        case .speedKilometresPerHour: ["速度（公里/小时）", "速度(公里/小时)", "速度(km/h)", "时速"]
        case .speed: Self.extended(["speed"]).filter { $0 != rawValue } + ["速度"]
        case .mock: ["is_mock", "模拟", "模拟位置"]
        case .times: ["coordTimes", "coordinateProperties"]
        }
    }

    /// Names as the reader of GPX gives those of extensions, with their usual prefixes.
    private static func extended(_ names: [String]) -> [String] {
        names
            + ["ogr", "gpxtpx", "ns2", "ns3", "osmand", "gpxdata"].flatMap { prefix in names.map { "\(prefix)_\($0)" } }
    }
}
