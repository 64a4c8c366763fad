public import Foundation
public import GeometryCore
public import Patrol
public import Phrasebook

/// A map of what was walked: lines in the colours of their classes over the outlines of districts, with a legend that
/// says how many metres each class has.
///
/// It says nothing but what it is given, and holds no time of its own making: the same input gives the same bytes.
public struct CoverageMap: Sendable {
    /// The outline of a district, with its name as a label.
    public struct Outline: Hashable, Sendable {
        /// The district's code.
        public var code: String
        /// Its name, which is written where it fits.
        public var name: String
        /// Its area, WGS 84 longitude and latitude in degrees.
        public var area: MultiPolygon

        /// Creates an outline.
        public init(code: String, name: String, area: MultiPolygon) {
            self.code = code
            self.name = name
            self.area = area
        }
    }

    /// Lines and points that help to find one's way: roads, transformers.
    public struct Backdrop: Hashable, Sendable {
        /// What they are, for the legend; empty for no entry.
        public var caption: String
        /// Lines, WGS 84 longitude and latitude in degrees.
        public var lines: [LineString]
        /// Points, likewise.
        public var points: [Point]

        /// Creates a backdrop.
        public init(caption: String, lines: [LineString] = [], points: [Point] = []) {
            self.caption = caption
            self.lines = lines
            self.points = points
        }
    }

    /// The widths that a picture may have, in pixels.
    public static let widths = 400...4000

    /// The heading.
    public var title: String
    /// Lines beneath the heading.
    public var subtitles: [String]
    /// What stands at the foot: parameters, how far the data reach, the hash of what they were made from.
    public var footer: String
    /// What the colours mean.
    public var theme: CoverageTheme
    /// The instant that ages are counted to.
    public var instant: Date
    /// The language of the legend.
    public var language: Language
    /// The width of the picture in pixels.
    public var width: Int
    /// What helps to find one's way.
    public var backdrops: [Backdrop] = []

    /// Creates a map.
    ///
    /// - Parameters:
    ///   - title: The heading.
    ///   - subtitles: Lines beneath it.
    ///   - footer: What stands at the foot.
    ///   - theme: What the colours mean.
    ///   - instant: The instant that ages are counted to.
    ///   - language: The language of the legend; the texts above are the caller's.
    ///   - width: The width in pixels, one of ``widths``.
    public init(
        title: String,
        subtitles: [String] = [],
        footer: String = "",
        theme: CoverageTheme,
        asOf instant: Date,
        language: Language,
        width: Int = 1200
    ) {
        self.title = title
        self.subtitles = subtitles
        self.footer = footer
        self.theme = theme
        self.instant = instant
        self.language = language
        self.width = width
    }

    /// Draws pieces over outlines.
    ///
    /// Neighbouring pieces of one line and class are one path, whatever order they come in. Places that are none on the
    /// globe are not drawn, but their metres count.
    ///
    /// - Parameters:
    ///   - pieces: The pieces of line.
    ///   - outlines: The districts; those of one level, since all are labelled.
    /// - Returns: The picture; one that says so when there are no pieces.
    /// - Throws: ``PictureError/badWidth(_:)``.
    /// - Complexity: O(*n* log *n*) in the points of all input.
    public func picture(of pieces: [CoveragePiece], outlines: [Outline] = []) throws -> Picture {
        guard Self.widths.contains(width) else { throw PictureError.badWidth(width) }
        // One order for everything, sums of metres included.
        let pieces = pieces.sorted(by: MapPaths.precedes)
        let sums = ClassSums(pieces, theme, asOf: instant)
        let layout = MapLayout(self, extent: extent(of: pieces, outlines))
        var drawing = MapDrawing(map: self, layout: layout, sums: sums)
        return drawing.draw(pieces, outlines)
    }

    /// The box around all places that are drawn.
    func extent(of pieces: [CoveragePiece], _ outlines: [Outline]) -> Box {
        var box = Box.empty
        for piece in pieces { box.extend(to: MapFrame.extent(of: piece.course.points)) }
        for polygon in outlines.flatMap(\.area.polygons) { box.extend(to: MapFrame.extent(of: polygon.shell.points)) }
        guard box.isEmpty else { return box }
        for backdrop in backdrops {
            box.extend(to: MapFrame.extent(of: backdrop.points + backdrop.lines.flatMap(\.points)))
        }
        return box
    }
}
