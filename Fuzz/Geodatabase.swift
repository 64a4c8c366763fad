@testable import FeatureFiles

private let scratch = ScratchFolder()

/// The row index of a file geodatabase, whose header claims how long it is.
func fuzz(_ bytes: [UInt8]) {
    scratch.write("a00000001.gdbtablx", bytes)
    do {
        try GeodatabaseCheck.check(scratch.path)
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
