import Foundation

/// Imports a million customers through the command, and reports time and the largest memory of the command's process.
struct ImportJob {
    struct Failed: Error { let command: String }

    let pianqu: String
    let county: String

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try spend(county, "--out", folder.path, "--scale", "100", "--only", "customers")
        let store = folder.appendingPathComponent("store.gpkg").path
        let customers = folder.appendingPathComponent("customers.csv").path
        _ = try spend(pianqu, "init", store)
        let rows = try Self.rows(of: customers)
        for round in ["first", "again"] {
            let cost = try spend(pianqu, "import", "customers", customers, "--crs", "EPSG:4326", "--store", store)
            Meter.report(
                job: "import \(round)",
                count: rows,
                wall: cost.wall,
                cpu: cost.cpu,
                check: [rows, 0],
                more: [("peak_megabytes", String(format: "%.0f", cost.megabytes))]
            )
        }
    }

    /// Counted piece by piece: a child starts with the memory of its parent, and that would be measured too.
    private static func rows(of path: String) throws -> Int {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        var lines = 0
        while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty {
            lines += piece.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        }
        return lines - 1
    }

    /// Runs a program to its end; its processor seconds, and the largest memory of any child so far.
    func spend(_ program: String, _ arguments: String...) throws -> (
        wall: Double, cpu: Double, megabytes: Double
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        let (before, start) = (Meter.usage(.children), ContinuousClock.now)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(command: arguments.joined(separator: " ")) }
        let (after, time) = (Meter.usage(.children), ContinuousClock.now - start)
        let wall = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        return (wall, after.cpu - before.cpu, after.megabytes)
    }
}
