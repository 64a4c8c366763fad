@testable import FeatureFiles
import GeometryCore

/// Well-known text: what is read is written and read back equal, to the last bit.
func fuzz(_ bytes: [UInt8]) {
    _ = GDALLibrary.isReady
    let log = GDALErrorLog()
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    switch GeometryReader.read(wellKnownText: text, log: log) {
    case nil: return
    case .failure(let error): _ = error.words
    case .success(let geometry):
        expect(!text.utf8.contains(0), "what follows a zero byte is lost")
        let written = WellKnownText.encode(geometry)
        guard case .success(let again)? = GeometryReader.read(wellKnownText: written, log: log) else {
            finding("\(written) does not read")
        }
        expect(again == geometry, "\(written) reads back different")
    }
}
