import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting

/// Writes what was walked as a picture, or as layers for QGIS; the ending of the path says which.
///
/// A command builds the map's words, asks for the pieces, and leaves the rest to this:
/// ```swift
/// let file = try CoveragePictures(path: output, keeping: [options.path])   // before any work is done
/// let map = CoverageMap(title: …, subtitles: […], footer: …, theme: .coverage, asOf: instant, language: …)
/// try file.write(pieces, outlines: leaves.compactMap(CoverageMap.Outline.init), on: map)
/// ```
struct CoveragePictures {
    /// What is written.
    enum Form: String, CaseIterable {
        case svg, png, gpkg

        /// The form that a path's ending stands for; nil when it stands for none of these.
        init?(path: String) {
            guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
            self.init(rawValue: path[path.index(after: dot)...].lowercased())
        }
    }

    private let path: String
    private let form: Form

    /// Checks where to write.
    ///
    /// - Parameters:
    ///   - path: A path that ends in `.svg`, `.png` or `.gpkg`.
    ///   - kept: The store and what else is read, which must not be replaced.
    /// - Throws: ``PictureFileError`` for another ending; ``CommandError/wouldOverwrite(path:)``.
    init(path: String, keeping kept: [String]) throws {
        guard let form = Form(path: path) else { throw PictureFileError(path: path) }
        try OutputPath.check(path, besides: kept)
        (self.path, self.form) = (path, form)
    }

    /// Writes the file, which appears whole or not at all.
    ///
    /// - Parameters:
    ///   - pieces: The pieces of line.
    ///   - outlines: The districts that a picture shows; layers hold the pieces alone.
    ///   - map: What the picture says; layers take their classes of age and their language from it.
    /// - Throws: ``PictureError``, ``PictureFailure``, ``FeatureWriteError``, ``GDALFailure``.
    func write(_ pieces: [CoveragePiece], outlines: [CoverageMap.Outline], on map: CoverageMap) throws {
        switch form {
        case .svg: try WholeFile.write(Array(map.picture(of: pieces, outlines: outlines).svg.utf8), to: path)
        case .png:
            let picture = try map.picture(of: pieces, outlines: outlines)
            try WholeFile.write(picture.png(scale: min(2, picture.largestScale)), to: path)
        case .gpkg: try CoverageLayers(map).write(pieces, to: path)
        }
    }
}

/// A path whose ending stands for no picture and no layers.
struct PictureFileError: Error, Worded {
    let path: String

    var words: Words {
        Words(
            zh: "不知道 \(path) 是什么格式；结尾请用 .svg、.png 或 .gpkg",
            en: "the ending of \(path) stands for no picture; use .svg, .png or .gpkg"
        )
    }
}
