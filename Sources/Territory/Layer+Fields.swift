import GeometryCore

/// The attributes of every layer, with the headings under which Chinese utilities and OpenStreetMap deliver them.
extension Layer {
    static let districtFields = [
        LayerField("code", required: true, aliases: ["编码", "编号", "代码", "片区编号", "片区编码", "DM", "BM", "adcode", "id"]),
        LayerField("name", aliases: ["名称", "片区名称", "片区", "MC"]),
        LayerField("parent", aliases: ["上级", "上级编码", "上级编号", "所属片区", "所属供电所"]),
        LayerField("level", aliases: ["层级", "级别"], allowed: DistrictLevel.allCases.map { ($0.rawValue, $0.aliases) }),
        LayerField(
            "area_class",
            aliases: ["地区类别", "区域类别"],
            allowed: AreaClass.allCases.map { ($0.rawValue, $0.aliases) }
        ),
    ]

    static let customerFields = [
        LayerField("code", required: true, aliases: ["户号", "客户编号", "用户编号", "用电户号", "customer", "id"]),
        LayerField("name", personal: true, aliases: ["户名", "客户名称", "用户名称"]),
        LayerField("phone", personal: true, aliases: ["电话", "联系电话", "手机", "手机号", "tel"]),
        LayerField("address", personal: true, aliases: ["地址", "用电地址", "addr", "addr:full"]),
        LayerField("transformer", aliases: ["台区编号", "台区", "台区编码", "变压器", "变压器编号"]),
    ]

    static let transformerFields = [
        LayerField("code", required: true, aliases: ["台区编号", "台区编码", "编号", "变压器编号", "node", "id"]),
        LayerField("name", aliases: ["台区名称", "名称", "变压器名称"]),
        LayerField("feeder", aliases: ["馈线", "线路", "所属线路", "10kV线路", "subnet"]),
    ]

    static let lineFields = [
        LayerField("code", required: true, aliases: ["线路编号", "编号", "编码", "设备编号", "id"]),
        LayerField(
            "kind",
            aliases: ["类型", "线路类型", "敷设方式"],
            allowed: LineKind.allCases.map { ($0.rawValue, $0.aliases) }
        ),
        LayerField("transformer", aliases: ["台区编号", "台区", "台区编码", "所属台区"]),
        LayerField("in_service_from", day: true, aliases: ["投运日期", "投运时间"]),
        LayerField("in_service_to", day: true, aliases: ["退运日期", "退运时间"]),
    ]

    static let poleFields = [
        LayerField("code", required: true, aliases: ["杆号", "电杆编号", "编号", "id"]),
        LayerField("name", aliases: ["名称", "电杆名称"]),
        LayerField("line", aliases: ["线路编号", "所属线路", "线路"]),
    ]

    static let meterBoxFields = [
        LayerField("code", required: true, aliases: ["表箱编号", "表箱号", "编号", "id"]),
        LayerField("name", aliases: ["名称", "表箱名称"]),
        LayerField("line", aliases: ["线路编号", "所属线路", "线路"]),
    ]

    /// All that `RoadProfile` reads, by OpenStreetMap's names and with its values.
    static let roadFields = [
        LayerField("code", required: true, aliases: ["osm_id", "id", "编号"]),
        LayerField("highway", requiredIfThere: true, aliases: ["class", "fclass", "道路等级"]),
        LayerField("name", aliases: ["路名", "道路名称", "名称"]),
        LayerField("oneway", aliases: ["单行"]),
        LayerField("maxspeed", aliases: ["限速"]),
        LayerField("junction"),
        LayerField("access"),
        LayerField("vehicle"),
        // A DBF file cuts names off after ten letters.
        LayerField("motor_vehicle", aliases: ["motor_vehi"]),
        LayerField("motorcar"),
        LayerField("motorcycle"),
        LayerField("bicycle"),
        LayerField("foot"),
        LayerField("service"),
        LayerField("surface", aliases: ["路面", "路面类型"]),
        LayerField("area"),
    ]

    static let placeNameFields = [
        LayerField("code", required: true, aliases: ["编号"]),
        LayerField("alias", required: true, aliases: ["别名", "曾用名", "旧名", "原名", "former"]),
        LayerField("name", required: true, aliases: ["现名", "标准名", "名称", "current"]),
        LayerField("kind", aliases: ["类别", "级别", "level"]),
    ]

    static let staffFields = [
        LayerField("code", required: true, aliases: ["工号", "员工编号", "编号", "id"]),
        LayerField("name", personal: true, aliases: ["姓名", "员工姓名"]),
        LayerField("roles", aliases: ["角色", "岗位", "职务", "role"]),
        LayerField("skills", aliases: ["技能", "资质", "skill"]),
        LayerField("phone", personal: true, aliases: ["电话", "联系电话", "手机", "手机号", "tel"]),
        LayerField("district", aliases: ["片区", "所属片区", "片区编号", "责任片区"]),
        LayerField("valid_from", day: true, aliases: ["入职日期", "生效日期"]),
        LayerField("valid_to", day: true, aliases: ["离职日期", "失效日期"]),
    ]

