public import Foundation
public import Patrol
internal import Phrasebook

/// What a map or a style of coverage shows, and in which classes.
public enum CoverageTheme: Hashable, Sendable {
    /// What was walked in the time asked about: covered, missed, unknown.
    case coverage
    /// How long ago each piece was walked last.
    case age(AgeClasses)

    /// The classes in the order of a legend.
    ///
    /// They differ by colour, also for people who cannot tell some colours apart, and by width and dash, so that a
    /// picture printed in black tells them apart as well.
    public var classes: [CoverageClass] {
        switch self {
        case .coverage: CoverageState.allCases.map(Self.stateClass)
        case .age(let ages): ages.classes
        }
    }

    /// Which of ``classes`` a piece is in.
    ///
    /// - Parameters:
    ///   - piece: The piece.
    ///   - instant: The instant that ages are counted to.
    /// - Returns: An index of ``classes``.
    public func classIndex(of piece: CoveragePiece, asOf instant: Date) -> Int {
        switch self {
        case .coverage: CoverageState.allCases.firstIndex(of: piece.state) ?? 0
        case .age(let ages): ages.index(ofDays: piece.ageDays(asOf: instant))
        }
    }

    /// The classes from what lies at the bottom of a map to what must be seen: never is above all.
    var drawingOrder: [Int] {
        switch self {
        case .coverage:
            [CoverageState.covered, .unknown, .missed].compactMap { CoverageState.allCases.firstIndex(of: $0) }
        case .age(let ages): Array(ages.classes.indices)
        }
    }

    private static func stateClass(_ state: CoverageState) -> CoverageClass {
        let (words, stroke) =
            switch state {
            case .covered: (Words(zh: "已巡视", en: "covered"), Stroke(colour: "#3E9BCF", width: 1.4))
            case .missed: (Words(zh: "未巡视", en: "missed"), Stroke(colour: "#D1390E", width: 3))
            case .unknown: (Words(zh: "不明", en: "unknown"), Stroke(colour: "#4B2E83", width: 2.2, dash: [5, 3]))
            }
        return CoverageClass(name: state.rawValue, words: words, stroke: stroke)
    }
}

extension CoveragePiece {
    /// The whole days of 24 hours since the piece was passed last; nil for never, 0 for what is later than `instant`.
    ///
    /// - Parameter instant: The instant that the age is counted to.
    /// - Returns: A number of days.
    public func ageDays(asOf instant: Date) -> Int? {
        guard let last else { return nil }
        let days = (instant.timeIntervalSince(last) / 86_400).rounded(.down)
        return days.isFinite ? Int(min(1e6, max(0, days))) : 0
    }
}
