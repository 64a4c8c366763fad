internal import Foundation
internal import GeometryCore
internal import TestSupport

/// `calls.csv`: points to locate in bulk, most of them easy, the rest everything that a call can bring.
struct Calls: Sendable {
    let county: County

    /// Writes the file and returns how many points it has.
    func write(to folder: URL) throws -> Int {
        let file = try CSVFile(folder.appendingPathComponent(Layer.calls.file), heading: "lon,lat,accuracy_m,remark")
        var generator = county.seeds.generator(.calls, 0)
        var count = 0
        func add(_ point: Point, _ accuracy: Int?, _ note: String) throws {
            let place = county.frame.place(point)
            count += 1
            try file.write([
                .degrees(place.longitude), .degrees(place.latitude), accuracy.map(Value.whole) ?? .none, .text(note),
            ])
        }
        for _ in 0..<124 {
            let site = generator.below(county.sites.count)
            let offset = Point(x: generator.within(-160, 160), y: generator.within(-160, 160))
            let accuracy = generator.unit() < 0.2 ? nil : 5 + generator.below(20)
            try add(county.centres[county.sites[site].cell] + offset, accuracy, "村里")
        }
        let borders = sharedBorders()
        for index in 0..<20 {
            let (cell, edge) = borders[(2 * index + 1) * borders.count / 40]
            try add(county.borders.interior(cell, edge)[index % 3], nil, "分片区界线的顶点")
        }
        for corner in meetingPoints().prefix(6) {
            try add(county.grid.point(ofCorner: corner), nil, "三个分片区的交点")
        }
        for index in 0..<30 {
            let (cell, edge) = borders[(2 * index + 1) * borders.count / 60]
            let gate = county.borders.gate(cell, edge)
            let inward = (county.centres[cell] - gate).unit
            try add(gate + inward * (generator.within(2, 9) * (index % 2 == 0 ? 1 : -1)), 30, "界线旁几米")
        }
        for cell in openSea(&generator) { try add(county.centres[cell], 10, "海上") }
        // These are written as they come: they are not points of the county.
        let odd = [
            "116.3912757,39.9075,20,别的城市", "25.2512,119.1043,10,经纬度颠倒", "NaN,NaN,,不是数字", "东经119,北纬25,10,文字",
            ",,10,没有坐标", "119.1043,125.2512,10,纬度超出范围", "0,0,,零点",
        ]
        for row in odd {
            count += 1
            try file.write([.text(row)])
        }
        try file.close()
        return count
    }

    /// Edges on land between two subdistricts.
    private func sharedBorders() -> [(cell: Int, edge: Int)] {
        county.isLand.indices.filter { county.isLand[$0] }.flatMap { cell in
            (0..<3).compactMap { edge in
                guard let other = county.grid.neighbour(cell, edge), county.isLand[other] else { return nil }
                return county.subdistrictOf[cell] == county.subdistrictOf[other] ? nil : (cell, edge)
            }
        }
    }

    /// Corners where three subdistricts meet.
    private func meetingPoints() -> [Int] {
        county.isLand.indices.filter { county.isLand[$0] }.flatMap { cell in
            (0..<6).compactMap { edge in
                // Edges before and after a corner: across them lie the two other cells that meet there.
                guard let before = county.grid.neighbour(cell, (edge + 5) % 6),
                    let after = county.grid.neighbour(cell, edge), cell < before, cell < after,
                    county.isLand[before], county.isLand[after]
                else { return nil }
                let units = Set([cell, before, after].map { county.subdistrictOf[$0] })
                return units.count == 3 ? county.grid.corner(cell, edge) : nil
            }
        }
    }

    private func openSea(_ generator: inout SeededGenerator) -> [Int] {
        var found: [Int] = []
        while found.count < 12 {
            let cell = generator.below(county.grid.cellCount)
            let isOpen = ([cell] + county.grid.neighbours(cell)).allSatisfy { !county.isLand[$0] }
            if isOpen { found.append(cell) }
        }
        return found
    }
}
