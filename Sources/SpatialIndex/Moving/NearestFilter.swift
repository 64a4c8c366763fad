/// Which points a query may find, by their trait bits.
///
/// One mask would do for "on duty, with this skill". The second is for what no single mask can say: "of this bureau or
/// of the one next to it", "with either skill". A caller who wants points *without* a trait keeps a bit for its
/// opposite, as "free" for "not busy".
public struct NearestFilter: Hashable, Sendable {
    /// A point fits when it has all of these traits.
    public var required: UInt32
    /// A point fits when it has at least one of these traits; with none given that is no condition.
    public var anyOf: UInt32

    /// Lets every point pass.
    public static let all = NearestFilter()

    /// Creates a filter.
    public init(required: UInt32 = 0, anyOf: UInt32 = 0) {
        self.required = required
        self.anyOf = anyOf
    }
}
