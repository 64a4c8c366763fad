import Foundation
import SpatialIndex
import Territory
import TestSupport
import Testing

@testable import Patrol

/// The worked example of `docs/patrol-plans.md`, worked again.
@Suite struct PatrolExampleTests {
    /// The rows of the table in the page whose heading is `heading`.
    private static func table(_ heading: String) throws -> [[String]] {
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()) { url, _ in
            url.deletingLastPathComponent()
        }
        let page = try String(contentsOf: root.appendingPathComponent("docs/patrol-plans.md"), encoding: .utf8)
        let block = try #require(page.components(separatedBy: "```").first { $0.hasPrefix("csv\n" + heading + "\n") })
        return block.split(separator: "\n").dropFirst(2).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func theFiguresAreThoseOfThePage() throws {
        let walks = try Self.table("line,day,from_m,to_m").map { row in
            FakeEvidence.Walk(
                line: row[0],
                day: try #require(LocalDay(row[1])),
                from: try #require(Double(row[2])),
                to: try #require(Double(row[3]))
            )
        }
        #expect(walks.count == 2)
        let start = try #require(LocalDay("2026-11-01"))
        let november = DaySpan(from: start, to: start.advanced(by: 30))
        let plan = PatrolPlan(code: "Y1", kind: .cycle(days: 10), asset: .line, validFrom: start)
        let book = PatrolBook([plan], [.line("L1", 0, 100)])
        let judge = PatrolJudge(FakeEvidence(walks: walks))
        var figures = PatrolFigures()
        let outcomes = try book.tasks(dueIn: november).map(judge.outcome)
        for outcome in outcomes { figures.count(outcome) }
        for (_, sum) in try OverdueDays(book, FakeEvidence(walks: walks)).sums(of: book.pieces[0], in: november) {
            figures.count(sum, of: book.pieces[0])
        }
        let found = outcomes.map { outcome in
            [
                outcome.task.window.from.text, outcome.task.window.last.text, "\(Int(outcome.walked.length))",
                "\(Int(outcome.task.piece.metres))", "\(outcome.isArrived)",
            ]
        }
        #expect(try found == Self.table("window_from,due,walked_m,planned_m,arrived"))
        let rates = [("arrival", figures.arrival), ("completion", figures.metres), ("overdue", figures.metreDays)]
        let rows = rates.map { [$0.0, "\(Int($0.1.numerator))", "\(Int($0.1.denominator))"] }
        #expect(try rows == Self.table("figure,numerator,denominator"))
    }
}
