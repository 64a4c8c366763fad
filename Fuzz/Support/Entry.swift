import Glibc

/// What libFuzzer calls with every input; each target says in `fuzz` what it does with one.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    unsafe fuzz(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}

/// Ends the run: libFuzzer keeps the input as a finding.
func finding(_ what: String) -> Never {
    let line = Array("finding: \(what)\n".utf8)
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    abort()
}

/// A property that holds for every input.
func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
    if !condition { finding(what()) }
}
