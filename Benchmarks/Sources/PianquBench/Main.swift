import Foundation
import Patrol

/// Runs the benchmark jobs named on the command line and prints one line of JSON for each measurement.
@main
struct Main {
    static let usage = """
        usage: PianquBench lookup WORKLOAD            point to district, on the workload of the shared peers
               PianquBench nearest WORKLOAD           the five nearest responders, and their moves, on the same
               PianquBench cover WORKLOAD             line length within 20 m of tracks, on the same
               PianquBench split WORKLOAD             line length for each district, on the same
               PianquBench road WORKLOAD              the nearest responders by road, on the same
               PianquBench exact [--points N] FILE…   locate against exact rational arithmetic and GEOS, on polygon files
               PianquBench import PIANQU DEMO_COUNTY  a million customers through the command: time and memory
               PianquBench addresses PIANQU DEMO_COUNTY   address search on a million addresses, with callers' errors
               PianquBench response STORE P99_MS [PAIRS]  decisions on calls, and road times against plain Dijkstra
               PianquBench promise STORE                  the promise map of every customer, and who would be first
               PianquBench tickets STORE PER_SECOND       durable tickets of many callers at once, on a copy
               PianquBench positions STORE PER_SECOND     durable positions in batches of fifty, on a copy
               PianquBench patrol STORE PEOPLE S MB MS    a day of tracks taken in: at most S seconds a million fixes, MB, MS a fix
               PianquBench rehearse STORE CALLS [SEED]    calls with lost messages and crashes, each looked through
               PianquBench truth [SEED [POLICY.json]]     what is credited of seeded walks, beside what was walked
               PianquBench address-sets PIANQU CSV…       real addresses, each searched for as it is written
        """

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "lookup" where arguments.count == 2: try LookupJob(folder: arguments[1]).run()
        case "nearest" where arguments.count == 2: try NearestJob(folder: arguments[1]).run()
        case "cover" where arguments.count == 2: try CoverJob(folder: arguments[1]).run()
        case "split" where arguments.count == 2: try SplitJob(folder: arguments[1]).run()
        case "road" where arguments.count == 2: try RoadJob(folder: arguments[1]).run()
        case "exact" where arguments.count >= 2: try ExactJob(arguments: Array(arguments.dropFirst())).run()
        case "import" where arguments.count == 3: try ImportJob(pianqu: arguments[1], county: arguments[2]).run()
        case "addresses" where arguments.count == 3: try AddressJob(pianqu: arguments[1], county: arguments[2]).run()
        case "response" where arguments.count == 3 || arguments.count == 4:
            let pairs = arguments.count == 4 ? Int(arguments[3]) ?? 0 : 100_000
            try ResponseJob(path: arguments[1], limit: Double(arguments[2]) ?? 1, pairs: pairs).run()
        case "promise" where arguments.count == 2: try PromiseJob(path: arguments[1]).run()
        case "tickets" where arguments.count == 3:
            try await TicketJob(path: arguments[1], least: Double(arguments[2]) ?? 500).run()
        case "positions" where arguments.count == 3:
            try PositionJob(path: arguments[1], least: Double(arguments[2]) ?? 5000).run()
        case "patrol" where arguments.count == 6:
            let limits = arguments[3...].map { Double($0) ?? 0 }
            try PatrolJob(
                store: arguments[1],
                people: Int(arguments[2]) ?? 500,
                limits: (limits[0], limits[1], limits[2])
            ).run()
        case "rehearse" where arguments.count == 3 || arguments.count == 4:
            let first = arguments.count == 4 ? Int(arguments[3]) ?? 1 : 1
            try RehearsalJob(path: arguments[1], calls: Int(arguments[2]) ?? 10_000, first: first).run()
        case "truth" where arguments.count <= 3:
            var job = TruthJob()
            if arguments.count > 1 { job.first = Int(arguments[1]) ?? 0 }
            if arguments.count > 2 {
                let data = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
                job.policy = try JSONDecoder().decode(PatrolPolicy.self, from: data)
            }
            try job.run()
        case "address-sets" where arguments.count >= 3:
            try AddressSetJob(pianqu: arguments[1], files: Array(arguments.dropFirst(2))).run()
        default:
            FileHandle.standardError.write(Data((usage + "\n").utf8))
            exit(2)
        }
    }
}
