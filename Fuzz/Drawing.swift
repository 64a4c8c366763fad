@testable import FeatureFiles

private let scratch = ScratchFolder()

/// What is looked at in a DXF before GDAL opens it.
func fuzz(_ bytes: [UInt8]) {
    let path = scratch.write("a.dxf", bytes)
    do {
        try? DrawingCheck.checkEnd(path)
        let decoder = try DrawingCheck.decoder(path: path, stated: nil)
        expect(!decoder.encoding.isEmpty, "an encoding without a name")
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
