public import Foundation
import Synchronization

/// Starts processes one at a time.
///
/// Foundation's `Process.run` of Swift 6.3 on Linux was seen to crash, copying memory, when tests start processes at the
/// same moment; once started, they run side by side.
public enum ProcessLaunch {
    private static let turn = Mutex(())

    /// Starts a process that is set up.
    public static func start(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
