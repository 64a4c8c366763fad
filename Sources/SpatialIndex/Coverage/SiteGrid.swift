public import GeometryCore

/// Finds sites, such as poles, within reach of the legs of tracks.
///
/// Sites are WGS 84 longitude and latitude in degrees, numbered by their place in the initialiser's array, each with a
/// reach of its own. They are filed in square cells of 40 m. The distance from a leg is the flat one at the site's
/// latitude; a leg exactly at the reach counts. The grid is immutable.
public struct SiteGrid: Sendable {
    /// One leg within reach of a site.
    public struct Contact: Hashable, Sendable {
        /// The site's number.
        public var site: Int
        /// Where on the leg the reach begins, as a share of the leg's length.
        public var from: Double
        /// Where it ends.
        public var to: Double
        /// How near the leg comes, in metres.
        public var nearest: Double
    }

    private static let cellMetres = 40.0

    private let sites: [Point]
    private let metrics: [LocalMetric]
    private let reaches: [Double]
    private let layout: CellLayout
    private let tiles: TileTable
    /// Where each cell's sites start: tile by tile, and one more.
    private let starts: [UInt32]
    private let items: [UInt32]
    /// The farthest reach in degrees of longitude and latitude.
    private let pads: (x: Double, y: Double)

    /// Files sites.
    ///
    /// A site that is no place is never within reach.
    ///
    /// - Parameters:
    ///   - sites: Longitude and latitude in degrees; fewer than 2³².
    ///   - reaches: For each site how far it reaches, in metres.
    /// - Precondition: There are as many reaches as sites.
    /// - Complexity: O(*n*).
    public init(sites: [Point], reaches: [Double]) {
        precondition(sites.count == reaches.count, "every site needs a reach")
        self.sites = sites
        self.reaches = reaches
        let metrics = sites.map { LocalMetric(latitude: $0.y) }
        let world = Box(minX: -180, minY: -89, maxX: 180, maxY: 89)
        let numbers = sites.indices.filter { world.contains(sites[$0]) && reaches[$0] >= 0 }
        let box = Box(numbers.map { sites[$0] })
        let middle = LocalMetric(latitude: numbers.isEmpty ? 0 : box.centre.y)
        let layout = CellLayout(
            minX: numbers.isEmpty ? 0 : box.minX,
            minY: numbers.isEmpty ? 0 : box.minY,
            cellWidth: Self.cellMetres / middle.metresPerDegreeX,
            cellHeight: Self.cellMetres / middle.metresPerDegreeY
        )
        let farthest = numbers.map { reaches[$0] }.max() ?? 0
        let least = numbers.map { metrics[$0].metresPerDegreeX }.min() ?? 1
        let leastY = numbers.map { metrics[$0].metresPerDegreeY }.min() ?? 1
        pads = ((farthest + 1e-3) / least * (1 + 1e-9), (farthest + 1e-3) / leastY * (1 + 1e-9))
        var tiles = TileTable()
        let cells = numbers.map { number in
            let (column, row) = (layout.column(of: sites[number].x), layout.row(of: sites[number].y))
            let tile = tiles.number(TileTable.key(column: column >> CellGrid.sideBits, row: row >> CellGrid.sideBits))
            return CellGrid.cell(tile, column: column, row: row)
        }
        var starts = [UInt32](repeating: 0, count: tiles.count * CellGrid.cellsPerTile + 1)
        for cell in cells { starts[cell + 1] += 1 }
        for cell in starts.indices.dropFirst() { starts[cell] += starts[cell - 1] }
        var next = starts
        var items = [UInt32](repeating: 0, count: numbers.count)
        for (number, cell) in zip(numbers, cells) {
            items[Int(next[cell])] = UInt32(number)
            next[cell] += 1
        }
        self.metrics = metrics
        self.layout = layout
        self.tiles = tiles
        self.starts = starts
        self.items = items
    }

    /// Finds the sites within reach of a leg.
    ///
    /// - Parameters:
    ///   - start: The leg's first fix.
    ///   - end: Its second.
    ///   - contacts: Receives the contacts, in no order, after what is in it. Reuse it, and nothing is allocated.
    /// - Complexity: O(*n*) in the cells that the leg's box and the farthest reach touch.
    public func contacts(from start: Point, to end: Point, into contacts: inout [Contact]) {
        guard !items.isEmpty, start.isFinite, end.isFinite else { return }
        let box = Box(start, end).expanded(dx: pads.x, dy: pads.y)
        let limit = 1 << 30
        func within(_ value: Double) -> Bool { abs(value) < Double(limit) }
        guard within((box.maxX - layout.minX) / layout.cellWidth), within((box.minX - layout.minX) / layout.cellWidth),
            within((box.maxY - layout.minY) / layout.cellHeight), within((box.minY - layout.minY) / layout.cellHeight)
        else { return }
        let (firstColumn, lastColumn) = (max(0, layout.column(of: box.minX)), layout.column(of: box.maxX))
        let (firstRow, lastRow) = (max(0, layout.row(of: box.minY)), layout.row(of: box.maxY))
        guard firstColumn <= lastColumn, firstRow <= lastRow else { return }
        for row in firstRow...lastRow {
            for column in firstColumn...lastColumn {
                let key = TileTable.key(column: column >> CellGrid.sideBits, row: row >> CellGrid.sideBits)
                guard let tile = tiles[key] else { continue }
                let cell = CellGrid.cell(tile, column: column, row: row)
                for place in Int(starts[cell])..<Int(starts[cell + 1]) {
                    let site = Int(items[place])
                    if let contact = contact(site, start, end) { contacts.append(contact) }
                }
            }
        }
    }

    @inline(__always)
    private func contact(_ site: Int, _ start: Point, _ end: Point) -> Contact? {
        let (metric, place, reach) = (metrics[site], sites[site], reaches[site])
        let x = (start.x - place.x) * metric.metresPerDegreeX
        let y = (start.y - place.y) * metric.metresPerDegreeY
        let dx = (end.x - start.x) * metric.metresPerDegreeX
        let dy = (end.y - start.y) * metric.metresPerDegreeY
        let square = dx * dx + dy * dy
        guard square > 0 else {
            let distance = (x * x + y * y).squareRoot()
            return distance <= reach ? Contact(site: site, from: 0, to: 1, nearest: distance) : nil
        }
        // |start + t·leg|² = reach², as a quadratic in t; the nearest place is its middle.
        let middle = -(x * dx + y * dy) / square
        let across = (x * dy - y * dx) * (x * dy - y * dx) / square
        let rest = reach * reach - across
        guard rest >= 0 else { return nil }
        let half = (rest / square).squareRoot()
        let (from, to) = (max(0, middle - half), min(1, middle + half))
        guard from <= to else { return nil }
        let t = min(1, max(0, middle))
        let (nearX, nearY) = (x + t * dx, y + t * dy)
        return Contact(site: site, from: from, to: to, nearest: (nearX * nearX + nearY * nearY).squareRoot())
    }
}
