#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Turns the bytes of one file's texts into strings, strictly: what is not valid is a problem, never a wrong letter.
@safe final class TextDecoder {
    /// The canonical name of the encoding.
    let encoding: String
    private let onUTF8: UTF8Policy
    private let converter: iconv_t?
    private var output: [UInt8] = []

    /// What becomes of a text that is UTF-8 with characters of three bytes or more, in a file of another encoding.
    enum UTF8Policy {
        /// A person stated the encoding: it is converted like any other.
        case convert
        /// The file mixes encodings, so it is a problem.
        case refuse
        /// The reader itself produced it, from an escape sequence.
        case accept
    }

    /// Makes ready to decode `encoding`, a name in any usual spelling.
    init(encoding: String, onUTF8: UTF8Policy) throws {
        let name = EncodingName.canonical(encoding)
        self.encoding = name
        self.onUTF8 = onUTF8
        guard name != "UTF-8" else {
            unsafe converter = nil
            return
        }
        // The C library would take no name for that of the user's locale.
        guard !name.isEmpty else { throw FeatureFileError.unknownEncoding(name: encoding) }
        let converter = unsafe iconv_open("UTF-8", name)
        // iconv_open returns (iconv_t)-1 for a name it does not know.
        guard Int(bitPattern: converter) != -1 else { throw FeatureFileError.unknownEncoding(name: encoding) }
        unsafe self.converter = converter
    }

    deinit {
        if let converter = unsafe converter { unsafe iconv_close(converter) }
    }

    /// The text of `bytes`, or what is wrong with them.
    ///
    /// With `mayBeCut`, a half character at the end is dropped: a .dbf cuts values at the field's width.
    func decode(_ bytes: ArraySlice<UInt8>, mayBeCut: Bool = false) -> Result<String, RowProblemError> {
        let asUTF8 = String(validating: bytes, as: UTF8.self)
        guard unsafe converter != nil else {
            if let text = asUTF8 { return .success(text) }
            let whole = mayBeCut ? bytes.dropLast(UTF8Scan.cutLength(bytes)) : bytes[...]
            return String(validating: whole, as: UTF8.self).map(Result.success) ?? failure(.text(encoding: encoding))
        }
        if let text = asUTF8 {
            if bytes.allSatisfy({ $0 < 0x80 }) { return .success(text) }
            if onUTF8 != .convert && UTF8Scan.hasWideCharacter(bytes) {
                return onUTF8 == .accept ? .success(text) : failure(.mixedEncoding(encoding: encoding))
            }
        }
        return converted(bytes, mayBeCut: mayBeCut).map(Result.success) ?? failure(.text(encoding: encoding))
    }

    private func failure(_ problem: RowProblem) -> Result<String, RowProblemError> {
        .failure(RowProblemError(problem: problem))
    }

    private func converted(_ bytes: ArraySlice<UInt8>, mayBeCut: Bool) -> String? {
        var input = bytes.map { CChar(bitPattern: $0) }
        let capacity = 4 * input.count + 16
        if output.count < capacity { output = [UInt8](repeating: 0, count: capacity) }
        var written = 0
        let isComplete = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBytes { target in
                var from = source.baseAddress
                var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var fromLeft = source.count
                var toLeft = target.count
                let converter = unsafe self.converter
                _ = unsafe iconv(converter, nil, nil, nil, nil)
                // iconv returns (size_t)-1 with EINVAL when the input ends within a character, EILSEQ when it is
                // invalid.
                let result = unsafe iconv(converter, &from, &fromLeft, &to, &toLeft)
                guard result != -1 || (errno == EINVAL && mayBeCut) else { return false }
                // A letter that a mark might still follow is held back until this call.
                let flushed = unsafe iconv(converter, nil, nil, &to, &toLeft)
                written = target.count - toLeft
                return flushed != -1
            }
        }
        return isComplete ? String(validating: output[..<written], as: UTF8.self) : nil
    }
}

/// ``RowProblem`` on its way through a `Result`.
struct RowProblemError: Error {
    let problem: RowProblem
}
