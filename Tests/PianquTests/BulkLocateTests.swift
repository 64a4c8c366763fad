import Foundation
import TestSupport
import Testing

/// A file of places, each row out with its answer.
@Suite struct BulkLocateTests {
    private static let added = ["status", "code", "path", "margin_m", "others", "note"]

    private func locate(_ input: Data, _ arguments: String...) throws -> Command.Outcome {
        try Command.run(["locate", "--file", "-"] + arguments, input: input, in: SmallCounty.folder())
    }

    @Test(arguments: ["\n", "\r\n"], [",", ";", "\u{feff},", "\u{feff};"])
    func anyCSVIsReadAndGivenBack(lineEnd: String, markAndSeparator: String) throws {
        let separator = String(markAndSeparator.unicodeScalars.suffix(1))
        let hasMark = markAndSeparator.unicodeScalars.count > 1
        let records = [
            ["lon", "lat", "备注", "empty", "001"], ["119.11", "25.31", "\"海滨路\n一号\(separator) 甲\"", "", "007"],
            ["119.13", "25.33", " 空格 ", "\"\"", "1e3"],
        ]
        let text = (hasMark ? "\u{feff}" : "") + records.map { $0.joined(separator: separator) + lineEnd }.joined()
        let outcome = try locate(Data(text.utf8)).mustBeDone()
        let table = CSVTable(outcome.text)
        #expect(table.header == ["lon", "lat", "备注", "empty", "001"] + Self.added)
        #expect(
            table.rows.map { Array($0.prefix(5)) } == [
                ["119.11", "25.31", "海滨路\n一号\(separator) 甲", "", "007"], ["119.13", "25.33", " 空格 ", "", "1e3"],
            ]
        )
        #expect(table.column("code") == ["D1-1", "D2-2"] && table.column("path") == ["S1/D1/D1-1", "S1/D2/D2-2"])
    }

    @Test func everyStatusIsMet() throws {
        let rows: [(text: String, status: String, code: String)] = [
            ("119.11,25.31,,", "inside", "D1-1"), ("119.12,25.31,,", "boundary", "D1-1"),
            ("119.12,25.32,,", "boundary", "D1-1"),
            ("119.1199,25.31,50,", "uncertain", "D1-1"), ("119.1199,25.31,1,", "inside", "D1-1"),
            ("119.1199,25.31,1e308,", "uncertain", ""), ("119.5,25.31,,", "outside", ""),
            ("25.31,119.11,,", "invalid", ""),
            ("nan,25.31,,", "invalid", ""), ("inf,25.31,,", "invalid", ""), ("x,25.31,,", "invalid", ""),
            (",,,", "invalid", ""),
            ("119.11,25.31,-1,", "invalid", ""), ("119.11,25.31,nan,", "invalid", ""),
            ("119.11,25.31,near,", "invalid", ""),
            ("119.11,25.31,,soon", "invalid", ""), ("119.11,25.31,,2020-01-01", "invalid", ""),
            ("119.11,25.31,,2026-02-30", "invalid", ""), ("119.11,25.31,,2028-02-29", "inside", "D1-1"),
        ]
        let text = "lon,lat,accuracy_m,as_of\n" + rows.map { $0.text + "\n" }.joined()
        let table = CSVTable(try locate(Data(text.utf8)).mustBeDone().text)
        #expect(table.rows.count == rows.count)
        for (row, (status, (code, note))) in zip(
            rows,
            zip(table.column("status"), zip(table.column("code"), table.column("note")))
        ) {
            #expect(status == row.status, "\(row.text)")
            if !row.code.isEmpty || status == "outside" { #expect(code == row.code, "\(row.text)") }
            #expect((status == "inside" || status == "boundary") == note.isEmpty, "\(row.text)")
        }
    }

    @Test func columnsOfOurNamesAreKept() throws {
        let input = Data("lon,lat,status,code\n119.11,25.31,mine,X\n".utf8)
        let table = CSVTable(try locate(input).mustBeDone().text)
        let answer = ["located_status", "located_code", "path", "margin_m", "others", "note"]
        #expect(table.header == ["lon", "lat", "status", "code"] + answer)
        #expect(
            table.rows == [["119.11", "25.31", "mine", "X", "inside", "D1-1", "S1/D1/D1-1", table.rows[0][7], "", ""]]
        )
        // A form that reads a row by names must not lose one of the two.
        let text = try locate(input, "--format", "ndjson").mustBeDone().text
        #expect(text.contains("\"status\":\"mine\"") && text.contains("\"located_status\":\"inside\""))
    }

    @Test func otherColumnsAndSystems() throws {
        let input = Data("north,east,lon\n25.31,119.11,far\n".utf8)
        #expect(CSVTable(try locate(input, "--x", "east", "--y", "north").text).column("code") == ["D1-1"])
        #expect(try locate(input, "--x", "east").status == 3)
        #expect(try locate(input, "--x", "east", "--y", "ghost").status == 3)
        // The middle of D1-1 in zone 40 of CGCS2000, by the Krüger series to a metre.
        let grid = Data("x,y\n40410337,2800402\n".utf8)
        #expect(CSVTable(try locate(grid, "--crs", "EPSG:4528").text).column("status") == ["inside"])
    }

    @Test func aHundredThousandRowsAgreeWithArithmetic() throws {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let count = 100_000
        var text = "lon,lat\n"
        var expected: [String] = []
        for _ in 0..<count {
            // Tenths of a millionth of a degree, so that borders are never met by accident.
            let (x, y) = (Int.random(in: 0..<600_000, using: &random), Int.random(in: 0..<600_000, using: &random))
            let (east, north) = (1_191_000_000 + x, 253_000_000 + y)
            text += "\(east / 10_000_000).\(String(east % 10_000_000)),25.\(north - 250_000_000)\n"
            if x % 200_000 == 0 || y % 200_000 == 0 || x > 400_000 || y > 400_000 {
                expected.append("")
            } else {
                expected.append("D\(x / 200_000 + 1)-\(y / 200_000 + 1)")
            }
        }
        let start = ContinuousClock.now
        let outcome = try locate(Data(text.utf8)).mustBeDone()
        #expect(ContinuousClock.now - start < .seconds(60))
        let lines = outcome.output.split(separator: UInt8(ascii: "\n")).dropFirst()
        #expect(lines.count == count)
        let inputs = text.split(separator: "\n").dropFirst()
        var wrong = 0
        for (line, (input, code)) in zip(lines, zip(inputs, expected)) {
            guard line.starts(with: input.utf8) else { wrong += 1; continue }
            let cells = line.dropFirst(input.utf8.count + 1).split(
                separator: UInt8(ascii: ","),
                omittingEmptySubsequences: false
            )
            let found = String(decoding: cells[1], as: UTF8.self)
            if !code.isEmpty && found != code { wrong += 1 }
        }
        #expect(wrong == 0, "seed \(seed)")
    }
}
