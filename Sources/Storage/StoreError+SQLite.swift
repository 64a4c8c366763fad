import GRDB

extension StoreError {
    /// What an error of SQLite means for the store at `path`; a ``DatabaseFailure`` when it means nothing of ours.
    static func meaning(of error: DatabaseError, path: String) -> any Error {
        // The first thing a full disk keeps SQLite from doing is to make room in the file readers share.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return StoreError.full(path: path) }
        return switch error.resultCode {
        case .SQLITE_NOTADB: StoreError.notAGeoPackage(path: path)
        case .SQLITE_CORRUPT: StoreError.corrupt(path: path, detail: error.message ?? "")
        case .SQLITE_BUSY, .SQLITE_LOCKED: StoreError.busy(path: path)
        case .SQLITE_READONLY: StoreError.readOnly(path: path)
        case .SQLITE_FULL: StoreError.full(path: path)
        case .SQLITE_PERM, .SQLITE_CANTOPEN: StoreError.notPermitted(path: path)
        default: DatabaseFailure(error)
        }
    }
}

extension DatabaseFailure {
    /// Keeps the code and the message, and leaves out the statement and its values.
    init(_ error: DatabaseError) {
        self.init(code: Int(error.extendedResultCode.rawValue), message: error.message ?? "")
    }
}
