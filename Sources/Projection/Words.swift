import GeometryCore
public import Phrasebook

extension ProjectionError: Worded {
    /// What failed, and what to look at.
    public var words: Words {
        let said = messages.last.map(\.trimmed) ?? ""
        return Words(
            zh: "坐标库 PROJ 出错（\(operation)\(said.isEmpty ? "" : "：" + said)）；请检查 PROJ 数据文件 proj.db 是否已安装",
            en: "the projection library PROJ failed (\(operation)\(said.isEmpty ? "" : ": " + said)); "
                + "check that its database proj.db is installed"
        )
    }
}

extension CoordinateReferenceError: Worded {
    /// What is wrong with the definition, and what to give instead.
    public var words: Words {
        switch self {
        case .empty: Words(zh: "没有给出坐标系；例如 EPSG:4490", en: "no coordinate reference system is given; try EPSG:4490")
        case .unknown(let text, let reason):
            Words(
                zh: "无法识别坐标系“\(text)”\(reason.isEmpty ? "" : "（\(reason)）")；请用 EPSG:4490 这样的代码、WKT，或 gcj02、bd09",
                en: "“\(text)” is no known coordinate reference system\(reason.isEmpty ? "" : " (\(reason))"); "
                    + "give a code such as EPSG:4490, WKT, or gcj02 or bd09"
            )
        case .notReferenceSystem(let text):
            Words(
                zh: "“\(text)”不是坐标系，而是坐标运算或其他对象；请给出坐标系，例如 EPSG:4490",
                en: "“\(text)” describes an operation or something else, not a coordinate reference system; "
                    + "give one such as EPSG:4490"
            )
        case .unsupported(let text, let kind):
            Words(zh: "不能使用坐标系“\(text)”：\(kind.words.zh)", en: "cannot use “\(text)”: \(kind.words.en)")
        }
    }
}

extension CoordinateReferenceError.Unsupported: Worded {
    /// What kind of system it is, and what to do about it.
    public var words: Words {
        switch self {
        case .geocentric:
            Words(
                zh: "它是地心空间直角坐标系；请先转换为经纬度，例如 EPSG:4490",
                en: "it is geocentric; convert the data to longitude and latitude first, for example EPSG:4490"
            )
        case .vertical:
            Words(zh: "它只有高程；请给出平面坐标系，例如 EPSG:4490", en: "it has heights only; give a horizontal one such as EPSG:4490")
        case .local:
            Words(
                zh: "它是与地球位置无关的独立（工程）坐标系；请查明图纸实际采用的坐标系并给出，例如 EPSG:4549",
                en: "it is a local drawing grid with no place on the Earth; find out the grid the drawing was made in "
                    + "and give that, for example EPSG:4549"
            )
        case .other:
            Words(zh: "它不是地图坐标系；请给出例如 EPSG:4490", en: "it is no map coordinate system; give one such as EPSG:4490")
        }
    }
}

extension CoordinateTransformError: Worded {
    /// Which point fails and why.
    public var words: Words {
        switch self {
        case .point(let index, let failure):
            Words(
                zh: "第 \(index + 1) 个点无法转换坐标：\(failure.words.zh)",
                en: "point \(index + 1) cannot be transformed: \(failure.words.en)"
            )
        case .noOperation(let from, let to):
            Words(
                zh: "没有从“\(from)”到“\(to)”的坐标转换方法；请检查坐标系是否给对",
                en: "there is no way from “\(from)” to “\(to)”; check that the coordinate reference system is right"
            )
        }
    }
}

extension PointFailure: Worded {
    /// What is wrong with the point.
    public var words: Words {
        switch self {
        case .notFinite: Words(zh: "坐标不是有限数", en: "a coordinate is not a finite number")
        case .outsideDegrees:
            Words(
                zh: "经度超出 ±180° 或纬度超出 ±90°；请检查坐标系和坐标顺序",
                en: "its longitude is beyond ±180° or its latitude beyond ±90°; check the CRS and the axis order"
            )
        case .refused(let reason):
            Words(
                zh: "它在投影的适用范围之外\(reason.isEmpty ? "" : "（\(reason)）")；请检查坐标系",
                en: "it lies outside the domain of the projection\(reason.isEmpty ? "" : " (\(reason))"); check the CRS"
            )
        }
    }
}

