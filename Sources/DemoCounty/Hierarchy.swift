internal import GeometryCore

/// Divides a county's ground into stations, districts, subdistricts, villages and sites.
struct Hierarchy {
    private var county: County
    private let splitter: Splitter
    private let seats: [Seat]
    private let townList: [Town]
    private let placeNames: PlaceNames
    /// Sites at scale 1.
    private static let sitesPerScale = 150

    /// The county of `towns`, complete.
    static func county(towns: [Town], scale: Int, seed: UInt64) throws -> County {
        let seats = try towns.map { town in
            guard let seat = Seat.all.first(where: { $0.code == town.code }) else {
                throw NamesError.unknownTown(code: town.code)
            }
            return seat
        }
        let ground = County(seeds: Seeds(seed: seed), scale: scale)
        let splitter = Splitter(grid: ground.grid, seeds: ground.seeds, centres: ground.centres)
        var hierarchy = Hierarchy(county: ground, splitter: splitter, seats: seats, townList: towns)
        hierarchy.divide()
        hierarchy.placeSites()
        return hierarchy.county
    }

    private init(county: County, splitter: Splitter, seats: [Seat], townList: [Town]) {
        self.county = county
        self.splitter = splitter
        self.seats = seats
        self.townList = townList
        placeNames = PlaceNames(towns: townList, scale: county.scale, seeds: county.seeds)
    }

    private mutating func divide() {
        let zones = townZones()
        let stationCount = Seat.stationNames.count * county.scale
        let width = String(stationCount).count
        for index in Seat.stationNames.indices {
            let members = seats.indices.filter { seats[$0].station == index }
            let cells = members.flatMap { zones[$0] }.sorted()
            for (copy, area) in splitter.split(cells, into: county.scale).enumerated() {
                let name = Seat.stationNames[index] + (copy > 0 ? String(copy + 1) : "") + "供电所"
                let code = "S" + County.padded(county.stations.count + 1, width)
                let parts =
                    county.scale == 1 ? members.map { zones[$0] } : splitter.split(area, into: members.count)
                let station = county.stations.count
                let isUrban = members.contains { townList[$0].isUrban }
                county.stations.append(
                    Unit(code: code, name: name, parent: -1, areaClass: isUrban ? "urban" : "rural")
                )
                for (town, cells) in zip(members, parts) { addDistrict(town, copy + 1, station, cells) }
            }
        }
    }

    /// The cells of each town: the nearest seat, an island being never divided between towns.
    private func townZones() -> [[Int]] {
        let stretch = Double(county.scale).squareRoot()
        let cells = county.isLand.indices.filter { county.isLand[$0] }
        let bend = 2000 * stretch
        func nearest(_ point: Point, _ isAllowed: (Seat) -> Bool) -> Int {
            let east = county.seeds.noise(.warp, point, wavelength: 3600 * stretch, channel: 2) * bend
            let north = county.seeds.noise(.warp, point, wavelength: 3600 * stretch, channel: 3) * bend
            let moved = point + Point(x: east, y: north)
            func away(_ seat: Seat) -> Double {
                moved.distance(to: seat.position * stretch) - seat.reach * stretch
            }
            let allowed = seats.indices.filter { isAllowed(seats[$0]) }
            return allowed.reduce(allowed[0]) { away(seats[$1]) < away(seats[$0]) ? $1 : $0 }
        }
        var islandOwner: [Int: Int] = [:]
        let parts = cells.map { cell in
            let mass = county.landmass[cell]
            guard mass > 0 else { return nearest(county.centres[cell]) { !$0.isIsland } }
            if let owner = islandOwner[mass] { return owner }
            let owner = nearest(county.centres[cell]) { _ in true }
            islandOwner[mass] = owner
            return owner
        }
        return splitter.mend(cells, parts: parts, count: seats.count)
    }

    private mutating func addDistrict(_ town: Int, _ copy: Int, _ station: Int, _ cells: [Int]) {
        let district = county.districts.count
        let number = county.districts.reversed().prefix { $0.parent == station }.count + 1
        let code = county.stations[station].code + "-" + County.padded(number, 2)
        let townCopy = placeNames.copy(copy, of: town)
        let onIsland = cells.filter { county.landmass[$0] > 0 }.count * 2 > cells.count
        let areaClass = townList[town].isUrban ? "urban" : onIsland ? "remote" : "rural"
        county.districts.append(
            Unit(code: code, name: townCopy.stem + "片区", parent: station, areaClass: areaClass)
        )
        county.towns.append(townCopy)
        for cell in cells {
            county.districtOf[cell] = district
            county.stationOf[cell] = station
        }
        let seat = seats[town]
        let core = seat.hasEnclave ? enclave(cells) : nil
        var rest = cells
        if let core { rest.removeAll(where: core.cells.contains) }
        var parts = splitter.split(rest, into: seat.subdistricts - (core == nil ? 0 : 1), ring: core?.ring ?? [])
        if let core { parts.insert(core.cells, at: 0) }
        addSubdistricts(parts, district, hasCore: core != nil)
    }

