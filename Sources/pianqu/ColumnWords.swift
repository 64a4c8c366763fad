import Phrasebook

/// The headings of result columns for people; programs get the columns' own names.
enum ColumnWords {
    static let zh = [
        "status": "状态", "code": "编码", "path": "层级路径", "names": "名称", "margin_m": "距边界（米）", "others": "其他",
        "candidates": "可能的片区", "rule": "依据", "lon": "经度", "lat": "纬度", "version": "片区版本", "as_of": "时点",
        "transformer": "台区", "supply_code": "供电片区", "supply_conflict": "供电与属地不一致", "line": "线路", "from_m": "起（米）",
        "to_m": "止（米）", "metres": "米", "square_metres": "平方米", "level": "层级", "name": "名称", "segments": "责任段数",
        "kind": "类别", "severity": "程度", "layer": "图层", "other": "相关编码", "message": "说明", "moved_m": "移动（米）",
        "square_metres_before": "原面积（平方米）", "square_metres_after": "新面积（平方米）", "item": "项目", "value": "值",
        "verdict": "结论", "note": "备注", "rank": "次序", "matched": "匹配到", "found_by": "匹配方式", "object": "对象编号",
        "score": "得分",
        "parts": "比对", "accuracy_m": "精度（米）", "text": "地址", "count": "地址数",
        "roles": "角色", "skills": "技能", "phone": "电话", "districts": "责任片区", "duty": "值班", "on_duty_for": "为谁值班",
        "attendant": "供电服务员", "holder": "当班人", "chain": "替班顺序", "until": "直到", "start": "开始", "end": "结束",
        "hours": "小时",
        "staff": "员工", "seconds": "秒", "by": "方式",
        "position_age_s": "定位时长（秒）", "stale": "按值守点", "meets_limit": "符合时限", "limit_s": "到场时限（秒）", "part": "安排",
        "reason": "原因", "ticket": "工单", "ticket_version": "工单版本", "stage": "阶段", "category": "类别", "priority": "紧急程度",
        "channel": "渠道", "outcome": "派单方式", "copied": "抄送", "incident": "停电事件", "customer": "户号", "received": "受理",
        "due": "期限", "arrived": "到场", "closed": "办结", "closure": "办结方式", "step": "报装步骤", "clock": "计时",
        "minutes_left": "剩余（分钟）", "duplicates": "可能重复", "number": "序号", "at": "时间", "actor": "报告人", "detail": "内容",
        "key": "指令键", "device_kind": "设备类别", "device": "推测故障设备", "tickets": "工单数", "open": "未结", "opened": "首报",
        "ended": "结束", "members": "工单列表", "caller": "户名", "caller_phone": "电话", "of": "其中（分母）", "percent": "百分比",
        "area_class": "地区类别", "limit_min": "到场时限（分钟）", "customers": "客户数", "missed": "超时限户数",
        "unreachable": "无人能到户数", "share_missed": "超时限占比", "median_min": "中位（分钟）", "p90_min": "九成（分钟）",
        "max_min": "最长（分钟）", "second_staff": "次选员工", "second_seconds": "次选秒数", "road": "道路",
        "from_min": "起点（分钟）", "middle_min": "中点（分钟）", "to_min": "终点（分钟）", "to": "去谁的值守点", "minutes": "路程（分钟）",
        "regained": "挽回户数", "who": "员工", "length_m": "应巡（米）", "covered_m": "已巡（米）", "missed_m": "未巡（米）",
        "unknown_m": "不明（米）", "passes": "遍数", "last": "上次巡视", "low_pct": "覆盖率下限 %", "high_pct": "覆盖率上限 %",
        "effort_m": "共走（米）", "state": "状态",
        "lost": "失去户数", "net": "净挽回",
        "plan": "计划", "cycle_days": "周期（天）", "asset": "设备", "line_kind": "敷设方式", "district": "片区",
        "subdistrict": "分片区", "season_from": "季节起", "season_to": "季节止", "valid_from": "生效", "valid_to": "失效",
        "window_from": "本期起", "pieces": "项数", "walked_m": "已走（米）", "planned_m": "应走（米）", "due_tasks": "应到位",
        "arrived_tasks": "已到位", "arrival_pct": "到位率 %", "completion_pct": "完成率 %", "planned_devices": "应巡设备",
        "visited_devices": "已巡设备", "visited_pct": "设备完成率 %", "metre_days": "应管米日",
        "overdue_metre_days": "超期米日", "overdue_pct": "超期占比 %", "device_days": "应管台日",
        "overdue_device_days": "超期台日", "order": "次序", "urgency": "紧急", "overdue_days": "超期（天）",
        "left_m": "待走（米）", "way_m": "路程（米）", "asset_kind": "设备类别", "found": "发现", "deadline": "期限",
        "cleared": "消除", "on_patrol": "巡视中发现", "photo": "照片", "found_count": "发现数", "open_before": "期初未消",
        "cleared_count": "消除数", "cleared_pct": "消缺率 %", "still_open": "期末未消", "overdue_count": "超期未消",
        "kept": "按期消除", "judged": "到期或已消", "kept_pct": "按期率 %", "found_on_patrol": "巡视中发现数",
        "asked": "提出", "done": "完成", "quantity": "数量", "defect": "所消缺陷", "records": "作业数", "places": "处数",
        "of_defects": "消缺作业", "to_do": "待做",
    ]
}

extension Column {
    /// The column's name for people: in Chinese where there is a word for it.
    var heading: String { Console.language == .zh ? zh ?? ColumnWords.zh[name] ?? name : name }
}
