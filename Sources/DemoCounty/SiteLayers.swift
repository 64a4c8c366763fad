internal import Foundation
internal import GeometryCore

/// Everything that stands on sites, written site by site in one walk: memory does not grow with the scale.
struct SiteLayers {
    let roads: RoadNetwork
    private(set) var tally = Tally()
    private let flaws: Flaws
    private let files: Files
    private var drops = 0
    private let defects: Defects
    private var county: County { roads.county }

    /// The files that were asked for; nil for the others.
    private struct Files {
        var transformers: CSVFile?, poles: CSVFile?, boxes: CSVFile?, customers: CSVFile?, energy: CSVFile?
        var defects: CSVFile?
        var lines: GeoJSONFile?, drops: GeoJSONFile?

        init(_ layers: Set<Layer>, _ folder: URL) throws {
            func csv(_ layer: Layer, _ heading: String) throws -> CSVFile? {
                try layers.contains(layer)
                    ? CSVFile(folder.appendingPathComponent(layer.file), heading: heading) : nil
            }
            func geojson(_ layer: Layer) throws -> GeoJSONFile? {
                try layers.contains(layer)
                    ? GeoJSONFile(folder.appendingPathComponent(layer.file), name: layer.rawValue) : nil
            }
            transformers = try csv(.transformers, "code,name,feeder,lon,lat")
            poles = try csv(.poles, "code,line,lon,lat")
            boxes = try csv(.meterBoxes, "code,line,lon,lat")
            customers = try csv(.customers, "户号,户名,电话,用电地址,台区编号,经度,纬度")
            energy = try csv(
                .energy,
                "transformer,month,supplied_kwh,sold_kwh,receivable,received,households,households_paid"
            )
            defects = try csv(.defects, Defects.heading)
            lines = try geojson(.lines)
            drops = try geojson(.serviceDrops)
        }

        func close() throws {
            for file in [transformers, poles, boxes, customers, energy, defects] { try file?.close() }
            for file in [lines, drops] { try file?.close() }
        }
    }

    init(roads: RoadNetwork, layers: Set<Layer>, folder: URL) throws {
        self.roads = roads
        flaws = Flaws(county: roads.county)
        defects = Defects(county: roads.county)
        files = try Files(layers, folder)
    }

    /// Writes all sites and closes the files.
    mutating func write() throws {
        for site in county.sites.indices {
            let lines = SiteLines(site: site, roads: roads)
            try writeTransformer(site, lines.transformer)
            let lineCodes = try write(lines.lines, site)
            let customers = SiteCustomers(site: site, lines: lines.lines, county: county).customers
            try writeBoxes(customers, lines.lines, lineCodes, site)
            try write(customers, site)
            try writeEnergy(site, households: customers.count)
        }
        try files.close()
    }

    private func code(_ letter: String, _ number: Int, perSite: Int) -> String {
        letter + County.padded(number, String(county.sites.count * perSite).count)
    }

    private func position(_ point: Point) -> [Value] {
        let place = county.frame.place(point)
        return [.degrees(place.longitude), .degrees(place.latitude)]
    }

    private func writeTransformer(_ site: Int, _ point: Point) throws {
        guard let file = files.transformers else { return }
        let name = "\(county.village(of: site).name)\(county.sites[site].ordinal + 1)号公变"
        // Two feeders leave each station for every town.
        let feeder = "10kV\(county.town(of: site).stem)\(site % 2 == 0 ? "Ⅰ" : "Ⅱ")线"
        try file.write([.text(county.transformer(site)), .text(name), .text(feeder)] + position(point))
    }

    private mutating func write(_ lines: [SiteLine], _ site: Int) throws -> [String] {
        try lines.enumerated().map { index, line in
            tally.lines += 1
            let code = code("L", tally.lines, perSite: 10)
            let isBare = index == lines.count - 1 && flaws.bareLines.contains(site)
            let places = line.points.map(county.frame.place)
            try files.lines?.write(
                [
                    ("code", .text(code)), ("kind", .text(line.kind.rawValue)),
                    ("transformer", isBare ? .none : .text(county.transformer(site))),
                    ("in_service_from", .text(line.inServiceFrom)),
                ],
                line: places
            )
            tally.lineMetres += county.frame.length(places)
            tally.crossingLines += line.crossesBorder ? 1 : 0
            tally.borderLines += line.followsBorder ? 1 : 0
            if isBare { tally.bareLines.append(code) }
            if line.kind == .overhead { try writePoles(line, code, site) }
            return code
        }
    }