extension TransformCaveat: Worded {
    /// What to know about the result.
    public var words: Words {
        switch self {
        case .datumShiftIgnored(let from, let to):
            Words(
                zh: "当地没有公布“\(from)”到“\(to)”的转换参数，已忽略两个基准之间的差异，在中国误差为数十米至一百多米；"
                    + "如有当地七参数，请用带 +towgs84= 的 PROJ 定义",
                en: "no transformation from “\(from)” to “\(to)” is published for the place, so the shift between the "
                    + "datums is ignored: in China an error of tens of metres to over a hundred; if you have local "
                    + "parameters, give a PROJ string with +towgs84="
            )
        case .unofficialOffset:
            Words(
                zh: "GCJ-02、BD-09 的换算采用公开流传的近似公式，并非官方算法，误差约 1 米",
                en: "GCJ-02 and BD-09 are converted by a public approximation, not the official algorithm; "
                    + "it is good to about a metre"
            )
        }
    }
}

extension CoordinateFinding: Worded {
    /// What is wrong, how sure that is, and what to import with.
    public var words: Words {
        let problem = problem.words
        let sure = confidence.words
        guard !cures.isEmpty else {
            return Words(zh: "\(problem.zh)（\(sure.zh)）", en: "\(problem.en) (\(sure.en))")
        }
        let shown = cures.prefix(4).map(\.words)
        return Words(
            zh: "\(problem.zh)（\(sure.zh)）；建议\(shown.map(\.zh).joined(separator: "，或"))",
            en: "\(problem.en) (\(sure.en)); try \(shown.map(\.en).joined(separator: ", or "))"
        )
    }
}

extension CoordinateFinding.Confidence: Worded {
    /// The degree of certainty.
    public var words: Words {
        switch self {
        case .certain: Words(zh: "确定", en: "certain")
        case .likely: Words(zh: "很可能", en: "likely")
        case .possible: Words(zh: "可能", en: "possible")
        }
    }
}

extension CoordinateCure: Worded {
    /// What to do.
    public var words: Words {
        switch (crs, swapsAxes) {
        case (let crs?, false): Words(zh: "指定坐标系 \(crs)", en: "declaring \(crs)")
        case (let crs?, true): Words(zh: "交换两个坐标并指定坐标系 \(crs)", en: "swapping the axes and declaring \(crs)")
        case (nil, true): Words(zh: "交换两个坐标", en: "swapping the axes")
        case (nil, false): Words(zh: "保留所声明的坐标系", en: "the CRS as declared")
        }
    }
}

extension CoordinateProblem: Worded {
    /// What is wrong, with the evidence.
    public var words: Words {
        switch self {
        case .missingCRS:
            Words(zh: "文件没有声明坐标系，需要指定", en: "the file declares no coordinate reference system; one must be given")
        case .notFinite(let count, let total):
            Words(zh: "\(total) 个点中有 \(count) 个的坐标不是有限数", en: "\(count) of \(total) points have no finite coordinates")
        case .outOfWorld(let raw):
            Words(
                zh: "坐标既不是经纬度，也不像地球上的平面坐标：\(raw.range.zh)；请向数据提供者查明坐标系",
                en: "the coordinates are neither degrees nor a grid on the Earth: \(raw.range.en); "
                    + "ask the supplier for their CRS"
            )
        case .outsideExtent(let centre, let kilometres): Self.outside(centre, kilometres)
        case .swappedAxes(let areDegrees, let share): Self.swapped(areDegrees, share)
        case .zonePrefixedEasting, .zonelessEasting, .webMercator, .feet, .degreesAsMetres, .metresAsDegrees: gridWords
        case .chineseOffset(let evidence): evidence.words
        case .constantDisplacement: displacementWords
        }
    }

