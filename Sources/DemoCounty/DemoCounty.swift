internal import ArgumentParser
internal import Foundation

/// Writes the demo county.
///
/// The same scale and seed give the same bytes on every run.
@main
struct DemoCounty: ParsableCommand {
    /// How many times the size the county can be.
    static let scales = 1...300

    static let configuration = CommandConfiguration(
        commandName: "demo-county",
        abstract: "生成演示县：片区、台区、线路、客户等文件。Makes the demo county: districts, transformers, lines, customers and more.",
        discussion: """
            The ground is invented; the names of towns and villages are real.
            Above scale 1 the names of further copies are invented.
            The same scale and seed always give the same files.
            地形为虚构，镇村名称为真实名称；规模大于 1 时，其余各份的名称为虚构。
            规模与种子相同，生成的文件完全相同。

            Example 示例:
              demo-county --out geodata
              demo-county --out county10 --scale 10 --only districts,customers
            """
    )

    @Option(help: ArgumentHelp("输出目录，不存在则创建。Folder to write to; created when missing.", valueName: "DIR"))
    var out: String

    @Option(help: ArgumentHelp("规模倍数，1 到 300。How many times the size, 1 to 300.", valueName: "K"))
    var scale = 1

    @Option(help: ArgumentHelp("随机种子。Seed of the random numbers.", valueName: "N"))
    var seed: UInt64 = 20

    @Option(
        help: ArgumentHelp(
            "只生成这些图层，逗号分隔。Only these layers, separated by commas: "
                + Layer.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "LAYER,…"
        )
    )
    var only: String?

    @Option(help: ArgumentHelp("镇村名称表目录。Folder of the tables of names.", valueName: "DIR"))
    var names = "geodata/names"

    func validate() throws {
        guard Self.scales.contains(scale) else {
            throw ValidationError("规模倍数须在 1 到 300 之间。--scale must be from 1 to 300.")
        }
        _ = try layers()
    }

    func run() throws {
        let layers = try layers()
        let county = try Hierarchy.county(towns: Town.read(from: names), scale: scale, seed: seed)
        let folder = URL(fileURLWithPath: out)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if layers.contains(.districts) { try DistrictLayer(county: county).write(to: folder) }
        let roads = RoadNetwork(county: county)
        var sites = try SiteLayers(roads: roads, layers: layers, folder: folder)
        if !layers.isDisjoint(with: Layer.ofSites) { try sites.write() }
        var tally = sites.tally
        if layers.contains(.roads) { tally.roads = try RoadLayer(roads: roads).write(to: folder) }
        let staff = Staff(county: county)
        tally.staff = staff.members.count
        if layers.contains(.staff) { try staff.write(to: folder) }
        if layers.contains(.rota) { try Rota(staff: staff).write(to: folder) }
        if layers.contains(.tracks) { tally.fixes = try Tracks(staff: staff, roads: roads).write(to: folder) }
        if layers.contains(.calls) { tally.calls = try Calls(county: county).write(to: folder) }
        if layers.contains(.patrolPlans) { tally.plans = try PatrolPlans(county: county).write(to: folder) }
        if layers.count == Layer.allCases.count {
            try SourceNote(county: county, tally: tally, seed: seed).write(to: folder)
        }
    }

    private func layers() throws -> Set<Layer> {
        guard let only else { return Set(Layer.allCases) }
        return try Set(
            only.split(separator: ",").map { name in
                guard let layer = Layer(rawValue: String(name)) else {
                    let known = Layer.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("没有图层 \(name)。There is no layer \(name). 可选 Known: \(known)")
                }
                return layer
            }
        )
    }
}
