/// Whether somebody is on duty, or who is instead, and why.
public struct DutyCover: Hashable, Sendable {
    /// Why it is so.
    public enum Reason: String, CaseIterable, Codable, Sendable {
        /// By a shift of their own.
        case shift
        /// By an override.
        case override
        /// Somebody stands in during leave.
        case leave
        /// Nothing puts anybody on duty.
        case offShift = "off-shift"
        /// On leave, and nobody stands in.
        case absent
        /// Those who stand in for one another go round in a circle.
        case contradiction
    }

    /// Who is on duty; nil when nobody is.
    public let holder: String?
    /// Why: the entry that took the duty from the one asked about, or gave it.
    public let reason: Reason
    /// From the one asked about to the holder, or to the last who could not.
    public let chain: [String]
}
