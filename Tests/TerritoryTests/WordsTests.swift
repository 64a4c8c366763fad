import Foundation
import GeometryCore
import Phrasebook
import Projection
import TestSupport
import Testing
import Topology

@testable import Territory

@Suite struct WordsTests {
    private static let reason = Words(zh: "第三列缺失", en: "column three is missing")

    private static let rowProblems: [RowProblem] = [
        .missing(field: "code"), .tooLong(field: "code", limit: 100), .controlCharacter(field: "name"),
        .notAllowed(field: "kind", allowed: ["cable"]), .notADay(field: "in_service_from"),
        .unreadable(field: nil, reason: reason), .unreadable(field: "code", reason: reason),
        .noGeometry(expected: .point),
        .noGeometry(expected: .line), .noGeometry(expected: .area), .geometry(.empty),
        .wrongGeometry(expected: .area, found: .point), .outOfWorld, .untransformable, .duplicate(firstRow: 3),
    ]

    private static let errors: [any Worded & Sendable] = [
        ImportError.missingColumn(field: "code", aliases: [], available: ["a"]),
        ImportError.rowsRefused(count: 1, of: 2),
        ImportError.empty,
        HierarchyError.unknownParent(code: "a", parent: "b"), HierarchyError.circle(code: "a"),
        HierarchyError.levelNotBelowParent(code: "a", parent: "b"), HierarchyError.tooDeep(code: "a"),
        HierarchyError.noAreas, VersionError.noDistricts, VersionError.notPublished,
        VersionError.beforeFirst(Make.now, .gmt),
        WaiverError.missingColumn("reason"), WaiverError.unsigned,
    ]

    private static let findings: [any Worded & Sendable] = [
        finding(.plain), finding(.invalidity(.selfIntersection)), finding(.noReference(field: "feeder")),
        finding(.danglingReference(field: "line")), finding(.leaves(supply: "a", ground: "b")),
        finding(.coordinates(CoordinateFinding(.missingCRS, .likely))),
    ]

    private static func finding(_ detail: Finding.Detail) -> Finding {
        Finding(.orphan, .warning, .customers, code: "c", place: Point(x: 119.123, y: 25.321), detail: detail)
    }

    private static var all: [any Worded] {
        var all: [any Worded] = rowProblems
        all += errors as [any Worded]
        all += findings as [any Worded]
        all += Layer.allCases as [any Worded]
        all += [LayerShape.point, LayerShape.line, LayerShape.area, LayerShape.none] as [any Worded]
        all += DistrictLevel.allCases as [any Worded]
        all += Finding.Kind.allCases as [any Worded]
        all += Finding.Severity.allCases as [any Worded]
        all += Placement.Status.allCases as [any Worded]
        return all
    }

    @Test func everythingIsSaidInBothLanguages() {
        for worded in Self.all {
            let words = worded.words
            #expect(words.zh.unicodeScalars.contains { Self.isHan($0) }, "\(worded): \(words.zh)")
            #expect(!words.en.isEmpty && !words.en.unicodeScalars.contains { Self.isHan($0) }, "\(worded): \(words.en)")
        }
    }

    /// Foreign headings are Chinese and belong into the English message too: they are what the file may have.
    @Test func aMissingColumnNamesTheHeadingsItLooksFor() {
        let error = ImportError.missingColumn(field: "code", aliases: ["户号", "客户编号"], available: [])
        #expect(error.words.en.contains("户号") && error.words.zh.contains("户号"))
    }

    @Test func repairsAreSaidInBothLanguages() throws {
        let actions: [CoverageChange.Action] = [
            .madeValid, .snapped(vertices: 2), .verticesAdded(1), .gained(pieces: 1, area: 2),
            .lost(pieces: 1, area: 2),
        ]
        for actions in [[], actions] {
            let change = BorderRepair.Change(
                code: "a",
                actions: actions,
                metres: nil,
                squareMetresBefore: 1,
                squareMetresAfter: 1,
                area: MultiPolygon([])
            )
            #expect(change.words.zh.unicodeScalars.contains { Self.isHan($0) })
            #expect(!change.words.en.isEmpty && !change.words.en.unicodeScalars.contains { Self.isHan($0) })
        }
    }

    /// Names, telephones and addresses that are refused never reach the message.
    @Test func personalValuesStayOutOfMessages() throws {
        for field in Layer.customers.fields where field.isPersonal {
            for secret in ["隐私甲\u{7}乙", String(repeating: "隐私甲", count: 400)] {
                let reader = try RowReader(layer: .customers, columns: ["code": 0, field.name: 1], transform: nil)
                let feature = Feature(row: 1, fields: [.text("c"), .text(secret)], geometry: nil)
                let problem = #expect(throws: RowProblem.self) { try reader.record(from: feature) }
                let said = (problem?.words.zh ?? "") + (problem?.words.en ?? "")
                #expect(said.contains(field.name) && !said.contains("隐私甲"))
                #expect(problem?.field == field.name)
            }
        }
        #expect(Layer.customers.fields.filter(\.isPersonal).map(\.name) == ["name", "phone", "address"])
    }

    /// Findings hold places, their words do not.
    @Test func placesStayOutOfMessages() {
        for finding in Self.findings {
            #expect(!finding.words.en.contains("119.12") && !finding.words.zh.contains("25.32"))
        }
    }

    @Test(arguments: rowProblems)
    func aProblemNamesItsField(problem: RowProblem) {
        guard let field = problem.field else { return }
        if case .unreadable = problem { return }
        if case .duplicate = problem { return }
        #expect(problem.words.zh.contains(field) && problem.words.en.contains(field))
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9fff).contains(scalar.value) }
}
