import Foundation
import Testing

/// The coordinate doctor as the command shows it: it refuses, names the cure, and the cure works.
@Suite struct CoordinateAdviceTests {
    private static let points: [(Double, Double)] = (0..<40).map { (index: Int) -> (Double, Double) in
        let (column, row) = (Double(index), Double(index % 9))
        return (119.102 + 0.0009 * column, 25.302 + 0.0037 * row)
    }

    /// The published approximation, written down a second time.
    private static func gcj02(_ lon: Double, _ lat: Double) -> (Double, Double) {
        func wave(_ value: Double, _ halfTurns: Double) -> Double { sin(value * halfTurns * .pi) }
        let (x, y) = (lon - 105, lat - 35)
        var east = 300 + x + 2 * y
        east += 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
        east += (20 * wave(x, 6) + 20 * wave(x, 2) + 20 * wave(x, 1) + 40 * wave(x, 1 / 3)) * 2 / 3
        east += (150 * wave(x, 1 / 12) + 300 * wave(x, 1 / 30)) * 2 / 3
        var north = -100 + 2 * x + 3 * y
        north += 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
        north += (20 * wave(x, 6) + 20 * wave(x, 2) + 20 * wave(y, 1) + 40 * wave(y, 1 / 3)) * 2 / 3
        north += (160 * wave(y, 1 / 12) + 320 * wave(y, 1 / 30)) * 2 / 3
        let (a, e2) = (6_378_245.0, 0.00669342162296594323)
        let sine = sin(lat * .pi / 180)
        let w = 1 - e2 * sine * sine
        let metresEast = a / w.squareRoot() * cos(lat * .pi / 180) * .pi / 180
        let metresNorth = a * (1 - e2) / (w * w.squareRoot()) * .pi / 180
        return (lon + east / metresEast, lat + north / metresNorth)
    }

    private static func table(_ place: (Int) -> (Double, Double)) -> String {
        "code,lon,lat\n" + points.indices.map { "K\($0),\(place($0).0),\(place($0).1)\n" }.joined()
    }

    /// The small county with forty customers in their right places.
    private func folder() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try folder.write("right.csv", Self.table { Self.points[$0] })
        try folder.run("import", "customers", "right.csv", "--crs", "EPSG:4326").mustBeDone()
        return folder
    }

    private func expectAdvice(
        _ folder: TemporaryFolder,
        _ arguments: [String],
        naming words: String,
        cure: [String]
    ) throws {
        let before = try folder.contents()
        let refused = try Command.run(["import", "customers", "wrong.csv"] + arguments, in: folder)
        #expect(refused.status == 3 && refused.output.isEmpty, "\(refused.summary)")
        #expect(refused.said.first?.contains(words) == true, "\(refused.summary)")
        #expect(refused.said.last?.contains("nothing was written") == true)
        #expect(try folder.contents() == before)
        let cured = try Command.run(["import", "customers", "wrong.csv"] + cure, in: folder).mustBeDone()
        let held = CSVTable(try folder.run("locate", "K7", "--format", "csv").text)
        let away = (
            (Double(held.column("lon").first ?? "") ?? 0) - Self.points[7].0,
            (Double(held.column("lat").first ?? "") ?? 0) - Self.points[7].1
        )
        #expect(abs(away.0) < 1e-6 && abs(away.1) < 1e-6, "\(cured.summary)")
    }

    @Test func movedToGCJ02() throws {
        let folder = try folder()
        try folder.write("wrong.csv", Self.table { Self.gcj02(Self.points[$0].0, Self.points[$0].1) })
        try expectAdvice(folder, ["--crs", "EPSG:4326"], naming: "gcj02", cure: ["--crs", "gcj02"])
    }

    @Test func swappedColumns() throws {
        let folder = try folder()
        try folder.write("wrong.csv", Self.table { (Self.points[$0].1, Self.points[$0].0) })
        try expectAdvice(
            folder,
            ["--crs", "EPSG:4326"],
            naming: "swapping the axes",
            cure: ["--crs", "EPSG:4326", "--swap-axes"]
        )
    }

    @Test func degreesDeclaredAsMetres() throws {
        let folder = try folder()
        try folder.write("wrong.csv", Self.table { Self.points[$0] })
        try expectAdvice(folder, ["--crs", "EPSG:4528"], naming: "EPSG:4490", cure: ["--crs", "EPSG:4490"])
    }

    @Test func anotherPlaceThanExpected() throws {
        let folder = try SmallCounty.emptyFolder()
        try folder.write("right.csv", Self.table { Self.points[$0] })
        let arguments = ["import", "customers", "right.csv", "--crs", "EPSG:4326", "--extent"]
        #expect(try Command.run(arguments + ["118.9,24.9,119.7,25.4"], in: folder).status == 0)
        let far = try Command.run(arguments + ["-10,-10,10,10"], in: folder)
        #expect(far.status == 3 && far.messages.contains("expected extent"), "\(far.summary)")
        #expect(try Command.run(arguments + ["-10,-10,10,10", "--trust-crs"], in: folder).status == 0)
    }
}
