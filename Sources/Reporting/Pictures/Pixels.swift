/// Lengths in pixels as a document says them.
enum Pixels {
    /// The number to a tenth, in the fewest digits.
    static func text(_ value: Double) -> String { text(tenths: tenths(value)) }

    /// Tenths of a pixel; what is no number counts as zero, and a million pixels are the limit.
    static func tenths(_ value: Double) -> Int {
        value.isFinite ? Int((min(1e6, max(-1e6, value)) * 10).rounded()) : 0
    }

    static func text(tenths: Int) -> String {
        let size = tenths.magnitude
        let fraction = size % 10 == 0 ? "" : ".\(size % 10)"
        return "\(tenths < 0 ? "-" : "")\(size / 10)\(fraction)"
    }
}
