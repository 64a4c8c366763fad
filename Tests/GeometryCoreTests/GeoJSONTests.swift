import Foundation
import GeometryCore
import TestSupport
import Testing

@Suite struct GeoJSONTests {
    @Test(arguments: UInt64(0)..<40)
    func foundationReadsBackTheSame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for kind in GeometryKind.allCases {
            let geometry = try random.geometry(kind)
            let object = try parsed(GeoJSON.encode(geometry))
            #expect(outline(try read(object)) == outline(geometry), "seed \(seed) \(kind)")
        }
    }

    @Test func writesTheTextOfTheStandard() throws {
        let shell = square(0, 0, side: 4)
        let hole = square(1, 1, side: 2)
        let expected =
            #"{"type":"Polygon","coordinates":[[[0.0,0.0],[4.0,0.0],[4.0,4.0],[0.0,4.0],[0.0,0.0]],"#
            + #"[[1.0,1.0],[1.0,3.0],[3.0,3.0],[3.0,1.0],[1.0,1.0]]]}"#
        for isReversed in [(false, true), (true, false), (true, true), (false, false)] {
            let rings = [isReversed.0 ? shell.reversed() : shell, isReversed.1 ? hole.reversed() : hole]
            #expect(GeoJSON.encode(.polygon(try Polygon(rings))) == expected)
        }
        #expect(GeoJSON.encode(.multiPoint([])) == #"{"type":"MultiPoint","coordinates":[]}"#)
        #expect(GeoJSON.encode(.collection([])) == #"{"type":"GeometryCollection","geometries":[]}"#)
    }

    @Test(arguments: UInt64(0)..<20)
    func ringsWindAsTheStandardAsks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rings = (0..<3).map { _ in
            Polygons.star(centre: (x: 119.1, y: 25.3), radius: 0.01, corners: 7, using: &random)
        }
        let turned = rings.map { Bool.random(using: &random) ? $0 : $0.reversed() }
        let area = Geometry.multiPolygon(MultiPolygon([try Polygon(turned)]))
        guard case .multiPolygon(let back) = try read(try parsed(GeoJSON.encode(area))) else {
            Issue.record("no multipolygon")
            return
        }
        for (index, ring) in back.polygons[0].rings.enumerated() {
            #expect((ring.doubledArea > 0) == (index == 0), "seed \(seed) ring \(index)")
        }
    }

    /// Rounded decimally: within half a unit of the last place, and printed with no more places than asked.
    @Test(arguments: [0, 1, 6, 7, 9], UInt64(0)..<10)
    func keepsTheDigitsAskedFor(digits: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let point = Point(x: .random(in: -180...180, using: &random), y: .random(in: -90...90, using: &random))
            let text = GeoJSON.encode(.point(point), digits: digits)
            guard case .point(let back) = try read(try parsed(text)) else { throw Unreadable() }
            let half = 0.5 * pow(10, -Double(digits)) + 1e-12
            #expect(abs(back.x - point.x) <= half && abs(back.y - point.y) <= half, "seed \(seed) \(text)")
            let rounded = String(format: "%.\(digits)f", point.x)
            #expect(
                Double(rounded) == back.x
                    || abs(point.x * pow(10, Double(digits))).truncatingRemainder(dividingBy: 1) == 0.5
            )
            let places = text.split { "[],{}:".contains($0) }.compactMap { $0.split(separator: ".").dropFirst().first }
            let fits = places.allSatisfy { $0.contains("e") || $0.count <= max(digits, 1) }
            #expect(fits, "seed \(seed) \(text)")
        }
    }

    @Test(arguments: [1e300, -.greatestFiniteMagnitude, 0x1p-1074, 1e22, 0.1], [nil, 0, 9, 20, 400] as [Int?])
    func extremesStayNumbers(value: Double, digits: Int?) throws {
        let text = GeoJSON.encode(.point(Point(x: value, y: -value)), digits: digits)
        guard case .point(let back) = try read(try parsed(text)) else { throw Unreadable() }
        if digits == nil || value.magnitude > 1e9 { #expect(back == Point(x: value, y: -value), "\(text)") }
        #expect(back.isFinite)
    }

    private struct Unreadable: Error {}

    private func parsed(_ text: String) throws -> JSON { try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) }

    /// Reads a GeoJSON object by way of Foundation alone.
    private func read(_ json: JSON) throws -> Geometry {
        let object = try json.object
        guard object.count == 2, case .text(let type)? = object["type"] else { throw Unreadable() }
        if type == "GeometryCollection" { return .collection(try member(object, "geometries").list.map(read)) }
        let coordinates = try member(object, "coordinates")
        switch type {
        case "Point": return .point(try point(coordinates))
        case "MultiPoint": return .multiPoint(try points(coordinates))
        case "LineString": return .lineString(try LineString(points(coordinates)))
        case "MultiLineString": return .multiLineString(try coordinates.list.map { try LineString(points($0)) })
        case "Polygon": return .polygon(try polygon(coordinates))
        case "MultiPolygon": return .multiPolygon(MultiPolygon(try coordinates.list.map(polygon)))
        default: throw Unreadable()
        }
    }

    private func member(_ object: [String: JSON], _ name: String) throws -> JSON {
        guard let member = object[name] else { throw Unreadable() }
        return member
    }

    private func point(_ json: JSON) throws -> Point {
        guard case .list(let pair) = json, pair.count == 2, case .number(let x) = pair[0], case .number(let y) = pair[1]
        else { throw Unreadable() }
        return Point(x: x, y: y)
    }

    private func points(_ json: JSON) throws -> [Point] { try json.list.map(point) }

    private func polygon(_ json: JSON) throws -> Polygon {
        let rings = try json.list.map { try Ring(points($0)) }
        return Polygon(shell: rings[0], holes: Array(rings.dropFirst()))
    }

    /// The geometry as text in which a ring's direction makes no difference.
    private func outline(_ geometry: Geometry) -> String {
        switch geometry {
        case .polygon(let polygon):
            "\(polygon.rings.map { ring in min("\(ring.points)", "\(Array(ring.points.reversed()))") })"
        case .multiPolygon(let area): "\(area.polygons.map { outline(.polygon($0)) })"
        case .collection(let members): "\(members.map(outline))"
        default: "\(geometry)"
        }
    }
}

/// Any JSON value.
///
/// `JSONSerialization` will not do: on Linux it reads some doubles an ulp away.
private enum JSON: Decodable {
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    var list: [JSON] {
        get throws {
            guard case .list(let list) = self else { throw Mismatch() }
            return list
        }
    }

    var object: [String: JSON] {
        get throws {
            guard case .object(let object) = self else { throw Mismatch() }
            return object
        }
    }

    private struct Mismatch: Error {}
}
