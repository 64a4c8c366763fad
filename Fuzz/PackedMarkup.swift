@testable import FeatureFiles

private let scratch = ScratchFolder()

/// A KMZ, whose directory says how large it is unpacked: that is added up before anything is unpacked.
func fuzz(_ bytes: [UInt8]) {
    let path = scratch.write("a.kmz", bytes)
    expect(GDALLibrary.unpackedSize(ofArchive: path) >= 0, "a size below nothing")
    do {
        _ = try readAll(FeatureReader(path: path))
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
