import GeometryCore
public import Territory

/// The assets of a bureau as pieces in the leaves of one atlas.
///
/// Assets without a geometry are in no piece; `pianqu check` names them.
public struct PatrolInventory: Sendable {
    /// The pieces: by kind of asset, then by code, those of a line from its first point to its last.
    public let pieces: [PatrolPiece]

    /// Some pieces.
    public init(pieces: [PatrolPiece]) { self.pieces = pieces }

    /// Reads the assets of some kinds.
    ///
    /// - Parameters:
    ///   - store: Where they are.
    ///   - atlas: The leaves.
    ///   - assets: The kinds that are asked about.
    /// - Throws: The store's errors.
    public init(store: any TerritoryStore, atlas: Atlas, assets: Set<PatrolAsset>) throws {
        var pieces: [PatrolPiece] = []
        let splitter = LineSplitter(atlas)
        for asset in PatrolAsset.allCases where assets.contains(asset) {
            try store.forEachRecord(in: asset.layer, version: nil) { record in
                if asset.isDevice {
                    guard let place = record.place else { return }
                    pieces.append(Self.device(asset, record.code, place, atlas))
                } else {
                    pieces += Self.stretches(asset, record, splitter, atlas)
                }
            }
        }
        self.pieces = pieces
    }

    private static func device(_ asset: PatrolAsset, _ code: String, _ place: Point, _ atlas: Atlas) -> PatrolPiece {
        let leaf = atlas.leaf(at: place)
        return PatrolPiece(
            asset: asset,
            code: code,
            leaf: leaf?.code,
            path: leaf.map { atlas.hierarchy.path(to: $0.code).map(\.code) } ?? [],
            areaClass: leaf?.areaClass,
            course: [place]
        )
    }

    private static func stretches(
        _ asset: PatrolAsset,
        _ record: LayerRecord,
        _ splitter: LineSplitter,
        _ atlas: Atlas
    ) -> [PatrolPiece] {
        guard case .multiLineString(let parts) = record.geometry else { return [] }
        func text(_ field: String) -> String? { record.values[Layer.lines.index(of: field)].text }
        let kind = text("kind").flatMap(LineKind.init)
        // The layer of lines holds the service drops too.
        guard asset == .serviceDrop || kind != .serviceDrop else { return [] }
        return splitter.segments(of: record.code, parts).map { segment in
            PatrolPiece(
                asset: asset,
                code: record.code,
                leaf: segment.code,
                path: segment.path,
                areaClass: segment.code.flatMap(atlas.hierarchy.district)?.areaClass,
                lineKind: kind,
                fromMetres: segment.fromMetres,
                toMetres: segment.toMetres,
                course: segment.course.points,
                inServiceFrom: text("in_service_from").flatMap { LocalDay($0) },
                inServiceTo: text("in_service_to").flatMap { LocalDay($0) }
            )
        }
    }
}
