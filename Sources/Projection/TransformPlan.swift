import CPROJ
import GeometryCore

/// One step of a transformation.
enum Stage {
    /// An operation of PROJ.
    case operation(ProjOperation)
    /// One of the functions of ``ChineseOffset``.
    case offset(name: String, (Point) -> Point)

    var name: String {
        switch self {
        case .operation(let operation): operation.name
        case .offset(let name, _): name
        }
    }

    var isBallpark: Bool { if case .operation(let operation) = self { operation.isBallpark } else { false } }

    var isOffset: Bool { if case .offset = self { true } else { false } }

    /// In metres; nil when unknown, as it is for the offsets.
    var accuracy: Double? { if case .operation(let operation) = self { operation.accuracy } else { nil } }

    func apply(_ points: inout [Point]) {
        switch self {
        case .operation(let operation): operation.apply(&points)
        case .offset(_, let shift): for index in points.indices { points[index] = shift(points[index]) }
        }
    }

    func refusal(of point: Point) -> String? {
        if case .operation(let operation) = self { operation.refusal(of: point) } else { nil }
    }
}

/// The steps from one system to another, most often through WGS 84 degrees.
struct TransformPlan {
    private(set) var stages: [Stage] = []

    init(from source: CoordinateReference, to target: CoordinateReference, area: Box?) throws {
        guard source != target else { return }
        let context = try ProjContext()
        if source.basis == .otherDatum && target.basis == .otherDatum {
            stages = [.operation(try ProjOperation(from: source, to: target, area: area, in: context))]
        } else {
            try addArrival(from: source, area: area, in: context)
            try addDeparture(to: target, area: area, in: context)
        }
    }

    /// From `source` to WGS 84 degrees.
    private mutating func addArrival(from source: CoordinateReference, area: Box?, in context: ProjContext) throws {
        switch source.basis {
        case .degrees: break
        case .gcj02:
            stages.append(.offset(name: "GCJ-02 to WGS 84 (public approximation)", ChineseOffset.wgs84(fromGCJ02:)))
        case .bd09:
            stages.append(.offset(name: "BD-09 to WGS 84 (public approximation)", ChineseOffset.wgs84(fromBD09:)))
        case .projection:
            stages.append(.operation(try ProjOperation(unprojecting: source, in: context)))
        case .otherDatum:
            stages.append(.operation(try ProjOperation(from: source, to: .wgs84, area: area, in: context)))
        }
    }

    /// From WGS 84 degrees to `target`.
    private mutating func addDeparture(to target: CoordinateReference, area: Box?, in context: ProjContext) throws {
        switch target.basis {
        case .degrees: break
        case .gcj02:
            stages.append(.offset(name: "WGS 84 to GCJ-02 (public approximation)", ChineseOffset.gcj02(fromWGS84:)))
        case .bd09:
            stages.append(.offset(name: "WGS 84 to BD-09 (public approximation)", ChineseOffset.bd09(fromWGS84:)))
        case .projection:
            stages.append(.operation(try ProjOperation(projecting: target, in: context)))
        case .otherDatum:
            stages.append(.operation(try ProjOperation(from: .wgs84, to: target, area: area, in: context)))
        }
    }
}
