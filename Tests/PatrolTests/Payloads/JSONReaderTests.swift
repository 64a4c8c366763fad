import Foundation
import TestSupport
import Testing

@testable import Patrol

/// JSON against Foundation's reader, and where ours is stricter.
@Suite struct JSONReaderTests {
    private static let limits = PayloadLimits(bytes: 1 << 20, depth: 32, records: 10)

    private func read(_ text: String) throws -> JSONValue {
        try JSONReader.read(Array(text.utf8)[...], limits: Self.limits)
    }

    @Test(arguments: UInt64(0)..<200)
    func madeUpDocumentsAreReadAsFoundationReadsThem(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = Self.document(depth: 0, &random)
        let expected = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        #expect(Self.isSame(try read(text), expected), "\(seed): \(text)")
    }

    @Test(arguments: [
        "", "  ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "[1 2]", "01", "1.", ".5", "+1", "1e", "- 1", "nul", "NaN",
        "Infinity", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"a",
        "{} {}", "[1]]", "'a'", "{\"a\"}", "\u{feff}\u{feff}1",
    ])
    func whatIsNoJSONIsRefused(text: String) { #expect(throws: PayloadError.self) { try read(text) } }

    @Test(arguments: [
        [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0xfe, 0xff, 0, 0x31],
    ])
    func textIsUTF8(bytes: [UInt8]) {
        #expect(throws: PayloadError.self) { try JSONReader.read(bytes[...], limits: Self.limits) }
    }

    @Test(arguments: ["[", "{\"a\":", "[[],{\"a\":"])
    func aHundredThousandBracketsAreAnError(opening: String) {
        let bomb = String(repeating: opening, count: 100_000)
        #expect(throws: PayloadError.tooDeep(limit: 32)) { try read(bomb) }
    }

    @Test func nestingEndsAtTheLimit() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try read(nested(32))
        #expect(throws: PayloadError.tooDeep(limit: 32)) { try read(nested(33)) }
    }

    @Test(arguments: UInt64(0)..<100)
    func numbersAreReadToTheLastPlace(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let number = Double(bitPattern: random.next())
        guard number.isFinite else { return }
        #expect(try read("\(number)") == .number(number), "\(seed)")
    }

    @Test func aNumberTooLargeIsInfinite() throws {
        #expect(try read("1e400") == .number(.infinity))
        #expect(try read("[0e1,-0,1E-2]") == .list([.number(0), .number(-0.0), .number(0.01)]))
    }

    @Test func oneMemberOfSeveralIsNotChosen() throws {
        guard case .object(let object) = try read("{\"a\":1,\"a\":2,\"b\":3}") else {
            Issue.record("no object")
            return
        }
        #expect(try object.member("b", told: .noTime) == .number(3))
        #expect(throws: RecordFault.self) { try object.member("a", told: .noTime) }
    }

    private static func document(depth: Int, _ random: inout SeededGenerator) -> String {
        let space = [" ", "", "\n", "\t"].randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &random) {
        case 0: return space + (Bool.random(using: &random) ? "true" : "false") + space
        case 1: return "null"
        case 2: return "\(Int.random(in: -1_000_000...1_000_000, using: &random))"
        case 3:
            let text = "\(Double.random(in: -1...1, using: &random))"
            return text + (text.contains("e") ? "" : "e\(Int.random(in: -20...20, using: &random))")
        case 4: return text(&random)
        case 5:
            let items = (0..<Int.random(in: 0...4, using: &random)).map { _ in document(depth: depth + 1, &random) }
            return "[" + space + items.joined(separator: ",") + "]" + space
        default:
            let members = (0..<Int.random(in: 0...4, using: &random)).map { number in
                "\"k\(number)\"" + space + ":" + document(depth: depth + 1, &random)
            }
            return space + "{" + members.joined(separator: "," + space) + space + "}"
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let parts = ["a", "片区", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "😀", " ", "\\b\\f\\r\\t"]
        return "\"" + (0..<6).map { _ in parts.randomElement(using: &random) ?? "" }.joined() + "\""
    }

    private static func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours {
        case .null: theirs is NSNull
        case .bool(let value): (theirs as? NSNumber)?.boolValue == value
        // Foundation is off by a last place now and then: 0.5257887838235222e15.
        case .number(let value): (theirs as? NSNumber).map { abs($0.doubleValue - value) <= 4 * value.ulp } ?? false
        case .text(let value): theirs as? String == value
        case .list(let items):
            (theirs as? [Any]).map { $0.count == items.count && zip(items, $0).allSatisfy(isSame) } ?? false
        case .object(let object):
            (theirs as? [String: Any]).map { found in
                found.count == object.members.count
                    && object.members.allSatisfy { member in
                        found[member.name].map { isSame(member.value, $0) } ?? false
                    }
            } ?? false
        }
    }
}
