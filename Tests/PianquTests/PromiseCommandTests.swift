import Foundation
import Testing

/// The promise map, asked of the command.
@Suite struct PromiseCommandTests {
    private static let monday = ["--at", "2026-11-02T09:00:00+08:00"]

    /// A1 and A3 at the ends of one road, A2 on another that does not join it; 0.8 of 45 km/h are 10 m/s.
    private static func folder(limit: String = "90", more: String = "") throws -> TemporaryFolder {
        let folder = try DutyCommandTests.folder()
        let roads = SmallCounty.collection([
            SmallCounty.feature(
                "\"id\":\"R1\",\"highway\":\"residential\",\"maxspeed\":\"45\"",
                "\"LineString\",\"coordinates\":[[119.105,25.31],[119.13,25.31]]"
            ),
            SmallCounty.feature(
                "\"id\":\"R2\",\"highway\":\"residential\",\"maxspeed\":\"45\"",
                "\"LineString\",\"coordinates\":[[119.112,25.33],[119.118,25.33]]"
            ),
        ])
        try folder.write("roads.geojson", roads)
        try folder.run("import", "roads", "roads.geojson").mustBeDone()
        try folder.write("rules.yaml", "arrival_limits: {urban: 1, rural: \(limit), remote: 1}\n")
        if !more.isEmpty {
            try folder.write("more.csv", "code,name,phone,lon,lat\n" + more)
            try folder.run("import", "customers", "more.csv", "--crs", "EPSG:4326").mustBeDone()
        }
        return folder
    }

    private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> (Command.Outcome, CSVTable) {
        let outcome = try Command.run(["promise"] + arguments + Self.monday + ["--format", "csv"], in: folder)
        return (outcome, CSVTable(outcome.text))
    }

    /// Seconds at 10 m/s along a parallel at 25.31° N, by the ellipsoid: 100.69 m a thousandth of a degree.
    private static func isNear(_ text: String, degrees: Double) -> Bool {
        abs((Double(text) ?? -1) - degrees * 10_068.9) < 0.2
    }

