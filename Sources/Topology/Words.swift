import GeometryCore
public import Phrasebook

extension TopologyError: Worded {
    /// What failed, and what to do about it.
    public var words: Words {
        let said =
            messages.isEmpty
            ? ("", "") : ("：" + messages.joined(separator: "；"), ": " + messages.joined(separator: "; "))
        return Words(
            zh: "GEOS 运算 \(operation) 失败\(said.0)。请先检查图形是否有效并修复，再重试",
            en: "GEOS failed in \(operation)\(said.1). Check the geometry for validity, mend it and try again"
        )
    }
}

extension CoverageError: Worded {
    /// Why the coverage cannot be analysed or repaired, and what to do about it.
    public var words: Words {
        switch self {
        case .unusableTolerance(let value):
            Words(
                zh: "容差 \(value) 不可用；请给出大于 0 的有限数",
                en: "the tolerance \(value) is not a finite number above zero; give one that is"
            )
        case .areaVanishes(let index):
            Words(
                zh: "第 \(index + 1) 个面在修复后会消失：它窄于容差，或完全位于其他面之内；请减小容差，或先删除、修改该面",
                en: "area \(index + 1) would vanish: it is narrower than the tolerance or lies wholly in other areas; "
                    + "use a smaller tolerance, or remove or redraw the area first"
            )
        case .inseparableBorders(let point):
            Words(
                zh: "(\(point.x), \(point.y)) 附近的边界交叉过密，超出坐标精度；请先捕捉或简化该处边界",
                en: "borders near (\(point.x), \(point.y)) cross more tightly than coordinates can tell apart; "
                    + "snap or simplify them there first"
            )
        }
    }
}

extension Invalidity.Reason: Worded {
    /// The rule that is broken.
    public var words: Words {
        switch self {
        case .selfIntersection: Words(zh: "边自相交，或各部分相互重叠", en: "edges cross, or parts overlap")
        case .ringSelfIntersection: Words(zh: "环与自身相接或相交", en: "a ring touches or crosses itself")
        case .holeOutsideShell: Words(zh: "内环（洞）位于外环之外", en: "a hole lies outside its outer ring")
        case .nestedHoles: Words(zh: "内环（洞）相互嵌套", en: "a hole lies inside another hole")
        case .nestedShells: Words(zh: "一个部分位于另一个部分之内", en: "a part lies inside another part")
        case .disconnectedInterior: Words(zh: "内环（洞）把面分割成互不相连的几块", en: "holes cut the area into unconnected pieces")
        case .duplicateRings: Words(zh: "有两个环完全相同", en: "two rings are the same")
        case .tooFewPoints: Words(zh: "环的不同顶点少于三个", en: "a ring has fewer than three distinct points")
        case .invalidCoordinate: Words(zh: "坐标不是有限数", en: "a coordinate is not finite")
        case .ringNotClosed: Words(zh: "环没有闭合", en: "a ring is not closed")
        case .other(let text): Words(zh: "图形无效（GEOS：\(text)）", en: "the area is invalid (GEOS: \(text))")
        }
    }
}

extension CoverageChange.Action: Worded {
    /// What was done.
    public var words: Words {
        switch self {
        case .madeValid: Words(zh: "修复了无效图形", en: "made valid")
        case .snapped(let vertices): Words(zh: "捕捉了 \(vertices) 个顶点", en: "snapped at \(vertices) vertices")
        case .verticesAdded(let count):
            Words(zh: "在公共边界上补了 \(count) 个顶点", en: "got \(count) vertices of its neighbours")
        case .gained(let pieces, _): Words(zh: "并入 \(pieces) 处狭缝", en: "gained \(pieces) slivers of gaps")
        case .lost(let pieces, _): Words(zh: "让出 \(pieces) 处重叠", en: "gave up \(pieces) slivers of overlaps")
        }
    }
}
