import Foundation
public import GeometryCore
import Projection

/// Gathers the addresses of a bureau's customers into what an ``AddressIndex`` keeps: areas, houses, names and telephones.
public struct AddressBuild: Sendable {
    /// A house and the area whose name its address ends with.
    public struct House: Sendable {
        /// The area's number.
        public fileprivate(set) var area: Int
        /// What a search finds.
        public let house: AddressHouse
    }

    /// The towns, villages and streets, each after the one it lies in; numbers count from 1.
    public private(set) var areas: [AddressArea] = []
    /// One for each number of each address.
    public private(set) var houses: [House] = []
    /// Customers known by a name of their own.
    public private(set) var premises: [AddressPremise] = []
    /// Telephone numbers as ``AddressIndex/customers(phone:)`` takes them.
    public private(set) var phones: [(phone: Int, customer: String)] = []
    /// How many addresses name each province, city and county.
    private var regionCounts: [[AddressToken]: Int] = [:]

    private struct Key: Hashable {
        let parent: Int
        let name: [AddressToken]
    }
    private var numbers: [Key: Int] = [:]
    private var boxes: [Box] = []
    private var sums: [(x: Double, y: Double)] = []
    /// Rows come in the order of codes, and neighbours mostly share their names.
    private var recent: (head: [AddressToken], chain: [Int]) = ([], [])

    /// The names in use by the other names that addresses may still say.
    private let current: [String: String]

    /// Starts an empty build.
    ///
    /// - Parameter otherNames: Former and other names with the names in use.
    public init(otherNames: [(other: String, current: String)] = []) {
        var current: [String: String] = [:]
        for name in otherNames where name.other != name.current {
            current[AddressTerms.folded(name.other)] = AddressTerms.folded(name.current)
        }
        self.current = current
    }

    /// Takes a customer in.
    ///
    /// - Parameters:
    ///   - code: Its code.
    ///   - name: Its name; left out of the index when it only repeats the address.
    ///   - phone: Its telephone number as written.
    ///   - address: Its address as written.
    ///   - place: WGS 84 longitude and latitude in degrees.
    public mutating func add(code: String, name: String?, phone: String?, address: String?, place: Point) {
        if let phone, let number = PhoneNumber(written: phone) { phones.append((number.number, code)) }
        var area: Int?
        var folded = ""
        if let address {
            let text = AddressText(address)
            let entry = AddressEntry(text)
            for name in entry.regionNames { regionCounts[name, default: 0] += 1 }
            let chain = chain(of: entry, written: address)
            for number in chain { widen(number, by: place) }
            area = chain.last
            folded = text.folded
            if let area {
                let detail = entry.door.detail
                for key in entry.door.keys {
                    let house = AddressHouse(customer: code, number: key, detail: detail, place: place)
                    houses.append(House(area: area, house: house))
                }
            }
        }
        if let name { addPremise(name, code, folded, area, place) }
    }