    /// Seven cells near the middle of a town, and the twelve around them, all of the town.
    private func enclave(_ cells: [Int]) -> (cells: [Int], ring: [Int])? {
        let own = Set(cells)
        let middle = cells.reduce(Point(x: 0, y: 0)) { $0 + county.centres[$1] } * (1 / Double(cells.count))
        let nearestFirst = cells.sorted {
            (county.centres[$0].distance(to: middle), $0) < (county.centres[$1].distance(to: middle), $1)
        }
        for cell in nearestFirst {
            let core = [cell] + county.grid.neighbours(cell)
            let around = Set(core.flatMap { county.grid.neighbours($0) }).subtracting(core).sorted()
            if core.count == 7, around.count == 12, (core + around).allSatisfy(own.contains) {
                return (core.sorted(), around)
            }
        }
        return nil
    }

    private mutating func addSubdistricts(_ parts: [[Int]], _ district: Int, hasCore: Bool) {
        let town = county.towns[district]
        // The first village of every list is the community around the town hall: it is the core's only one.
        let names = town.villages
        let shared = hasCore ? Array(names.dropFirst()) : names
        let open = hasCore ? parts.count - 1 : parts.count
        for (index, cells) in parts.enumerated() {
            let subdistrict = county.subdistricts.count
            let slot = hasCore ? index - 1 : index
            let own =
                slot < 0 ? [names[0]] : Array(shared[(slot * shared.count / open)..<((slot + 1) * shared.count / open)])
            for cell in cells { county.subdistrictOf[cell] = subdistrict }
            county.subdistricts.append(
                Unit(
                    code: county.districts[district].code + "-" + String(index + 1),
                    name: Naming.stem(own[0]) + (slot < 0 ? "城区" : "") + "分片区",
                    parent: district,
                    areaClass: areaClass(of: cells, district)
                )
            )
            for (offset, area) in splitter.split(cells, into: own.count).enumerated() {
                for cell in area { county.villageOf[cell] = county.villages.count }
                county.villages.append(
                    Village(
                        name: own[offset],
                        town: district,
                        subdistrict: subdistrict,
                        cells: middleFirst(area),
                        isSeat: index == 0 && offset == 0
                    )
                )
            }
        }
    }

    private func areaClass(of cells: [Int], _ district: Int) -> String {
        let onIsland = cells.filter { county.landmass[$0] > 0 }.count * 2 > cells.count
        return onIsland ? "remote" : county.districts[district].areaClass
    }

    private func middleFirst(_ cells: [Int]) -> [Int] {
        guard !cells.isEmpty else { return [] }
        let middle = cells.reduce(Point(x: 0, y: 0)) { $0 + county.centres[$1] } * (1 / Double(cells.count))
        return cells.sorted {
            (county.centres[$0].distance(to: middle), $0) < (county.centres[$1].distance(to: middle), $1)
        }
    }

    /// Spreads the transformer areas over the subdistricts by their villages, at least one each.
    private mutating func placeSites() {
        let members = Dictionary(grouping: county.villages.indices, by: { county.villages[$0].subdistrict })
        func weight(_ subdistrict: Int) -> Int {
            let own = members[subdistrict] ?? []
            return own.count == 1 && county.villages[own[0]].isSeat ? 7 : own.count
        }
        let total = county.subdistricts.indices.reduce(0) { $0 + weight($1) }
        let wanted = Self.sitesPerScale * county.scale
        var before = 0
        for subdistrict in county.subdistricts.indices {
            let upTo = before + weight(subdistrict)
            let share = max(1, upTo * wanted / total - before * wanted / total)
            before = upTo
            addSites(share, members[subdistrict] ?? [])
        }
    }

    private mutating func addSites(_ count: Int, _ villages: [Int]) {
        var taken = [Int](repeating: 0, count: villages.count)
        var placed: [Site] = []
        var turn = 0
        while placed.count < count, turn < 60 {
            let slot = turn % villages.count
            let cells = county.villages[villages[slot]].cells
            if taken[slot] < cells.count {
                placed.append(Site(cell: cells[taken[slot]], village: villages[slot], ordinal: taken[slot]))
                taken[slot] += 1
            }
            turn += 1
        }
        for site in placed.sorted(by: { ($0.village, $0.ordinal) < ($1.village, $1.ordinal) }) {
            county.siteOf[site.cell] = county.sites.count
            county.sites.append(site)
        }
    }
}
