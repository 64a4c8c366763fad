public import Foundation
public import GeometryCore

/// Why a store refuses, or cannot do, what was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no file at `path`.
    case notFound(path: String)
    /// There is something at `path` already; it is never overwritten.
    case alreadyExists(path: String)
    /// The user may not read the file at `path`.
    case notPermitted(path: String)
    /// The file is no GeoPackage: not SQLite, or SQLite without the GeoPackage mark.
    case notAGeoPackage(path: String)
    /// The file is a GeoPackage that another program made.
    case notAPianquStore(path: String)
    /// The store was made by a newer version of this program.
    case newerSchema(found: Int, known: Int)
    /// The store is older than this program and was opened for reading only, so it cannot be brought up to date.
    case olderSchema(found: Int, known: Int)
    /// Another process, or this one, already has the store open for writing.
    case inUse(path: String)
    /// Another program kept the file locked for five seconds.
    case busy(path: String)
    /// The store, or its file, can only be read.
    case readOnly(path: String)
    /// The disk, or the folder for temporary files, is full. Nothing was changed.
    case full(path: String)
    /// The file is damaged; `detail` is what SQLite says.
    case corrupt(path: String, detail: String)
    /// The folder cannot be written to, so the lock file or a backup has no place in it.
    case unwritableFolder(path: String)
    /// The newest changes lie in the `-wal` file beside the store, and the folder does not let them be read.
    case pendingChanges(path: String)
    /// The change is saved, but could not be moved from the `-wal` file into the main file.
    case checkpointFailed(DatabaseFailure)
    /// A feature's geometry cannot be read; another program wrote it.
    case unreadableGeometry(table: String, fid: Int64, GeometryError)
    /// A text holds the character NUL, which no database keeps.
    case unstorableText(field: String, row: Int)
    /// A table lacks a row, or holds a value, without which the store makes no sense.
    case inconsistent(table: String, column: String)
    /// There is no draft of the districts to publish.
    case noDraft
    /// A version must take effect after the newest published one, which does so at `validFrom`.
    case notAfterPredecessor(validFrom: Date, timeZone: TimeZone)
    /// A finished copy differs from the store in this table, or fails its check.
    case backupDiffers(table: String)
}

/// A failure that the database library reports and that no rule of ours explains.
public struct DatabaseFailure: Error, Hashable, Sendable {
    /// The library's code; for SQLite the extended result code.
    public let code: Int
    /// The library's message, which names tables and columns but never bound values.
    public let message: String

    /// Creates a failure.
    public init(code: Int, message: String) {
        self.code = code
        self.message = message
    }
}
