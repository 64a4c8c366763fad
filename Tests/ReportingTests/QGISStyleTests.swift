import Foundation
import Phrasebook
import Reporting
import Testing

@Suite struct QGISStyleTests {
    private static let all = Sample.themes.flatMap { theme in
        Language.allCases.map { QGISStyle(theme: theme, layer: "coverage", language: $0) }
    }

    @Test(arguments: Language.allCases)
    func statesAreCategories(language: Language) throws {
        let style = QGISStyle(theme: .coverage, layer: "coverage", language: language)
        let root = try Element.parse(style.qml)
        let renderer = try #require(root.all("renderer-v2").first)
        #expect(renderer["type"] == "categorizedSymbol" && renderer["attr"] == "state")
        let classes = CoverageTheme.coverage.classes
        #expect(root.all("category").map { $0["value"] } == classes.map(\.name))
        #expect(root.all("category").map { $0["label"] } == classes.map { $0.words[language] })
    }

    @Test(arguments: all)
    func everySymbolIsThereOnceInTheColourOfItsClass(style: QGISStyle) throws {
        let root = try Element.parse(style.qml)
        let named = (root.all("category") + root.all("rule")).compactMap { $0["symbol"] }
        #expect(named == root.all("symbol").compactMap { $0["name"] } && named.count == style.theme.classes.count)
        for (symbol, group) in zip(root.all("symbol"), style.theme.classes) {
            let number = try #require(Int(group.colour.dropFirst(), radix: 16))
            let colour = symbol.all("Option").first { $0["name"] == "line_color" }?["value"]
            #expect(colour == "\(number >> 16),\(number >> 8 & 255),\(number & 255),255")
        }
        // One symbol level each, so that no class is hidden by another of the same level.
        let passes = Set(root.all("layer").compactMap { $0["pass"] })
        #expect(passes.count == style.theme.classes.count)
    }

    /// The filters are evaluated here for every age: just one holds, and it is that of the age's class.
    @Test func justOneRuleHoldsForEachAge() throws {
        let style = QGISStyle(theme: .age(.usual), layer: "coverage_age", language: .en)
        let rules = try Element.parse(style.qml).all("rule")
        #expect(rules.map { $0["label"] } == style.theme.classes.map(\.words.en))
        for age in [nil] + (0...200).map(Optional.some) {
            let holding = try rules.filter { try Self.holds($0["filter"] ?? "", age) }
            let expected = age.map { days in AgeClasses.usual.limits.filter { $0 < days }.count } ?? 6
            #expect(holding.map { $0["label"] } == [style.theme.classes[expected].words.en], "\(age ?? -1)")
        }
    }

    private static func holds(_ filter: String, _ age: Int?) throws -> Bool {
        try filter.split(separator: " AND ").allSatisfy { term in
            if term == "\"age_days\" IS NULL" { return age == nil }
            let parts = try #require(term.wholeMatch(of: /"age_days" (>|<=) (\d+)/))
            guard let age, let limit = Int(parts.2) else { return false }
            return parts.1 == ">" ? age > limit : age <= limit
        }
    }

    @Test(arguments: all)
    func descriptorsHaveARuleForEachClass(style: QGISStyle) throws {
        let root = try Element.parse(style.sld)
        #expect(root.name == "StyledLayerDescriptor" && root["version"] == "1.1.0")
        let rules = root.all("se:Rule")
        #expect(Set(rules.compactMap { $0.all("se:Name").first?.text }) == Set(style.theme.classes.map(\.name)))
        #expect(rules.count == style.theme.classes.count)
        #expect(rules.allSatisfy { $0.all("ogc:PropertyName").allSatisfy { $0.text == style.field } })
        for rule in rules {
            let group = try #require(style.theme.classes.first { $0.name == rule.all("se:Name").first?.text })
            #expect(rule.all("se:SvgParameter").first { $0["name"] == "stroke" }?.text == group.colour)
            #expect(rule.all("se:Title").first?.text == group.words[style.language])
        }
    }

    @Test(arguments: all)
    func namesFitTheTableOfQGIS(style: QGISStyle) {
        #expect(!style.name.isEmpty && style.name.unicodeScalars.count <= 30 && !style.summary.isEmpty)
    }
}
