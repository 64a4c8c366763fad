import FeatureFiles
import GeometryCore

private let scratch = ScratchFolder()

/// GeoJSON and its text sequences: every row is accounted for, and geometries written again read back the same.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let name = pieces.byte() & 1 == 0 ? "a.geojson" : "a.geojsonl"
    let path = scratch.write(name, pieces.remainder())
    do {
        var geometries: [Geometry] = []
        _ = try readAll(FeatureReader(path: path)) { geometries.append($0) }
        for geometry in geometries { try checkRoundTrip(geometry) }
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}

/// Rings are turned when written, so the texts are compared and not the geometries.
private func checkRoundTrip(_ geometry: Geometry) throws {
    let text = GeoJSON.encode(geometry)
    let feature = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(text)}"
    var again: [String] = []
    _ = try readAll(FeatureReader(path: scratch.write("again.geojson", Array(feature.utf8)))) {
        again.append(GeoJSON.encode($0))
    }
    expect(again == [text], "\(text) reads back as \(again)")
}