    /// The regions that at least one address in a hundred names, the commonest first.
    public var regions: [String] {
        let most = regionCounts.values.max() ?? 0
        return regionCounts.filter { $0.value * 100 >= most }
            .sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }.map(\.key.text)
    }

    /// Finishes the areas' extents and sorts the houses as an index stores them.
    public mutating func finish() {
        adoptStrays()
        if !current.isEmpty { mergeFormerNames() }
        for index in areas.indices where areas[index].count > 0 {
            let count = Double(areas[index].count)
            areas[index].place = Point(x: sums[index].x / count, y: sums[index].y / count)
            let box = boxes[index]
            let corners = [
                Point(x: box.minX, y: box.minY), Point(x: box.minX, y: box.maxY), Point(x: box.maxX, y: box.minY),
                Point(x: box.maxX, y: box.maxY),
            ]
            areas[index].radiusMetres = corners.map { Geodesic.grs80.distance(areas[index].place, $0) }.max() ?? 0
        }
        areas.removeAll { $0.count == 0 }
        houses.sort { a, b in
            (a.area, a.house.number, a.house.detail, a.house.customer)
                < (b.area, b.house.number, b.house.detail, b.house.customer)
        }
        phones.sort { ($0.phone, $0.customer) < ($1.phone, $1.customer) }
    }

    private struct Name: Hashable {
        let level: AddressArea.Level
        let name: String
    }

    /// Puts villages and streets whose addresses leave out the town into the only town that has them.
    private mutating func adoptStrays() {
        var homes: [Name: [Int]] = [:]
        for area in areas where area.parent != nil {
            homes[Name(level: area.level, name: area.name), default: []].append(area.number)
        }
        unite { area in
            guard area.level != .town, area.parent == nil,
                let found = homes[Name(level: area.level, name: area.name)], found.count == 1
            else { return nil }
            return found[0]
        }
    }

    /// Puts areas by a former name into that of the name in use beside it; where nothing has the name in use, it is given.
    ///
    /// A name that is former here may be in use elsewhere: an area in another town keeps it.
    private mutating func mergeFormerNames() {
        var inUse: [Name: [AddressArea]] = [:]
        for area in areas where area.count > 0 {
            inUse[Name(level: area.level, name: area.name), default: []].append(area)
        }
        for index in areas.indices {
            guard let name = current[areas[index].name],
                inUse[Name(level: areas[index].level, name: name)] == nil
            else { continue }
            (areas[index].name, areas[index].shown) = (name, name)
        }
        unite { [current] area in
            guard area.count > 0, let name = current[area.name],
                let found = inUse[Name(level: area.level, name: name)]
            else { return nil }
            let beside = found.first { $0.parent == area.parent }
            return (beside ?? (area.parent == nil && found.count == 1 ? found[0] : nil))?.number
        }
    }

    /// Merges areas into others, and what lies in them likewise.
    ///
    /// Numbers that are no longer used stay behind as areas of no address, which ``finish()`` takes out.
    private mutating func unite(_ target: (AddressArea) -> Int?) {
        var home = Array(0...areas.count)
        /// Where an area is in the end; names that were exchanged stay where they are.
        func end(of number: Int) -> Int {
            var number = number
            while home[number] != number { number = home[number] }
            return number
        }
        for area in areas {
            if let found = target(area).map(end), found != area.number {
                home[area.number] = found
                merge(area.number, into: found)
                guard area.parent != areas[found - 1].parent else { continue }
                var above = areas[found - 1].parent
                while let number = above {
                    merge(area.number, into: number)
                    above = areas[number - 1].parent
                }
            } else if let parent = area.parent.map(end), parent != area.parent {
                // A street of a village that was merged.
                let twin = areas.first { $0.parent == parent && $0.level == area.level && $0.name == area.name }
                if let twin {
                    home[area.number] = twin.number
                    merge(area.number, into: twin.number)
                } else {
                    areas[area.number - 1].parent = parent
                }
            }
        }
        for index in houses.indices { houses[index].area = end(of: houses[index].area) }
        for index in premises.indices { premises[index].area = premises[index].area.map(end) }
        for area in areas where home[area.number] != area.number { areas[area.number - 1].count = 0 }
    }

    private mutating func merge(_ number: Int, into other: Int) {
        areas[other - 1].count += areas[number - 1].count
        sums[other - 1].x += sums[number - 1].x
        sums[other - 1].y += sums[number - 1].y
        let (a, b) = (boxes[number - 1], boxes[other - 1])
        boxes[other - 1] = Box(
            minX: min(a.minX, b.minX),
            minY: min(a.minY, b.minY),
            maxX: max(a.maxX, b.maxX),
            maxY: max(a.maxY, b.maxY)
        )
    }

    private mutating func addPremise(_ name: String, _ code: String, _ address: String, _ area: Int?, _ place: Point) {
        var folded = AddressText(name).folded
        if folded.hasSuffix("户") { folded.removeLast() }
        guard !folded.isEmpty, !address.hasSuffix(folded) else { return }
        premises.append(AddressPremise(customer: code, name: folded, area: area, place: place))
    }

    /// The areas that an address names, from the town down.
    private mutating func chain(of entry: AddressEntry, written: String) -> [Int] {
        let head = entry.town + entry.village + entry.street
        if head == recent.head { return recent.chain }
        var chain: [Int] = []
        for (level, name) in [(AddressArea.Level.town, entry.town), (.village, entry.village), (.street, entry.street)]
        where !name.isEmpty {
            chain.append(number(level, name, parent: chain.last ?? 0, entry.door, written))
        }
        recent = (head, chain)
        return chain
    }

    private mutating func number(
        _ level: AddressArea.Level,
        _ name: [AddressToken],
        parent: Int,
        _ door: Door,
        _ written: String
    ) -> Int {
        let key = Key(parent: parent, name: name)
        if let number = numbers[key] { return number }
        let number = areas.count + 1
        numbers[key] = number
        areas.append(
            AddressArea(
                number: number,
                parent: parent == 0 ? nil : parent,
                level: level,
                name: name.text,
                shown: AddressTitle.shown(name, level, door, written),
                count: 0,
                place: Point(x: 0, y: 0),
                radiusMetres: 0
            )
        )
        boxes.append(Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity))
        sums.append((0, 0))
        return number
    }

    private mutating func widen(_ number: Int, by place: Point) {
        areas[number - 1].count += 1
        sums[number - 1].x += place.x
        sums[number - 1].y += place.y
        let box = boxes[number - 1]
        boxes[number - 1] = Box(
            minX: min(box.minX, place.x),
            minY: min(box.minY, place.y),
            maxX: max(box.maxX, place.x),
            maxY: max(box.maxY, place.y)
        )
    }
}

extension AddressEntry {
    /// The region's names one by one.
    fileprivate var regionNames: [[AddressToken]] {
        var names: [[AddressToken]] = []
        var rest = region[...]
        while !rest.isEmpty {
            let length = Divisions.first(of: rest)
            guard length > 0 else { break }
            names.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return names
    }
}
