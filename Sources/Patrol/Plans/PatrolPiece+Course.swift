public import GeometryCore
import Projection

extension PatrolPiece {
    /// The course of a part of a piece of line.
    ///
    /// - Parameters:
    ///   - from: Where the part starts, in metres along the line.
    ///   - to: Where it ends.
    /// - Returns: Its places in order; the whole course when the part is all of it.
    public func course(from: Double, to: Double) -> [Point] {
        guard from > fromMetres || to < toMetres, course.count > 1 else { return course }
        let lengths = zip(course, course.dropFirst()).map { Geodesic.grs80.distance($0, $1) }
        let whole = lengths.reduce(0, +)
        // The line's metres and those of the course differ by rounding where a border cuts it.
        let scale = metres > 0 ? whole / metres : 1
        let (start, end) = ((from - fromMetres) * scale, (to - fromMetres) * scale)
        var (part, here): ([Point], Double) = ([], 0)
        for (index, length) in lengths.enumerated() {
            let (a, b) = (course[index], course[index + 1])
            func place(_ metres: Double) -> Point {
                let share = length > 0 ? (metres - here) / length : 0
                // What rounding leaves between a place and a corner is none of the way.
                guard share > 1e-9 else { return a }
                return share < 1 - 1e-9 ? Geodesic.grs80.interpolate(a, b, fraction: share) : b
            }
            if here + length >= start && here <= end {
                for point in (part.isEmpty ? [place(start)] : []) + [place(end)] where point != part.last {
                    part.append(point)
                }
            }
            here += length
        }
        return part
    }
}
