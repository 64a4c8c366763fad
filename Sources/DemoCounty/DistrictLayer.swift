internal import Foundation

/// `districts.geojson`: all three levels in one file, parents first.
struct DistrictLayer {
    let county: County

    func write(to folder: URL) throws {
        let file = try GeoJSONFile(folder.appendingPathComponent("districts.geojson"), name: "districts")
        try write("station", county.stations, parents: [], county.stationOf, to: file)
        try write("district", county.districts, parents: county.stations, county.districtOf, to: file)
        try write("subdistrict", county.subdistricts, parents: county.districts, county.subdistrictOf, to: file)
        try file.close()
    }

    private func write(
        _ level: String,
        _ units: [Unit],
        parents: [Unit],
        _ labels: [Int],
        to file: GeoJSONFile
    ) throws {
        var cells = [[Int]](repeating: [], count: units.count)
        for (cell, unit) in labels.enumerated() where unit >= 0 { cells[unit].append(cell) }
        let outline = Outline(county: county)
        for (index, unit) in units.enumerated() {
            let fields: [(String, Value)] = [
                ("code", .text(unit.code)), ("name", .text(unit.name)),
                ("parent", unit.parent < 0 ? .none : .text(parents[unit.parent].code)), ("level", .text(level)),
                ("area_class", .text(unit.areaClass)),
            ]
            try file.write(fields, areas: outline.areas(cells[index], labels: labels, value: index))
        }
    }
}
