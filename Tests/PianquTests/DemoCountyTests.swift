import Foundation
import Testing

@testable import DemoCounty

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
        #expect(made.count == 16, "\(made)")
        for name in made {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path("made/" + name)))
            let committed = try Data(contentsOf: URL(fileURLWithPath: Repository.geodata(name)))
            #expect(bytes == committed, "\(name)")
        }
    }

    /// Over the largest county no two towns and no two villages share a stem, and no invented one is a real one.
    @Test(arguments: [20, 21] as [UInt64]) func everyCopyHasNamesOfItsOwn(seed: UInt64) throws {
        let towns = try Town.read(from: Repository.geodata("names"))
        let scale = 100
        let names = PlaceNames(towns: towns, scale: scale, seeds: Seeds(seed: seed))
        let copies = (1...scale).flatMap { copy in towns.indices.map { names.copy(copy, of: $0) } }
        let villages = copies.flatMap(\.villages)
        #expect(copies.count == 1100, "seed \(seed)")
        #expect(villages.count == scale * towns.reduce(0) { $0 + $1.villages.count }, "seed \(seed)")
        #expect(Set(copies.map { bare($0.name) }).count == copies.count, "seed \(seed)")
        #expect(Set(villages.map(bare)).count == villages.count, "seed \(seed)")
        let real = Set(towns.flatMap { [bare($0.name)] + $0.villages.map(bare) })
        let invented = copies.dropFirst(towns.count).flatMap { [$0.name] + $0.villages }
        #expect(invented.first { real.contains(bare($0)) } == nil, "seed \(seed)")
        #expect(invented.first { !(2...3).contains(bare($0).count) } == nil, "seed \(seed)")
    }

    /// A copy keeps the ranks, now and formerly, and its names do not depend on the scale.
    @Test func aCopyKeepsTheRanks() throws {
        let towns = try Town.read(from: Repository.geodata("names"))
        let names = PlaceNames(towns: towns, scale: 3, seeds: Seeds(seed: 20))
        let larger = PlaceNames(towns: towns, scale: 50, seeds: Seeds(seed: 20))
        for (index, town) in towns.enumerated() {
            let first = names.copy(1, of: index)
            #expect(first.name == town.name && first.formerName == town.formerName && first.villages == town.villages)
            let third = names.copy(3, of: index)
            let stem = bare(third.name)
            #expect(third.name == stem + town.name.dropFirst(bare(town.name).count))
            #expect(third.formerName == town.formerName.map { stem + $0.dropFirst(bare($0).count) })
            let ranks = [third, first].map { $0.villages.map { $0.dropFirst(bare($0).count) } }
            #expect(ranks[0] == ranks[1], "\(town.name)")
            let same = larger.copy(3, of: index)
            #expect(third.name == same.name && third.villages == same.villages, "\(town.name)")
        }
    }

    private func bare(_ name: String) -> String {
        let rank = ["街道", "社区", "镇", "乡", "村"].first { name.hasSuffix($0) }
        return String(name.dropLast(rank?.count ?? 0))
    }
}
