@testable import FeatureFiles

private let encodings = [
    "UTF-8", "GB18030", "CP950", "CP932", "CP949", "CP1252", "CP1258", "CP1255", "ISO-8859-1", "CP437", "BIG5-HKSCS",
]

/// Text in any encoding: valid or a problem, never a wrong letter; what is cut within a character loses that one alone.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let choice = Int(pieces.byte())
    let text = pieces.remainder()[...]
    checkProbe(text)
    do {
        if choice < encodings.count {
            try check(text, encodings[choice])
        } else {
            // The name itself comes from a .cpg, a drawing or the command line.
            let name = String(decoding: text.prefix(24), as: UTF8.self)
            let canonical = EncodingName.canonical(name)
            expect(EncodingName.canonical(canonical) == canonical, "\(name) → \(canonical) is not canonical")
            _ = try TextDecoder(encoding: name, onUTF8: .refuse).decode(text.dropFirst(24))
        }
    } catch let error as FeatureFileError {
        _ = error.words
        expect(choice >= encodings.count, "\(encodings[choice]) is not known")
    } catch {
        finding("untyped error \(error)")
    }
}

private func check(_ bytes: ArraySlice<UInt8>, _ encoding: String) throws {
    let decoder = try TextDecoder(encoding: encoding, onUTF8: .convert)
    for policy in [TextDecoder.UTF8Policy.accept, .refuse] {
        if case .failure(let error) = try TextDecoder(encoding: encoding, onUTF8: policy).decode(bytes) {
            _ = error.problem.words
        }
    }
    guard case .success(let text) = decoder.decode(bytes) else { return }
    if encoding == "UTF-8" { expect(text.utf8.elementsEqual(bytes), "UTF-8 came out different") }
    expect(text.unicodeScalars.count <= bytes.count, "more characters than bytes")
    expect(bytes.isEmpty == text.isEmpty, "a text that vanished")
    // The last letter is as sure as the others: what follows it changes nothing.
    if case .success(let longer) = decoder.decode(bytes + [0x0a]) {
        expect(longer == text + "\n", "\(encoding) reads otherwise before a line's end")
    }
    // Where marks join the letter before, a cut may change that letter.
    guard !["CP1258", "CP1255", "BIG5-HKSCS"].contains(encoding) else { return }
    // A table column cuts where it likes: what is whole before the cut stays.
    for length in max(0, bytes.count - 5)..<bytes.count {
        guard case .success(let cut) = decoder.decode(bytes.prefix(length), mayBeCut: true) else {
            finding("\(encoding) cut at \(length) of \(bytes.count) is refused")
        }
        expect(text.unicodeScalars.starts(with: cut.unicodeScalars), "\(encoding) cut at \(length) reads otherwise")
    }
}

/// The probe's own scanner says the same as the standard library.
private func checkProbe(_ bytes: ArraySlice<UInt8>) {
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    expect((UTF8Scan.scan(bytes) != .invalid) == isUTF8, "the scanner errs")
    var probe = EncodingProbe()
    probe.add(bytes)
    expect((probe.encoding == "UTF-8") == isUTF8, "the probe errs")
    var cut = EncodingProbe()
    cut.add(bytes, mayBeCut: true)
    expect(!isUTF8 || cut.encoding == "UTF-8", "a text that may be cut is refused whole")
}