    /// Words for a displacement; the datums once used in China lie a hundred-odd metres apart at most.
    private var displacementWords: Words {
        guard case .constantDisplacement(let metres, let azimuth, let spread, let pairs) = self else {
            return gridWords
        }
        let cause =
            metres < 200
            ? Words(
                zh: "多半是基准不同，如西安 1980、北京 1954 或地方坐标系",
                en: "most often another datum, such as Xian 1980, Beijing 1954 or a local one"
            )
            : Words(
                zh: "超出基准之间的差异，可能经过加偏，或两者来源相差太大",
                en:
                    "too far for another datum; it may be an offset such as GCJ-02, or the sources differ too "
                    + "much to tell"
            )
        return Words(
            zh: "导入数据整体位于库中同编码对象的\(Compass(azimuth).words.zh)方向 \(metres.whole) 米处（比较 \(pairs) 对，"
                + "离散 \(spread.whole) 米），\(cause.zh)",
            en: "the import as a whole lies \(metres.whole) m \(Compass(azimuth).words.en) of what is stored under the "
                + "same codes (\(pairs) pairs, spread \(spread.whole) m): \(cause.en)"
        )
    }

    private static func outside(_ centre: Point?, _ kilometres: Double?) -> Words {
        let place = centre.map { ($0.x.tenth, $0.y.tenth) }
        let zhAway = kilometres.map { "，距应在的范围约 \($0.whole) 公里" } ?? ""
        let enAway = kilometres.map { ", about \($0.whole) km from where they should be" } ?? ""
        return Words(
            zh: "数据不在应在的范围内\(place.map { "，而在经度 \($0.0)、纬度 \($0.1) 一带" } ?? "")\(zhAway)；"
                + "换其他常见坐标系也不符合，请检查文件和坐标系",
            en:
                "the data lie outside the expected "
                + "extent\(place.map { ", around longitude \($0.0), latitude \($0.1)" } ?? "")"
                + "\(enAway), and no other common reading fits; check the file and its CRS"
        )
    }

    private static func swapped(_ areDegrees: Bool, _ share: Double) -> Words {
        let percent = (share * 100).whole
        return areDegrees
            ? Words(
                zh: "经纬度顺序颠倒：纬度在前、经度在后；交换后 \(percent)% 的点落在应在的范围内",
                en:
                    "latitude and longitude have changed places; once swapped, \(percent) % of the points lie "
                    + "where they should"
            )
            : Words(
                zh: "纵横坐标颠倒：北坐标在前、东坐标在后；交换后 \(percent)% 的点落在应在的范围内",
                en:
                    "northing and easting have changed places; once swapped, \(percent) % of the points lie "
                    + "where they should"
            )
    }

    /// Words for the cases of wrong grids and units.
    private var gridWords: Words {
        switch self {
        case .zonePrefixedEasting(let zone, let width, let meridian):
            Words(
                zh: "东坐标带有带号 \(zone)：\(width) 度带，中央经线 \(meridian)°，而坐标系没有声明该带",
                en:
                    "eastings begin with zone number \(zone), that is \(width)° zones with central meridian "
                    + "\(meridian)° E, "
                    + "and the CRS does not say so"
            )
        case .zonelessEasting(let meridians) where meridians.isEmpty:
            Words(
                zh: "东坐标是不带带号的平面坐标，仅凭坐标无法判断中央经线；请说明数据所在范围或坐标系",
                en:
                    "eastings have no zone number, and nothing tells their central meridian; say where the data "
                    + "lie or give "
                    + "the CRS"
            )
        case .zonelessEasting(let meridians):
            Words(
                zh: "东坐标是不带带号的平面坐标，与中央经线 \(meridians.map { "\($0)°" }.joined(separator: "、")) 相符",
                en:
                    "eastings have no zone number and fit central meridian "
                    + "\(meridians.map { "\($0)° E" }.joined(separator: " or "))"
            )
        case .webMercator: Words(zh: "坐标是网络墨卡托投影的米", en: "the coordinates are metres of web Mercator")
        case .feet:
            Words(
                zh: "坐标单位是英尺而不是米（国际英尺与美制测量英尺仅凭范围无法区分）",
                en: "the coordinates are feet, not metres (extents alone cannot tell international from US survey feet)"
            )
        case .degreesAsMetres(let declared):
            Words(
                zh: "声明的坐标系 \(declared) 以米为单位，而数值是经纬度",
                en: "\(declared) is declared, which counts in metres, but the values are degrees"
            )
        case .metresAsDegrees(let declared, let magnitude):
            Words(
                zh: "声明的坐标系 \(declared) 以度为单位，而数值达到 \(magnitude.whole)，应是平面坐标",
                en:
                    "\(declared) is declared, which counts in degrees, but values reach \(magnitude.whole): a "
                    + "projected grid"
            )
        default: Words(zh: "坐标有误", en: "the coordinates are wrong")
        }
    }
}

