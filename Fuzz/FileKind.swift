@testable import FeatureFiles

private let scratch = ScratchFolder()
private let suffixes = [
    "", "csv", "dbf", "dxf", "geojson", "geojsonl", "gml", "kml", "kmz", "osm", "pbf", "shp", "tsv",
]

/// What format a file is in, told from its bytes and its name.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let path = scratch.write("a." + suffixes[Int(pieces.byte()) % suffixes.count], pieces.remainder())
    do {
        let format = try SourceFormat.recognise(path)
        if format == .geoJSONSeq {
            expect(try RecordCount.count(path: path) <= bytes.count, "more records than bytes")
        }
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
