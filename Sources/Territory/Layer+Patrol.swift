import GeometryCore

/// The attributes of the layers of patrol: plans, defects and work.
extension Layer {
    /// The assets that are patrolled and repaired, as these layers spell them.
    private static let assets: [(value: String, aliases: [String])] = [
        ("line", ["线路", "低压线路", "lines"]), ("service_drop", ["接户线", "下户线", "service_drops"]),
        ("pole", ["电杆", "杆塔", "poles"]), ("meter_box", ["表箱", "计量箱", "meter_boxes"]),
        ("transformer", ["台区", "变压器", "配变", "transformers"]),
    ]

    static let patrolPlanFields = [
        LayerField("code", aliases: ["计划编号", "编号", "id"]),
        LayerField("name", aliases: ["计划名称", "名称"]),
        LayerField(
            "kind",
            required: true,
            aliases: ["计划类型", "类型", "巡视类型"],
            allowed: [("cycle", ["周期", "周期巡视", "定期巡视"]), ("special", ["特殊", "特殊巡视", "特巡"])]
        ),
        LayerField("asset", required: true, aliases: ["设备类别", "巡视对象", "设备"], allowed: assets),
        LayerField(
            "line_kind",
            aliases: ["敷设方式", "线路类型"],
            allowed: [LineKind.overhead, .cable].map { ($0.rawValue, $0.aliases) }
        ),
        LayerField("district", aliases: ["片区", "片区编号", "责任片区"]),
        LayerField(
            "area_class",
            aliases: ["地区类别", "区域类别"],
            allowed: AreaClass.allCases.map { ($0.rawValue, $0.aliases) }
        ),
        LayerField("cycle_days", .integer, aliases: ["周期", "周期天数", "巡视周期"]),
        LayerField("season_from", aliases: ["季节开始", "季节起"]),
        LayerField("season_to", aliases: ["季节结束", "季节止"]),
        LayerField("valid_from", required: true, day: true, aliases: ["生效日期", "开始日期", "from"]),
        LayerField("valid_to", day: true, aliases: ["失效日期", "结束日期", "to"]),
        LayerField("staff", aliases: ["工号", "员工", "员工编号", "责任人"]),
    ]

    static let defectFields = [
        LayerField("code", aliases: ["缺陷编号", "编号", "id"]),
        LayerField("asset_kind", aliases: ["设备类别", "设备类型"], allowed: assets),
        LayerField("asset", aliases: ["设备编号", "设备", "设备编码"]),
        LayerField("kind", required: true, aliases: ["缺陷类别", "缺陷类型", "类型", "缺陷内容"]),
        LayerField(
            "severity",
            required: true,
            aliases: ["缺陷等级", "严重程度", "等级"],
            allowed: [
                ("critical", ["危急", "危急缺陷", "紧急"]), ("serious", ["严重", "严重缺陷", "重大"]),
                ("general", ["一般", "一般缺陷"]),
            ]
        ),
        LayerField("found", required: true, aliases: ["发现时间", "发现日期"]),
        LayerField("deadline", aliases: ["消缺期限", "期限", "整改期限"]),
        LayerField("cleared", aliases: ["消缺时间", "消缺日期", "消除时间"]),
        LayerField("staff", aliases: ["工号", "发现人", "员工", "员工编号"]),
        LayerField("photo", aliases: ["照片", "图片"]),
        LayerField("note", aliases: ["备注", "说明"]),
        LayerField("track_staff", aliases: ["轨迹工号"]),
        LayerField("track_device", aliases: ["轨迹设备"]),
        LayerField("track_day", day: true, aliases: ["轨迹日期"]),
    ]

    static let workFields = [
        LayerField("code", aliases: ["作业编号", "编号", "id"]),
        LayerField("asset_kind", aliases: ["设备类别", "设备类型"], allowed: assets),
        LayerField("asset", aliases: ["设备编号", "设备", "设备编码"]),
        LayerField(
            "kind",
            required: true,
            aliases: ["作业类别", "作业类型", "类型", "作业内容"],
            allowed: [
                ("meter_box_replaced", ["更换表箱", "表箱更换", "换表箱"]), ("tree_trimmed", ["树木修剪", "修剪树木", "砍青", "清障"]),
                ("pole_repaired", ["电杆维修", "更换电杆", "扶正电杆"]), ("line_repaired", ["线路维修", "更换导线"]),
                ("other", ["其他"]),
            ]
        ),
        LayerField("severity", aliases: ["紧急程度", "等级"]),
        LayerField("found", aliases: ["提出时间", "提出日期", "发现时间"]),
        LayerField("deadline", aliases: ["完成期限", "期限"]),
        LayerField("cleared", aliases: ["完成时间", "完成日期", "作业时间", "作业日期", "done"]),
        LayerField("staff", aliases: ["工号", "作业人", "员工", "员工编号"]),
        LayerField("quantity", .integer, aliases: ["数量"]),
        LayerField("defect", aliases: ["缺陷编号", "所消缺陷"]),
        LayerField("photo", aliases: ["照片", "图片"]),
        LayerField("note", aliases: ["备注", "说明"]),
    ]
}
