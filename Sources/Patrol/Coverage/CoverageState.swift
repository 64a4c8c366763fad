/// What is known of a metre of line in a stretch of time.
public enum CoverageState: String, CaseIterable, Sendable {
    /// Somebody walked along it within reach.
    case covered
    /// Nobody did.
    case missed
    /// Somebody may have: it lies within reach of a gap between two fixes.
    case unknown
}
