import FeatureFiles
import GeometryCore

private let scratch = ScratchFolder()

/// A Shapefile of four parts, read to the end.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    for part in ["shx", "dbf", "cpg"] {
        let content = pieces.piece()
        if content.isEmpty { scratch.remove("a." + part) } else { scratch.write("a." + part, content) }
    }
    let path = scratch.write("a.shp", pieces.remainder())
    do {
        let reader = try FeatureReader(path: path)
        let rows = try readAll(reader)
        // Fewer are right: rows that the table marks as deleted are counted and not read.
        expect(reader.featureCount.map { rows <= $0 } ?? true, "\(rows) rows of \(reader.featureCount ?? 0)")
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
