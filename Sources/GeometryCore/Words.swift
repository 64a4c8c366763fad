public import Phrasebook

extension PathError: Worded {
    /// What is wrong with the line or ring.
    public var words: Words {
        switch self {
        case .tooFewPoints(let count, let needed):
            Words(zh: "只有 \(count) 个点，至少需要 \(needed) 个", en: "has too few points: \(count), where \(needed) are needed")
        case .notFinite(let index):
            Words(zh: "第 \(index + 1) 个点的坐标不是有限数", en: "point \(index + 1) is not a finite coordinate")
        case .notClosed:
            Words(zh: "没有闭合：末点与首点不同", en: "is not closed: its last point differs from its first")
        }
    }
}

extension GeometryError: Worded {
    /// Why the input is no geometry.
    public var words: Words {
        switch self {
        case .path(let part, let ring, let error):
            Words(
                zh: "第 \(part + 1) 部分第 \(ring + 1) 个环（线）\(error.words.zh)",
                en: "part \(part + 1), ring (line) \(ring + 1) \(error.words.en)"
            )
        case .malformed(let offset):
            Words(zh: "几何编码在第 \(offset) 字节处损坏", en: "the geometry's encoding is broken at byte \(offset)")
        case .empty: Words(zh: "几何为空", en: "the geometry is empty")
        case .tooDeep:
            Words(
                zh: "几何集合嵌套超过 \(WKB.maximumDepth) 层",
                en: "geometry collections are nested more than \(WKB.maximumDepth) deep"
            )
        case .unsupportedType(let code):
            Words(
                zh: "不支持的几何类型（WKB 代码 \(code)）；请先转换为点、线或面",
                en: "geometry type with WKB code \(code) is not supported; convert it to points, lines or polygons"
            )
        }
    }
}
