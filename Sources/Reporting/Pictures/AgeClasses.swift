internal import Phrasebook

/// Classes of days since a piece of line was walked last.
public struct AgeClasses: Hashable, Sendable {
    /// The last day of each class, ascending; what is older is a class of its own, and so is what was never walked.
    public let limits: [Int]

    /// 0–7, 8–15, 16–30, 31–60, 61–90, more than 90 days, never.
    public static let usual = AgeClasses(checked: [7, 15, 30, 60, 90])

    /// The most limits there may be: nobody tells more colours apart.
    public static let mostLimits = 8

    /// Creates classes from their last days.
    ///
    /// - Parameter limits: The last day of each, ascending from 0 or more.
    /// - Throws: ``PictureError/badAgeLimits``.
    public init(_ limits: [Int]) throws {
        let isAscending = zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 }
        guard let first = limits.first, first >= 0, isAscending, limits.count <= Self.mostLimits else {
            throw PictureError.badAgeLimits
        }
        self.limits = limits
    }

    private init(checked limits: [Int]) { self.limits = limits }

    /// The class of an age: its place among those of ``limits``, then the older ones, then never.
    func index(ofDays days: Int?) -> Int {
        guard let days else { return limits.count + 1 }
        return limits.firstIndex { days <= $0 } ?? limits.count
    }

    /// From the freshest to never.
    var classes: [CoverageClass] {
        var result: [CoverageClass] = []
        for (index, limit) in limits.enumerated() {
            let first = index == 0 ? 0 : limits[index - 1] + 1
            let days = first == limit ? "\(first)" : "\(first)–\(limit)"
            let words = Words(zh: "\(days) 天", en: "\(days) days")
            result.append(CoverageClass(name: "age-\(limit)", words: words, stroke: stroke(index)))
        }
        let oldest = limits[limits.count - 1]
        result.append(
            CoverageClass(
                name: "older",
                words: Words(zh: "\(oldest) 天以上", en: "over \(oldest) days"),
                stroke: stroke(limits.count)
            )
        )
        let never = Stroke(colour: Self.never, width: 3.4, dash: [1.5, 2])
        result.append(CoverageClass(name: "never", words: Words(zh: "从未巡视", en: "never"), stroke: never))
        return result
    }

    /// Thin and blue for what is fresh, through pale, to strong and red; every second one is dashed.
    private func stroke(_ index: Int) -> Stroke {
        let share = Double(index) / Double(limits.count)
        let place = share * Double(Self.ramp.count - 1)
        let lower = min(Self.ramp.count - 2, Int(place))
        let colour = Colour(Self.ramp[lower]).blended(with: Colour(Self.ramp[lower + 1]), place - Double(lower))
        let dash: [Double] = index % 2 == 0 ? [] : [4 + 4 * share, 2]
        return Stroke(colour: colour.text, width: 1.4 + 1.6 * share, dash: dash)
    }

    private static let ramp = ["#1B6497", "#4A9DC8", "#86C4DD", "#EDB545", "#DF7A1C", "#B5260C"]
    private static let never = "#210810"
}