    @Test func customersHaveTheirFirstAndSecond() throws {
        let (outcome, table) = try run(Self.folder(), "--by", "customer")
        #expect(outcome.status == 0, "\(outcome.summary)")
        let rows = table.rows
        #expect(rows.map { $0[0] } == ["C1", "C2", "C3"] && rows.map { $0[1] } == ["D1-1", "D2-2", "D2-1"])
        #expect(rows.map { $0[2] } == ["A1", "A2", "A3"] && rows.map { $0[4] } == ["A3", "", "A1"])
        #expect(Self.isNear(rows[0][3], degrees: 0.006) && Self.isNear(rows[0][5], degrees: 0.019))
        #expect(Self.isNear(rows[1][3], degrees: 0.003) && rows[1][5].isEmpty)
        #expect(rows[2][3] == "0.0" && Self.isNear(rows[2][5], degrees: 0.025))
        #expect(rows.allSatisfy { Array($0[6...]) == ["road", "5400", "true", "met"] })
        #expect(
            outcome.said == [
                "on duty and free 3; customers 3, limit missed 0 of 3 (0.0 %), of which 0 nobody can reach"
            ]
        )
    }

    @Test func itSaysTheSameAsNearest() throws {
        let folder = try Self.folder()
        let (_, table) = try run(folder, "--by", "customer")
        for (row, place) in zip(table.rows, ["119.111,25.311", "119.131,25.331", "119.132,25.312"]) {
            let nearest = try Command.run(["nearest", place, "--format", "csv"] + Self.monday, in: folder).mustBeDone()
            let first = CSVTable(nearest.text).rows[0]
            #expect(Array(first[1...2]) == Array(row[2...3]), "\(place)")
        }
    }

    @Test func subdistrictsCountWhatIsMissed() throws {
        let (outcome, table) = try run(Self.folder(limit: "1"), "--rules", "rules.yaml")
        #expect(outcome.status == 0, "\(outcome.summary)")
        #expect(table.rows.map { $0[0] } == SmallCounty.leaves)
        let first = table.rows[0]
        #expect(
            Array(first[0...8]) == ["D1-1", "S1/D1/D1-1", "D1-1片区", "rural", "1.00", "1", "1", "0", "1.0000"]
        )
        #expect(first[9] == "1.01" && first[10] == "1.01" && first[11] == "1.01")
        #expect(Array(table.rows[1][5...]) == ["0", "0", "0", "", "", "", ""])
        #expect(outcome.messages.contains("limit missed 1 of 3 (33.3 %)"))
        let (_, late) = try run(Self.folder(limit: "1"), "--rules", "rules.yaml", "--missed")
        #expect(late.rows.map { $0[0] } == ["D1-1"])
    }

    @Test func roadsHaveTheirEndsAndMiddle() throws {
        let folder = try Self.folder(limit: "2")
        let (outcome, table) = try run(folder, "--by", "road", "--rules", "rules.yaml")
        #expect(outcome.status == 0 && outcome.messages.contains("2 pieces of road"), "\(outcome.summary)")
        let rows = table.rows.sorted { $0[0] < $1[0] }
        #expect(rows.map { $0[0] } == ["R1", "R2"])
        #expect(Array(rows[0][1...3]) == ["0.00", "2.10", "0.00"] && Array(rows[0][5...]) == ["2.00", "false"])
        #expect(Array(rows[1][1...]) == ["0.50", "0.00", "0.50", "A2", "2.00", "true"])
        let (_, late) = try run(folder, "--by", "road", "--rules", "rules.yaml", "--missed")
        #expect(late.rows.map { $0[0] } == ["R1"])
    }

    @Test func thoseAwayAreNotCounted() throws {
        let folder = try Self.folder(limit: "1.5")
        let (outcome, table) = try run(
            folder,
            "--by",
            "customer",
            "--away",
            "A1",
            "--away",
            "A2",
            "--rules",
            "rules.yaml"
        )
        #expect(outcome.status == 0 && outcome.messages.contains("on duty and free 1;"), "\(outcome.summary)")
        #expect(table.rows.map { $0[2] } == ["A3", "", "A3"] && table.rows.map { $0[4] } == ["", "", ""])
        #expect(table.rows.map { $0[9] } == ["missed", "unreachable", "met"])
        #expect(outcome.messages.contains("limit missed 2 of 3 (66.7 %), of which 1 nobody can reach"))
        let (_, late) = try run(
            folder,
            "--by",
            "customer",
            "--away",
            "A1",
            "--away",
            "A2",
            "--rules",
            "rules.yaml",
            "--missed"
        )
        #expect(late.rows.map { $0[0] } == ["C1", "C2"])
    }

    @Test func adviceIsGivenWhereAMoveGains() throws {
        // With A1 away A3 would lose C3 and regain C1; a second customer beside C1 makes it worth while.
        let alone = try run(Self.folder(limit: "1.5"), "--away", "A1", "--backfill", "--rules", "rules.yaml")
        #expect(alone.0.status == 0 && alone.1.rows.isEmpty, "\(alone.0.summary)")
        #expect(alone.0.messages.contains("1 more customers miss the limit (0 → 1); most in D1-1 +1"))
        #expect(alone.0.messages.contains("no move would regain"))
        let folder = try Self.folder(limit: "1.5", more: "C4,丁户,00011115555,119.112,25.3105\n")
        let (outcome, table) = try run(folder, "--away", "A1", "--backfill", "--rules", "rules.yaml")
        #expect(outcome.status == 0, "\(outcome.summary)")
        #expect(table.rows == [["1", "A3", "A1", "119.105", "25.31", "4.20", "2", "1", "1"]])
        #expect(outcome.messages.contains("on duty and free 2;"))
    }

    @Test func featuresHaveTheirShapes() throws {
        let folder = try Self.folder()
        for (rows, kind, count) in [
            ("subdistrict", "MultiPolygon", 4), ("customer", "Point", 3), ("road", "LineString", 2),
        ] {
            let arguments = ["promise", "--by", rows, "--format", "geojson"] + Self.monday
            let text = try Command.run(arguments, in: folder).mustBeDone().text
            #expect(text.components(separatedBy: "\"geometry\":{\"type\":\"\(kind)\"").count == count + 1, "\(rows)")
            let file = ["promise", "--by", rows, "-o", "\(rows).gpkg"] + Self.monday
            try Command.run(file, in: folder).mustBeDone()
            #expect(folder.names.contains("\(rows).gpkg"))
        }
    }

    @Test func customersElsewhereAreCountedApart() throws {
        let folder = try Self.folder(more: "C8,,,119.3,25.31\n")
        let (outcome, table) = try run(folder, "--by", "customer")
        #expect(table.rows.last.map { Array($0[0...1]) + [$0[9]] } == ["C8", "", "outside"], "\(outcome.summary)")
        #expect(outcome.said.last == "not counted: in no subdistrict 1, without a place 0")
        #expect(outcome.messages.contains("customers 3,"))
    }

    @Test func nobodyOnDutyIsNo() throws {
        let folder = try Self.folder()
        let outcome = try folder.run("promise", "--at", "2026-11-04T09:00:00+08:00", "--format", "csv")
        #expect(outcome.status == 1 && outcome.messages.contains("on duty and free 0;"), "\(outcome.summary)")
        #expect(outcome.messages.contains("limit missed 3 of 3 (100.0 %), of which 3 nobody can reach"))
        let empty = try SmallCounty.folder().run("promise")
        #expect(empty.status == 1 && empty.messages.contains("has no staff"), "\(empty.summary)")
    }

    @Test(
        arguments: [
            (["--away", "A9"], 3), (["--backfill"], 2), (["--backfill", "--away", "A1", "--missed"], 2),
            (["--backfill", "--away", "A1", "--by", "road"], 2), (["--by", "street"], 2),
            (["--rules", "none.yaml"], 3),
            (["--at", "soon"], 2),
        ] as [([String], Int32)]
    )
    func whatCannotBeAskedIsSaidInBothLanguages(arguments: [String], status: Int32) throws {
        let folder = try DutyCommandTests.folder()
        for language in ["en", "zh"] {
            let outcome = try Command.run(["promise"] + arguments, environment: ["PIANQU_LANG": language], in: folder)
            #expect(outcome.status == status && outcome.text.isEmpty, "\(outcome.summary)")
            #expect(outcome.said.contains(where: Self.hasHan) == (language == "zh"), "\(outcome.summary)")
        }
    }

    private static func hasHan(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test(arguments: [
        ["--by", "customer"], ["--by", "road"], ["--by", "subdistrict"], ["--away", "A1", "--backfill"],
        ["--by", "customer", "--away", "A1", "--away", "A2", "--away", "A3"],
    ])
    func resultsAreInBothLanguagesAndNameNobody(arguments: [String]) throws {
        let folder = try Self.folder(limit: "1.5", more: "C4,丁户,00011115555,119.112,25.3105\nC8,,,119.3,25.31\n")
        let asked = ["promise"] + arguments + Self.monday
        let english = try Command.run(asked + ["--rules", "rules.yaml"], in: folder)
        let chinese = try Command.run(
            asked + ["--rules", "rules.yaml"],
            environment: ["PIANQU_LANG": "zh"],
            in: folder
        )
        #expect(english.status == chinese.status)
        #expect(!english.said.contains(where: Self.hasHan), "\(english.summary)")
        #expect(!chinese.said.isEmpty && chinese.said.allSatisfy(Self.hasHan), "\(chinese.summary)")
        // The table's head has no heading left in English, and its rows no names of people.
        let head = chinese.text.split(separator: "\n").first ?? ""
        #expect(head.split(separator: " ").allSatisfy(Self.hasHan), "\(head)")
        for secret in ["甲", "乙", "丙", "丁", "0001"] {
            #expect(!english.text.contains(secret) && !chinese.text.contains(secret), "\(secret)")
        }
    }

    @Test func helpIsInBothLanguages() throws {
        let folder = try TemporaryFolder()
        let english = try folder.run("promise", "--help").mustBeDone().text
        let chinese = try folder.run("promise", "--help", environment: ["PIANQU_LANG": "zh"]).mustBeDone().text
        #expect(!Self.hasHan(english) && english.contains("pianqu promise --by customer"))
        let options = chinese.split(separator: "\n").reduce(into: [String]()) { found, line in
            if line.hasPrefix("  -") {
                found.append(String(line))
            } else if line.hasPrefix("    "), let last = found.indices.last {
                found[last] += line
            }
        }
        #expect(options.count >= 12)
        for option in options { #expect(Self.hasHan(option), "\(option)") }
    }
}
