public import Phrasebook
import Foundation
import GeometryCore
import Projection
import Topology

extension Layer: Worded {
    /// The layer's name.
    public var words: Words {
        switch self {
        case .districts: Words(zh: "片区", en: "districts")
        case .customers: Words(zh: "客户", en: "customers")
        case .transformers: Words(zh: "台区", en: "transformers")
        case .lines: Words(zh: "低压线路", en: "lines")
        case .poles: Words(zh: "电杆", en: "poles")
        case .meterBoxes: Words(zh: "表箱", en: "meter boxes")
        case .serviceDrops: Words(zh: "接户线", en: "service drops")
        case .roads: Words(zh: "道路", en: "roads")
        case .placeNames: Words(zh: "地名别名", en: "place names")
        case .staff: Words(zh: "员工", en: "staff")
        case .assignments: Words(zh: "片区分工", en: "assignments")
        case .rota: Words(zh: "排班", en: "rota")
        case .positions: Words(zh: "员工位置", en: "positions")
        case .holidays: Words(zh: "节假日与调休", en: "holidays")
        case .devices: Words(zh: "定位设备", en: "devices")
        case .patrolPlans: Words(zh: "巡视计划", en: "patrol plans")
        case .defects: Words(zh: "缺陷", en: "defects")
        case .work: Words(zh: "检修作业", en: "work")
        }
    }
}

extension AreaClass: Worded {
    /// The class's name.
    public var words: Words {
        switch self {
        case .urban: Words(zh: "城区", en: "urban")
        case .rural: Words(zh: "农村", en: "rural")
        case .remote: Words(zh: "偏远", en: "remote")
        }
    }
}

extension LayerShape: Worded {
    /// The kind of geometry.
    public var words: Words {
        switch self {
        case .point: Words(zh: "点", en: "a point")
        case .line: Words(zh: "线", en: "a line")
        case .area: Words(zh: "面", en: "a polygon")
        case .none: Words(zh: "无几何", en: "no geometry")
        }
    }
}

extension DistrictLevel: Worded {
    /// The level's name.
    public var words: Words {
        switch self {
        case .station: Words(zh: "供电所", en: "station")
        case .district: Words(zh: "片区", en: "district")
        case .subdistrict: Words(zh: "分片区", en: "subdistrict")
        }
    }
}

extension RowProblem: Worded {
    /// What is wrong with the row, and how to mend it.
    public var words: Words {
        switch self {
        case .missing(let field): Words(zh: "\(field) 没有值，不能为空", en: "\(field) has no value; it is required")
        case .tooLong(let field, let limit):
            Words(zh: "\(field) 超过 \(limit) 个字符", en: "\(field) is longer than \(limit) characters")
        case .controlCharacter(let field):
            Words(zh: "\(field) 含有控制字符或零宽字符，请删去", en: "\(field) holds a control or zero-width character; remove it")
        case .notAllowed(let field, let allowed):
            Words(
                zh: "\(field) 的值不在允许范围内：\(allowed.joined(separator: "、"))",
                en: "\(field) must be one of \(allowed.joined(separator: ", "))"
            )
        case .notADay(let field):
            Words(zh: "\(field) 不是日期，请写成 2026-11-30", en: "\(field) is not a day; write it as 2026-11-30")
        case .unreadable(let field, let reason):
            Words(
                zh: "\(field.map { "\($0) " } ?? "这一行")读不出：\(reason.zh)",
                en: "\(field.map { "\($0) " } ?? "")cannot be read: \(reason.en)"
            )
        case .noGeometry(let expected):
            Words(
                zh: "没有几何（需要\(expected.words.zh)；表格文件请提供 lon、lat 两列）",
                en: "has no geometry; \(expected.words.en) is needed (columns lon and lat in a table)"
            )
        case .geometry(let error): error.words
        case .wrongGeometry(let expected, let found):
            Words(
                zh: "几何类型是 \(found.name)，这一图层需要\(expected.words.zh)",
                en: "is a \(found.name); this layer holds \(expected.words.en)"
            )
        case .outOfWorld:
            Words(
                zh: "坐标超出经度 ±180°、纬度 ±90°；请核对坐标系并用 --crs 指明",
                en: "lies outside ±180° of longitude or ±90° of latitude; check the CRS and state it with --crs"
            )
        case .untransformable:
            Words(
                zh: "坐标不在所述坐标系的适用范围内；请核对 --crs",
                en: "lies where the stated CRS is not defined; check --crs"
            )
        case .unfit(_, let reason): reason
        case .duplicate(let firstRow):
            Words(
                zh: "code 与第 \(firstRow) 行重复；请删除一行，或先按编码合并",
                en: "code is that of row \(firstRow) too; delete one of them or merge them by code first"
            )
        }
    }
}

