internal import Foundation
public import Phrasebook

/// How QGIS and other programs draw a layer of coverage: the classes, colours and dashes of the pictures.
///
/// The layer has a field for its theme: `state` holds the names of coverage states, `age_days` whole days since the
/// last patrol, and null for never. Styles are text, and need no QGIS to be made.
public struct QGISStyle: Hashable, Sendable {
    /// What is drawn.
    public let theme: CoverageTheme
    /// The name of the layer.
    public let layer: String
    /// The language of labels.
    public let language: Language

    /// Creates a style.
    ///
    /// - Parameters:
    ///   - theme: What is drawn.
    ///   - layer: The name of the layer.
    ///   - language: The language of labels.
    public init(theme: CoverageTheme, layer: String, language: Language) {
        self.theme = theme
        self.layer = layer
        self.language = language
    }

    /// The field that says which class a feature is in.
    public var field: String {
        switch theme {
        case .coverage: "state"
        case .age: "age_days"
        }
    }

    /// The name of the style for people, at most 30 characters.
    public var name: String { MapWords.legend(theme)[language] }

    /// What the style is good for, in a sentence.
    public var summary: String {
        switch theme {
        case .coverage: Words(zh: "按 state 字段分类", en: "Categories of the field state")[language]
        case .age: Words(zh: "按 age_days 字段分级，空值为从未巡视", en: "Classes of the field age_days; null is never")[language]
        }
    }

    /// A class with its place above the others and the condition that features of it meet.
    struct Rule {
        var group: CoverageClass
        var rank: Int
        var condition: Condition
    }

    /// What tells features of a class from others.
    enum Condition {
        case equals(String)
        /// More than `above`, and at most `limit`, where they are not nil.
        case between(above: Int?, limit: Int?)
        case isNull
    }

    /// The classes in the order of the legend.
    var rules: [Rule] {
        let order = theme.drawingOrder
        return theme.classes.enumerated().map { index, group in
            let rank = order.firstIndex(of: index) ?? 0
            return Rule(group: group, rank: rank, condition: condition(index, group))
        }
    }

    private func condition(_ index: Int, _ group: CoverageClass) -> Condition {
        switch theme {
        case .coverage: .equals(group.name)
        case .age(let ages):
            index > ages.limits.count
                ? .isNull
                : .between(
                    above: index > 0 ? ages.limits[index - 1] : nil,
                    limit: index < ages.limits.count ? ages.limits[index] : nil
                )
        }
    }
}