    private mutating func writePoles(_ line: SiteLine, _ lineCode: String, _ site: Int) throws {
        for support in line.supports {
            tally.poles += 1
            let code = code("P", tally.poles, perSite: 100)
            try files.poles?.write([.text(code), .text(lineCode)] + position(support))
            try writeDefect(.pole, tally.poles, code, site, position(support))
        }
    }

    /// A meter box for every few neighbours, and the service drop that feeds it.
    private mutating func writeBoxes(
        _ customers: [Customer],
        _ lines: [SiteLine],
        _ codes: [String],
        _ site: Int
    ) throws {
        for (index, group) in Self.groups(customers).enumerated() {
            let middle = group[group.count / 2]
            let front = lines[middle.line].frontages[middle.frontage]
            let foot = front.origin + front.direction * middle.along
            // On the wall of the house, seen from the street.
            let box = foot.mixed(with: middle.point, 0.8)
            let supports = lines[middle.line].supports
            let support = supports.reduce(supports[0]) {
                $1.distance(to: box) < $0.distance(to: box) ? $1 : $0
            }
            tally.boxes += 1
            let code = code("B", tally.boxes, perSite: 50)
            try files.boxes?.write([.text(code), .text(codes[middle.line])] + position(box))
            try writeDefect(.meterBox, tally.boxes, code, site, position(box))
            try writeDrop(site, index, from: support, to: box)
        }
    }

    /// A defect of an asset, if it has one.
    private mutating func writeDefect(
        _ asset: Defects.Asset,
        _ number: Int,
        _ code: String,
        _ site: Int,
        _ position: [Value]
    ) throws {
        guard let row = defects.row(tally.defects + 1, asset, number, code, site) else { return }
        tally.defects += 1
        try files.defects?.write(row + position)
    }

    private mutating func writeDrop(_ site: Int, _ index: Int, from support: Point, to box: Point) throws {
        drops += 1
        try files.drops?.write(
            [
                ("code", .text(code("D", drops, perSite: 50))), ("kind", .text("service_drop")),
                ("transformer", .text(county.transformer(site))),
            ],
            line: [support, box].map(county.frame.place)
        )
    }

    /// Runs of up to six customers at the same frontage, or the flats of one building.
    private static func groups(_ customers: [Customer]) -> [[Customer]] {
        var groups: [[Customer]] = []
        for customer in customers {
            if let last = groups.last?.last, last.line == customer.line, last.frontage == customer.frontage,
                last.along == customer.along
                    || (groups[groups.count - 1].count < 6 && last.point.distance(to: customer.point) < 60)
            {
                groups[groups.count - 1].append(customer)
            } else {
                groups.append([customer])
            }
        }
        return groups
    }

    private mutating func write(_ customers: [Customer], _ site: Int) throws {
        var previous: (address: String, point: Point)?
        for (index, customer) in customers.enumerated() {
            tally.customers += 1
            tally.beyondBorder += customer.frontage
            var (address, point) = (customer.address, customer.point)
            var transformer: String? = county.transformer(site)
            let code = CustomerNumber.code(tally.customers)
            if index == Flaws.victim {
                if let supplier = flaws.supplierOf[site] {
                    transformer = county.transformer(supplier)
                    tally.conflicts.append(code)
                }
                if flaws.unsupplied.contains(site) {
                    transformer = nil
                    tally.unsupplied.append(code)
                }
                if let sea = flaws.drowned[site] {
                    point = sea
                    tally.atSea.append(code)
                }
                if site == flaws.duplicate, let first = previous {
                    (address, point) = first
                    tally.duplicates += [CustomerNumber.code(tally.customers - 1), code]
                }
            }
            previous = (address, point)
            guard let file = files.customers else { continue }
            try file.write(
                [
                    .text(code), .text(customer.name), .text(CustomerNumber.phone(tally.customers)), .text(address),
                    transformer.map(Value.text) ?? .none,
                ] + position(point)
            )
        }
    }

    private mutating func writeEnergy(_ site: Int, households: Int) throws {
        for month in EnergyMonth.all {
            let row = EnergyMonth.Row(month: month, site: site, households: households, seeds: county.seeds)
            if month == EnergyMonth.all.last {
                tally.supplied += row.supplied
                tally.sold += row.sold
                tally.receivable += row.receivable
                tally.received += row.received
            }
            try files.energy?.write(
                [
                    .text(county.transformer(site)), .text(month), .whole(row.supplied), .whole(row.sold),
                    .number(EnergyMonth.yuan(row.receivable)), .number(EnergyMonth.yuan(row.received)),
                    .whole(households), .whole(row.paid),
                ])
        }
    }
}