extension ImportError: Worded {
    /// Why the import cannot be done, and what would help.
    public var words: Words {
        switch self {
        case .missingColumn(let field, let aliases, let available):
            Words(
                zh: "文件里没有可作 \(field) 的列（可识别：\(aliases.prefix(4).joined(separator: "、"))）；"
                    + "文件的列有：\(available.joined(separator: "、"))；请用 --map \(field)=列名 指明",
                en: "no column can be \(field)"
                    + (aliases.isEmpty ? "" : " (recognised: \(aliases.prefix(4).joined(separator: ", ")))")
                    + "; the file has \(available.joined(separator: ", ")); name one with --map \(field)=COLUMN"
            )
        case .rowsRefused(let count, let total):
            Words(
                zh: "\(total) 行中有 \(count) 行被拒绝，未写入任何内容；请修正后重试，或用 --skip-refused 只导入其余各行",
                en: "\(count) of \(total) rows were refused, so nothing was written; "
                    + "mend them, or keep the others with --skip-refused"
            )
        case .empty: Words(zh: "文件里没有数据行", en: "the file has no rows")
        }
    }
}

extension HierarchyError: Worded {
    /// Why the districts form no hierarchy, and what would help.
    public var words: Words {
        switch self {
        case .unknownParent(let code, let parent):
            Words(
                zh: "片区 \(code) 的上级 \(parent) 不存在；请先导入上级，或改正 parent",
                en: "district \(code) names the parent \(parent), which is not there; import it first or correct parent"
            )
        case .circle(let code):
            Words(zh: "片区 \(code) 的上级关系成环；请改正 parent", en: "district \(code) is below itself; correct parent")
        case .levelNotBelowParent(let code, let parent):
            Words(
                zh: "片区 \(code) 的层级不低于其上级 \(parent)；请改正 level 或 parent",
                en: "the level of district \(code) is not below that of its parent \(parent); correct level or parent"
            )
        case .tooDeep(let code):
            Words(
                zh: "片区 \(code) 处于第四级；只有供电所、片区、分片区三级",
                en: "district \(code) is on a fourth level; there are station, district and subdistrict only"
            )
        case .noAreas:
            Words(zh: "没有任何片区带有面；请导入片区边界", en: "no district has a polygon; import their borders")
        }
    }
}

extension VersionError: Worded {
    /// Why no district version answers, and what would help.
    public var words: Words {
        switch self {
        case .noDistricts:
            Words(zh: "还没有片区；请先 import districts", en: "there are no districts yet; import districts first")
        case .notPublished:
            Words(
                zh: "片区还只是草稿；请先 publish --from 日期",
                en: "the districts are only a draft; put them into force with publish --from DAY"
            )
        case .beforeFirst(let first, let zone):
            Self.words(first.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone)))
        }
    }
}

extension VersionError {
    private static func words(_ first: String) -> Words {
        Words(
            zh: "该时刻尚无生效的片区版本；第一个版本自 \(first) 生效",
            en: "no district version was in force then; the first takes effect at \(first)"
        )
    }
}

