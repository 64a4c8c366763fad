import GeometryCore

/// The districts of one version, by code, with their places in the hierarchy.
///
/// The leaves, the units without units below them, are the ones that answer for places; points are located among them.
public struct Hierarchy: Sendable {
    /// All units in the order of their codes' Unicode scalars.
    public let districts: [District]
    /// The leaves, in the same order.
    public let leaves: [District]
    /// For each code its place in ``districts``.
    private let indexOfCode: [String: Int]
    /// For each unit above, the places of the units below it.
    private let children: [String: [Int]]

    /// Builds the hierarchy from the records of the district layer.
    ///
    /// - Throws: ``HierarchyError`` naming the first unit whose parent is missing, is itself below it, or whose stated
    ///   level does not lie below its parent's; and a tree deeper than the three levels.
    public init(_ records: [LayerRecord]) throws {
        var rows = try records.map(Row.init)
        rows.sort { $0.code.precedesByScalars($1.code) }
        let byCode = Dictionary(rows.map { ($0.code, $0) }) { first, _ in first }
        let chains = try rows.map { try Self.chain(of: $0, byCode) }
        let height = chains.map(\.count).max() ?? 0
        districts = try zip(rows, chains).map { row, chain in try row.district(chain: chain, height: height) }
        let isParent = Set(rows.compactMap(\.parent))
        leaves = districts.filter { !isParent.contains($0.code) }
        indexOfCode = Dictionary(districts.enumerated().map { ($1.code, $0) }) { first, _ in first }
        children = Dictionary(grouping: districts.indices.filter { [districts] in districts[$0].parent != nil }) {
            [districts] in districts[$0].parent ?? ""
        }
        for district in districts {
            if let parent = district.parent.flatMap({ indexOfCode[$0] }), districts[parent].level >= district.level {
                throw HierarchyError.levelNotBelowParent(code: district.code, parent: districts[parent].code)
            }
        }
    }

    /// The unit of that code; nil when there is none.
    public func district(_ code: String) -> District? { indexOfCode[code].map { districts[$0] } }

    /// The units directly below.
    public func children(of code: String) -> [District] { (children[code] ?? []).map { districts[$0] } }

    /// The unit and all above it, highest first.
    public func path(to code: String) -> [District] {
        var path: [District] = []
        var next = district(code)
        while let unit = next {
            path.insert(unit, at: 0)
            next = unit.parent.flatMap(district)
        }
        return path
    }

    /// The codes from the highest unit down to `code`, joined by `/`.
    public func pathText(to code: String) -> String { path(to: code).map(\.code).joined(separator: "/") }

    /// The names from the highest unit down to that of `code`; empty without one.
    public func names(to code: String?) -> [String] { code.map { path(to: $0).map(\.name) } ?? [] }

    /// All leaves at or below a unit.
    public func leaves(under code: String) -> [District] {
        leaves.filter { leaf in path(to: leaf.code).contains { $0.code == code } }
    }

    /// The polygon of a unit, or what stands in for it under its code; for a unit that is only the sum of the units below
    /// it, theirs.
    func ground(of unit: District, replaced: [String: MultiPolygon] = [:]) -> [MultiPolygon] {
        if let area = replaced[unit.code] ?? unit.area { return [area] }
        return children(of: unit.code).flatMap { ground(of: $0, replaced: replaced) }
    }

    /// The unit's record and those above it, nearest first; no more of them than there are levels.
    private static func chain(of row: Row, _ byCode: [String: Row]) throws -> [Row] {
        var chain = [row]
        var codes: Set = [row.code]
        while let parent = chain[chain.count - 1].parent {
            guard let next = byCode[parent] else {
                throw HierarchyError.unknownParent(code: chain[chain.count - 1].code, parent: parent)
            }
            guard codes.insert(next.code).inserted else { throw HierarchyError.circle(code: next.code) }
            chain.append(next)
        }
        let levels = DistrictLevel.allCases.count
        guard chain.count <= levels else {
            throw HierarchyError.tooDeep(code: chain[chain.count - 1 - levels].code)
        }
        return chain
    }

    private struct Row {
        let code: String
        let name: String?
        let parent: String?
        let level: DistrictLevel?
        let areaClass: AreaClass?
        let area: MultiPolygon?

        init(_ record: LayerRecord) throws {
            let layer = Layer.districts
            func text(_ field: String) -> String? { record.values[layer.index(of: field)].text }
            code = record.code
            name = text("name")
            parent = text("parent")
            level = text("level").flatMap(DistrictLevel.init)
            areaClass = text("area_class").flatMap(AreaClass.init)
            if case .multiPolygon(let area) = record.geometry { self.area = area } else { area = nil }
        }

        /// Without stated levels a tree of one level is of districts, of two districts over subdistricts.
        func district(chain: [Row], height: Int) throws -> District {
            let top = height == DistrictLevel.allCases.count ? 0 : 1
            let levels = DistrictLevel.allCases
            return District(
                code: code,
                name: name ?? code,
                parent: parent,
                level: level ?? levels[min(top + chain.count - 1, levels.count - 1)],
                areaClass: chain.lazy.compactMap(\.areaClass).first ?? .rural,
                area: area
            )
        }
    }
}

/// Why district records form no hierarchy.
public enum HierarchyError: Error, Hashable, Sendable {
    /// A unit names a parent that is not there.
    case unknownParent(code: String, parent: String)
    /// A unit is, over its parents, below itself.
    case circle(code: String)
    /// A unit's level does not lie below that of its parent.
    case levelNotBelowParent(code: String, parent: String)
    /// There are more levels than station, district and subdistrict.
    case tooDeep(code: String)
    /// No unit has a polygon.
    case noAreas
}

extension String {
    /// Whether this text comes first when texts are compared by Unicode scalars, that is by their UTF-8 bytes:
    /// the same everywhere, whatever the locale.
    func precedesByScalars(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
