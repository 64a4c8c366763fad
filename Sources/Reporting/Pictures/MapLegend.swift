internal import GeometryCore
internal import Phrasebook

/// The legend with the metres of each class, the scale and the arrow to the north.
struct MapLegend {
    let layout: MapLayout
    let theme: CoverageTheme
    let sums: ClassSums
    let language: Language

    private var left: Double { layout.panel.x }
    private var right: Double { layout.panel.x + MapLayout.panelWidth }

    func draw(_ captions: [String], scale: Double?, thickness: Double, into markup: inout XMLMarkup) {
        markup.open("g", [("class", "legend"), ("font-size", Pixels.text(MapLayout.textSize))])
        markup.leaf(
            "text",
            [("x", Pixels.text(left)), ("y", Pixels.text(layout.panel.y + 16)), ("font-weight", "bold")],
            text: MapWords.legend(theme)[language]
        )
        rule(layout.panel.y + 27, &markup)
        var row = 0
        for (group, metres) in zip(theme.classes, sums.metres) {
            let look = group.stroke.scaled(by: thickness).attributes
            entry(group.words[language], group.name, metres, row: row, look: look, &markup)
            row += 1
        }
        rule(layout.legendBaseline(row) - 19, &markup)
        entry(MapWords.total[language], "total", sums.total, row: row, look: nil, &markup)
        row += 1
        for caption in captions where !caption.isEmpty {
            backdrop(caption, row: row, &markup)
            row += 1
        }
        markup.close()
        let y = layout.legendBaseline(row) + 34
        if let scale { drawScale(scale, y: y, &markup) }
        drawArrow(y: y, &markup)
    }

    private func rule(_ y: Double, _ markup: inout XMLMarkup) {
        line(from: left, to: right, y: y, [("stroke", "#D3D9DD"), ("stroke-width", "1")], &markup)
    }

    private func line(
        from start: Double,
        to end: Double,
        y: Double,
        _ look: XMLMarkup.Attributes,
        _ markup: inout XMLMarkup
    ) {
        let place = [
            ("x1", Pixels.text(start)), ("y1", Pixels.text(y)), ("x2", Pixels.text(end)), ("y2", Pixels.text(y)),
        ]
        markup.leaf("line", place + look)
    }

    private func entry(
        _ title: String,
        _ name: String,
        _ metres: Double,
        row: Int,
        look: XMLMarkup.Attributes?,
        _ markup: inout XMLMarkup
    ) {
        let y = layout.legendBaseline(row)
        // The exact sum is for programs that read the document.
        let sum = [("data-class", name), ("data-metres", String(metres))]
        markup.open("g", [("class", "entry")] + sum)
        if let look { line(from: left + 2, to: left + 36, y: y - 5, look, &markup) }
        let weight = look == nil ? [("font-weight", "bold")] : []
        text(title, x: left + 48, y: y, weight, &markup)
        text(sums.length(metres), x: right - 64, y: y, weight + [("text-anchor", "end")], &markup)
        text(sums.share(metres), x: right, y: y, [("text-anchor", "end"), ("fill", "#4A545C")], &markup)
        markup.close()
    }

    private func backdrop(_ caption: String, row: Int, _ markup: inout XMLMarkup) {
        let y = layout.legendBaseline(row)
        line(
            from: left + 2,
            to: left + 36,
            y: y - 5,
            [("stroke", MapLayout.backdropColour), ("stroke-width", "1.6")],
            &markup
        )
        let fitting = TextMeasure.fitted(
            XMLText.clean(caption),
            width: MapLayout.panelWidth - 50,
            size: MapLayout.textSize
        )
        text(fitting, x: left + 48, y: y, [], &markup)
    }

    private func text(
        _ content: String,
        x: Double,
        y: Double,
        _ look: XMLMarkup.Attributes,
        _ markup: inout XMLMarkup
    ) {
        markup.leaf("text", [("x", Pixels.text(x)), ("y", Pixels.text(y))] + look, text: content)
    }

    /// A bar of 1, 2 or 5 times a power of ten metres, as long as there is room for.
    private func drawScale(_ pixelsPerMetre: Double, y: Double, _ markup: inout XMLMarkup) {
        let metres = Self.roundLength(atMost: 190 / pixelsPerMetre)
        let length = metres * pixelsPerMetre
        let (start, half) = (left + 2, length / 2)
        markup.open("g", [("class", "scale"), ("data-metres", String(metres)), ("font-size", "12")])
        let box = [("y", Pixels.text(y)), ("width", Pixels.text(half)), ("height", "6"), ("stroke", "#20262B")]
        markup.leaf("rect", [("x", Pixels.text(start)), ("fill", "#20262B")] + box)
        markup.leaf("rect", [("x", Pixels.text(start + half)), ("fill", "#FFFFFF")] + box)
        for (share, place) in [(0.0, start), (0.5, start + half), (1, start + length)] {
            let isLast = share == 1
            let number = Self.number(metres * share, inKilometres: metres >= 1000)
            let unit = isLast ? (metres >= 1000 ? " km" : " m") : ""
            let anchor = share == 0 ? "start" : "middle"
            text(number + unit, x: place, y: y + 22, [("text-anchor", anchor)], &markup)
        }
        markup.close()
    }

    /// The largest of 1, 2, 5, 10, 20, … metres that is not longer.
    static func roundLength(atMost metres: Double) -> Double {
        var best = 1.0
        var power = 1.0
        while power <= metres, power < 1e9 {
            for factor in [1.0, 2, 5] where factor * power <= metres { best = factor * power }
            power *= 10
        }
        return best
    }

    private static func number(_ metres: Double, inKilometres: Bool) -> String {
        Pixels.text(inKilometres ? metres / 1000 : metres)
    }

    private func drawArrow(y: Double, _ markup: inout XMLMarkup) {
        let x = right - 20
        markup.open("g", [("class", "north")])
        let course = "M\(Pixels.text(x)) \(Pixels.text(y - 14))l9 30-9-7-9 7z"
        markup.leaf("path", [("d", course), ("fill", "#20262B")])
        let look = [("text-anchor", "middle"), ("font-size", "12"), ("font-weight", "bold")]
        text(MapWords.north[language], x: x, y: y + 32, look, &markup)
        markup.close()
    }
}
