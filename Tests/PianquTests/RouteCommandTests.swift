import Foundation
import Testing

/// Who goes, asked of the command.
@Suite struct RouteCommandTests {
    private func route(_ folder: TemporaryFolder, _ arguments: String...) throws -> (Command.Outcome, [[String]]) {
        let outcome = try Command.run(["route"] + arguments + ["--format", "csv"], in: folder)
        let rows = outcome.text.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return (outcome, rows)
    }

    @Test func theResponsibleGoesThenTheSubstituteThenTheNearest() throws {
        let folder = try DutyCommandTests.folder()
        let place = "119.111,25.312"
        let (_, monday) = try route(folder, place, "--at", "2026-11-02T09:00:00+08:00")
        #expect(monday[0][1] == "A1" && monday[0][8] == "responsible" && monday[0][9] == "lead")
        let (_, tuesday) = try route(folder, place, "--at", "2026-11-03T09:00:00+08:00")
        #expect(tuesday[0][1] == "A2" && tuesday[0][8] == "substitute")
        let (_, night) = try route(folder, place, "--at", "2026-11-02T19:00:00+08:00")
        #expect(night[0][1] == "A3" && night[0][8] == "nearest")
        let (outcome, rest) = try route(folder, place, "--at", "2026-11-04T09:00:00+08:00", "--explain")
        #expect(outcome.status == 1 && rest.count == 1 && rest[0][8] == "nobody-on-duty" && rest[0][9] == "escalation")
        #expect(outcome.messages.contains("not sent (off shift): A1 A2 A3"), "\(outcome.summary)")
    }

    @Test func whoMayBeConcernedIsTold() throws {
        let folder = try DutyCommandTests.folder()
        // Ten metres from the border to D2-1, known to within fifty.
        let (_, rows) = try route(folder, "119.1199,25.312", "--accuracy", "50", "--at", "2026-11-02T09:00:00+08:00")
        #expect(rows[0][1] == "A1" && rows[0][15] == "uncertain")
        #expect(rows[1][1] == "A3" && rows[1][9] == "copied")
    }

    @Test func addressesAndCustomersAreFound() throws {
        let folder = try DutyCommandTests.folder()
        for text in ["C2", "海滨路2号"] {
            let (outcome, rows) = try route(folder, text, "--at", "2026-11-02T09:00:00+08:00")
            #expect(outcome.status == 0 && rows[0][13] == "D2-2", "\(outcome.summary)")
        }
        let (outcome, rows) = try route(folder, "火星路1号", "--at", "2026-11-02T09:00:00+08:00")
        #expect(outcome.status == 1 && rows.isEmpty, "\(outcome.summary)")
    }

    @Test func placesThatAreNotOursAreATypedShortfall() throws {
        let (outcome, rows) = try route(DutyCommandTests.folder(), "121,31", "--at", "2026-11-02T09:00:00+08:00")
        #expect(outcome.status == 1 && rows[0][8] == "outside" && rows[0][13].isEmpty, "\(outcome.summary)")
    }

    @Test(arguments: [["NaN,25"], ["119.11,25.31", "--category", "flood"], ["119.11,25.31", "--accuracy", "nan"]])
    func wrongUseIsSaid(arguments: [String]) throws {
        let outcome = try Command.run(["route"] + arguments, in: DutyCommandTests.folder())
        #expect(outcome.status == 2 && outcome.text.isEmpty, "\(outcome.summary)")
    }

    /// The example of the page on rules is one that works.
    @Test func theExampleOfTheDocumentationIsTaken() throws {
        let folder = try DutyCommandTests.folder()
        let page = try String(contentsOf: Repository.root.appendingPathComponent("docs/routing.md"), encoding: .utf8)
        let example = try #require(page.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        try folder.write("rules.yaml", example)
        let place = "119.111,25.312"
        let time = ["--at", "2026-11-02T09:00:00+08:00", "--category", "repair", "--asset", "line"]
        let outcome = try Command.run(["route", place, "--rules", "rules.yaml", "--explain"] + time, in: folder)
        #expect(outcome.status == 1 && outcome.messages.contains("rule live-work: applies"), "\(outcome.summary)")
        #expect(outcome.messages.contains("lacks a skill"))
    }

    @Test(arguments: [
        ("rules:\n  - name: a\n    skils: [x]\n", "rules.[1].skils"), ("rules:\n  - skills: [x]\n", "rules.[1].name"),
        ("capacity: many\n", "capacity"), ("capacity: 0\n", "capacity"),
        ("clocks: {connection_working_days: 1e9}\n", "connection_working_days"),
        ("arrival_limits: {town: 1}\n", "town"),
        ("rules: [\n", "YAML"),
        ("rules:\n  - name: a\n    category: [flood]\n", "rules.[1].category.[1]"),
        ("rules:\n  - name: a\n    from: 8am\n", "08:00"), ("- a\n- b\n", "YAML"),
    ])
    func badRulesAreRefusedAtTheirPlace(text: String, named: String) throws {
        let folder = try DutyCommandTests.folder()
        try folder.write("rules.yaml", text)
        let outcome = try folder.run("route", "119.111,25.312", "--rules", "rules.yaml")
        #expect(outcome.status == 3 && outcome.messages.contains(named), "\(outcome.summary)")
        #expect(outcome.text.isEmpty)
    }
}
