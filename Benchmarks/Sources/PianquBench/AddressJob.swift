import Foundation
import GeometryCore
import Storage
import Territory
import TestSupport

/// Address search on the demo county ×10 with more than a million addresses: the index's size and making, the time of a query,
/// and how often errors of callers lead to the right house and the right district.
struct AddressJob {
    let pianqu: String
    let county: String
    static let seed: UInt64 = 20
    private static let queries = 4000

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pianqu-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let job = ImportJob(pianqu: pianqu, county: county)
        _ = try job.spend(county, "--out", folder.path, "--scale", "10", "--only", "customers,districts")
        let dense = folder.appendingPathComponent("dense.csv").path
        try Self.densify(folder.appendingPathComponent("customers.csv").path, into: dense)
        let path = folder.appendingPathComponent("store.gpkg").path
        _ = try job.spend(pianqu, "init", path)
        let districts = folder.appendingPathComponent("districts.geojson").path
        _ = try job.spend(pianqu, "import", "districts", districts, "--store", path)
        _ = try job.spend(pianqu, "import", "customers", dense, "--crs", "EPSG:4326", "--store", path)
        _ = try job.spend(pianqu, "publish", "--from", "2026-01-01", "--store", path)
        try AddressMeasure(store: GeoPackageStore(path: path, mode: .readOnly), seed: Self.seed)
            .run(queries: Self.queries)
    }

    /// Eleven customers for each: the house itself, and flats in it that stand a few metres around.
    private static func densify(_ path: String, into dense: String) throws {
        var random = SeededGenerator(seed: seed)
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")[...]
        guard let heading = lines.popFirst() else { return }
        var text = heading + "\n"
        for line in lines {
            text += line + "\n"
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 7, cells[3].hasSuffix("号"), let x = Double(cells[5]), let y = Double(cells[6]) else {
                continue
            }
            for flat in 1...11 {
                let address = cells[3] + "\(flat % 3 + 1)栋\(flat % 2 + 1)单元\(flat)0\(flat % 4 + 1)室"
                let (dx, dy) = (
                    Double.random(in: -2e-5...2e-5, using: &random), Double.random(in: -2e-5...2e-5, using: &random)
                )
                text += "\(cells[0])\(flat),\(address)户,,\(address),,"
                text += "\(Self.degrees(x + dx)),\(Self.degrees(y + dy))\n"
            }
        }
        try text.write(toFile: dense, atomically: false, encoding: .utf8)
    }

    private static func degrees(_ value: Double) -> String { String((value * 1e7).rounded() / 1e7) }
}

/// What is measured of one store's addresses.
struct AddressMeasure {
    let store: GeoPackageStore
    let seed: UInt64

    struct Sample {
        let code: String
        let address: String
        let leaf: String
    }

    func run(queries: Int) throws {
        var count = 0
        let making = try Meter.median(runs: 1) { try AddressFile.open(of: store) }
        try store.forEachRecord(in: .customers, version: nil) { _ in count += 1 }
        let bytes = (try FileManager.default.attributesOfItem(atPath: store.path + ".addresses")[.size] as? Int) ?? 0
        Meter.report(
            job: "addresses build",
            count: count,
            wall: making.wall,
            cpu: making.cpu,
            check: [count, bytes],
            more: [("bytes_per_address", String(format: "%.1f", Double(bytes) / Double(count)))]
        )
        let atlas = try AtlasShelf(store: store).atlas(asOf: Date(timeIntervalSince1970: 1_790_000_000))
        let search = try AddressSearch(index: making.0, store: store)
        let samples = try samples(queries, of: count, atlas)
        try measure("exact", samples, search, atlas) { text, _ in text }
        for error in AddressError.allCases {
            try measure(error.rawValue, samples, search, atlas) { error.applied(to: $0, &$1) }
        }
        try measure("one error of any kind", samples, search, atlas) { text, random in
            Self.spoil(text, errors: 1, &random)
        }
        try measure("two errors", samples, search, atlas) { text, random in Self.spoil(text, errors: 2, &random) }
    }

    /// Applies that many errors of different kinds, each of which changes the text.
    private static func spoil(_ text: String, errors: Int, _ random: inout SeededGenerator) -> String {
        var text = text
        var left = errors
        for error in AddressError.allCases.shuffled(using: &random) where left > 0 {
            let spoilt = error.applied(to: text, &random)
            if spoilt != text { left -= 1 }
            text = spoilt
        }
        return text
    }

    private func samples(_ queries: Int, of count: Int, _ atlas: Atlas) throws -> [Sample] {
        var random = SeededGenerator(seed: seed)
        let chosen = Set((0..<queries).map { _ in Int.random(in: 0..<count, using: &random) })
        var samples: [Sample] = []
        var index = 0
        let column = Layer.customers.index(of: "address")
        try store.forEachRecord(in: .customers, version: nil) { record in
            defer { index += 1 }
            guard chosen.contains(index), let address = record.values[column].text, let place = record.place,
                let leaf = atlas.leaf(at: place)
            else { return }
            samples.append(Sample(code: record.code, address: address, leaf: leaf.code))
        }
        return samples
    }

    private func measure(
        _ name: String,
        _ samples: [Sample],
        _ search: AddressSearch,
        _ atlas: Atlas,
        _ spoil: (String, inout SeededGenerator) -> String
    ) throws {
        var random = SeededGenerator(seed: seed)
        var (first, five, district, certain, wrong) = (0, 0, 0, 0, 0)
        var times: [Double] = []
        let instant = Date(timeIntervalSince1970: 1_790_000_000)
        let shown = ProcessInfo.processInfo.environment["PIANQU_SHOW_MISSES"].flatMap { Int($0) } ?? 0
        var shownSoFar = 0
        for sample in samples {
            let text = spoil(sample.address, &random)
            let start = ContinuousClock.now
            let found = try search.find(text, in: atlas, asOf: instant)
            times.append(Double((ContinuousClock.now - start).components.attoseconds) / 1e15)
            let codes = found.candidates.prefix(5).map(\.code)
            if codes.first == sample.code { first += 1 }
            if codes.contains(sample.code) { five += 1 }
            let isRight = found.lead?.placement?.code == sample.leaf
            if isRight { district += 1 }
            let isCertain = found.status == .certain
            if isCertain { certain += 1 }
            if isCertain && !isRight { wrong += 1 }
            if !isRight, shownSoFar < shown {
                shownSoFar += 1
                let lead = found.lead
                print(
                    "# \(name): \(sample.address) → \(text) → \(found.status) \(lead?.matched ?? "-") \(lead?.score ?? 0)"
                )
            }
        }
        times.sort()
        func share(_ part: Int) -> String { String(format: "%.3f", 100 * Double(part) / Double(max(1, samples.count))) }
        func time(_ quantile: Double) -> String {
            String(format: "%.3f", times[Int(Double(times.count - 1) * quantile)])
        }
        Meter.report(
            job: "addresses \(name)",
            count: samples.count,
            wall: times.reduce(0, +) / 1000,
            cpu: times.reduce(0, +) / 1000,
            check: [district, wrong],
            more: [
                ("recall_1", share(first)), ("recall_5", share(five)), ("district", share(district)),
                ("certain", share(certain)), ("wrong_certain", share(wrong)), ("p50_ms", time(0.5)),
                ("p99_ms", time(0.99)),
            ]
        )
    }
}
