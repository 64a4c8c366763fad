internal import GeometryCore

/// The names of districts, where they fit: mostly inside their district, clear of one another and, if that can be, of
/// the lines.
///
/// The larger districts choose first. A name that fits nowhere is left out: half a name helps nobody.
struct MapLabels {
    struct Label: Hashable {
        var text: String
        /// The middle of the text, in pixels.
        var middle: Point
        var size: Double
        /// The space it takes, with a little around.
        var box: Box
    }

    /// Those that fit.
    private(set) var labels: [Label] = []

    private static let sizes = [13.0, 11.5, 10]
    private static let scanLines = 24

    /// How much of a name must be inside its district.
    private static let leastInside = 0.88

    /// Finds a place for each name that has one.
    ///
    /// - Parameters:
    ///   - outlines: The districts.
    ///   - crowd: Where there are lines.
    ///   - frame: Where the map is.
    init(_ outlines: [CoverageMap.Outline], avoiding crowd: CrowdedCells, in frame: MapFrame) {
        var order = outlines.map { (outline: $0, shape: LabelShape($0.area, in: frame)) }
        order.sort { a, b in
            if a.shape.area != b.shape.area { return a.shape.area > b.shape.area }
            return a.outline.code.utf8.lexicographicallyPrecedes(b.outline.code.utf8)
        }
        for (outline, shape) in order {
            let text = XMLText.clean(outline.name, limit: 60)
            if !text.isEmpty, let label = place(text, in: shape, crowd) { labels.append(label) }
        }
    }

    /// The place with the fewest lines behind it, in the largest size that fits.
    private func place(_ text: String, in shape: LabelShape, _ crowd: CrowdedCells) -> Label? {
        for size in Self.sizes {
            let width = TextMeasure.width(text, size: size)
            var best: (label: Label, lines: Int)?
            for chord in shape.chords(height: size * 1.2, lines: Self.scanLines)
            where chord.width >= width * Self.leastInside {
                for share in [0.0, -0.5, 0.5, -1, 1] {
                    let shift = share * max(0, chord.width - width) / 2
                    let label = Self.label(text, size, width, Point(x: chord.middle.x + shift, y: chord.middle.y))
                    guard !labels.contains(where: { $0.box.intersects(label.box) }) else { continue }
                    let lines = crowd.count(in: label.box)
                    if lines < best?.lines ?? .max { best = (label, lines) }
                }
            }
            if let best { return best.label }
        }
        return nil
    }

    private static func label(_ text: String, _ size: Double, _ width: Double, _ middle: Point) -> Label {
        let box = Box(
            minX: middle.x - width / 2 - 3,
            minY: middle.y - size * 0.7,
            maxX: middle.x + width / 2 + 3,
            maxY: middle.y + size * 0.7
        )
        return Label(text: text, middle: middle, size: size, box: box)
    }
}
