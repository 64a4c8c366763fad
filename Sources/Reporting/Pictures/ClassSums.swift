internal import Foundation
internal import Patrol

/// How many metres each class of a map has.
struct ClassSums {
    /// Metres by the index of the class.
    private(set) var metres: [Double]

    init(_ pieces: [CoveragePiece], _ theme: CoverageTheme, asOf instant: Date) {
        metres = Array(repeating: 0, count: theme.classes.count)
        // Lengths that are no number come from broken records; they would hide all others.
        for piece in pieces where piece.metres.isFinite {
            metres[theme.classIndex(of: piece, asOf: instant)] += piece.metres
        }
    }

    /// The metres of all classes.
    var total: Double { metres.reduce(0, +) }

    /// The length of a class as text, in the one unit that suits the total.
    func length(_ metres: Double) -> String {
        total < 10_000 ? Self.grouped(metres, decimals: 0) + " m" : Self.grouped(metres / 1000, decimals: 2) + " km"
    }

    /// The share of a class in percent; nearly all is not all, and nearly nothing is not nothing.
    func share(_ metres: Double) -> String {
        guard total > 0 else { return "–" }
        let tenths = (metres / total * 1000).rounded()
        if tenths >= 1000 && metres < total { return "> 99.9 %" }
        if tenths < 1 && metres > 0 { return "< 0.1 %" }
        return Self.grouped(tenths / 10, decimals: 1) + " %"
    }

    /// A number with its thousands apart.
    private static func grouped(_ value: Double, decimals: Int) -> String {
        let factor = decimals == 0 ? 1.0 : decimals == 1 ? 10 : 100
        let whole = Int((min(1e12, max(0, value)) * factor).rounded())
        var head = String(whole / Int(factor))
        var groups: [String] = []
        while head.count > 3 {
            groups.insert(String(head.suffix(3)), at: 0)
            head.removeLast(3)
        }
        let text = ([head] + groups).joined(separator: ",")
        guard decimals > 0 else { return text }
        let tail = String(whole % Int(factor))
        return text + "." + String(repeating: "0", count: decimals - tail.count) + tail
    }
}
