public import Phrasebook

/// Pieces that are drawn alike: one line of a legend, one category of a style.
public struct CoverageClass: Hashable, Sendable {
    /// The name for programs: `missed`, `age-15`, `never`.
    public let name: String
    /// The name for people.
    public let words: Words
    /// How it is drawn.
    let stroke: Stroke

    /// The colour as `#RRGGBB`.
    public var colour: String { stroke.colour }
}

extension CoverageClass: Worded {}

/// How a line is drawn; widths and dashes in pixels of a picture 1200 wide.
struct Stroke: Hashable {
    var colour: String
    var width: Double
    /// Lengths drawn and left out by turns; empty for a line without gaps.
    var dash: [Double] = []

    /// The stroke at another size.
    func scaled(by factor: Double) -> Stroke {
        Stroke(colour: colour, width: width * factor, dash: dash.map { $0 * factor })
    }

    /// The attributes of an SVG group.
    var attributes: [(String, String)] {
        var result = [("stroke", colour), ("stroke-width", Pixels.text(width))]
        // A round end shows even a line too short to be seen; it would close the gaps of a dashed one.
        result.append(("stroke-linecap", dash.isEmpty ? "round" : "butt"))
        if !dash.isEmpty { result.append(("stroke-dasharray", dash.map(Pixels.text).joined(separator: " "))) }
        return result
    }
}
