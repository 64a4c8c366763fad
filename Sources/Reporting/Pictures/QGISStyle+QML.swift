internal import Phrasebook

extension QGISStyle {
    /// The style as QGIS 3 writes it (QML): categories of `state`, rules for `age_days`.
    ///
    /// Symbol levels draw what was missed over what was covered.
    public var qml: String {
        var markup = XMLMarkup()
        markup.open("qgis", [("version", "3.22.16"), ("styleCategories", "Symbology")])
        let look = [("symbollevels", "1"), ("forceraster", "0"), ("enableorderby", "0")]
        switch theme {
        case .coverage:
            markup.open("renderer-v2", [("type", "categorizedSymbol"), ("attr", field)] + look)
            markup.open("categories")
            for (index, rule) in rules.enumerated() { markup.leaf("category", category(rule, index)) }
            markup.close()
        case .age:
            markup.open("renderer-v2", [("type", "RuleRenderer")] + look)
            markup.open("rules", [("key", Self.key(0))])
            for (index, rule) in rules.enumerated() { markup.leaf("rule", self.rule(rule, index)) }
            markup.close()
        }
        markup.open("symbols")
        for (index, rule) in rules.enumerated() { Self.symbol(rule, index, &markup) }
        markup.close()
        markup.close()
        markup.close()
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + markup.text
    }

    private func category(_ rule: Rule, _ index: Int) -> XMLMarkup.Attributes {
        [
            ("render", "true"), ("symbol", String(index)), ("value", rule.group.name), ("type", "string"),
            ("label", rule.group.words[language]),
        ]
    }

    private func rule(_ rule: Rule, _ index: Int) -> XMLMarkup.Attributes {
        [
            ("key", Self.key(index + 1)), ("symbol", String(index)), ("filter", expression(rule.condition)),
            ("label", rule.group.words[language]),
        ]
    }

    /// QGIS names rules by UUIDs; numbered ones serve as well, and are the same each time.
    private static func key(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "{00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits + "}"
    }

    private func expression(_ condition: Condition) -> String {
        switch condition {
        case .equals(let value): "\"\(field)\" = '\(value)'"
        case .between(let above, let limit):
            [above.map { "\"\(field)\" > \($0)" }, limit.map { "\"\(field)\" <= \($0)" }].compactMap { $0 }
                .joined(separator: " AND ")
        case .isNull: "\"\(field)\" IS NULL"
        }
    }

    private static func symbol(_ rule: Rule, _ index: Int, _ markup: inout XMLMarkup) {
        let stroke = rule.group.stroke
        let colour = Colour(stroke.colour)
        markup.open(
            "symbol",
            [("type", "line"), ("name", String(index)), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")]
        )
        markup.open(
            "layer",
            [("class", "SimpleLine"), ("enabled", "1"), ("locked", "0"), ("pass", String(rule.rank))]
        )
        markup.open("Option", [("type", "Map")])
        let options = [
            ("line_color", "\(colour.red),\(colour.green),\(colour.blue),255"), ("line_style", "solid"),
            ("line_width", millimetres(stroke.width)), ("line_width_unit", "MM"), ("joinstyle", "round"),
            ("capstyle", stroke.dash.isEmpty ? "round" : "flat"), ("use_custom_dash", stroke.dash.isEmpty ? "0" : "1"),
            ("customdash", (stroke.dash.isEmpty ? [5, 2] : stroke.dash).map(millimetres).joined(separator: ";")),
            ("customdash_unit", "MM"),
        ]
        for (name, value) in options {
            markup.leaf("Option", [("type", "QString"), ("name", name), ("value", value)])
        }
        for _ in 0..<3 { markup.close() }
    }

    /// Pixels of 1/96 inch in hundredths of a millimetre.
    private static func millimetres(_ pixels: Double) -> String {
        let hundredths = Int((pixels * 2540 / 96).rounded())
        let fraction = String(hundredths % 100)
        return "\(hundredths / 100)." + (fraction.count < 2 ? "0" : "") + fraction
    }
}
