/// The flat map that decides in which cell a position lies: two perpendicular directions in space.
///
/// No two positions are farther apart on it than in space, so what is near in space is near on the map, across the
/// antimeridian and at the poles as anywhere. For a plane it is the plane itself. For the sphere it is the view from far
/// above the middle of the points, which shows the far side as well, under the near one.
struct NearestMap: Sendable {
    private let east: SIMD3<Double>
    private let north: SIMD3<Double>

    /// The plane itself.
    static let plane = NearestMap(east: SIMD3(1, 0, 0), north: SIMD3(0, 1, 0))

    private init(east: SIMD3<Double>, north: SIMD3<Double>) {
        self.east = east
        self.north = north
    }

    /// The view of the sphere from above `middle`, a direction of any length but none.
    init(above middle: SIMD3<Double>) {
        func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
            let product = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
            return product / (product * product).sum().squareRoot()
        }
        let length = (middle * middle).sum().squareRoot()
        east = cross(abs(middle.z) < 0.9 * length ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0), middle)
        north = cross(middle, east)
    }

    @inline(always)
    func u(_ position: SIMD3<Double>) -> Double { east.x * position.x + east.y * position.y + east.z * position.z }

    @inline(always)
    func v(_ position: SIMD3<Double>) -> Double { north.x * position.x + north.y * position.y + north.z * position.z }
}