extension WaiverError: Worded {
    /// Why the file is no waiver, and what would help.
    public var words: Words {
        switch self {
        case .missingColumn(let column):
            Words(
                zh: "豁免文件缺少 \(column) 列；请在 check --format csv 的输出上加 signed_by 和 reason 两列",
                en:
                    "the waiver has no column \(column); take what check --format csv prints and add signed_by and reason"
            )
        case .unsigned:
            Words(
                zh: "豁免文件没有一行同时填写了 signed_by 和 reason",
                en: "no row of the waiver has both signed_by and reason"
            )
        }
    }
}

extension Finding.Kind: Worded {
    /// The kind's name.
    public var words: Words {
        switch self {
        case .gap: Words(zh: "空隙：没有片区覆盖", en: "gap that no district covers")
        case .overlap: Words(zh: "重叠：被两个片区覆盖", en: "overlap that two districts cover")
        case .sliver: Words(zh: "碎片：片区的极窄部分", en: "sliver: a very thin part of a district")
        case .invalid: Words(zh: "面无效", en: "invalid polygon")
        case .parentMismatch: Words(zh: "与下级之和不一致", en: "differs from the sum of the units below it")
        case .unplaced: Words(zh: "没有几何", en: "has no geometry")
        case .duplicate: Words(zh: "疑似重复", en: "seems to be there twice")
        case .orphan: Words(zh: "缺少关联", en: "lacks what it belongs to")
        case .outside: Words(zh: "不在任何片区内", en: "lies in no district")
        case .supplyGround: Words(zh: "供电与属地不一致", en: "is supplied from another district than it stands in")
        case .displaced: Words(zh: "坐标系疑似有误", en: "seems to be in another coordinate system")
        }
    }
}

extension Finding.Kind {
    /// The kind in a word or two, for tables and counts.
    public var label: Words {
        let zh =
            switch self {
            case .gap: "空隙"
            case .overlap: "重叠"
            case .sliver: "碎片"
            case .invalid: "面无效"
            case .parentMismatch: "上下级不一致"
            case .unplaced: "无几何"
            case .duplicate: "疑似重复"
            case .orphan: "缺少关联"
            case .outside: "越界"
            case .supplyGround: "供电与属地不一致"
            case .displaced: "坐标系疑误"
            }
        return Words(zh: zh, en: rawValue)
    }
}

extension Finding.Severity: Worded {
    /// The severity's name.
    public var words: Words {
        switch self {
        case .error: Words(zh: "错误", en: "error")
        case .warning: Words(zh: "警告", en: "warning")
        }
    }
}

extension Finding: Worded {
    /// What is wrong, without personal data.
    public var words: Words {
        let kind = kind.words
        switch detail {
        case .plain: return kind
        case .roundingOnly:
            return Words(
                zh: "\(kind.zh)：只有浮点舍入那么宽；两侧边界的顶点不一致",
                en: "\(kind.en): no wider than rounding makes it; the borders there do not share their vertices"
            )
        case .invalidity(let reason):
            return Words(zh: "\(kind.zh)：\(reason.words.zh)", en: "\(kind.en): \(reason.words.en)")
        case .noReference(let field):
            return Words(zh: "\(kind.zh)：没有填写 \(field)", en: "\(kind.en): no \(field) is given")
        case .danglingReference(let field):
            return Words(zh: "\(kind.zh)：\(field) 所指记录不存在", en: "\(kind.en): its \(field) is not in the store")
        case .leaves(let supply, let ground):
            return Words(
                zh: "\(kind.zh)：台区在 \(supply)，客户在 \(ground)",
                en: "\(kind.en): transformer in \(supply), customer in \(ground)"
            )
        case .coordinates(let finding):
            return Words(zh: "\(kind.zh)：\(finding.words.zh)", en: "\(kind.en): \(finding.words.en)")
        }
    }
}

