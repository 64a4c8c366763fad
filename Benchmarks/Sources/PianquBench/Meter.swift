import Foundation

/// Processor time, the median over runs, and the line of JSON that the shared peers print too.
enum Meter {
    /// Whose usage: POSIX's `RUSAGE_SELF` and `RUSAGE_CHILDREN`, which systems declare as different types.
    enum Whose: Int32 {
        case own = 0
        case children = -1
    }

    /// User and system seconds so far, and the largest memory of any one process.
    static func usage(_ whose: Whose) -> (cpu: Double, megabytes: Double) {
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        var usage = rusage()
        unsafe getrusage(whose.rawValue, &usage)
        return (seconds(usage.ru_utime) + seconds(usage.ru_stime), Double(usage.ru_maxrss) / 1024)
    }

    /// User and system seconds of this process so far.
    static func cpuSeconds() -> Double { usage(.own).cpu }

    /// Runs `body` several times; returns its last result with the medians of wall and processor seconds.
    static func median<Result>(runs: Int = 5, _ body: () throws -> Result) rethrows -> (
        Result, wall: Double, cpu: Double
    ) {
        var (walls, cpus): ([Double], [Double]) = ([], [])
        var result: Result?
        for _ in 0..<max(1, runs) {
            let (wall, cpu) = (ContinuousClock.now, cpuSeconds())
            result = try body()
            cpus.append(cpuSeconds() - cpu)
            walls.append(
                Double((ContinuousClock.now - wall).components.attoseconds) / 1e18
                    + Double((ContinuousClock.now - wall).components.seconds)
            )
        }
        guard let result else { preconditionFailure("a measurement runs at least once") }
        return (result, walls.sorted()[walls.count / 2], cpus.sorted()[cpus.count / 2])
    }

    /// Prints a measurement.
    static func report(
        job: String,
        count: Int,
        wall: Double,
        cpu: Double,
        check: [some CustomStringConvertible],
        more: [(String, String)] = []
    ) {
        var fields = [
            ("job", "\"\(job)\""), ("peer", "\"pianqu\""), ("n", "\(count)"), ("seconds", String(format: "%.6f", wall)),
            ("per_second", String(format: "%.1f", Double(count) / wall)), ("threads", "1"), ("check", "\(check)"),
            ("cpu_seconds", String(format: "%.6f", cpu)),
        ]
        fields += more
        print("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
    }
}
