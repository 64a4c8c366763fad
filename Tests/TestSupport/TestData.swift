public import Foundation

/// Where the large shared data sets are, which the repository does not carry.
public enum TestData {
    /// The folder named by `PIANQU_TESTDATA`, by default `shared` beside the package; nil when it is not there.
    public static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["PIANQU_TESTDATA"] ?? "../shared"
        let url = URL(fileURLWithPath: named)
        return FileManager.default.fileExists(atPath: url.appendingPathComponent("geodata").path) ? url : nil
    }()

    /// Whether the shared data sets can be read; a test without them is disabled, and says so.
    public static var isPresent: Bool { folder != nil }

    /// Why a test that needs the shared data sets did not run.
    public static let absence = "the shared data sets are not here; set PIANQU_TESTDATA to their folder"

    /// The path of a file below `geodata`.
    public static func path(_ relative: String) -> String {
        (folder ?? URL(fileURLWithPath: "/nowhere")).appendingPathComponent("geodata/" + relative).path
    }
}
