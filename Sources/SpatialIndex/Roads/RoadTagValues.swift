/// What an `oneway` value says.
enum OneWay: Hashable {
    case forward
    case backward
    case both
    /// The direction changes with the hour.
    case reversible
    case unstated
    case unknown

    /// Reads OpenStreetMap's values and Chinese ones.
    ///
    /// Shapefiles made from OpenStreetMap have the letters `F` for forward, `T` for backward and `B` for both; small `t`
    /// and `f` are the truth values of databases.
    init(_ text: String) {
        switch text.trimmed {
        case "F": self = .forward
        case "T": self = .backward
        default:
            self =
                switch text.roadValue {
                case "yes", "true", "1", "y", "t", "forward", "ft", "是", "单行", "单向", "正向": .forward
                case "-1", "reverse", "backward", "tf", "逆向", "反向": .backward
                case "no", "false", "0", "n", "f", "b", "both", "否", "双行", "双向", "alternating": .both
                case "reversible": .reversible
                case "": .unstated
                default: .unknown
                }
        }
    }
}

/// What a `maxspeed` value says.
enum SpeedLimit: Hashable {
    case kilometresAnHour(Double)
    /// There is none, or it changes.
    case unstated

    /// Reads a number with or without a unit, `none`, `walk`, a national default such as `CN:urban`, a zone such as
    /// `DE:zone:30`; of several values the least.
    init?(_ text: String) {
        let values = text.roadValue.split(whereSeparator: { ";|,、".contains($0) }).map { Self.single($0) }
        guard !values.isEmpty else { return nil }
        var least: Double?
        for value in values {
            switch value {
            case .kilometresAnHour(let speed): least = min(least ?? speed, speed)
            case .unstated: break
            case nil: return nil
            }
        }
        self = least.map { .kilometresAnHour($0) } ?? .unstated
    }

    private static func single(_ text: Substring) -> SpeedLimit? {
        let text = String(text).trimmed
        if ["none", "no", "signals", "variable", "unposted", "implicit", "default", "不限", "无"].contains(text) {
            return .unstated
        }
        if let speed = named[text] { return .kilometresAnHour(speed) }
        if let colon = text.lastIndex(of: ":") {
            return single(text[text.index(after: colon)...])
        }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = String(text[digits.endIndex...]).trimmed
        guard let number = Double(digits), let factor = units[unit] else { return nil }
        // Files that have room for numbers only say 0 where none is known.
        if number == 0 { return .unstated }
        let speed = number * factor
        return speed >= 1 && speed <= 300 ? .kilometresAnHour(speed) : nil
    }

    /// Kilometres an hour.
    private static let units: [String: Double] = [
        "": 1, "km/h": 1, "kmh": 1, "kph": 1, "km": 1, "公里": 1, "公里/小时": 1, "公里/时": 1, "千米/小时": 1, "千米/时": 1,
        "mph": 1.609_344, "mi/h": 1.609_344, "knots": 1.852,
    ]

    /// Kilometres an hour of what is not a number; national defaults are China's where the country does not matter.
    private static let named: [String: Double] = [
        "walk": 6, "foot": 6, "living_street": 10, "pedestrian": 10, "urban": 50, "urban_primary": 60, "rural": 70,
        "trunk": 80, "express": 100, "motorway": 120, "school": 30, "zone30": 30, "zone20": 20,
    ]
}

extension String {
    fileprivate var trimmed: String {
        let head = drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
