public import Foundation

/// The one door that positions come in by, whoever sent them.
///
/// Handing the same positions in again, in other batches or another order, must leave the same state: files are
/// imported twice, and telephones repeat what was not acknowledged.
public protocol TrackIntake {
    /// Takes a batch.
    ///
    /// - Parameters:
    ///   - fixes: The positions, in whatever order.
    ///   - now: The instant by which they are judged.
    /// - Returns: What became of each, in the order of `fixes`.
    /// - Throws: The store's errors; then nothing of the batch is kept.
    mutating func take(_ fixes: [RawFix], at now: Date) throws -> [FixReceipt]
}
