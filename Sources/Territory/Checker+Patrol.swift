import GeometryCore
import SpatialIndex

extension Checker {
    /// Defects or work on assets that are not there, without any place, or outside every leaf.
    func strayReports(
        _ layer: Layer,
        in store: any TerritoryStore,
        _ atlas: Atlas?,
        _ report: (Finding) throws -> Void
    ) throws {
        let (kind, asset) = (layer.index(of: "asset_kind"), layer.index(of: "asset"))
        try store.forEachRecord(in: layer, version: nil) { record in
            let target = try record.values[asset].text.map { code in
                let home = record.values[kind].text.flatMap(Self.layer(ofAsset:))
                return (code: code, record: try home.flatMap { try store.record(in: $0, code: code) })
            }
            if let target, target.record == nil {
                let detail = Finding.Detail.danglingReference(field: "asset")
                try report(record.finding(.orphan, .warning, layer, others: [target.code], detail: detail))
            }
            guard let place = record.place else {
                if target?.record?.geometry == nil { try report(record.finding(.unplaced, .warning, layer)) }
                return
            }
            guard let atlas, atlas.leaf(at: place) == nil else { return }
            try report(record.finding(.outside, .warning, layer, metres: atlas.borders.nearest(to: place)?.metres))
        }
    }

    /// The layer that holds assets of a kind, as the layers of patrol spell the kind; nil for no kind.
    static func layer(ofAsset kind: String) -> Layer? {
        switch kind {
        case "line": .lines
        case "service_drop": .serviceDrops
        case "pole": .poles
        case "meter_box": .meterBoxes
        case "transformer": .transformers
        default: nil
        }
    }
}
