import Foundation
import Patrol
import Storage
import Territory

/// Where the positions of files go: the composition root of what was walked.
enum TrackDoor {
    /// Opens the door.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - isDryRun: Whether nothing is kept.
    /// - Returns: Who takes the positions.
    /// - Throws: The store's errors.
    static func open(_ store: GeoPackageStore, isDryRun: Bool) throws -> any TrackIntake {
        // A store without lines takes tracks too; what they cover is found when lines are there (`patrol rebuild`).
        try PatrolOffice(store, needsLines: false).keeper(isRehearsal: isDryRun)
    }
}
