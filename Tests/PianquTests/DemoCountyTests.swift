import Foundation
import Testing

/// The generator of the demo county, run as its own program.
@Suite struct DemoCountyTests {
    /// The committed files are what the generator makes: on any run, byte for byte.
    @Test func theCommittedFilesAreWhatTheGeneratorMakes() throws {
        let folder = try TemporaryFolder()
        let program = URL(fileURLWithPath: Command.path).deletingLastPathComponent().appendingPathComponent(
            "demo-county"
        )
        let names = Repository.geodata("names")
        let line = "'\(program.path)' --out made --scale 1 --seed 20 --names '\(names)'"
        let outcome = try Command.shell(line, in: folder)
        #expect(outcome.status == 0, "\(outcome.summary)")
        let made = try FileManager.default.contentsOfDirectory(atPath: folder.path("made")).sorted()
        #expect(made.count == 14, "\(made)")
        for name in made {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("made/" + name)))
            let committed = try Data(contentsOf: URL(fileURLWithPath: Repository.geodata(name)))
            #expect(bytes == committed, "\(name)")
        }
    }
}
