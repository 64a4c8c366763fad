internal import GeometryCore
internal import Phrasebook

/// Where the parts of a map picture are, in pixels.
struct MapLayout {
    static let margin = 28.0
    static let panelWidth = 300.0
    static let titleSize = 28.0
    static let textSize = 14.0
    static let smallSize = 11.5
    static let backdropColour = "#D5DBDF"
    private static let gap = 24.0
    private static let legendRow = 25.0

    /// The lines of text, already cut to fit.
    let title: [String]
    let subtitles: [String]
    let footer: [String]
    /// The map itself.
    let frame: Box
    /// The corner where the legend, the scale and the arrow start.
    let panel: Point
    let width: Double
    let height: Double
    private let classCount: Int

    init(_ map: CoverageMap, extent: Box) {
        width = Double(map.width)
        classCount = map.theme.classes.count
        let inner = width - 2 * Self.margin
        func lines(_ text: String, _ size: Double, _ limit: Int) -> [String] {
            TextMeasure.wrapped(XMLText.clean(text, limit: 1200), width: inner, size: size, limit: limit)
        }
        title = lines(map.title, Self.titleSize, 2)
        subtitles = map.subtitles.prefix(6).flatMap { lines($0, Self.textSize, 2) }
        footer = lines(map.footer, Self.smallSize, 5)

        let top = Self.margin + Double(title.count) * Self.titleStep + Double(subtitles.count) * Self.textStep + 14
        let isBeside = width >= 900
        let frameWidth = isBeside ? inner - Self.panelWidth - Self.gap : inner
        let panelHeight = Self.panelHeight(map)
        let size = MapFrame.size(of: extent)
        let natural = frameWidth * size.height / size.width
        let frameHeight = max(
            min(frameWidth * 1.35, max(frameWidth * 0.55, natural)).rounded(),
            isBeside ? panelHeight : 0
        )
        frame = Box(minX: Self.margin, minY: top, maxX: Self.margin + frameWidth, maxY: top + frameHeight)
        panel =
            isBeside
            ? Point(x: frame.maxX + Self.gap, y: top) : Point(x: Self.margin, y: frame.maxY + Self.gap)
        let bottom = isBeside ? frame.maxY : panel.y + panelHeight
        height = (bottom + Self.margin + (footer.isEmpty ? 0 : 6 + Double(footer.count) * Self.smallStep)).rounded()
    }

    static let titleStep = 38.0
    static let textStep = 22.0
    static let smallStep = 17.0

    /// The baseline of a row of the legend beneath its heading, counted from 0; those after the classes stand apart.
    func legendBaseline(_ row: Int) -> Double {
        panel.y + 50 + Double(row) * Self.legendRow + (row >= classCount ? 7 : 0)
    }

    /// What the legend, the scale and the arrow need.
    private static func panelHeight(_ map: CoverageMap) -> Double {
        let rows = map.theme.classes.count + 1 + map.backdrops.filter { !$0.caption.isEmpty }.count
        return 57 + Double(rows) * legendRow + 100
    }
}
