public import GeometryCore
import Projection
import SpatialIndex

extension Checker {
    /// The findings in the layers that lie in the districts: orphans, duplicates, unplaced and outside records, and
    /// customers whose transformer stands in another leaf.
    ///
    /// - Parameters:
    ///   - store: Where the records are.
    ///   - atlas: The districts they should fit; nil leaves out what needs districts.
    ///   - report: Receives the findings as they are found; nothing is kept in memory.
    /// - Throws: What `report` throws; the store's errors.
    /// - Complexity: O(*n* log *n*) in records; memory for the codes of transformers and lines, and some ten bytes a
    ///   customer.
    public func recordFindings(
        in store: any TerritoryStore,
        atlas: Atlas?,
        _ report: (Finding) throws -> Void
    ) throws {
        let transformers = try Sites(of: .transformers, in: store, atlas)
        let lines = try Sites(of: .lines, in: store, nil)
        let references: [(layer: Layer, field: String, targets: Sites)] = [
            (.customers, "transformer", transformers), (.lines, "transformer", transformers),
            (.poles, "line", lines), (.meterBoxes, "line", lines),
        ]
        for (layer, field, targets) in references {
            try orphans(layer, field, targets, in: store, report)
        }
        try feederless(in: store, report)
        for layer in [Layer.customers, .transformers, .poles, .meterBoxes] {
            try misplaced(layer, in: store, atlas, report)
        }
        for layer in [Layer.customers, .transformers, .poles, .meterBoxes, .lines] {
            try duplicates(layer, in: store, report)
        }
        for layer in [Layer.defects, .work] { try strayReports(layer, in: store, atlas, report) }
        guard let atlas else { return }
        try linesOutside(in: store, atlas, report)
        try supplyConflicts(transformers, in: store, atlas, report)
    }

    private func orphans(
        _ layer: Layer,
        _ field: String,
        _ targets: Sites,
        in store: any TerritoryStore,
        _ report: (Finding) throws -> Void
    ) throws {
        let index = layer.index(of: field)
        try store.forEachRecord(in: layer, version: nil) { record in
            guard let target = record.values[index].text else {
                let detail = Finding.Detail.noReference(field: field)
                return try report(record.finding(.orphan, .warning, layer, detail: detail))
            }
            guard !targets.contains(target) else { return }
            let detail = Finding.Detail.danglingReference(field: field)
            try report(record.finding(.orphan, .warning, layer, others: [target], detail: detail))
        }
    }

    private func feederless(in store: any TerritoryStore, _ report: (Finding) throws -> Void) throws {
        let index = Layer.transformers.index(of: "feeder")
        try store.forEachRecord(in: .transformers, version: nil) { record in
            guard record.values[index] == .null else { return }
            let detail = Finding.Detail.noReference(field: "feeder")
            try report(record.finding(.orphan, .warning, .transformers, detail: detail))
        }
    }

    private func misplaced(
        _ layer: Layer,
        in store: any TerritoryStore,
        _ atlas: Atlas?,
        _ report: (Finding) throws -> Void
    ) throws {
        try store.forEachRecord(in: layer, version: nil) { record in
            guard let place = record.place else { return try report(record.finding(.unplaced, .warning, layer)) }
            guard let atlas, atlas.leaf(at: place) == nil else { return }
            let metres = atlas.borders.nearest(to: place)?.metres
            try report(record.finding(.outside, .warning, layer, metres: metres))
        }
    }

    /// Records of one layer that share their geometry; for customers, who may share a meter box, their address too.
    private func duplicates(
        _ layer: Layer,
        in store: any TerritoryStore,
        _ report: (Finding) throws -> Void
    ) throws {
        // Hashes first, so that only the few that recur are kept whole.
        var seen: Set<Int> = []
        var repeated: Set<Int> = []
        try store.forEachRecord(in: layer, version: nil) { record in
            guard let twin = Twin(record, layer), !seen.insert(twin.hashValue).inserted else { return }
            repeated.insert(twin.hashValue)
        }
        guard !repeated.isEmpty else { return }
        var first: [Twin: String] = [:]
        try store.forEachRecord(in: layer, version: nil) { record in
            guard let twin = Twin(record, layer), repeated.contains(twin.hashValue) else { return }
            guard let original = first[twin] else { return first[twin] = record.code }
            try report(record.finding(.duplicate, .warning, layer, others: [original]))
        }
    }

