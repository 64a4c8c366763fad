internal import Phrasebook

extension QGISStyle {
    /// The style as OGC Styled Layer Descriptor 1.1 with Symbology Encoding 1.1, widths in pixels.
    ///
    /// Rules come in the order in which they are drawn, from what lies at the bottom.
    public var sld: String {
        var markup = XMLMarkup()
        markup.open(
            "StyledLayerDescriptor",
            [
                ("xmlns", "http://www.opengis.net/sld"), ("xmlns:se", "http://www.opengis.net/se"),
                ("xmlns:ogc", "http://www.opengis.net/ogc"), ("version", "1.1.0"),
            ]
        )
        markup.open("NamedLayer")
        markup.leaf("se:Name", text: XMLText.clean(layer))
        markup.open("UserStyle")
        markup.leaf("se:Name", text: name)
        // A painter draws one FeatureTypeStyle over the other.
        for rule in rules.sorted(by: { $0.rank < $1.rank }) {
            markup.open("se:FeatureTypeStyle")
            describe(rule, &markup)
            markup.close()
        }
        for _ in 0..<3 { markup.close() }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup.text
    }

    private func describe(_ rule: Rule, _ markup: inout XMLMarkup) {
        markup.open("se:Rule")
        markup.leaf("se:Name", text: rule.group.name)
        markup.open("se:Description")
        markup.leaf("se:Title", text: rule.group.words[language])
        markup.close()
        markup.open("ogc:Filter")
        filter(rule.condition, &markup)
        markup.close()
        markup.open("se:LineSymbolizer")
        markup.open("se:Stroke")
        for (name, value) in [("stroke-linejoin", "round")] + rule.group.stroke.attributes {
            markup.leaf("se:SvgParameter", [("name", name)], text: value)
        }
        for _ in 0..<3 { markup.close() }
    }

    private func filter(_ condition: Condition, _ markup: inout XMLMarkup) {
        switch condition {
        case .equals(let value): compare("PropertyIsEqualTo", value, &markup)
        case .isNull:
            markup.open("ogc:PropertyIsNull")
            markup.leaf("ogc:PropertyName", text: field)
            markup.close()
        case .between(let above, let limit):
            let isBoth = above != nil && limit != nil
            if isBoth { markup.open("ogc:And") }
            if let above { compare("PropertyIsGreaterThan", String(above), &markup) }
            if let limit { compare("PropertyIsLessThanOrEqualTo", String(limit), &markup) }
            if isBoth { markup.close() }
        }
    }

    private func compare(_ operation: String, _ value: String, _ markup: inout XMLMarkup) {
        markup.open("ogc:" + operation)
        markup.leaf("ogc:PropertyName", text: field)
        markup.leaf("ogc:Literal", text: value)
        markup.close()
    }
}
