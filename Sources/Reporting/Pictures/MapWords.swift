internal import Phrasebook

/// What a map says by itself.
enum MapWords {
    static let empty = Words(zh: "没有可画的线路", en: "There is no line to draw.")
    static let total = Words(zh: "合计", en: "total")
    static let north = Words(zh: "北", en: "N")

    static func legend(_ theme: CoverageTheme) -> Words {
        switch theme {
        case .coverage: Words(zh: "巡视覆盖", en: "Patrol coverage")
        case .age: Words(zh: "距上次巡视", en: "Since the last patrol")
        }
    }
}
