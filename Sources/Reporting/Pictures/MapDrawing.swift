internal import Foundation
internal import GeometryCore
internal import Patrol
internal import Phrasebook

/// Writes the document of one map.
struct MapDrawing {
    let map: CoverageMap
    let layout: MapLayout
    let sums: ClassSums
    private var markup = XMLMarkup()

    init(map: CoverageMap, layout: MapLayout, sums: ClassSums) {
        self.map = map
        self.layout = layout
        self.sums = sums
    }

    mutating func draw(_ pieces: [CoveragePiece], _ outlines: [CoverageMap.Outline]) -> Picture {
        let extent = map.extent(of: pieces, outlines)
        let frame = MapFrame(extent, into: layout.frame, padding: 22)
        let (width, height) = (Pixels.text(layout.width), Pixels.text(layout.height))
        markup.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
                ("viewBox", "0 0 \(width) \(height)"), ("role", "img"), ("aria-labelledby", "title desc"),
                ("xml:lang", map.language == .zh ? "zh-CN" : "en"), ("font-family", Self.fonts), ("fill", "#20262B"),
            ]
        )
        markup.leaf("title", [("id", "title")], text: XMLText.clean(map.title))
        markup.leaf("desc", [("id", "desc")], text: summary(pieces.isEmpty))
        markup.leaf("rect", [("width", width), ("height", height), ("fill", "#FFFFFF")])
        drawTexts()
        drawMap(pieces, outlines, frame)
        MapLegend(layout: layout, theme: map.theme, sums: sums, language: map.language).draw(
            map.backdrops.map(\.caption),
            scale: extent.isEmpty ? nil : frame.pixelsPerMetre,
            thickness: thickness(frame),
            into: &markup
        )
        markup.close()
        return Picture(svg: markup.text, width: map.width, height: Int(layout.height))
    }

    /// Families with Chinese characters on the usual systems; the first that is there is taken.
    private static let fonts =
        "Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, PingFang SC, Microsoft YaHei, sans-serif"

    /// The legend in one sentence, for those who do not see the picture.
    private func summary(_ isEmpty: Bool) -> String {
        guard !isEmpty else { return MapWords.empty[map.language] }
        return zip(map.theme.classes, sums.metres).map { group, metres in
            "\(group.words[map.language]) \(sums.length(metres)) (\(sums.share(metres)))"
        }.joined(separator: "; ")
    }

    private mutating func drawTexts() {
        var y = MapLayout.margin
        for line in layout.title {
            y += MapLayout.titleStep
            text(line, y: y - 12, size: MapLayout.titleSize, [])
        }
        for line in layout.subtitles {
            y += MapLayout.textStep
            text(line, y: y - 6, size: MapLayout.textSize, [("fill", "#4A545C")])
        }
        y = layout.height - MapLayout.margin + 8 - Double(layout.footer.count) * MapLayout.smallStep
        for line in layout.footer {
            y += MapLayout.smallStep
            text(line, y: y - 4, size: MapLayout.smallSize, [("fill", "#66717A")])
        }
    }

    private mutating func text(_ line: String, y: Double, size: Double, _ more: XMLMarkup.Attributes) {
        let place = [("x", Pixels.text(MapLayout.margin)), ("y", Pixels.text(y)), ("font-size", Pixels.text(size))]
        markup.leaf("text", place + more, text: line)
    }

    private mutating func drawMap(_ pieces: [CoveragePiece], _ outlines: [CoverageMap.Outline], _ frame: MapFrame) {
        let box = [
            ("x", Pixels.text(layout.frame.minX)), ("y", Pixels.text(layout.frame.minY)),
            ("width", Pixels.text(layout.frame.width)), ("height", Pixels.text(layout.frame.height)),
        ]
        markup.leaf("rect", box + [("fill", "#EEF3F6"), ("stroke", "#B9C3CA"), ("stroke-width", "1")])
        let areas = outlines.map { frame.course($0.area) }
        group("districts", [("fill", "#FFFFFF"), ("fill-rule", "evenodd")]) { markup in
            for area in areas { markup.path(area) }
        }
        // Backdrops may reach beyond the map; all else is what the map was fitted to.
        markup.open("clipPath", [("id", "map-frame")])
        markup.leaf("rect", box)
        markup.close()
        for backdrop in map.backdrops { draw(backdrop, frame) }
        let edges = [("fill", "none"), ("stroke", "#9AA6AF"), ("stroke-width", "0.9"), ("stroke-linejoin", "round")]
        group("borders", edges) { markup in
            for area in areas { markup.path(area) }
        }
        let paths = MapPaths(pieces, map.theme, asOf: map.instant, in: frame)
        // Names stay beneath the lines: what was missed must not hide behind one.
        drawLabels(outlines, paths.crowd, frame)
        let classes = map.theme.classes
        for index in map.theme.drawingOrder where !paths.courses[index].isEmpty {
            let look =
                [("fill", "none"), ("stroke-linejoin", "round")]
                + classes[index].stroke.scaled(by: thickness(frame)).attributes
            group(classes[index].name, look) { markup in
                for course in paths.courses[index] { markup.path(course) }
            }
        }
        if paths.courses.allSatisfy(\.isEmpty) {
            let middle = layout.frame.centre
            markup.leaf(
                "text",
                [
                    ("x", Pixels.text(middle.x)), ("y", Pixels.text(middle.y)), ("text-anchor", "middle"),
                    ("font-size", "18"), ("fill", "#4A545C"), ("stroke", "#EEF3F6"), ("stroke-width", "5"),
                    ("paint-order", "stroke"),
                ],
                text: MapWords.empty[map.language]
            )
        }
    }

    /// Thinner lines where a map shows much, else a village becomes a blot: from 1 at 1 px a metre to 0.6 at 1 px for 100 m.
    private func thickness(_ frame: MapFrame) -> Double { min(1, max(0.6, 1 + 0.2 * log10(frame.pixelsPerMetre))) }

    private mutating func group(_ name: String, _ look: XMLMarkup.Attributes, _ body: (inout XMLMarkup) -> Void) {
        markup.open("g", [("class", name)] + look)
        body(&markup)
        markup.close()
    }

    private mutating func draw(_ backdrop: CoverageMap.Backdrop, _ frame: MapFrame) {
        let clip = [("clip-path", "url(#map-frame)")]
        let width = Pixels.text(1.6 * thickness(frame))
        let look = [("fill", "none"), ("stroke", MapLayout.backdropColour), ("stroke-width", width)]
        group("backdrop", clip + look) { markup in
            for line in backdrop.lines {
                let spots = frame.spots(line.points)
                if frame.shows(spots), let course = MapFrame.course(spots) { markup.path(course) }
            }
        }
        group("backdrop-points", clip + [("fill", "#8A959D")]) { markup in
            for point in backdrop.points where MapFrame.isPlace(point) {
                let spot = frame.spot(point)
                guard frame.shows([spot]) else { continue }
                let place = [("cx", Pixels.text(tenths: spot.x)), ("cy", Pixels.text(tenths: spot.y))]
                markup.leaf("circle", place + [("r", "1.8")])
            }
        }
    }

    private mutating func drawLabels(_ outlines: [CoverageMap.Outline], _ crowd: CrowdedCells, _ frame: MapFrame) {
        let labels = MapLabels(outlines, avoiding: crowd, in: frame).labels
        let halo = [
            ("text-anchor", "middle"), ("fill", "#2F3A42"), ("stroke", "#FFFFFF"), ("stroke-width", "3.2"),
            ("stroke-opacity", "0.85"), ("stroke-linejoin", "round"), ("paint-order", "stroke"),
        ]
        group("labels", halo) { markup in
            for label in labels {
                markup.leaf(
                    "text",
                    [
                        ("x", Pixels.text(label.middle.x)), ("y", Pixels.text(label.middle.y + label.size * 0.36)),
                        ("font-size", Pixels.text(label.size)),
                    ],
                    text: label.text
                )
            }
        }
    }
}
