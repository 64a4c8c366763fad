import FeatureFiles
import GeometryCore

private let scratch = ScratchFolder()
private let suffixes = ["gpx", "kml", "gml", "osm"]

/// XML formats, whose values GDAL hands on as they stand: every row is read or refused.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let suffix = suffixes[Int(pieces.byte()) % suffixes.count]
    let path = scratch.write("a." + suffix, pieces.remainder())
    do {
        let options = FeatureSourceOptions(layer: suffix == "osm" ? "points" : nil)
        _ = try readAll(FeatureReader(path: path, options: options))
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
