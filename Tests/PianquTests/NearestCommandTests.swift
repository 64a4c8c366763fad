import Foundation
import Testing

/// Who would be first, asked of the command.
@Suite struct NearestCommandTests {
    private static let roads = SmallCounty.collection([
        SmallCounty.feature(
            "\"id\":\"1\",\"highway\":\"residential\",\"maxspeed\":\"45\"",
            "\"LineString\",\"coordinates\":[[119.105,25.31],[119.13,25.31]]"
        ),
        SmallCounty.feature(
            "\"id\":\"2\",\"highway\":\"residential\"",
            "\"LineString\",\"coordinates\":[[119.112,25.33],[119.118,25.33]]"
        ),
    ])

    private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> (Command.Outcome, [[String]]) {
        let time = ["--at", "2026-11-02T09:00:00+08:00", "--format", "csv"]
        let outcome = try Command.run(["nearest"] + arguments + time, in: folder)
        return (
            outcome,
            outcome.text.split(separator: "\n").dropFirst().map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        )
    }

    @Test func withoutRoadsWaysAreStraightAndItIsSaid() throws {
        let folder = try DutyCommandTests.folder()
        let (outcome, rows) = try run(folder, "119.11,25.31", "-k", "2", "--speed", "36")
        #expect(outcome.status == 0 && outcome.messages.contains("no open roads"), "\(outcome.summary)")
        #expect(rows.map { $0[1] } == ["A1", "A3"] && rows.allSatisfy { $0[4] == "line" })
        // 0.005° of longitude at 25.31° N are 503.4 m on the GRS 80 ellipsoid.
        #expect(abs((Double(rows[0][3]) ?? 0) - 503.4) < 0.2 && abs((Double(rows[0][2]) ?? 0) - 50.3) < 0.1)
    }

    @Test func roadsThatDoNotJoinAreSaidPlainly() throws {
        let folder = try DutyCommandTests.folder()
        try folder.write("roads.geojson", Self.roads)
        try folder.run("import", "roads", "roads.geojson").mustBeDone()
        let (outcome, rows) = try run(folder, "119.11,25.31", "-k", "3", "--excluded")
        #expect(outcome.status == 0, "\(outcome.summary)")
        #expect(rows.prefix(2).map { $0[1] } == ["A1", "A3"] && rows.prefix(2).allSatisfy { $0[4] == "road" })
        // 0.8 of the limit of 45 km/h is 10 m/s.
        #expect(abs((Double(rows[0][2]) ?? 0) - 50.3) < 0.2)
        #expect(rows[2][1] == "A2" && rows[2][8] == "unreachable")
        #expect(outcome.messages.contains("no road leads there 1"))
    }

    @Test func skillsRolesAndMinutesExclude() throws {
        let folder = try DutyCommandTests.folder()
        func reasons(_ arguments: String...) throws -> [String] {
            let time = ["--at", "2026-11-02T09:00:00+08:00", "--format", "csv", "--excluded", "-k", "9"]
            let outcome = try Command.run(["nearest", "119.105,25.31"] + arguments + time, in: folder)
            return outcome.text.split(separator: "\n").dropFirst().map { line in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                return "\(cells[1]) \(cells[8])"
            }.sorted()
        }
        #expect(try reasons("--skill", "metering") == ["A1 ", "A2 skill", "A3 skill"])
        #expect(try reasons("--role", "crew_leader") == ["A1 role", "A2 role", "A3 "])
        #expect(try reasons("--within", "3") == ["A1 ", "A2 too-late", "A3 too-late"])
    }

    @Test(arguments: ["NaN,25", "119.1", "119.1,95", "inf,25", "119.1;25.3"])
    func whatIsNoPlaceIsRefused(place: String) throws {
        let outcome = try DutyCommandTests.folder().run("nearest", place)
        #expect(outcome.status == 2 && outcome.text.isEmpty, "\(outcome.summary)")
    }

    @Test func nobodyIsAnAnswerToo() throws {
        let folder = try DutyCommandTests.folder()
        let outcome = try folder.run("nearest", "119.11,25.31", "--at", "2026-11-04T09:00:00+08:00")
        #expect(outcome.status == 1 && outcome.messages.contains("off shift 3"), "\(outcome.summary)")
        let empty = try SmallCounty.folder().run("nearest", "119.11,25.31")
        #expect(empty.status == 1 && empty.messages.contains("has no staff"), "\(empty.summary)")
    }
}
