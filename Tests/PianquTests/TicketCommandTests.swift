import Foundation
import Testing

/// Tickets from the call to their end, asked of the command.
@Suite struct TicketCommandTests {
    private static let morning = "2026-11-02T09:00:00+08:00"

    private func ticket(_ folder: TemporaryFolder, _ arguments: String...) throws -> (Command.Outcome, CSVTable) {
        let outcome = try Command.run(["ticket"] + arguments + ["--format", "csv"], in: folder)
        return (outcome, CSVTable(outcome.text))
    }

    @Test func aCallBecomesATicketAndComesToItsEnd() throws {
        let folder = try DutyCommandTests.folder()
        let (call, made) = try ticket(folder, "new", "C1", "--channel", "hotline", "--text", "黑了", "--at", Self.morning)
        #expect(call.status == 0 && call.messages.contains("A1 goes (responsible attendant)"), "\(call.summary)")
        #expect(made["ticket", 0] == "261102-0001" && made["holder", 0] == "A1" && made["stage", 0] == "dispatched")
        #expect(made["customer", 0] == "C1" && made["code", 0] == "D1-1" && made["channel", 0] == "hotline")
        let steps: [([String], String)] = [
            (["accept"], "accepted"), (["set-out"], "en-route"), (["arrive"], "arrived"), (["restore"], "restored"),
            (["close"], "closed"),
        ]
        for (index, (words, stage)) in steps.enumerated() {
            let time = "2026-11-02T09:0\(index + 1):00+08:00"
            let (outcome, table) = try ticket(folder, words[0], "261102-0001", "--by", "A1", "--at", time)
            #expect(outcome.status == 0 && table["stage", 0] == stage, "\(outcome.summary)")
        }
        let show = try folder.run("ticket", "show", "261102-0001", "--format", "csv").mustBeDone()
        let kinds = show.text.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[4] }
        #expect(kinds == ["received", "routed", "accepted", "en-route", "arrived", "restored", "closed"])
        #expect(show.messages.contains("arrive: 3.0 minutes, limit 90"), "\(show.summary)")
        let summary = try folder.run("ticket", "summary", "--from", "2026-11-02", "--format", "csv").mustBeDone()
        for line in ["calls,1,,", "routed-responsible,1,1,100.0", "arrival-p50-min,3.0,,", "limits-met,1,1,100.0"] {
            #expect(summary.text.contains("\n\(line)\n"), "\(line) in \(summary.text)")
        }
        let again = try folder.run("route", "--replay", "261102-0001", "--format", "csv")
        #expect(
            again.status == 0 && again.messages.contains("1 decisions made again, 1 the same as then"),
            "\(again.summary)"
        )
    }

    @Test func theBusyAreNotSentAgain() throws {
        let folder = try DutyCommandTests.folder()
        let holders = try (0..<4).map { _ in
            try ticket(folder, "new", "119.111,25.312", "--category", "repair", "--at", Self.morning).1["holder", 0]
        }
        #expect(Set(holders.prefix(3)) == ["A1", "A2", "A3"] && holders[3].isEmpty, "\(holders)")
        let route = try folder.run("route", "119.111,25.312", "--at", "2026-11-02T09:01:00+08:00", "--explain")
        #expect(route.status == 1 && route.messages.contains("not sent (busy): A1 A2 A3"), "\(route.summary)")
        let before = try folder.run("route", "119.111,25.312", "--at", "2026-11-02T08:59:00+08:00", "--format", "csv")
        #expect(before.status == 0 && before.text.contains("\n1,A1,"), "a minute before nobody was busy")
        let nearest = try folder.run("nearest", "119.111,25.312", "--at", Self.morning)
        #expect(nearest.status == 1 && nearest.messages.contains("busy 3"), "\(nearest.summary)")
        let (wait, _) = try ticket(folder, "dispatch", "--at", "2026-11-02T09:05:00+08:00")
        #expect(wait.status == 1 && wait.messages.contains("1 still wait"), "\(wait.summary)")
        try folder.run("ticket", "close", "261102-0002", "--as", "cancelled", "--at", "2026-11-02T09:06:00+08:00")
            .mustBeDone()
        let (found, rows) = try ticket(folder, "dispatch", "--at", "2026-11-02T09:07:00+08:00")
        #expect(found.status == 0 && rows["ticket", 0] == "261102-0004" && rows["holder", 0] == holders[1])
    }

    /// China's week of the National Day is free, and the weekend days before and after are worked.
    @Test func connectionsCountWorkingDays() throws {
        let folder = try DutyCommandTests.folder()
        try folder.run("import", "holidays", Repository.geodata("calendar/holidays.csv")).mustBeDone()
        // Wednesday 30 September 2026, noon; 1 to 7 October are free, Saturday 10 October is worked.
        let (call, made) = try ticket(
            folder,
            "new",
            "C1",
            "--category",
            "connection",
            "--at",
            "2026-09-30T12:00:00+08:00"
        )
        #expect(made["due", 0] == "2026-10-13T12:00:00+08:00", "\(call.summary)")
        let at = "2026-10-08T12:00:00+08:00"
        #expect(try ticket(folder, "reassign", "261001-0001", "A1", "--force").0.status == 3)
        try folder.run("ticket", "reassign", "260930-0001", "A1", "--force", "--at", "2026-09-30T13:00:00+08:00")
            .mustBeDone()
        try folder.run("ticket", "accept", "260930-0001", "--by", "A1", "--at", "2026-09-30T14:00:00+08:00")
            .mustBeDone()
        for step in ["surveyed", "planned", "connected"] {
            try folder.run("ticket", "step", "260930-0001", step, "--by", "A1", "--at", at).mustBeDone()
        }
        let show = try folder.run("ticket", "show", "260930-0001").mustBeDone()
        #expect(show.messages.contains("1.00 working days, limit 5"), "\(show.summary)")
        try folder.run("ticket", "close", "260930-0001", "--at", at).mustBeDone()
        let summary = try folder.run("ticket", "summary", "--from", "2026-09-30", "--format", "csv").mustBeDone()
        #expect(
            summary.text.contains("\nconnections,1,,\n") && summary.text.contains("\nconnection-days,1.00,,\n"),
            "\(summary.text)"
        )
        #expect(summary.text.contains("\nconnections-in-time,1,1,100.0\n"))
    }

    /// Processes that come at once wait for one another, and each call is kept once.
    @Test func callsAtOnceAreAllKept() throws {
        let folder = try DutyCommandTests.folder()
        let children = try (0..<6).map { number in
            try Command.start(
                [
                    "ticket", "new", "119.111,25.312", "--category", "repair", "--key", "k\(number / 2)", "--at",
                    Self.morning,
                ],
                in: folder
            )
        }
        let outcomes = try children.map { try $0.outcome() }
        #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.summary))")
        #expect(outcomes.count { $0.messages.contains("carried out before") } == 3)
        let (_, list) = try ticket(folder, "list", "--at", Self.morning)
        #expect(list.count == 3 && Set((0..<3).map { list["holder", $0] }) == ["A1", "A2", "A3"])
    }

    /// A process that is killed while it works leaves all of a ticket or nothing, and the next finds everything in order.
    @Test func killedProcessesLeaveNoHalfTicket() throws {
        let folder = try DutyCommandTests.folder()
        for number in 0..<12 {
            let child = try Command.start(
                [
                    "ticket", "new", "119.111,25.312", "--category", "enquiry", "--key", "k\(number)", "--at",
                    Self.morning,
                ],
                in: folder
            )
            usleep(UInt32(number) * 25_000)
            child.kill()
            _ = try child.outcome()
        }
        for number in 0..<12 {
            let outcome = try folder.run(
                "ticket",
                "new",
                "119.111,25.312",
                "--category",
                "enquiry",
                "--key",
                "k\(number)",
                "--at",
                Self.morning
            )
            #expect(outcome.status == 0, "\(outcome.summary)")
        }
        let (_, list) = try ticket(folder, "list", "--at", Self.morning)
        #expect(list.count == 12, "every call has one ticket")
        try folder.run("doctor").mustBeDone()
    }

    @Test func incidentsAreListedMergedAndSplit() throws {
        let folder = try DutyCommandTests.folder()
        // C1 and C3 are both fed by T1.
        for customer in ["C1", "C3"] { _ = try ticket(folder, "new", customer, "--at", Self.morning) }
        let list = try folder.run("incident", "list", "--at", Self.morning, "--format", "csv").mustBeDone()
        let table = CSVTable(list.text)
        #expect(table.count == 1 && table["device", 0] == "T1" && table["tickets", 0] == "2", "\(list.summary)")
        let show = try folder.run("incident", "show", "I261102-0001", "--format", "csv").mustBeDone()
        #expect(
            show.text.contains("丙户") && show.text.contains("00011114444"),
            "whoever rings back needs the number: \(show.text)"
        )
        let split = try folder.run(
            "incident",
            "split",
            "261102-0002",
            "--at",
            "2026-11-02T09:01:00+08:00",
            "--format",
            "csv"
        )
        #expect(split.status == 0 && CSVTable(split.text)["incident", 0].isEmpty, "\(split.summary)")
        let merge = try folder.run(
            "incident",
            "merge",
            "261102-0002",
            "261102-0001",
            "--at",
            "2026-11-02T09:02:00+08:00",
            "--format",
            "csv"
        )
        #expect(CSVTable(merge.text)["incident", 0] == "I261102-0001", "\(merge.summary)")
        #expect(try folder.run("incident", "show", "I261102-0099").status == 3)
    }

    @Test(
        arguments: [
            (["accept", "261102-0009"], 3, "no ticket 261102-0009"),
            (["arrive", "261102-0001", "--by", "A1"], 1, "dispatched"),
            (["accept", "261102-0001", "--by", "A2"], 1, "only who has the ticket"),
            (["accept", "261102-0001", "--by", "A1", "--version-seen", "1"], 1, "version 2"),
            (["reassign", "261102-0001", "Z9"], 3, "Z9"), (["close", "261102-0001"], 1, "dispatched"),
            (["step", "261102-0001", "surveyed", "--by", "A1"], 1, "connections"), (["new", "NaN,25"], 2, "NaN"),
            (["new", "119.111,25.312", "--customer", "C99"], 3, "C99"),
            (["new", "119.111,25.312", "--category", "flood"], 2, "flood"),
            (["new", "119.111,25.312", "--asset", "line", "--asset-code", "W99"], 3, "line"),
            (["new", "119.111,25.312", "--asset-code", "W1"], 2, "--asset"), (["new", "C1", "--key", ""], 2, "key"),
            (["new", "C1", "--version-seen", "7"], 2, "version"), (["new", "C1", "--by", "Z9"], 2, "--by"),
            (["list", "--warn", "NaN"], 2, "--warn"), (["list", "--holder", "Z9"], 3, "Z9"),
            (["list", "--district", "Z9"], 1, "Z9"),
            (["accept", "261102-0001", "--by", "A1", "--at", "2026-11-02T08:59:00+08:00"], 1, "earlier"),
            (["accept", "261102-0001", "--by", "A1", "--at", "2999-01-01"], 2, "later than now"),
        ] as [([String], Int32, String)]
    )
    func whatMakesNoSenseIsSaid(arguments: [String], status: Int32, named: String) throws {
        let folder = try DutyCommandTests.folder()
        try folder.run("ticket", "new", "C1", "--at", Self.morning).mustBeDone()
        let at = arguments.contains("--at") || arguments[0] == "list" ? [] : ["--at", "2026-11-02T09:30:00+08:00"]
        let outcome = try Command.run(["ticket"] + arguments + at, in: folder)
        #expect(outcome.status == status && outcome.messages.contains(named), "\(outcome.summary)")
        let show = try folder.run("ticket", "show", "261102-0001", "--format", "csv").mustBeDone()
        #expect(show.text.split(separator: "\n").count == 3, "nothing happened to the ticket")
    }

    @Test func aPreviewKeepsNothingAndOutsideIsATypedShortfall() throws {
        let folder = try DutyCommandTests.folder()
        let (preview, _) = try ticket(folder, "new", "C1", "--dry-run", "--at", Self.morning)
        #expect(preview.status == 0 && preview.messages.contains("nothing was kept"))
        #expect(try ticket(folder, "list", "--all").1.count == 0)
        let (outside, row) = try ticket(folder, "new", "121,31", "--at", Self.morning)
        #expect(outside.status == 1 && outside.messages.contains("not the bureau's"), "\(outside.summary)")
        #expect(row["stage", 0] == "waiting" && row["outcome", 0] == "shortfall")
    }

    /// A transformer's number says what is dark.
    @Test func aDevicesNumberIsWhatTheCallIsAbout() throws {
        let folder = try DutyCommandTests.folder()
        let (call, made) = try ticket(folder, "new", "T1", "--at", Self.morning)
        #expect(call.status == 0 && made["transformer", 0] == "T1", "\(call.summary)")
        #expect(try ticket(folder, "new", "C1", "--at", Self.morning).1["incident", 0] == "I261102-0001")
    }

    /// Whether the result can be written is known before somebody is sent.
    @Test func anUnwritableResultSendsNobody() throws {
        let folder = try DutyCommandTests.folder()
        for path in ["nowhere/a.csv", "n.xyz"] {
            let outcome = try folder.run("ticket", "new", "C1", "--at", Self.morning, "-o", path)
            #expect(outcome.status >= 2, "\(outcome.summary)")
        }
        #expect(try ticket(folder, "list", "--all").1.count == 0)
    }

    /// Somebody leaves the staff list with work at hand.
    @Test func ticketsOfThoseWhoLeftAreNamed() throws {
        let folder = try DutyCommandTests.folder()
        try folder.run("ticket", "new", "C1", "--at", Self.morning).mustBeDone()
        let rest = DutyCommandTests.staff.split(separator: "\n").filter { !$0.hasPrefix("A1,") }.joined(separator: "\n")
        try folder.write("rest.csv", rest + "\n")
        try folder.run("import", "staff", "rest.csv", "--crs", "EPSG:4326", "--replace").mustBeDone()
        let (list, rows) = try ticket(folder, "list", "--holder", "A1")
        #expect(
            list.status == 0 && rows.count == 1 && list.messages.contains("reassign: 261102-0001"),
            "\(list.summary)"
        )
        let later = ["--at", "2026-11-02T09:10:00+08:00"]
        #expect(try Command.run(["ticket", "accept", "261102-0001", "--by", "A1"] + later, in: folder).status == 2)
        try Command.run(["ticket", "reassign", "261102-0001", "A2"] + later, in: folder).mustBeDone()
    }

    @Test func rulesAreKeptWithTheDecisionsTheyMade() throws {
        let folder = try DutyCommandTests.folder()
        try folder.run("ticket", "new", "C1", "--at", Self.morning).mustBeDone()
        try folder.write(
            "rules.yaml",
            "rules:\n  - name: only-nearest\n    category: [metering]\n    steps: [nearest]\n"
        )
        try folder.run("rules", "check", "rules.yaml").mustBeDone()
        try folder.run("rules", "adopt", "rules.yaml").mustBeDone()
        let shown = try folder.run("rules", "show").mustBeDone()
        #expect(shown.text.contains("only-nearest"))
        try folder.write("again.yaml", shown.text)
        #expect(
            try folder.run("rules", "check", "again.yaml").mustBeDone().messages
                == folder.run("rules", "check", "rules.yaml").messages
        )
        try folder.run("ticket", "new", "C2", "--category", "metering", "--at", Self.morning).mustBeDone()
        for code in ["261102-0001", "261102-0002"] {
            let outcome = try folder.run("route", "--replay", code)
            #expect(outcome.status == 0 && outcome.messages.contains("1 the same as then"), "\(outcome.summary)")
        }
        let rule = try folder.run("route", "--replay", "261102-0002", "--format", "csv").text
        #expect(rule.contains(",only-nearest,"))
        try folder.write("bad.yaml", "capacity: 0\n")
        #expect(try folder.run("rules", "adopt", "bad.yaml").status == 3)
    }

    @Test func positionsAreJudgedOneByOne() throws {
        let folder = try DutyCommandTests.folder()
        try folder.write(
            "p.csv",
            """
            staff,time,lon,lat,accuracy_m
            A1,2026-11-02T08:50:00+08:00,119.118,25.312,10
            A1,2026-11-02T08:55:00+08:00,119.119,25.312,10
            A1,2026-11-02T08:52:00+08:00,119.117,25.312,10
            A2,2026-11-02T07:00:00+08:00,119.118,25.312,10
            A3,2026-11-02T08:59:00+08:00,119.13,25.31,9000
            A3,2026-11-02T12:00:00+08:00,119.13,25.31,10
            Z9,2026-11-02T08:59:00+08:00,119.13,25.31,10
            A3,noon,119.13,25.31,10
            A3,2026-11-02T08:59:00+08:00,NaN,25.31,10

            """
        )
        let arguments = [
            "import", "positions", "p.csv", "--crs", "EPSG:4326", "--at", Self.morning, "--report", "r.csv",
        ]
        let dry = try Command.run(arguments + ["--dry-run"], in: folder)
        #expect(dry.status == 1 && dry.messages.contains("nothing was written"), "\(dry.summary)")
        let outcome = try Command.run(arguments, in: folder)
        #expect(
            outcome.status == 1 && outcome.messages.contains("taken 2") && outcome.messages.contains("off-shift 1"),
            "\(outcome.summary)"
        )
        let report = CSVTable(try folder.text("r.csv"))
        let verdicts = report.column("status")
        #expect(verdicts.count == 9)
        #expect(
            report.counts("status") == [
                "taken": 2, "superseded": 1, "off-shift": 1, "inaccurate": 1, "future": 1, "unknown-staff": 1,
                "refused": 2,
            ]
        )
        let nearest = try folder.run("nearest", "119.119,25.312", "--at", Self.morning, "--format", "csv", "-k", "1")
        #expect(nearest.text.contains("\n1,A1,0.0,") && nearest.text.contains(",300,false,"), "\(nearest.summary)")
        // Half an hour later the position is too old: the duty point counts, and is marked.
        let later = try folder.run("nearest", "119.119,25.312", "--at", "2026-11-02T09:40:00+08:00", "--format", "csv")
        #expect(later.text.contains("A1,") && later.text.contains(",2700,true,"), "\(later.summary)")
        #expect(try folder.run("import", "positions", "p.csv", "--crs", "EPSG:4326", "--replace").status == 2)
        #expect(try folder.run("import", "staff", "staff.csv", "--crs", "EPSG:4326", "--at", Self.morning).status == 2)
        try folder.write("none.csv", "staff,time,lon,lat\nZ9,2026-11-02T08:59:00+08:00,119.1,25.3\n")
        #expect(
            try folder.run("import", "positions", "none.csv", "--crs", "EPSG:4326", "--at", Self.morning).status == 3
        )
        #expect(!outcome.messages.contains("119.1"), "nobody's place in a message")
    }

    @Test func aDayIsLivedThroughInAStoreOfItsOwn() throws {
        let folder = try DutyCommandTests.folder()
        let arguments = ["simulate", "--day", "2026-11-02", "--calls", "20", "--format", "csv", "--crashes", "0.05"]
        let rehearsal = try Command.run(arguments + ["--rehearse"], in: folder)
        #expect(rehearsal.status == 0 && rehearsal.messages.contains(": 0 findings"), "\(rehearsal.summary)")
        #expect(try ticket(folder, "list", "--all", "--at", "2026-11-03").1.count == 0, "a rehearsal writes nothing")
        let outcome = try Command.run(arguments, in: folder)
        #expect(outcome.status == 0 && outcome.text.contains("\ncalls,20,,\n"), "\(outcome.summary)")
        #expect(
            outcome.messages.contains("events of 20 tickets looked through")
                && outcome.messages.contains(": 0 findings")
        )
        let summary = try folder.run(
            "ticket",
            "summary",
            "--from",
            "2026-11-02",
            "--to",
            "2026-11-04",
            "--format",
            "csv"
        )
        #expect(summary.text.contains("\ncalls,20,,\n"))
        let again = try Command.run(arguments, in: folder)
        #expect(again.status == 1 && again.messages.contains("--rehearse"), "\(again.summary)")
        let bad = try folder.run("simulate", "--day", "2026-02-30")
        #expect(bad.status == 2)
    }

    @Test(arguments: [
        "ticket new", "ticket list", "ticket accept", "incident merge", "rules adopt", "simulate", "promise", "nearest",
    ])
    func helpIsInBothLanguages(words: String) throws {
        let folder = try TemporaryFolder()
        let command = words.split(separator: " ").map(String.init)
        func hasHan(_ text: some StringProtocol) -> Bool {
            text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        }
        let english = try Command.run(command + ["--help"], in: folder).mustBeDone().text
        let prose = english.components(separatedBy: "\n\n").filter { !$0.hasPrefix("pianqu ") }.joined(
            separator: "\n\n"
        )
        #expect(!hasHan(prose), "\(english)")
        #expect(english.contains("\n\npianqu \(words)"))
        let chinese = try Command.run(command + ["--help"], environment: ["PIANQU_LANG": "zh"], in: folder).mustBeDone()
            .text
        let options = chinese.split(separator: "\n").reduce(into: [String]()) { found, line in
            if line.hasPrefix("  -") || line.hasPrefix("  <") {
                found.append(String(line))
            } else if line.hasPrefix("    "), let last = found.indices.last {
                found[last] += line
            }
        }
        #expect(options.count >= 2)
        for option in options { #expect(hasHan(option), "\(option)") }
    }
}

extension CSVTable {
    /// How many rows there are.
    fileprivate var count: Int { rows.count }

    /// A value by its column's name and its row; empty when there is no such row.
    fileprivate subscript(name: String, row: Int) -> String {
        let values = column(name)
        return values.indices.contains(row) ? values[row] : ""
    }
}
