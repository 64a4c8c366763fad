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

    init(_ features: FeatureReader, reader: TrackRowReader) { (self.features, self.reader) = (features, reader) }

    var path: String { features.path }
    var progress: Double? { features.progress }

    func next() throws -> [TrackRow]? {
        switch try features.next() {
        case nil: nil
        case .feature(let feature): reader.rows(of: feature)
        case .bad(let bad):
            [TrackRow(row: bad.row, .unreadable(field: bad.field, reason: bad.problem.words))]
        }
    }
}

/// Which part of a file holds tracks.
///
/// GPX shows its track points in a layer of their own, besides layers of waypoints, routes and whole tracks.
struct TrackLayer {
    private static let points = "track_points"

    /// The options with the layer chosen.
    let options: FeatureSourceOptions
    /// Whether there are waypoints or routes too, which are not read.
    let hasOthers: Bool

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
        } catch FeatureFileError.severalLayers(let available) where available.contains("tracks") {
            options.layer = Self.points
            hasOthers = true
        } catch FeatureFileError.severalLayers(let available) where Set(available) == ["waypoints", "routes"] {
            throw TrackFileError.noTrackPoints
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
