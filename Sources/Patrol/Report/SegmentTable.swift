public import Territory

/// Whose every metre of line is: the responsibility segments of all lines, and who answers for each leaf.
public struct SegmentTable: Sendable {
    /// A stretch of a line that one leaf owns.
    struct Stretch: Sendable {
        /// The leaf's code; nil where none covers the line.
        let leaf: String?
        /// Metres from the line's first point, as the index measures them.
        let from: Double
        let to: Double
    }

    /// For each line of the network its stretches, in order.
    let stretches: [[Stretch]]
    /// The units of the district version.
    public let hierarchy: Hierarchy
    /// The number of the district version.
    public let version: Int
    /// For each leaf the codes of those who answer for it, in order.
    public let responsible: [String: [String]]

    /// Splits the lines of a network at the borders of an atlas.
    ///
    /// - Parameters:
    ///   - network: The lines.
    ///   - atlas: The districts.
    ///   - responsible: For each leaf the codes of those who answer for it.
    /// - Complexity: As ``Territory/LineSplitter``.
    public init(network: LineNetwork, atlas: Atlas, responsible: [String: [String]]) {
        let splitter = LineSplitter(atlas)
        stretches = network.lines.map { line in
            let segments = splitter.segments(of: line.code, line.parts)
            return segments.enumerated().map { place, segment in
                // The last one ends where the line does, to the bit.
                let isLast = place == segments.count - 1
                return Stretch(
                    leaf: segment.code,
                    from: segment.fromMetres / line.geodesicScale,
                    to: isLast ? line.length : segment.toMetres / line.geodesicScale
                )
            }
        }
        hierarchy = atlas.hierarchy
        version = atlas.version.number
        self.responsible = responsible
    }

    /// A table of stretches that were split elsewhere.
    init(stretches: [[Stretch]], hierarchy: Hierarchy, version: Int, responsible: [String: [String]]) {
        self.stretches = stretches
        self.hierarchy = hierarchy
        self.version = version
        self.responsible = responsible
    }
}
