internal import GeometryCore

/// Where a town is on the hand-drawn plan, and what serves it.
struct Seat: Sendable {
    let code: String
    let station: Int
    /// On the plan, in metres.
    let position: Point
    /// Metres by which the town reaches farther than others.
    let reach: Double
    /// Whether it owns islands only.
    let isIsland: Bool
    let subdistricts: Int
    /// Whether its centre is a subdistrict of its own inside another one.
    let hasEnclave: Bool

    private init(
        _ code: String,
        _ station: Int,
        _ x: Double,
        _ y: Double,
        _ reach: Double,
        _ subdistricts: Int,
        island: Bool = false,
        enclave: Bool = false
    ) {
        self.code = code
        self.station = station
        position = Point(x: x * 1000, y: y * 1000)
        self.reach = reach * 1000
        self.subdistricts = subdistricts
        isIsland = island
        hasEnclave = enclave
    }

    /// The towns in the order of their codes.
    static let all = [
        Seat("350305001000", 0, 18, 33.5, 1.2, 8, enclave: true),
        Seat("350305101000", 0, 10, 29, 0.6, 7),
        Seat("350305102000", 1, 9.5, 22, 0, 3),
        Seat("350305103000", 1, 6.5, 17, 0.4, 4),
        Seat("350305104000", 2, 27, 32, 0.8, 7, enclave: true),
        Seat("350305105000", 3, 40, 30.5, 1.0, 7),
        Seat("350305106000", 2, 31.5, 22.5, 0.6, 6),
        Seat("350305107000", 3, 54, 24.5, 0, 5, island: true),
        Seat("350305108000", 1, 18.4, 5.5, 0, 3, island: true),
        Seat("350305109000", 1, 16, 16.5, 0.2, 4),
        Seat("350305110000", 0, 15.5, 24, 0, 3),
    ]

    /// The names of the stations: 供电所.
    static let stationNames = ["笏石", "忠门", "东峤", "埭头"]
}
