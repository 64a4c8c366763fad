import GeometryCore

/// The places of a track in the order they were come to, without time: what makes up its shape.
///
/// Places are whole millionths of a degree (11 cm of latitude), and one that equals the place before it is left out, so
/// that pauses and speeds leave no mark. A step leads from one place to the next.
struct ShapeTrace {
    /// Where somebody was, and the first fix that says so.
    struct Place {
        /// Longitude in millionths of a degree, counted from 360° west.
        let x: Int32
        /// Latitude in millionths of a degree, counted from 360° south.
        let y: Int32
        let firstFix: Int32
    }

    private(set) var places: [Place] = []

    /// Follows a track.
    ///
    /// - Parameter fixes: Its fixes in order of time, one an instant; places of the world.
    /// - Complexity: O(*n*).
    init(_ fixes: [TrackFix]) {
        places.reserveCapacity(fixes.count)
        var (x, y) = (Int32.min, Int32.min)
        for index in fixes.indices {
            let (nextX, nextY) = (Self.millionths(fixes[index].longitude), Self.millionths(fixes[index].latitude))
            guard nextX != x || nextY != y else { continue }
            (x, y) = (nextX, nextY)
            places.append(Place(x: x, y: y, firstFix: Int32(index)))
        }
    }

    /// From billionths, halves upwards everywhere: what is moved by whole millionths stays the same.
    @inline(__always)
    private static func millionths(_ billionths: Int64) -> Int32 {
        Int32(truncatingIfNeeded: (billionths + 360_000_000_500) / 1000)
    }

    /// How many steps there are.
    var stepCount: Int { max(0, places.count - 1) }

    /// A step's two differences as one number; never zero.
    @inline(__always)
    func step(_ index: Int) -> UInt64 {
        let (a, b) = (places[index], places[index + 1])
        return UInt64(UInt32(bitPattern: b.x &- a.x)) << 32 | UInt64(UInt32(bitPattern: b.y &- a.y))
    }

    /// The place to which a fix is the first to come; nil when another fix is.
    func place(firstSeenBy fix: Int) -> Int? {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(places[middle].firstFix) < fix { low = middle + 1 } else { high = middle }
        }
        return low < places.count && Int(places[low].firstFix) == fix ? low : nil
    }

    /// The fixes that some steps lead over, from the last at the first place to the first at the last.
    func fixes(ofSteps steps: Range<Int>) -> Range<Int> {
        Int(places[steps.lowerBound + 1].firstFix) - 1..<Int(places[steps.upperBound].firstFix) + 1
    }

    /// How far the places of some steps spread, in metres: the diagonal of their box.
    ///
    /// Measured at a whole degree of latitude, so that it does not depend on where exactly the shape lies.
    func extent(ofSteps steps: Range<Int>) -> Double {
        var (low, high) = (places[steps.lowerBound], places[steps.lowerBound])
        for place in places[steps.lowerBound...steps.upperBound] {
            low = Place(x: min(low.x, place.x), y: min(low.y, place.y), firstFix: 0)
            high = Place(x: max(high.x, place.x), y: max(high.y, place.y), firstFix: 0)
        }
        let metric = LocalMetric(latitude: (Double(places[steps.lowerBound].y) / 1e6 - 360).rounded())
        let width = Double(high.x - low.x) / 1e6 * metric.metresPerDegreeX
        let height = Double(high.y - low.y) / 1e6 * metric.metresPerDegreeY
        return (width * width + height * height).squareRoot()
    }

    /// How many of some steps differ from all steps before them.
    func distinctCount(ofSteps steps: Range<Int>) -> Int {
        steps.reduce(0) { count, index in
            (steps.lowerBound..<index).contains { step($0) == step(index) } ? count : count + 1
        }
    }
}
