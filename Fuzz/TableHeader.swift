@testable import FeatureFiles

private let scratch = ScratchFolder()

/// A .dbf's header and the probe of its text.
func fuzz(_ bytes: [UInt8]) {
    let path = scratch.write("table.dbf", bytes)
    do {
        guard let header = try DBFHeader(path: path) else { return }
        expect(header.headerLength <= bytes.count, "a header longer than the file")
        expect(header.expectedSize >= header.headerLength, "a size that overflows")
        expect(header.textColumns.allSatisfy { $0.upperBound <= header.recordLength }, "a column beyond the record")
        _ = try header.probe(path: path).encoding
        _ = try ShapefileCheck.decoder(path: path, stated: nil)
        try ShapefileCheck.check(path)
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
