import GeometryCore
import TestSupport
import Testing

@testable import Territory

@Suite struct RowReaderTests {
    /// One value or geometry that is refused, in a row that is otherwise good.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layer: Layer
        var values: [String: FieldValue] = [:]
        var geometry: Result<Geometry, GeometryError>?
        let problem: RowProblem

        static func value(_ name: String, _ layer: Layer, _ field: String, _ value: FieldValue, _ problem: RowProblem)
            -> Refusal
        {
            Refusal(
                testDescription: name,
                layer: layer,
                values: [field: value],
                geometry: sound(layer),
                problem: problem
            )
        }

        static func shape(
            _ name: String,
            _ layer: Layer,
            _ geometry: Result<Geometry, GeometryError>?,
            _ problem: RowProblem
        ) -> Refusal {
            Refusal(testDescription: name, layer: layer, geometry: geometry, problem: problem)
        }
    }

    private static let place = Point(x: 119.1, y: 25.3)
    private static let line = Geometry.lineString(path([place, Point(x: 119.2, y: 25.3)]))

    private static func path(_ points: [Point]) -> LineString {
        do { return try LineString(points) } catch { preconditionFailure("\(error)") }
    }

    private static func square(_ side: Double) -> Geometry {
        do {
            return .multiPolygon(
                try MultiPolygon(west: 119, south: 25, east: 119 + side, north: 25 + side)
            )
        } catch { preconditionFailure("\(error)") }
    }

    private static func sound(_ layer: Layer) -> Result<Geometry, GeometryError>? {
        switch layer.shape {
        case .point: .success(.point(place))
        case .line: .success(line)
        case .area: .success(square(0.1))
        case .none: nil
        }
    }

    private static let kinds = ["overhead", "cable", "service_drop"]

    static let refusals: [Refusal] = [
        .value("no code", .customers, "code", .null, .missing(field: "code")),
        .value("blank code", .customers, "code", .text(" \u{3000}\t"), .missing(field: "code")),
        .value(
            "code of 101",
            .poles,
            "code",
            .text(.init(repeating: "9", count: 101)),
            .tooLong(field: "code", limit: 100)
        ),
        .value(
            "10 kB code",
            .poles,
            "code",
            .text(.init(repeating: "杆", count: 10_000)),
            .tooLong(field: "code", limit: 100)
        ),
        .value(
            "one letter under ten thousand accents",
            .poles,
            "code",
            .text("e" + .init(repeating: "\u{301}", count: 10_000)),
            .tooLong(field: "code", limit: 100)
        ),
        .value(
            "name of 501",
            .transformers,
            "name",
            .text(.init(repeating: "区", count: 501)),
            .tooLong(field: "name", limit: 500)
        ),
        .value("line break", .customers, "address", .text("a\nb"), .controlCharacter(field: "address")),
        .value("NUL", .customers, "code", .text("a\u{0}b"), .controlCharacter(field: "code")),
        .value("C1 control", .customers, "name", .text("a\u{85}b"), .controlCharacter(field: "name")),
        .value("kind of line", .lines, "kind", .text("拉线"), .notAllowed(field: "kind", allowed: kinds)),
        .value(
            "level",
            .districts,
            "level",
            .text("county"),
            .notAllowed(field: "level", allowed: ["station", "district", "subdistrict"])
        ),
        .value(
            "area class",
            .districts,
            "area_class",
            .integer(1),
            .notAllowed(field: "area_class", allowed: ["urban", "rural", "remote"])
        ),
        .value("month 13", .lines, "in_service_from", .text("2026-13-01"), .notADay(field: "in_service_from")),
        .value("30 February", .lines, "in_service_to", .text("2026-02-30"), .notADay(field: "in_service_to")),
        .value("29 February 2026", .lines, "in_service_to", .text("2026-02-29"), .notADay(field: "in_service_to")),
        .value("31 April", .lines, "in_service_to", .text("2026-04-31"), .notADay(field: "in_service_to")),
        .value("day first", .lines, "in_service_to", .text("30/11/2026"), .notADay(field: "in_service_to")),
        .value("no day", .lines, "in_service_to", .text("2026年5月"), .notADay(field: "in_service_to")),
        .value("zero-width space", .poles, "code", .text("P\u{200B}1"), .controlCharacter(field: "code")),
        .value("plus for a digit", .lines, "in_service_to", .text("2026-+1-30"), .notADay(field: "in_service_to")),
        .value("full-width digits", .lines, "in_service_to", .text("２０２６-11-30"), .notADay(field: "in_service_to")),
        .value("more digits", .lines, "in_service_to", .text("2026-11-301"), .notADay(field: "in_service_to")),
        .value("a serial number", .lines, "in_service_to", .real(46356), .notADay(field: "in_service_to")),
        .shape("no point", .poles, nil, .noGeometry(expected: .point)),
        .shape("no line", .lines, nil, .noGeometry(expected: .line)),
        .shape(
            "broken geometry",
            .customers,
            .failure(.malformed(offset: 9)),
            .geometry(.malformed(offset: 9))
        ),
        .shape("empty geometry", .districts, .failure(.empty), .geometry(.empty)),
        .shape("line for a point", .poles, .success(line), .wrongGeometry(expected: .point, found: .lineString)),
        .shape("point for a line", .roads, .success(.point(place)), .wrongGeometry(expected: .line, found: .point)),
        .shape("line for an area", .districts, .success(line), .wrongGeometry(expected: .area, found: .lineString)),
        .shape(
            "area for a line",
            .serviceDrops,
            .success(square(0.1)),
            .wrongGeometry(expected: .line, found: .multiPolygon)
        ),
        .shape(
            "two points",
            .customers,
            .success(.multiPoint([place, place])),
            .wrongGeometry(expected: .point, found: .multiPoint)
        ),
        .shape(
            "two members",
            .customers,
            .success(.collection([.point(place), .point(place)])),
            .wrongGeometry(expected: .point, found: .geometryCollection)
        ),
        .shape("east of the world", .poles, .success(.point(Point(x: 180.1, y: 0))), .outOfWorld),
        .shape("south of the world", .poles, .success(.point(Point(x: 0, y: -90.1))), .outOfWorld),
        .shape("metres", .poles, .success(.point(Point(x: 40_510_000, y: 2_800_000))), .outOfWorld),
        .shape("not numbers", .poles, .success(.point(Point(x: .nan, y: .nan))), .outOfWorld),
        .shape("half a number", .customers, .success(.point(Point(x: 119, y: .nan))), .outOfWorld),
        .shape("infinite", .customers, .success(.point(Point(x: 119, y: .infinity))), .outOfWorld),
        .shape("area beyond the pole", .districts, .success(square(70)), .outOfWorld),
    ]

    @Test(arguments: refusals)
    func refuses(refusal: Refusal) throws {
        var values: [String: FieldValue] = ["code": .text("c1")]
        values.merge(refusal.values) { $1 }
        let thrown = #expect(throws: RowProblem.self) {
            try read(refusal.layer, values, refusal.geometry)
        }
        #expect(thrown == refusal.problem)
    }

    /// A point whose latitude alone is not a number leaves an empty box on one axis only.
    @Test func linesWithoutNumbersCannotBeMade() {
        #expect(throws: PathError.self) { try LineString([Self.place, Point(x: .nan, y: 0)]) }
    }

    @Test(arguments: [
        (Layer.lines, "kind", "架空", "overhead"), (.lines, "kind", " 电缆　", "cable"),
        (.lines, "kind", "接户线", "service_drop"),
        (.lines, "kind", "CABLE", "cable"), (.districts, "area_class", "城区", "urban"),
        (.districts, "area_class", "农村", "rural"), (.districts, "area_class", "偏远", "remote"),
        (.districts, "level", "供电所", "station"), (.districts, "level", "片区", "district"),
        (.districts, "level", "分片区", "subdistrict"), (.districts, "level", "网格", "subdistrict"),
        (.lines, "in_service_from", "2024-02-29", "2024-02-29"), (.customers, "name", "　　a b\u{a0}", "a b"),
        (.lines, "in_service_from", "2026-11-30T08:00:00Z", "2026-11-30"),
        (.lines, "in_service_from", "2026/5/20 0:00:00", "2026-05-20"),
        (.lines, "in_service_to", "2026.1.3", "2026-01-03"),
        (.lines, "in_service_to", "2026年5月20日", "2026-05-20"),
    ])
    func readsValues(layer: Layer, field: String, given: String, kept: String) throws {
        let record = try read(layer, ["code": .text("c"), field: .text(given)], Self.sound(layer))
        #expect(record.values[layer.index(of: field)] == .text(kept))
    }

    @Test(arguments: [
        (FieldValue.real(350305.0), "350305"), (.integer(7), "7"), (.real(0.5), "0.5"), (.text(" 07 "), "07"),
        (.text("　Ｄ－１　"), "Ｄ－１"), (.text(.init(repeating: "码", count: 100)), String(repeating: "码", count: 100)),
    ])
    func codesAreText(given: FieldValue, code: String) throws {
        let record = try read(.poles, ["code": given], Self.sound(.poles))
        #expect(record.values[0] == .text(code))
        #expect(record.code == code)
    }

    @Test(arguments: [FieldValue.real(.nan), .real(.infinity), .real(-.infinity)])
    func whatIsNoNumberIsNoValue(value: FieldValue) throws {
        let thrown = #expect(throws: RowProblem.self) { try read(.poles, ["code": value], Self.sound(.poles)) }
        #expect(thrown == .missing(field: "code"))
        let record = try read(.poles, ["code": .text("p"), "name": value], Self.sound(.poles))
        #expect(record.values[1] == .null)
    }

    @Test func bringsGeometriesIntoTheLayersForm() throws {
        let code = ["code": FieldValue.text("c")]
        let point = Geometry.point(Self.place)
        #expect(try read(.poles, code, .success(.multiPoint([Self.place]))).geometry == point)
        #expect(try read(.poles, code, .success(.collection([.collection([point])]))).geometry == point)
        guard case .lineString(let line) = Self.line, case .multiPolygon(let area) = Self.square(0.1) else { return }
        #expect(try read(.lines, code, .success(Self.line)).geometry == .multiLineString([line]))
        let polygon = Geometry.polygon(area.polygons[0])
        #expect(try read(.districts, code, .success(.collection([polygon]))).geometry == .multiPolygon(area))
    }

    @Test(arguments: [Layer.customers, .districts])
    func someLayersDoWithoutGeometry(layer: Layer) throws {
        #expect(try read(layer, ["code": .text("c")], nil).geometry == nil)
    }

    @Test func edgesOfTheWorldBelongToIt() throws {
        for point in [Point(x: -180, y: -90), Point(x: 180, y: 90)] {
            #expect(try read(.poles, ["code": .text("c")], .success(.point(point))).geometry == .point(point))
        }
    }

    @Test func transformsBeforeItLooksWhereThingsAre() throws {
        let far = Feature(row: 1, fields: [.text("c")], geometry: .success(.point(Point(x: 5e5, y: 2e6))))
        let reader = try RowReader(layer: .poles, columns: ["code": 0]) { points in
            points = points.map { Point(x: $0.x / 1e5, y: $0.y / 1e5) }
        }
        #expect(try reader.record(from: far).geometry == .point(Point(x: 5, y: 20)))
        struct Refused: Error {}
        let refusing = try RowReader(layer: .poles, columns: ["code": 0]) { _ in throw Refused() }
        #expect(throws: RowProblem.untransformable) { try refusing.record(from: far) }
        let losing = try RowReader(layer: .poles, columns: ["code": 0]) { $0[0].x = .infinity }
        #expect(throws: RowProblem.geometry(.path(part: 0, ring: 0, .notFinite(index: 0)))) {
            try losing.record(from: far)
        }
    }

    @Test func aRequiredColumnMustBeThere() throws {
        let thrown = #expect(throws: ImportError.self) {
            try RowReader(layer: .customers, columns: ["name": 0], transform: nil)
        }
        #expect(thrown == .missingColumn(field: "code", aliases: Layer.customers.fields[0].aliases, available: []))
        let reader = try RowReader(layer: .poles, columns: [:], constants: ["code": "p"], transform: nil)
        let feature = Feature(row: 1, fields: [], geometry: Self.sound(.poles))
        #expect(try reader.record(from: feature).code == "p")
    }

    @Test func constantsWinOverTheFile() throws {
        let reader = try RowReader(
            layer: .districts,
            columns: ["code": 0, "level": 1],
            constants: ["level": "供电所"],
            transform: nil
        )
        let feature = Feature(row: 1, fields: [.text("d"), .text("subdistrict")], geometry: nil)
        #expect(try reader.record(from: feature).values[Layer.districts.index(of: "level")] == .text("station"))
    }

    @Test func serviceDropsAreOfTheirKind() throws {
        let reader = try RowReader(layer: .serviceDrops, columns: ["code": 0, "kind": 1], transform: nil)
        let feature = Feature(row: 1, fields: [.text("d"), .text("电缆")], geometry: .success(Self.line))
        let kind = Layer.serviceDrops.index(of: "kind")
        #expect(try reader.record(from: feature).values[kind] == .text("service_drop"))
    }

    private func read(
        _ layer: Layer,
        _ values: [String: FieldValue],
        _ geometry: Result<Geometry, GeometryError>?
    ) throws -> LayerRecord {
        let names = values.keys.sorted()
        let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let reader = try RowReader(layer: layer, columns: columns, transform: nil)
        return try reader.record(from: Feature(row: 1, fields: names.map { values[$0] ?? .null }, geometry: geometry))
    }
}
