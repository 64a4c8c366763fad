import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A store that cannot be had: exit code 4, one line, nothing harmed.
@Suite struct StoreFailureTests {
    private static let commands = [
        ["check"], ["publish", "--from", "2027-01-01"], ["locate", "119.11,25.31"], ["segments"],
        ["backup", "copy.gpkg"],
        ["doctor"], ["import", "lines", "lines.geojson"], ["locate", "--file", "points.csv"],
    ]

    private func expectFailure(_ folder: TemporaryFolder, _ words: String, _ commands: [[String]] = commands) throws {
        try folder.write("lines.geojson", SmallCounty.lines)
        try folder.write("points.csv", "lon,lat\n119.11,25.31\n")
        for arguments in commands {
            let outcome = try Command.run(arguments, in: folder)
            #expect(
                outcome.status == 4 && outcome.output.isEmpty && outcome.said.count == 1,
                "\(arguments) \(outcome.summary)"
            )
            #expect(outcome.messages.contains(words), "\(arguments) \(outcome.summary)")
        }
    }

    @Test func missing() throws {
        let folder = try TemporaryFolder()
        try expectFailure(folder, "there is no file")
        #expect(!folder.names.contains("store.gpkg"), "only init makes a store")
    }

    @Test func noGeoPackage() throws {
        let folder = try TemporaryFolder()
        for content in ["", "Dear colleague", SmallCounty.lines] {
            try folder.write("store.gpkg", content)
            try expectFailure(folder, "is not a GeoPackage", content.isEmpty ? Self.commands : [["doctor"], ["check"]])
            #expect(try folder.text("store.gpkg") == content)
        }
    }

    @Test func anotherProgramsGeoPackage() throws {
        let folder = try SmallCounty.folder()
        try folder.run("segments", "--output", "other.gpkg").mustBeDone()
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("other.gpkg"))
        let other = try TemporaryFolder()
        try other.write("store.gpkg", bytes)
        try expectFailure(other, "another program")
        #expect(try Data(contentsOf: other.url.appendingPathComponent("store.gpkg")) == bytes)
    }

    @Test func cutShort() throws {
        let county = try SmallCounty.folder()
        let whole = try Data(contentsOf: URL(fileURLWithPath: county.store))
        for share in [0.001, 0.3, 0.9] {
            let folder = try TemporaryFolder()
            try folder.write("store.gpkg", whole.prefix(Int(Double(whole.count) * share)))
            try expectFailure(folder, "store.gpkg", [["doctor"], ["locate", "119.11,25.31"], ["check"]])
        }
    }

    @Test func nothingIsEverOverwritten() throws {
        let folder = try SmallCounty.folder()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.store))
        try expectFailure(
            folder,
            "never overwritten",
            [["init"], ["init", "store.gpkg"], ["init", "."], ["backup", "store.gpkg"]]
        )
        try expectFailure(folder, "nowhere", [["init", "nowhere/new.gpkg"], ["backup", "nowhere/copy.gpkg"]])
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == before)
    }

    @Test func aSecondWriterIsTurnedAwayAndReadersAreNot() throws {
        let folder = try SmallCounty.folder()
        let descriptor = unsafe open(folder.store + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        defer { close(descriptor) }
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let writers = [
            ["import", "lines", "lines.geojson"], ["publish", "--from", "2027-01-01"],
            ["check", "--repair", "--apply"],
        ]
        try expectFailure(folder, "open for writing", writers)
        for arguments in [["locate", "119.11,25.31"], ["segments"], ["doctor"]] {
            #expect(try Command.run(arguments, in: folder).status == 0, "\(arguments)")
        }
    }

    @Test func twoImportsAtOnceLoseNothing() throws {
        let folder = try SmallCounty.emptyFolder()
        let rows = (0..<1500).map { "P\($0),119.1\($0 % 10),25.3\($0 % 7)\n" }.joined()
        try folder.write("poles.csv", "code,lon,lat\n" + rows)
        let arguments = ["import", "poles", "poles.csv", "--crs", "EPSG:4326"]
        let outcomes = try (0..<3).map { _ in try Command.start(arguments, in: folder) }.map { try $0.outcome() }
        #expect(outcomes.contains { $0.status == 0 } && outcomes.allSatisfy { [0, 4].contains($0.status) })
        #expect(try folder.contents().contains("rows.poles,1500,ok,"))
    }

    @Test(arguments: [40, 150, 300])
    func killedImportsLeaveAllOrNothing(milliseconds: Int) throws {
        let folder = try SmallCounty.folder()
        let rows = (0..<3000).map { "P\($0),119.1\($0 % 10),25.3\($0 % 7)\n" }.joined()
        try folder.write("poles.csv", "code,lon,lat\n" + rows)
        let child = try Command.start(["import", "poles", "poles.csv", "--crs", "EPSG:4326"], in: folder)
        usleep(UInt32(milliseconds) * 1000)
        child.kill()
        _ = try child.outcome()
        let held = try folder.contents()
        #expect(held.contains("rows.poles,0,ok,") || held.contains("rows.poles,3000,ok,"), "\(held)")
        #expect(!held.contains { $0.contains(",error,") })
        #expect(try folder.run("import", "poles", "poles.csv", "--crs", "EPSG:4326").status == 0)
        #expect(try folder.contents().contains("rows.poles,3000,ok,"))
    }

    /// Runs a line of bash where `disk` has two megabytes, which nobody else sees; nil where that cannot be made.
    private static func onASmallDisk(_ line: String, in folder: TemporaryFolder) throws -> Command.Outcome? {
        try FileManager.default.createDirectory(atPath: folder.path("disk"), withIntermediateDirectories: true)
        let whole = "mount -t tmpfs -o size=2m none disk || exit 99; \(line)"
        let outcome = try Command.shell("unshare -m bash -c '\(whole)' \"$0\"", in: folder)
        return outcome.status == 99 || outcome.messages.contains("unshare:") ? nil : outcome
    }

    private static let hasSmallDisk = (try? TemporaryFolder()).flatMap { try? onASmallDisk("true", in: $0) } != nil

    @Test(.enabled(if: hasSmallDisk, "a small disk for the test can only be mounted by root"))
    func aFullDiskIsSaidAndHarmsNothing() throws {
        let folder = try SmallCounty.folder()
        let rows = (0..<12_000).map { "P\($0),一二三四五六七八九十,119.1\($0 % 10),25.3\($0 % 7)\n" }.joined()
        try folder.write("poles.csv", "code,name,lon,lat\n" + rows)
        try folder.write("points.csv", "lon,lat\n" + String(repeating: "119.11,25.31\n", count: 5000))
        func run(_ line: String) throws -> Command.Outcome { try #require(try Self.onASmallDisk(line, in: folder)) }
        let poles = "import poles poles.csv --crs EPSG:4326"
        let store = try run(
            "cp store.gpkg disk/; \"$0\" \(poles) --store disk/store.gpkg && exit 9; echo $?; "
                + "rm -f disk/*-wal disk/*-shm; \"$0\" doctor --format csv --store disk/store.gpkg"
        )
        #expect(store.text.hasPrefix("4\n") && store.text.contains("rows.poles,0,ok"), "\(store.summary)")
        #expect(store.messages.contains("no space was left"))
        for (line, words) in [
            ("\(poles) --dry-run --report disk/report.csv", "report.csv"),
            ("locate --file points.csv -o disk/out.csv", "disk is full"),
            ("locate --file points.csv -o disk/out.gpkg", "disk is full"),
        ] {
            let outcome = try run("head -c 1900000 /dev/zero >disk/filler; \"$0\" \(line); echo $?; ls disk")
            #expect(outcome.text.hasPrefix("3\n"), "\(line) \(outcome.summary)")
            #expect(outcome.messages.contains(words) && !outcome.text.contains("out."), "\(line) \(outcome.summary)")
        }
        let spooled = try run(
            "export TMPDIR=$PWD/disk; head -c 3000000 /dev/zero | \"$0\" import poles -; echo $?; ls disk"
        )
        #expect(spooled.text == "3\n" && spooled.said.count == 1, "\(spooled.summary) \(spooled.text)")
    }

    /// Whether permissions bind this user; they do not bind root.
    private static let isBoundByPermissions = getuid() != 0

    @Test(.enabled(if: isBoundByPermissions, "root may write everywhere"))
    func aReadOnlyStoreIsReadAndNotWritten() throws {
        let folder = try SmallCounty.folder()
        try folder.write("lines.geojson", SmallCounty.lines)
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.store)
        #expect(try folder.run("import", "lines", "lines.geojson").status == 4)
        try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path) }
        #expect(try folder.run("import", "lines", "lines.geojson").status == 4)
        #expect(try folder.run("locate", "119.11,25.31").status == 0)
        #expect(try folder.run("init", "new.gpkg").status == 4)
        #expect(try folder.run("segments", "-o", "out.csv").status == 3)
    }
}
