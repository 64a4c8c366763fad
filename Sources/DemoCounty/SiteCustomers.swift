internal import GeometryCore
internal import TestSupport

/// One customer before it gets its number.
struct Customer: Sendable {
    var name: String
    var address: String
    var point: Point
    /// Which line of the site the house stands at.
    var line: Int
    /// The metres along that line's frontage.
    var along: Double
    /// Which frontage of the line.
    var frontage: Int
}

/// The customers of one site, in the order of the houses along its lines.
struct SiteCustomers: Sendable {
    private(set) var customers: [Customer] = []
    private let site: Int
    private let county: County
    private let addresses: Addresses

    init(site: Int, lines: [SiteLine], county: County) {
        self.site = site
        self.county = county
        addresses = Addresses(county: county, site: site)
        var generator = county.seeds.generator(.customers, site)
        let outline = county.borders.outline(county.sites[site].cell)
        let plots = Self.plots(isTown: addresses.isTown, &generator)
        let total = lines.reduce(0) { $0 + $1.frontages[0].length }
        var line = 0
        var start = 0.0
        for (index, households) in plots.enumerated() {
            let pace = (Double(index / 2) + generator.within(0.25, 0.75)) * 2 * total / Double(plots.count + 1)
            while line + 1 < lines.count, pace - start > lines[line].frontages[0].length {
                start += lines[line].frontages[0].length
                line += 1
            }
            let front = lines[line].frontages[0]
            let along = min(front.to, front.from + pace - start)
            let side = index % 2 == 0 ? 1.0 : -1.0
            let setback = households > 1 ? generator.within(15, 20) : generator.within(9, 17)
            let point = Self.house(front, along, side, setback, outline)
            let spot = (line: line, along: along, frontage: 0)
            build(index, households, point, arm: lines[line].arm, spot, &generator)
        }
        addBeyondBorder(lines, &generator)
    }

    /// How many customers each building has; one, but in town blocks of flats.
    private static func plots(isTown: Bool, _ generator: inout SeededGenerator) -> [Int] {
        let wanted = 60 + generator.below(14)
        guard isTown else { return [Int](repeating: 1, count: wanted) }
        var plots: [Int] = []
        var rest = wanted
        while rest > 0 {
            let size = min(rest, generator.unit() < 0.22 ? 8 + generator.below(9) : 1)
            plots.append(size)
            rest -= size
        }
        return plots
    }

    /// A place beside the street, drawn in towards it until it is inside the cell.
    private static func house(
        _ front: Frontage,
        _ along: Double,
        _ side: Double,
        _ setback: Double,
        _ outline: [Point]
    ) -> Point {
        let foot = front.origin + front.direction * along
        var setback = setback
        var point = foot + front.direction.left * (side * setback)
        while !point.isInside(outline), setback > 1 {
            setback *= 0.6
            point = foot + front.direction.left * (side * setback)
        }
        return point
    }

    private mutating func build(
        _ plot: Int,
        _ households: Int,
        _ point: Point,
        arm: Int,
        _ spot: (line: Int, along: Double, frontage: Int),
        _ generator: inout SeededGenerator
    ) {
        for unit in 0..<households {
            let label = addresses.label(plot: plot, street: arm, unit: households > 1 ? unit : nil)
            let offset = Point(x: Double(unit % 4) * 1.7, y: Double(unit / 4) * 1.7)
            customers.append(
                Customer(
                    name: label.name,
                    address: addresses.written(label.address, &generator),
                    point: point + offset,
                    line: spot.line,
                    along: spot.along,
                    frontage: spot.frontage
                )
            )
        }
    }

    /// One or two houses at the far end of a line that crosses a border: supplied from here, standing there.
    private mutating func addBeyondBorder(_ lines: [SiteLine], _ generator: inout SeededGenerator) {
        for (index, line) in lines.enumerated() where line.frontages.count > 1 {
            let front = line.frontages[1]
            let outline = county.borders.outline(front.cell)
            let village = county.villageOf[front.cell]
            let there = Addresses(county: county, village: village)
            for house in 0..<(1 + generator.below(2)) {
                let along = generator.within(front.from + 12, front.to)
                let side = house == 0 ? 1.0 : -1.0
                let point = Self.house(front, along, side, generator.within(9, 14), outline)
                guard point.isInside(outline) else { continue }
                let label = there.label(number: 900 + (site * 6 + index * 2 + house) % 99)
                customers.append(
                    Customer(
                        name: label.name,
                        address: there.written(label.address, &generator),
                        point: point,
                        line: index,
                        along: along,
                        frontage: 1
                    )
                )
            }
        }
    }
}
