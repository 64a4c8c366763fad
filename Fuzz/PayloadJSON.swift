import Foundation
@testable import Patrol

/// JSON as the decoders read it: never deeper than the limit, and nothing that Foundation calls no JSON.
func fuzz(_ bytes: [UInt8]) {
    let limits = PayloadLimits(bytes: 2048, depth: 16, records: 1)
    do {
        let value = try JSONReader.read(bytes[...], limits: limits)
        expect(depth(of: value) <= limits.depth, "nested too deep")
        expect(isFoundationJSON(bytes), "Foundation calls it no JSON")
    } catch let error as PayloadError {
        _ = error.words
        if case .notJSON(let offset) = error { expect((0...bytes.count).contains(offset), "an offset beyond the end") }
    } catch {
        finding("untyped error \(error)")
    }
}

private func depth(of value: JSONValue) -> Int {
    switch value {
    case .list(let items): 1 + (items.map(depth(of:)).max() ?? 0)
    case .object(let object): 1 + (object.members.map { depth(of: $0.value) }.max() ?? 0)
    default: 0
    }
}

/// Foundation refuses numbers that are beyond a `Double`, or that it cannot write down exactly, and some zeros.
private func isFoundationJSON(_ bytes: [UInt8]) -> Bool {
    let data = Data(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...])
    do {
        _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        return true
    } catch {
        let hasExponent = bytes.contains { $0 | 0x20 == UInt8(ascii: "e") }
        let hasLongNumber = bytes.split { !(0x30...0x39).contains($0) }.contains { $0.count > 15 }
        return hasExponent || hasLongNumber
    }
}
