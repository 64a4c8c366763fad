import GeometryCore
import SpatialIndex
public import Territory

/// The poles, meter boxes and transformers of a bureau, to be found from legs: one picture of the store, immutable.
public struct DeviceSites: Sendable {
    /// One device.
    public struct Site: Hashable, Sendable {
        /// Its kind.
        public let asset: PatrolAsset
        /// Its code.
        public let code: String
    }

    /// The devices, kind by kind in the order of their codes' bytes.
    public let sites: [Site]
    let grid: SiteGrid

    /// Reads the devices of a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - policy: How far each kind reaches.
    /// - Throws: The store's errors.
    public init(store: any TerritoryStore, policy: PatrolPolicy.Visits) throws {
        var (sites, places, reaches): ([Site], [Point], [Double]) = ([], [], [])
        for asset in PatrolAsset.allCases where asset.isDevice {
            let reach = policy.metres(of: asset)
            try store.forEachRecord(in: asset.layer, version: nil) { record in
                guard let place = record.place else { return }
                sites.append(Site(asset: asset, code: record.code))
                places.append(place)
                reaches.append(reach)
            }
        }
        self.sites = sites
        grid = SiteGrid(sites: places, reaches: reaches)
    }

    /// No devices.
    public init() {
        sites = []
        grid = SiteGrid(sites: [], reaches: [])
    }
}

extension PatrolPolicy.Visits {
    /// How near a device of a kind is visited, in metres.
    func metres(of asset: PatrolAsset) -> Double {
        switch asset {
        case .pole: poleMetres
        case .meterBox: meterBoxMetres
        case .transformer: transformerMetres
        case .line, .serviceDrop: 0
        }
    }

    /// How long a device of a kind is visited, in seconds.
    func seconds(of asset: PatrolAsset) -> Double {
        switch asset {
        case .pole: poleSeconds
        case .meterBox: meterBoxSeconds
        case .transformer: transformerSeconds
        case .line, .serviceDrop: 0
        }
    }
}
