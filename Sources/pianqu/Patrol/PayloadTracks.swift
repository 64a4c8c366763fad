import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook

/// The payloads of telephones in a file: one in each line, or one that is the whole file.
final class PayloadTracks: TrackSource {
    /// How payloads are read.
    struct Options {
        let named: TrackProtocol
        /// Who carried the device; nil when its record says.
        let staff: String?
        /// The device that stood outside the payloads.
        let device: String?
        let speedUnit: (String) -> SpeedUnit?
        let transform: ((inout [Point]) throws -> Void)?
    }

    let path: String
    private let options: Options
    private let byteCount: Int
    private var lines: LineReader
    private var whole: [TrackRow]?

    /// Opens a file.
    ///
    /// - Throws: `FeatureFileError`.
    init(path: String, options: Options) throws {
        self.path = path
        self.options = options
        let (file, size) = try PlainFile.open(path)
        byteCount = size
        lines = LineReader(file, limit: PayloadLimits.file.bytes)
        guard options.named.isJSON, size <= PayloadLimits.file.bytes, try !Self.startsWithPayload(path, options)
        else { return }
        let bytes = try [UInt8](PlainFile.open(path).file.readToEnd() ?? Data())
        // A file that is no payload either is judged line by line.
        whole = (try? decode(bytes, row: 1)) ?? nil
    }

    var progress: Double? { byteCount > 0 ? min(1, Double(lines.bytesRead) / Double(byteCount)) : nil }

    func next() throws -> [TrackRow]? {
        if let rows = whole {
            whole = []
            return rows.isEmpty ? nil : rows
        }
        guard let line = try lines.next() else { return nil }
        guard let bytes = line.bytes else { return [unreadable(line.number, .tooLarge(limitBytes: lines.limit))] }
        if bytes.allSatisfy({ [0x20, 0x09, 0x0d].contains($0) }) { return [] }
        do { return try decode(bytes, row: line.number) } catch let error as PayloadError {
            return [unreadable(line.number, error)]
        }
    }

    /// Whether the first line that is not blank is a payload by itself.
    private static func startsWithPayload(_ path: String, _ options: Options) throws -> Bool {
        var lines = LineReader(try PlainFile.open(path).file, limit: PayloadLimits.file.bytes)
        while let line = try lines.next() {
            guard let bytes = line.bytes else { return false }
            do { _ = try options.named.decode(bytes, limits: .file) } catch PayloadError.empty { continue } catch {
                return false
            }
            return true
        }
        return true
    }

    private func unreadable(_ row: Int, _ error: PayloadError) -> TrackRow {
        TrackRow(row: row, .unreadable(field: nil, reason: error.words))
    }

    private func decode(_ bytes: [UInt8], row: Int) throws -> [TrackRow] {
        let payload = try options.named.decode(
            bytes,
            device: options.device,
            limits: .file,
            unit: options.speedUnit
        )
        return payload.records.map { record in
            guard case .fix(var fix) = record, let transform = options.transform else {
                return TrackRow(row: row, record, staff: options.staff)
            }
            var places = [fix.place]
            // What has no place in the stated system has none at all.
            fix.place = (try? transform(&places)).map { places[0] } ?? Point(x: .nan, y: .nan)
            return TrackRow(row: row, .fix(fix), staff: options.staff)
        }
    }
}

/// A file that is read from its beginning, as it is.
enum PlainFile {
    /// Opens a file, and says its size.
    ///
    /// - Throws: `FeatureFileError`.
    static func open(_ path: String) throws -> (file: FileHandle, size: Int) {
        var isDirectory: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw FeatureFileError.notFound(path: path)
        }
        guard !isDirectory.boolValue else { throw FeatureFileError.isDirectory(path: path) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let file = FileHandle(forReadingAtPath: path) else { throw FeatureFileError.notReadable(path: path) }
        let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        guard size > 0 || attributes?[.type] as? FileAttributeType != .typeRegular else {
            throw FeatureFileError.zeroBytes(path: path)
        }
        return (file, size)
    }
}

/// The lines of a file, one at a time.
struct LineReader {
    /// A line by its number; nothing of one that is too long.
    struct Line {
        let number: Int
        let bytes: [UInt8]?
    }

    /// The most bytes of a line.
    let limit: Int
    private(set) var bytesRead = 0
    private let file: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0

    init(_ file: FileHandle, limit: Int) { (self.file, self.limit) = (file, limit) }

    /// The next line; nil after the last.
    mutating func next() throws -> Line? {
        var bytes: [UInt8] = []
        var (isTooLong, isAnything) = (false, false)
        while true {
            if position == buffer.count {
                buffer = [UInt8](try file.read(upToCount: 1 << 18) ?? Data())
                position = 0
                bytesRead += buffer.count
                if buffer.isEmpty { break }
            }
            isAnything = true
            let end = buffer[position...].firstIndex(of: 0x0a)
            let piece = buffer[position..<(end ?? buffer.count)]
            position = end.map { $0 + 1 } ?? buffer.count
            if bytes.count + piece.count > limit { (isTooLong, bytes) = (true, []) }
            if !isTooLong { bytes += piece }
            if end != nil { break }
        }
        guard isAnything else { return nil }
        number += 1
        return Line(number: number, bytes: isTooLong ? nil : bytes)
    }
}
