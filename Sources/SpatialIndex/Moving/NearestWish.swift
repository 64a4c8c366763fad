/// What a query asks for.
struct NearestWish {
    let limit: Int
    let metric: NearestMetric
    let maximum: Double
    /// No distance up to `maximum` has a greater square.
    let maximumSquare: Double
    /// The traits of the filter, where tags have them.
    let required: UInt64
    let anyOf: UInt64

    init(limit: Int, filter: NearestFilter, maximum: Double, metric: NearestMetric) {
        self.limit = limit
        self.metric = metric
        self.maximum = maximum
        maximumSquare = metric.square(reaching: maximum)
        required = UInt64(filter.required) << 32
        anyOf = UInt64(filter.anyOf) << 32
    }

    /// Which tests the filter takes: 0 none, 1 for required traits, 2 for both kinds.
    var tests: Int { anyOf != 0 ? 2 : required != 0 ? 1 : 0 }

    /// 1 for a tag that passes the filter, else 0, without a branch.
    @inline(always)
    func fitting(_ tag: UInt64, tests: Int) -> Int {
        // Halved, neither has its highest bit; one less, they have it only if they were zero.
        let lacksNone = ((required & ~tag) >> 1 &- 1) >> 63
        if tests < 2 { return Int(truncatingIfNeeded: lacksNone) }
        let hasNone = ((tag & anyOf) >> 1 &- 1) >> 63
        return Int(truncatingIfNeeded: lacksNone & ~hasNone)
    }

    /// Whether a point at the square `a` comes before one at `b`.
    @inline(always)
    func precedes(_ a: Double, _ aNumber: UInt32, _ b: Double, _ bNumber: UInt32) -> Bool {
        abs(a - b) > b * Self.gap ? a < b : precedesClosely(a, aNumber, b, bNumber)
    }

    @inline(never)
    private func precedesClosely(_ a: Double, _ aNumber: UInt32, _ b: Double, _ bNumber: UInt32) -> Bool {
        let (a, b) = (metric.metres(square: a), metric.metres(square: b))
        return a != b ? a < b : aNumber < bNumber
    }

    /// Squares that differ by a greater share belong to different distances.
    static let gap = 0x1p-40
}
