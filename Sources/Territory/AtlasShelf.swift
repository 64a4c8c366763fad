public import Foundation
import Synchronization

/// The atlases of a bureau's district versions, each made when it is first asked for.
public final class AtlasShelf: Sendable {
    private let store: any TerritoryStore
    /// The versions, oldest first, the draft last.
    public let versions: [DistrictVersion]
    private let made = Mutex<[Int: Atlas]>([:])

    /// Opens a shelf over the versions that the store holds now.
    public init(store: any TerritoryStore) throws {
        self.store = store
        versions = try store.districtVersions()
    }

    /// The atlas of the version in force at an instant.
    ///
    /// - Throws: ``VersionError`` when none is in force.
    public func atlas(asOf instant: Date) throws -> Atlas {
        guard let version = versions.first(where: { $0.isInForce(at: instant) }) else {
            let published = versions.filter { !$0.isDraft }
            guard let first = published.compactMap(\.validFrom).min() else {
                throw versions.isEmpty ? VersionError.noDistricts : VersionError.notPublished
            }
            throw VersionError.beforeFirst(first, try store.bureau().timeZone)
        }
        return try atlas(of: version)
    }

    /// The atlas of one version, a draft included.
    public func atlas(of version: DistrictVersion) throws -> Atlas {
        try made.withLock { made in
            if let atlas = made[version.number] { return atlas }
            let atlas = try Atlas(version: version, hierarchy: hierarchy(of: version))
            made[version.number] = atlas
            return atlas
        }
    }

    /// The units of one version, a draft included; unlike an atlas it may hold no polygon at all.
    public func hierarchy(of version: DistrictVersion) throws -> Hierarchy {
        var records: [LayerRecord] = []
        try store.forEachRecord(in: .districts, version: version.isDraft ? nil : version.number) {
            records.append($0)
        }
        return try Hierarchy(records)
    }

    /// The draft if there is one, else the newest published version.
    ///
    /// - Throws: ``VersionError/noDistricts``.
    public func newest() throws -> DistrictVersion {
        guard let newest = versions.last else { throw VersionError.noDistricts }
        return newest
    }
}

/// Why no district version answers.
public enum VersionError: Error, Hashable, Sendable {
    /// No districts were ever imported.
    case noDistricts
    /// There is only a draft.
    case notPublished
    /// The first version takes effect later than the instant asked about.
    case beforeFirst(Date, TimeZone)
}
