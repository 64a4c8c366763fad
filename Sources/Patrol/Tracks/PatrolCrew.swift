public import Territory

/// What tracks need to know of the people who make them.
public protocol PatrolCrew: Sendable {
    /// Whether somebody has this code.
    func knows(_ staff: String) -> Bool

    /// Who carries a device on a day; nil when nobody does.
    func carrier(of device: String, on day: LocalDay) -> String?

    /// When somebody is on duty on a day, in milliseconds since 1970, ascending; nil when no rota speaks of them at all.
    func duty(of staff: String, on day: LocalDay) -> [Range<Int64>]?
}
