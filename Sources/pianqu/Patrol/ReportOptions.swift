public import ArgumentParser
import Foundation
import GeometryCore
public import Patrol
import Phrasebook
import Response
import Storage
import Territory

/// Where something is that is reported, and by whom.
struct ReportOptions: ParsableArguments {
    @Argument(help: PatrolHelp.place.help)
    var place: String?

    @Option(name: .long, help: PatrolHelp.asset.help)
    var asset: AssetName?

    @Option(name: .long, help: PatrolHelp.photo.help)
    var photo: String?

    @Option(name: .long, help: PatrolHelp.note.help)
    var note: String?

    @Option(name: .long, help: TicketHelp.key.help)
    var key: String?

    @Option(name: .long, help: PatrolHelp.when.help)
    var at: String?

    /// The place that is named; nil when only an asset is.
    ///
    /// - Throws: ``DefectRefusal/nowhere`` when neither is; what the search for the place throws.
    func point(of store: GeoPackageStore, at instant: Date) throws -> Point? {
        guard let place else {
            if asset == nil { throw DefectRefusal.nowhere }
            return nil
        }
        let atlas = try AtlasShelf(store: store).atlas(asOf: instant)
        return try CallPlace(place, accuracy: 0, in: atlas, of: store, at: instant).point
    }
}

extension AssetName: ExpressibleByArgument {
    /// The asset that `meter_box:B0001` names; nil when that is none.
    public init?(argument: String) { self.init(argument) }
}

extension DefectSeverity: ExpressibleByArgument {}
extension WorkKind: ExpressibleByArgument {}

extension DefectRefusal {
    /// How the command ends.
    var status: ExitStatus {
        switch self {
        case .unknownAsset, .unknown, .alreadyCleared: .no
        case .nowhere, .clearedTooEarly, .future, .keyUsed, .notAText: .wrongUse
        }
    }
}

/// The leaves in which reports lie, where there are districts.
struct ReportPlaces {
    let atlas: Atlas?
    private let places: AssetPlaces

    init(_ store: GeoPackageStore, at instant: Date) {
        // Before there are districts, defects can be kept already.
        atlas = try? AtlasShelf(store: store).atlas(asOf: instant)
        places = AssetPlaces(store: store)
    }

    /// The place of a report: its own, else its asset's.
    func place(_ own: Point?, _ asset: AssetName?) throws -> Point? {
        try own ?? asset.flatMap { try places.find($0).place }
    }

    /// The codes from the highest unit down to the leaf.
    func path(_ place: Point?) -> [String] {
        guard let atlas, let leaf = place.flatMap(atlas.leaf) else { return [] }
        return atlas.hierarchy.path(to: leaf.code).map(\.code)
    }

    /// The unit of a level on a path.
    func unit(_ path: [String], at level: DistrictLevel) -> String {
        (level == .subdistrict ? nil : path.first { atlas?.hierarchy.district($0)?.level == level }) ?? path.last ?? ""
    }

    /// - Throws: `CommandError.unknownDistrict` for a unit that is not there.
    func require(_ district: String?) throws {
        guard let district, atlas?.hierarchy.district(district) == nil else { return }
        throw CommandError.unknownDistrict(district)
    }
}