extension Placement.Status: Worded {
    /// The status in words.
    public var words: Words {
        switch self {
        case .inside: Words(zh: "在片区内", en: "inside")
        case .boundary: Words(zh: "正好在边界上", en: "exactly on a border")
        case .uncertain: Words(zh: "定位误差跨越边界，不能确定", en: "uncertain: a border is nearer than the accuracy")
        case .gap: Words(zh: "落在空隙中，未划分", en: "in a gap, unassigned")
        case .outside: Words(zh: "在辖区以外", en: "outside the bureau")
        case .invalid: Words(zh: "坐标无效", en: "not a valid place")
        }
    }
}

extension Placement.Rule: Worded {
    /// The rule in words.
    public var words: Words {
        switch self {
        case .covers: Words(zh: "唯一覆盖", en: "covers")
        case .smallestCode: Words(zh: "边界归编码最小者", en: "smallest code on a border")
        case .mostOfDisc: Words(zh: "误差圆内占比最大", en: "largest share of the accuracy disc")
        case .nearest: Words(zh: "最近的片区", en: "nearest")
        case .none: Words(zh: "无", en: "none")
        }
    }
}

extension AddressAnswer.Status: Worded {
    /// How much of the question was answered.
    public var words: Words {
        switch self {
        case .certain: Words(zh: "确定", en: "certain")
        case .ambiguous: Words(zh: "有多种可能", en: "ambiguous")
        case .street: Words(zh: "只定位到街道或门牌之间", en: "known to the street")
        case .village: Words(zh: "只定位到村镇", en: "known to the village")
        case .notFound: Words(zh: "没有找到", en: "not found")
        }
    }
}

extension AddressAnswer: Worded {
    /// The status, or why nothing was found.
    public var words: Words { reason?.words ?? status.words }
}

extension AddressAnswer.Reason: Worded {
    /// Why nothing was found, and what may help.
    public var words: Words {
        switch self {
        case .empty: Words(zh: "没有可读的文字", en: "there is nothing to read in the text")
        case .tooLong:
            Words(
                zh: "文字超过 \(AddressSearch.longestText) 个字，不是一个地址",
                en: "the text is longer than \(AddressSearch.longestText) characters, which is no address"
            )
        case .onlyNumbers:
            Words(
                zh: "没有这个编号或电话；若是门牌号，请加上村名或路名",
                en: "no customer, telephone or device has this number; if it is a house's, add the village or street"
            )
        case .unknown:
            Words(zh: "没有相近的地址；请换一种说法，或给出村名、户号", en: "no address is alike; say the village, or the customer's number")
        case .noAddresses:
            Words(zh: "库中没有带地址的客户，请先导入", en: "the store has no customers with addresses; import them first")
        }
    }
}

extension AddressCandidate.Kind: Worded {
    /// By what it was found.
    public var words: Words {
        switch self {
        case .customer: Words(zh: "户号", en: "customer number")
        case .phone: Words(zh: "电话", en: "telephone")
        case .asset: Words(zh: "设备", en: "device")
        case .house: Words(zh: "门牌", en: "address")
        case .premise: Words(zh: "名称", en: "name")
        case .street: Words(zh: "街道", en: "street")
        case .village: Words(zh: "村镇", en: "village")
        }
    }
}

extension AddressCandidate.Part.Name: Worded {
    /// What a part names.
    public var words: Words {
        switch self {
        case .town: Words(zh: "镇", en: "town")
        case .village: Words(zh: "村", en: "village")
        case .street: Words(zh: "路", en: "street")
        case .number: Words(zh: "号", en: "number")
        case .detail: Words(zh: "室", en: "door")
        case .name: Words(zh: "名称", en: "name")
        case .rest: Words(zh: "其余", en: "rest")
        }
    }
}

extension AddressCandidate.Part.Verdict: Worded {
    /// How a part agrees.
    public var words: Words {
        switch self {
        case .same: Words(zh: "相同", en: "same")
        case .alike: Words(zh: "相近", en: "alike")
        case .unsaid: Words(zh: "未说", en: "unsaid")
        case .differs: Words(zh: "不同", en: "differs")
        }
    }
}
