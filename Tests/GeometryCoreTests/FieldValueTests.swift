import GeometryCore
import Testing

@Suite struct FieldValueTests {
    @Test(
        arguments: [
            (FieldValue.null, nil), (.integer(.min), "-9223372036854775808"), (.text(""), ""), (.text(" 台区 "), " 台区 "),
            (.real(3), "3"), (.real(-0.0), "0"), (.real(0.1), "0.1"), (.real(-2.5), "-2.5"),
            (.real(1e15), "1000000000000000"), (.real(-9_007_199_254_740_991), "-9007199254740991"),
            (.real(0x1p62), "4611686018427387904"), (.real(1e-7), "1e-07"),
        ] as [(FieldValue, String?)]
    )
    func printsAsText(value: FieldValue, expected: String?) {
        #expect(value.text == expected)
    }

    /// What Int64 cannot hold keeps the text of the double, and reads back equal.
    @Test(arguments: [0x1p63, -0x1p63, -0x1.8p63, 1e300, .greatestFiniteMagnitude, 0x1p-1074, .infinity, -.infinity])
    func extremeRealsReadBack(value: Double) throws {
        let text = try #require(FieldValue.real(value).text)
        #expect(Double(text) == value)
        #expect(!text.hasSuffix(".0"))
    }

    @Test func notANumberHasTextButIsNone() {
        #expect(FieldValue.real(.nan).text == "nan")
        #expect(FieldValue.real(.nan).number == nil)
    }

    @Test(
        arguments: [
            (FieldValue.null, nil), (.integer(-7), -7), (.real(2.5), 2.5), (.text("12.5"), 12.5), (.text("  12"), 12),
            (.text("12  "), 12), (.text("\t-1e3\r\n"), -1000), (.text("12 kV"), nil), (.text(""), nil),
            (.text("   "), nil),
            (.text("1,5"), nil), (.text("nan"), nil), (.text("Inf"), nil), (.text("1e999"), nil), (.text("三"), nil),
        ] as [(FieldValue, Double?)]
    )
    func readsAsNumber(value: FieldValue, expected: Double?) {
        #expect(value.number == expected)
    }
}