    static let assignmentFields = [
        LayerField("code", aliases: ["编号"]),
        LayerField("staff", required: true, aliases: ["工号", "员工", "员工编号"]),
        LayerField("district", required: true, aliases: ["片区", "责任片区", "片区编号"]),
        LayerField("valid_from", day: true, aliases: ["生效日期", "开始日期", "from"]),
        LayerField("valid_to", day: true, aliases: ["失效日期", "结束日期", "to"]),
    ]

    static let rotaFields = [
        LayerField("code", aliases: ["编号"]),
        LayerField("staff", required: true, aliases: ["工号", "员工", "员工编号"]),
        LayerField(
            "kind",
            required: true,
            aliases: ["类型", "类别"],
            allowed: [
                ("shift", ["班次", "值班", "上班"]), ("override", ["替班", "换班", "调班", "加班"]), ("leave", ["请假", "休假"]),
            ]
        ),
        LayerField("weekday", aliases: ["星期", "周几"], allowed: weekdays),
        LayerField("date", day: true, aliases: ["日期"]),
        // Not "start" and "end" as in files: the latter is a word of SQL.
        LayerField("starts", aliases: ["start", "开始", "开始时间", "上班时间"]),
        LayerField("ends", aliases: ["end", "结束", "结束时间", "下班时间"]),
        LayerField("substitute", aliases: ["替班人", "代班人", "替班员工"]),
    ]

    /// The code is that of the staff member.
    static let positionFields = [
        LayerField("code", required: true, aliases: ["staff", "工号", "员工", "员工编号"]),
        LayerField("taken_at", required: true, aliases: ["time", "timestamp", "时间", "定位时间"]),
        LayerField("accuracy_m", .real, aliases: ["accuracy", "精度", "定位精度"]),
        LayerField("source", aliases: ["来源", "设备"]),
    ]

    static let holidayFields = [
        LayerField("code", aliases: ["编号"]),
        LayerField("date", required: true, day: true, aliases: ["日期"]),
        LayerField(
            "kind",
            required: true,
            aliases: ["类型", "类别"],
            // A day off in lieu is a holiday; lists that name it apart have the date twice.
            allowed: [("holiday", ["节假日", "假日", "放假"]), ("workday", ["调休", "上班", "补班"]), ("in_lieu", [])]
        ),
        LayerField("name", aliases: ["name_zh", "名称"]),
    ]

    /// The code is what the device calls itself.
    static let deviceFields = [
        LayerField("code", required: true, aliases: ["device", "device_id", "设备编号", "设备号", "终端编号", "设备", "编号", "id"]),
        LayerField("staff", aliases: ["工号", "员工", "员工编号", "持有人工号"]),
        LayerField(
            "protocol",
            aliases: ["协议", "通信协议"],
            allowed: [("osmand", []), ("traccar", []), ("owntracks", []), ("overland", [])]
        ),
        LayerField(
            "speed_unit",
            aliases: ["速度单位"],
            allowed: [("mps", ["m/s", "米/秒"]), ("knots", ["kn", "节"]), ("kmh", ["km/h", "公里/小时", "千米/小时"])]
        ),
        LayerField(
            "kind",
            aliases: ["类型", "类别", "设备类型"],
            allowed: [
                ("phone", ["手机"]), ("tracker", ["定位器", "定位终端"]), ("handheld", ["手持机", "手持终端", "掌机"]),
            ]
        ),
        LayerField("valid_from", day: true, aliases: ["生效日期", "领用日期", "开始日期"]),
        LayerField("valid_to", day: true, aliases: ["失效日期", "交还日期", "结束日期"]),
    ]

    /// The days of the week from 1 for Monday, as rotas write them.
    private static let weekdays: [(value: String, aliases: [String])] = [
        ("Monday", "一"), ("Tuesday", "二"), ("Wednesday", "三"), ("Thursday", "四"), ("Friday", "五"), ("Saturday", "六"),
        ("Sunday", "日"),
    ].enumerated().map { index, day in
        let (english, chinese) = day
        let names = [english, english.lowercased(), String(english.prefix(3)), String(english.prefix(3)).lowercased()]
        return ("\(index + 1)", names + ["周" + chinese, "星期" + chinese] + (index == 6 ? ["周天", "星期天"] : []))
    }
}

/// How a low-voltage line is built.
public enum LineKind: String, CaseIterable, Sendable {
    /// An overhead line on poles.
    case overhead
    /// An underground cable.
    case cable
    /// The drop from a pole to a meter box (接户线).
    case serviceDrop = "service_drop"

    /// What foreign files call it.
    public var aliases: [String] {
        switch self {
        case .overhead: ["架空", "架空线", "架空线路"]
        case .cable: ["电缆", "电缆线路"]
        case .serviceDrop: ["接户线", "下户线"]
        }
    }
}
