import Foundation
import Testing

/// Everything said is said in Chinese and in English.
@Suite struct LanguageTests {
    private static let commands = [
        "init", "import", "check", "publish", "locate", "suggest", "segments", "backup", "doctor",
    ]

    private static func hasHan(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    /// Help without the runnable example, which may name Chinese columns.
    private static func withoutExample(_ help: String) -> String {
        help.components(separatedBy: "\n\n").filter { !$0.hasPrefix("pianqu ") }.joined(separator: "\n\n")
    }

    @Test(arguments: commands)
    func helpIsInBothLanguages(command: String) throws {
        let folder = try TemporaryFolder()
        let english = try folder.run(command, "--help").mustBeDone().text
        let chinese = try folder.run(command, "--help", environment: ["PIANQU_LANG": "zh"]).mustBeDone().text
        #expect(!Self.hasHan(Self.withoutExample(english)), "\(english)")
        #expect(english.contains("\n\npianqu \(command)") && chinese.contains("\n\npianqu \(command)"))
        #expect(Self.hasHan(chinese.prefix { $0 != "\n" }))
        // An option's own lines: from its name to the next name.
        let options = chinese.split(separator: "\n").reduce(into: [String]()) { found, line in
            if line.hasPrefix("  -") || line.hasPrefix("  <") {
                found.append(String(line))
            } else if line.hasPrefix("    "), let last = found.indices.last {
                found[last] += line
            }
        }
        #expect(options.count >= 4)
        for option in options { #expect(Self.hasHan(option), "\(option)") }
        for heading in ["OVERVIEW", "USAGE", "ARGUMENTS", "OPTIONS", "values:", "default:", "Show "] {
            #expect(!chinese.contains(heading), "\(heading)")
        }
    }

    @Test func theRootNamesItsCommandsInBothLanguages() throws {
        let folder = try TemporaryFolder()
        let chinese = try folder.run("--help", environment: ["PIANQU_LANG": "zh"]).text
        for command in Self.commands {
            let line = chinese.split(separator: "\n").first { $0.hasPrefix("  \(command) ") }
            #expect(line.map(Self.hasHan) == true, "\(command)")
        }
    }

    @Test(
        arguments: [
            (["PIANQU_LANG": "zh"], [], true), (["PIANQU_LANG": "", "LANG": "zh_CN.UTF-8"], [], true),
            (["PIANQU_LANG": "", "LC_ALL": "zh_CN.GB18030"], [], true), (["PIANQU_LANG": "", "LANG": "C"], [], false),
            (["PIANQU_LANG": "en", "LANG": "zh_CN.UTF-8"], [], false),
            (["PIANQU_LANG": "zh"], ["--lang", "en"], false),
            (["PIANQU_LANG": ""], ["--lang=zh"], true), (["PIANQU_LANG": "", "LANG": "de_DE.UTF-8"], [], false),
        ] as [([String: String], [String], Bool)]
    )
    func theLanguageIsThatAskedFor(environment: [String: String], arguments: [String], isChinese: Bool) throws {
        let folder = try TemporaryFolder()
        let outcome = try Command.run(
            ["doctor"] + arguments + ["--no-such-option"],
            environment: environment,
            in: folder
        )
        #expect(outcome.status == 2 && Self.hasHan(outcome.messages) == isChinese, "\(outcome.summary)")
    }

    @Test(arguments: [
        ["frobnicate"], ["locate"], ["locate", "1,2", "3,4", "5,6"], ["locate", "1,2", "--accurac", "1"],
        ["locate", "1,2", "--accuracy"], ["locate", "1,2", "--accuracy", "x"], ["locate", "1,2", "--format", "xml"],
        ["import", "ghosts", "x"], ["publish"], ["locate", "a,b"], ["locate", "C999"],
        ["locate", "1,2", "--as-of", "x"],
        ["locate", "1,2", "--as-of", "2000-01-01"], ["locate", "1,2", "--crs", "EPSG:999999"],
        ["segments", "-o", "x.txt"],
        ["segments", "-o", "none/x.csv"], ["segments", "--district", "D9"], ["check", "--district-version", "9"],
        ["check", "--apply"],
        ["publish", "--from", "2027-01-01"], ["publish", "--from", "x"], ["import", "lines", "none"], ["init"],
        ["backup", "store.gpkg"], ["doctor", "--store", "none.gpkg"], ["import", "customers", "c.csv"],
        ["import", "customers", "c.csv", "--crs", "EPSG:4326", "--map", "code=x"],
        ["import", "customers", "c.csv", "--crs", "EPSG:4326", "--map", "x"],
        ["import", "customers", "c.csv", "--crs", "EPSG:4326", "--extent", "1"],
        ["import", "customers", "c.csv", "--crs", "EPSG:4528"], ["import", "lines", "c.csv", "--crs", "EPSG:4326"],
        ["import", "transformers", "bad.csv", "--crs", "EPSG:4326"],
    ])
    func errorsAreInBothLanguages(arguments: [String]) throws {
        let folder = try SmallCounty.folder()
        try folder.write("c.csv", "code,lon,lat\nC7,119.111,25.311\n")
        try folder.write("bad.csv", "code,lon,lat\n,119.111,25.311\n")
        let english = try Command.run(arguments, in: folder)
        let chinese = try Command.run(arguments, environment: ["PIANQU_LANG": "zh"], in: folder)
        #expect(english.status == chinese.status && english.status > 0, "\(english.summary)")
        // Recognised headings may be Chinese; nothing else is.
        let plain = english.messages.replacing(/\(recognised: [^)]*\)/, with: "")
        #expect(!Self.hasHan(plain), "\(english.summary)")
        #expect(chinese.said.contains(where: Self.hasHan), "\(chinese.summary)")
        for line in chinese.said where !line.hasPrefix(" ") { #expect(Self.hasHan(line), "\(line)") }
    }
}
