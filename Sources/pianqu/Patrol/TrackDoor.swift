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
    ///   - gate: What judges a position by itself; a dry run goes no further.
    ///   - isDryRun: Whether nothing is kept.
    /// - Returns: Who takes the positions.
    /// - Throws: ``TrackFileError/noLedger``.
    static func open(_ store: GeoPackageStore, gate: FixGate, isDryRun: Bool) throws -> any TrackIntake {
        guard isDryRun else { throw TrackFileError.noLedger }
        return gate
    }
}
