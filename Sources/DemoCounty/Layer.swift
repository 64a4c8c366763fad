internal import ArgumentParser

/// The files that can be made.
enum Layer: String, CaseIterable, ExpressibleByArgument, Sendable {
    case districts, roads, transformers, lines, poles
    case meterBoxes = "meter_boxes"
    case serviceDrops = "service_drops"
    case customers, energy, staff, rota, tracks, calls, defects
    case patrolPlans = "patrol_plans"

    /// The name of the file.
    var file: String {
        switch self {
        case .districts, .roads, .lines, .serviceDrops: rawValue + ".geojson"
        default: rawValue + ".csv"
        }
    }

    /// The layers made in one walk over all sites.
    static let ofSites: Set<Layer> = [
        .transformers, .lines, .poles, .meterBoxes, .serviceDrops, .customers, .energy, .defects,
    ]
}
