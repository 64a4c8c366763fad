internal import GeometryCore

/// The faults put into the data on purpose, so that a check has something true to find.
///
/// Their number does not grow with the scale.
struct Flaws: Sendable {
    static let supplyConflicts = 8
    static let withoutTransformer = 3
    static let atSea = 2
    static let linesWithoutTransformer = 2

    /// For a customer supplied from far away: the site whose transformer the file names.
    private(set) var supplierOf: [Int: Int] = [:]
    private(set) var unsupplied: Set<Int> = []
    /// A place at sea for one customer of a site.
    private(set) var drowned: [Int: Point] = [:]
    /// The site in which two customers share a place.
    let duplicate: Int
    private(set) var bareLines: Set<Int> = []

    /// The customer of a site, counted from 0, to whom its flaw happens.
    static let victim = 10

    init(county: County) {
        let count = county.sites.count
        duplicate = count / 2
        for index in 0..<Self.supplyConflicts {
            let site = (2 * index + 1) * count / (2 * Self.supplyConflicts)
            supplierOf[site] = Self.otherSubdistrict(site, county)
        }
        let taken = Set(supplierOf.keys).union([duplicate])
        func free(_ wanted: Int) -> Int { (wanted..<count).first { !taken.contains($0) } ?? wanted }
        for index in 0..<Self.withoutTransformer { unsupplied.insert(free((2 * index + 1) * count / 7 + 2)) }
        for index in 0..<Self.atSea {
            let site = free((index + 1) * count / 3 + 4)
            drowned[site] = Self.openSea(near: county.sites[site].cell, county)
        }
        for index in 0..<Self.linesWithoutTransformer { bareLines.insert((index + 1) * count / 4) }
    }

    private static func otherSubdistrict(_ site: Int, _ county: County) -> Int {
        let count = county.sites.count
        let candidates = (1..<count).map { (site + count / 3 + $0) % count }
        return candidates.first { county.subdistrict(of: $0) != county.subdistrict(of: site) } ?? site
    }

    /// The middle of a sea cell at least two cells from land.
    private static func openSea(near cell: Int, _ county: County) -> Point {
        var seen: Set<Int> = [cell]
        var queue = [cell]
        var next = 0
        while next < queue.count {
            let around = county.grid.neighbours(queue[next])
            let isOpen = ([queue[next]] + around).allSatisfy { near in
                !county.isLand[near] && county.grid.neighbours(near).allSatisfy { !county.isLand[$0] }
            }
            if isOpen { return county.centres[queue[next]] }
            for other in around where seen.insert(other).inserted { queue.append(other) }
            next += 1
        }
        return Point(x: 0, y: 0)
    }
}