    private func linesOutside(
        in store: any TerritoryStore,
        _ atlas: Atlas,
        _ report: (Finding) throws -> Void
    ) throws {
        let splitter = LineSplitter(atlas)
        try store.forEachRecord(in: .lines, version: nil) { record in
            guard case .multiLineString(let parts) = record.geometry else { return }
            let outside = splitter.segments(of: record.code, parts).filter { $0.code == nil }
            let metres = outside.reduce(0) { $0 + $1.metres }
            guard metres > limits.lineOutsideMetres else { return }
            let shape = Geometry.multiLineString(outside.map(\.course))
            try report(record.finding(.outside, .warning, .lines, metres: metres, geometry: shape))
        }
    }

    private func supplyConflicts(
        _ transformers: Sites,
        in store: any TerritoryStore,
        _ atlas: Atlas,
        _ report: (Finding) throws -> Void
    ) throws {
        let index = Layer.customers.index(of: "transformer")
        try store.forEachRecord(in: .customers, version: nil) { record in
            guard let place = record.place, let ground = atlas.leaf(at: place),
                let transformer = record.values[index].text, let supply = transformers.leaf(of: transformer),
                supply != ground.code
            else { return }
            let metres = transformers.place(of: transformer).map { Geodesic.grs80.distance(place, $0) }
            try report(
                record.finding(
                    .supplyGround,
                    .warning,
                    .customers,
                    others: [transformer],
                    metres: metres,
                    detail: .leaves(supply: supply, ground: ground.code)
                )
            )
        }
    }
}

/// The codes of a layer, where its points stand, and in which leaf.
private struct Sites {
    private var places: [String: Point?] = [:]
    private var leaves: [String: String] = [:]

    init(of layer: Layer, in store: any TerritoryStore, _ atlas: Atlas?) throws {
        var (places, leaves) = (places, leaves)
        try store.forEachRecord(in: layer, version: nil) { record in
            places[record.code] = record.place
            if let place = record.place, let leaf = atlas?.leaf(at: place) { leaves[record.code] = leaf.code }
        }
        (self.places, self.leaves) = (places, leaves)
    }

    func contains(_ code: String) -> Bool { places[code] != nil }
    func place(of code: String) -> Point? { places[code] ?? nil }
    func leaf(of code: String) -> String? { leaves[code] }
}

/// What makes two records of a layer seem one thing.
private struct Twin: Hashable {
    let geometry: Geometry
    let address: FieldValue

    /// Nil for a record that says too little to tell.
    init?(_ record: LayerRecord, _ layer: Layer) {
        guard let geometry = record.geometry else { return nil }
        address = layer == .customers ? record.values[layer.index(of: "address")] : .null
        if layer == .customers && address == .null { return nil }
        self.geometry = geometry
    }
}

extension LayerRecord {
    /// The position of a point record; nil for others and without one.
    public var place: Point? {
        if case .point(let place) = geometry { place } else { nil }
    }

    func finding(
        _ kind: Finding.Kind,
        _ severity: Finding.Severity,
        _ layer: Layer,
        others: [String] = [],
        metres: Double? = nil,
        geometry: Geometry? = nil,
        detail: Finding.Detail = .plain
    ) -> Finding {
        let shape = geometry ?? self.geometry
        return Finding(
            kind,
            severity,
            layer,
            code: code,
            others: others,
            metres: metres,
            place: place ?? shape?.firstPoint,
            geometry: shape,
            detail: detail
        )
    }
}

extension Geometry {
    /// A point of the geometry.
    fileprivate var firstPoint: Point? {
        switch self {
        case .point(let point): point
        case .multiPoint(let points): points.first
        case .lineString(let line): line.points.first
        case .multiLineString(let lines): lines.first?.points.first
        case .polygon(let polygon): polygon.shell.points.first
        case .multiPolygon(let area): area.polygons.first?.shell.points.first
        case .collection(let members): members.first?.firstPoint
        }
    }
}
