internal import GeometryCore

/// A responsibility area at any level.
struct Unit: Sendable {
    let code: String
    let name: String
    let parent: Int
    let areaClass: String
}

/// A village: a set of cells inside one subdistrict.
struct Village: Sendable {
    let name: String
    let town: Int
    let subdistrict: Int
    /// Its cells, the middle one first.
    let cells: [Int]
    /// Whether it is the centre of its town.
    let isSeat: Bool
}

/// One transformer area: a cluster of houses filling one cell.
struct Site: Sendable {
    let cell: Int
    let village: Int
    /// Which of its village's sites it is, from 0.
    let ordinal: Int
}

/// A copy of a real town, as ``PlaceNames`` calls it; at scale 1 there is one of each.
struct TownCopy: Sendable {
    let town: Town
    /// The names of this copy and its villages, in the order of the town's.
    let name: String
    let formerName: String?
    let villages: [String]
    var stem: String { Naming.stem(name) }
}

/// The whole county: land, hierarchy, villages and sites.
///
/// What stands on it is made from it, site by site.
struct County: Sendable {
    let seeds: Seeds
    let scale: Int
    let frame: Frame
    let grid: HexGrid
    let borders: Borders
    /// The connected piece of land of each cell: 0 the mainland, -1 the sea.
    let landmass: [Int]
    let centres: [Point]

    var stations: [Unit] = []
    var districts: [Unit] = []
    var subdistricts: [Unit] = []
    /// One for each district.
    var towns: [TownCopy] = []
    var villages: [Village] = []
    var sites: [Site] = []
    /// The subdistrict, district and station of each cell; -1 at sea.
    var subdistrictOf: [Int]
    var districtOf: [Int]
    var stationOf: [Int]
    /// The site and the village of each cell; -1 for none.
    var siteOf: [Int]
    var villageOf: [Int]

    var isLand: [Bool] { borders.isLand }

    /// Makes the county's ground; ``Hierarchy`` divides it.
    init(seeds: Seeds, scale: Int) {
        self.seeds = seeds
        self.scale = scale
        let stretch = Double(scale).squareRoot()
        frame = Frame(stretch: stretch)
        grid = HexGrid(covering: Frame.size * stretch, seeds: seeds)
        let isLand = Coast(seeds: seeds, stretch: stretch).land(of: grid)
        borders = Borders(grid: grid, isLand: isLand, seeds: seeds)
        landmass = Coast.landmasses(isLand, grid)
        centres = (0..<grid.cellCount).map { [grid] in grid.centre($0) }
        subdistrictOf = [Int](repeating: -1, count: grid.cellCount)
        districtOf = subdistrictOf
        stationOf = subdistrictOf
        siteOf = subdistrictOf
        villageOf = subdistrictOf
    }

    func village(of site: Int) -> Village { villages[sites[site].village] }
    func subdistrict(of site: Int) -> Int { village(of: site).subdistrict }
    func town(of site: Int) -> TownCopy { towns[village(of: site).town] }

    /// The code of a site's transformer.
    func transformer(_ site: Int) -> String { "T" + Self.padded(site + 1, max(4, String(sites.count).count)) }

    /// Numbers of the same length, so that codes sort as text.
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
