import GeometryCore
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct CellGridTests {
    /// Lines in two towns far apart, a few long ones, one far beyond, and points that are no places.
    private static func lines(_ seed: UInt64) -> (points: [Point], offsets: [Int]) {
        var random = SeededGenerator(seed: seed)
        var (points, offsets): ([Point], [Int]) = ([], [0])
        func add(_ line: [Point]) {
            points += line
            offsets.append(points.count)
        }
        for town in [Point(x: 0, y: 0), Point(x: 80_000, y: -30_000)] {
            for _ in 0..<60 {
                var place = random.point(in: Box(minX: town.x, minY: town.y, maxX: town.x + 2000, maxY: town.y + 1500))
                var line = [place]
                for _ in 0..<Int.random(in: 0...6, using: &random) {
                    place.x += .random(in: -60...60, using: &random)
                    place.y += .random(in: -60...60, using: &random)
                    line.append(place)
                }
                add(line)
            }
        }
        add([Point(x: 0, y: 0), Point(x: 80_000, y: -30_000)])
        add([Point(x: 100, y: 90_000), Point(x: 100, y: -90_000), Point(x: 100, y: -90_000)])
        add([Point(x: 3e8, y: -5e8), Point(x: 3e8 + 40, y: -5e8)])
        add([
            Point(x: .nan, y: 0), Point(x: 10, y: 10), Point(x: 1e300, y: 4), Point(x: 20, y: 20), Point(x: 50, y: 20),
        ])
        add([])
        return (points, offsets)
    }

    private static func segments(_ points: [Point], _ offsets: [Int], _ scale: LineScale) -> [Int] {
        zip(offsets, offsets.dropFirst()).flatMap { first, end in (first..<max(first, end - 1)) }.filter {
            scale.isPlace(points[$0]) && scale.isPlace(points[$0 + 1])
        }
    }

    @Test(arguments: 0..<3, [7.0, 50, 400, 1e6])
    func findsEverySegmentNearAWindow(seed: UInt64, cell: Double) {
        let (points, offsets) = Self.lines(seed)
        let scale = LineScale(points: points, unit: .metres)
        let layout = CellLayout(minX: scale.box.minX, minY: scale.box.minY, cellWidth: cell, cellHeight: cell)
        let grid = CellGrid(points: points, offsets: offsets, scale: scale, layout: layout)
        let segments = Self.segments(points, offsets, scale)
        #expect(Set(grid.items.map(Int.init)) == Set(segments))
        var random = SeededGenerator(seed: 77 + seed)
        for trial in 0..<60 {
            let start = points[segments.randomElement(using: &random) ?? 0]
            let size = [0.0, 5, 60, 900, 1e5, 1e9][trial % 6]
            let end = random.point(in: Box(start, start).expanded(dx: size, dy: size))
            let pads = (x: Double.random(in: 0...30, using: &random), y: Double.random(in: 0...30, using: &random))
            let window = Box(start, end).expanded(dx: pads.x, dy: pads.y)
            let inWindow = segments.filter { Self.places(points[$0], points[$0 + 1]).contains { window.contains($0) } }
            #expect(found(grid, grid.search(window)).isSuperset(of: inWindow), "seed \(seed), trial \(trial)")
            let nearWay = inWindow.filter {
                Self.places(points[$0], points[$0 + 1]).contains { isNear($0, start, end, pads) }
            }
            let along = found(grid, grid.search(from: start, to: end, padX: pads.x, padY: pads.y))
            #expect(along.isSuperset(of: nearWay), "seed \(seed), trial \(trial)")
        }
    }

    private func found(_ grid: CellGrid, _ search: CellGrid.Search) -> Set<Int> {
        var search = search
        var found: Set<Int> = []
        while let places = grid.next(&search) { found.formUnion(places.map { Int(grid.items[$0]) }) }
        return found
    }

    /// Some places of the straight way from `a` to `b`, its ends among them.
    private static func places(_ a: Point, _ b: Point) -> [Point] {
        (0...20).map { Point(x: a.x + Double($0) / 20 * (b.x - a.x), y: a.y + Double($0) / 20 * (b.y - a.y)) }
    }

    /// Whether the way from `a` to `b` has a place that is near enough in both directions; it may have others.
    private func isNear(_ place: Point, _ a: Point, _ b: Point, _ pads: (x: Double, y: Double)) -> Bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let foot = square > 0 ? min(1, max(0, ((place.x - a.x) * dx + (place.y - a.y) * dy) / square)) : 0
        return abs(place.x - a.x - foot * dx) <= pads.x && abs(place.y - a.y - foot * dy) <= pads.y
    }

    /// A line through thousands of cells is not filed in each, and yet found wherever it runs.
    @Test func aVeryLongSegmentIsFoundEverywhere() {
        var (points, offsets): ([Point], [Int]) = ([], [0])
        for number in 0..<500 {
            points += [Point(x: Double(number) * 10, y: 5), Point(x: Double(number) * 10 + 8, y: 5)]
            offsets.append(points.count)
        }
        points += [Point(x: -400_000, y: -300_000), Point(x: 400_000, y: 300_000)]
        offsets.append(points.count)
        let scale = LineScale(points: points, unit: .metres)
        let layout = CellLayout(minX: -400_000, minY: -300_000, cellWidth: 50, cellHeight: 50)
        let grid = CellGrid(points: points, offsets: offsets, scale: scale, layout: layout)
        #expect(grid.items.count < 2000)
        for share in [-1, -0.7, 0, 0.3, 1] {
            let place = Point(x: 400_000 * share, y: 300_000 * share)
            #expect(found(grid, grid.search(Box(place, place).expanded(dx: 60, dy: 60))).contains(1000))
        }
    }

    @Test func scatteredLinesTakeLittleMemory() {
        var random = SeededGenerator(seed: 5)
        let points = (0..<4000).map { number in
            let place = random.point(in: Box(minX: 0, minY: 0, maxX: 1e8, maxY: 1e8))
            return number % 2 == 0 ? place : Point(x: place.x, y: place.y)
        }
        let ends = points.flatMap { [$0, Point(x: $0.x + 1, y: $0.y)] }
        let index = CoverageIndex(
            points: ends,
            offsets: Array(stride(from: 0, through: ends.count, by: 2)),
            in: .metres
        )
        #expect(!index.grid.isSparse)
        var contacts: [LegContact] = []
        index.contacts(from: points[7], to: points[7], within: 5, into: &contacts)
        #expect(contacts.map(\.line) == [7])
    }

    @Test func nothingIsFoundWhereThereIsNothing() {
        for points in [
            [], [Point(x: 1, y: 1)], [Point(x: 1, y: 1), Point(x: 1, y: 1)], [Point(x: .nan, y: 0), Point(x: 1, y: 0)],
        ] {
            for unit in [CoverageIndex.Unit.metres, .degrees] {
                let index = CoverageIndex(points: points, offsets: [0, points.count], in: unit)
                var contacts: [LegContact] = []
                #expect(index.contacts(from: Point(x: 1, y: 1), to: Point(x: 2, y: 1), within: 1e9, into: &contacts))
                #expect(contacts.isEmpty && index.length(ofLine: 0) == 0)
            }
        }
        #expect(CoverageIndex(lines: []).lineCount == 0)
    }
}
