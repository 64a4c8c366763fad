public import GeometryCore
import SpatialIndex
public import Territory

/// Finds out by which way a caller is fed, from what a store says of customers, meter boxes and lines.
///
/// A customer's record names the transformer. The meter box is the nearest one under that transformer, and so supposed;
/// where nobody says who calls, so is everything else.
public struct SupplyNetwork: Sendable {
    private struct MeterBox: Sendable {
        let code: String
        let line: String
        let place: Point
    }

    /// How far from a customer the meter box may hang, in metres.
    private static let reach = 60.0
    /// How many boxes are looked at until one is under the customer's transformer.
    private static let tries = 12

    private let store: any TerritoryStore
    private let boxes: [MeterBox]
    private let tree: PackedRTree

    /// Reads the meter boxes of a store.
    ///
    /// - Throws: The store's errors.
    /// - Complexity: O(*n* log *n*) in meter boxes.
    public init(store: any TerritoryStore) throws {
        self.store = store
        var boxes: [MeterBox] = []
        let line = Layer.meterBoxes.index(of: "line")
        try store.forEachRecord(in: .meterBoxes, version: nil) { record in
            guard let place = record.place, let line = record.values[line].text else { return }
            boxes.append(MeterBox(code: record.code, line: line, place: place))
        }
        self.boxes = boxes
        tree = PackedRTree(boxes: boxes.map { Box($0.place, $0.place) })
    }

    /// By which way a caller is fed.
    ///
    /// - Parameters:
    ///   - customer: The customer's code, if known.
    ///   - asset: What the call is about, if known.
    ///   - place: Where, WGS 84 longitude and latitude in degrees.
    ///   - accuracyMetres: How far the true place may be away.
    /// - Returns: Nil when nothing says so, or what is named is not there; ``knows(_:)`` tells which.
    /// - Throws: The store's errors.
    public func supply(
        customer: String?,
        asset: NetworkDevice?,
        place: Point,
        accuracyMetres: Double
    ) throws -> Supply? {
        if let asset, let found = try supply(of: asset) { return found }
        if let customer, let record = try store.record(in: .customers, code: customer) {
            guard let transformer = record.values[Layer.customers.index(of: "transformer")].text else { return nil }
            let near = try box(near: record.place ?? place) { $0 == transformer }
            return Supply(
                transformer: transformer,
                line: near?.line,
                meterBox: near?.code,
                isSupposed: near != nil
            )
        }
        guard accuracyMetres <= Self.reach, let near = try box(near: place, where: { _ in true }),
            let transformer = try transformer(ofLine: near.line)
        else { return nil }
        return Supply(transformer: transformer, line: near.line, meterBox: near.code, isSupposed: true)
    }

    /// Whether the store has such a device.
    ///
    /// - Throws: The store's errors.
    public func knows(_ device: NetworkDevice) throws -> Bool {
        try store.record(in: device.kind.layer, code: device.code) != nil
    }

    /// Whether the store has such a customer.
    ///
    /// - Throws: The store's errors.
    public func knows(customer: String) throws -> Bool { try store.record(in: .customers, code: customer) != nil }

    private func supply(of device: NetworkDevice) throws -> Supply? {
        switch device.kind {
        case .transformer: return try knows(device) ? Supply(transformer: device.code) : nil
        case .line:
            return try transformer(ofLine: device.code).map { Supply(transformer: $0, line: device.code) }
        case .meterBox:
            let record = try store.record(in: .meterBoxes, code: device.code)
            guard let line = record?.values[Layer.meterBoxes.index(of: "line")].text else { return nil }
            return try transformer(ofLine: line).map {
                Supply(transformer: $0, line: line, meterBox: device.code)
            }
        }
    }

    private func transformer(ofLine code: String) throws -> String? {
        try store.record(in: .lines, code: code)?.values[Layer.lines.index(of: "transformer")].text
    }

    /// The nearest box within reach whose transformer will do.
    private func box(near place: Point, where isFit: (String) -> Bool) throws -> MeterBox? {
        let metric = LocalMetric(latitude: place.y)
        var near: [MeterBox] = []
        tree.nearest(
            to: place,
            metric: metric,
            within: Self.reach,
            distance: { metric.distance(boxes[$0].place, place) },
            { number, _ in
                near.append(boxes[number])
                return near.count < Self.tries
            }
        )
        return try near.first { try transformer(ofLine: $0.line).map(isFit) ?? false }
    }
}

extension NetworkDevice.Kind {
    /// The layer in which such devices are.
    public var layer: Layer {
        switch self {
        case .meterBox: .meterBoxes
        case .line: .lines
        case .transformer: .transformers
        }
    }
}

extension CallAsset {
    /// What a call about a device is about.
    public init(_ kind: NetworkDevice.Kind) {
        switch kind {
        case .meterBox: self = .meterBox
        case .line: self = .line
        case .transformer: self = .transformer
        }
    }

    /// The kind of device; nil for a customer's own installation.
    public var device: NetworkDevice.Kind? {
        switch self {
        case .customer: nil
        case .meterBox: .meterBox
        case .line: .line
        case .transformer: .transformer
        }
    }
}