extension OffsetEvidence: Worded {
    /// Which side is shifted how, and how that was measured.
    public var words: Words {
        let what = hypothesis.words
        let direction = Compass(predictedAzimuthDegrees).words
        return Words(
            zh: "\(what.zh)：与库中\(isKeyed ? "同编码对象" : "最近边界")相距 \(declaredMetres.whole) 米（中位数，比较 \(comparisons) 点），"
                + "按公式改正后剩 \(remainingMetres.whole) 米；公式在此处的偏移为向\(direction.zh) \(predictedMetres.whole) 米",
            en:
                "\(what.en): it is \(declaredMetres.whole) m from "
                + "\(isKeyed ? "things of the same code" : "the nearest border") "
                + "in the store (median of \(comparisons)), and \(remainingMetres.whole) m once the offset is "
                + "undone; the "
                + "formula's offset here is \(predictedMetres.whole) m \(direction.en)"
        )
    }
}

extension OffsetHypothesis: Worded {
    /// Which side is what.
    public var words: Words {
        switch self {
        case .importIsGCJ02: Words(zh: "导入数据是 GCJ-02（火星坐标）", en: "the import is in GCJ-02")
        case .importIsBD09: Words(zh: "导入数据是 BD-09（百度坐标）", en: "the import is in BD-09")
        case .importIsWGS84:
            Words(zh: "导入数据没有加偏，是 WGS 84 或 CGCS2000", en: "the import is not shifted: it is WGS 84 or CGCS2000")
        case .storeIsGCJ02:
            Words(
                zh: "导入数据与库中数据之差等于 WGS 84 与 GCJ-02 之差，库中数据可能是按加偏坐标入库的",
                en:
                    "the import differs from the store as WGS 84 from GCJ-02; the stored data may have been "
                    + "imported shifted"
            )
        case .storeIsBD09:
            Words(
                zh: "导入数据与库中数据之差等于 WGS 84 与 BD-09 之差，库中数据可能是按加偏坐标入库的",
                en:
                    "the import differs from the store as WGS 84 from BD-09; the stored data may have been "
                    + "imported shifted"
            )
        }
    }
}

/// The eight winds.
struct Compass: Worded {
    private let octant: Int

    /// The wind nearest to an azimuth.
    init(_ azimuthDegrees: Double) {
        octant = ((Int((azimuthDegrees / 45).rounded()) % 8) + 8) % 8
    }

    var words: Words {
        let zh = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"]
        let en = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]
        return Words(zh: zh[octant], en: en[octant])
    }
}

extension Box {
    /// Both ranges of raw coordinates.
    fileprivate var range: Words {
        Words(
            zh: "x 为 \(minX.tenth) 至 \(maxX.tenth)，y 为 \(minY.tenth) 至 \(maxY.tenth)",
            en: "x from \(minX.tenth) to \(maxX.tenth), y from \(minY.tenth) to \(maxY.tenth)"
        )
    }
}

extension Double {
    /// Rounded to a whole number.
    fileprivate var whole: String { abs(self) < 1e15 ? "\(Int(rounded()))" : "\(self)" }

    /// Rounded to one decimal.
    fileprivate var tenth: String { abs(self) < 1e14 ? "\((self * 10).rounded() / 10)" : "\(self)" }
}
