import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Territory

/// The positions of a file, row by row.
protocol TrackSource: AnyObject {
    /// The file that is read.
    var path: String { get }
    /// How much was read, from 0 to 1; nil when that is not known.
    var progress: Double? { get }
    /// The next rows, none or several; nil after the last.
    func next() throws -> [TrackRow]?
}

/// The features of a vector file or a table, as positions.
final class FeatureTracks: TrackSource {
    private let features: FeatureReader
    private let reader: TrackRowReader
    private let isGPX: Bool
    private var lastRow = 0
    private var lacking: Int?

    init(_ features: FeatureReader, reader: TrackRowReader, isGPX: Bool) {
        (self.features, self.reader, self.isGPX) = (features, reader, isGPX)
    }

    var path: String { features.path }
    var progress: Double? { features.progress }

    func next() throws -> [TrackRow]? {
        guard lacking == nil else { return try nextLacking() }
        switch try features.next() {
        case nil: return try nextLacking()
        case .feature(let feature):
            lastRow = feature.row
            return reader.rows(of: feature)
        case .bad(let bad):
            lastRow = bad.row
            return [TrackRow(row: bad.row, .unreadable(field: bad.field, reason: bad.problem.words))]
        }
    }

    /// After the last row: one for each track point that the reader of GPX passes over in silence.
    private func nextLacking() throws -> [TrackRow]? {
        if lacking == nil { lacking = isGPX ? try TrackPointCount.count(path) - lastRow : 0 }
        guard let left = lacking, left > 0 else { return nil }
        lacking = left - 1
        lastRow += 1
        let reason = Words(zh: "某个轨迹点没有 lat 或 lon", en: "a track point somewhere has no lat or no lon")
        return [TrackRow(row: lastRow, .refused(.notAPlace, field: nil, reason: reason))]
    }
}

/// How many track points a GPX file has.
enum TrackPointCount {
    private static let mark = Array("<trkpt".utf8)

    static func count(_ path: String) throws -> Int {
        let file = try PlainFile.open(path).file
        var (count, matched) = (0, 0)
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            for byte in piece {
                // No letter of the mark but the first is a `<`, so this finds each.
                matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
                if matched == mark.count { (count, matched) = (count + 1, 0) }
            }
        }
        return count
    }
}

/// Which part of a file holds tracks.
///
/// GPX shows its track points in a layer of their own, besides layers of waypoints, routes and whole tracks.
struct TrackLayer {
    private static let points = "track_points"
    private static let ofGPX: Set = ["waypoints", "routes", "tracks"]

    /// The options with the layer chosen.
    let options: FeatureSourceOptions
    /// Whether there are waypoints or routes too, which are not read.
    let hasOthers: Bool
    /// Whether the layer is that of a GPX file's track points.
    var isGPX: Bool { options.layer == Self.points }

    /// Finds the layer.
    ///
    /// - Throws: ``TrackFileError/noTrackPoints``; `FeatureFileError`.
    init(of path: String, options given: FeatureSourceOptions) throws {
        var options = given
        guard given.layer == nil else {
            (self.options, hasOthers) = (given, false)
            return
        }
        do {
            let reader = try FeatureReader(path: path, options: given)
            let isGPX = reader.layerNames.contains(Self.points)
            if isGPX {
                // The only layer with anything in it, if there is one.
                if reader.layer != "tracks", try reader.next() != nil { throw TrackFileError.noTrackPoints }
                options.layer = Self.points
            }
            hasOthers = false
        } catch FeatureFileError.severalLayers(let available) where available.contains(Self.points) {
            // Another format, made of GPX.
            options.layer = Self.points
            hasOthers = false
        } catch FeatureFileError.severalLayers(let available) where Set(available).isSubset(of: Self.ofGPX) {
            guard available.contains("tracks") else { throw TrackFileError.noTrackPoints }
            options.layer = Self.points
            hasOthers = true
        }
        self.options = options
    }

    /// Says what of the file is not read.
    func sayRest() {
        guard hasOthers else { return }
        Console.say(
            Words(
                zh: "航点（waypoint）和路线（route）不是走过的轨迹，未读取",
                en: "waypoints and routes are no tracks, and were not read"
            )
        )
    }
}
