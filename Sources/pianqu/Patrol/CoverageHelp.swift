import Phrasebook

/// What `--help` says of coverage.
enum CoverageHelp {
    static let abstract = Words(
        zh: "巡视覆盖率：某段时间内哪些线路走过、哪些没走、哪些说不清",
        en: "Patrol coverage: what of the lines was walked in a period, what was not, and what nobody knows"
    )
    static let from = Words(zh: "第一天：2026-11-01", en: "The first day: 2026-11-01.")
    static let to = Words(zh: "最后一天的后一天：2026-12-01", en: "The day after the last: 2026-12-01.")
    static let by = Words(
        zh: "每行是：line 线路、staff 员工、subdistrict 分片区、district 片区、station 供电所（默认 subdistrict）",
        en: "What a row is: line, staff, subdistrict, district or station (default subdistrict)."
    )
    static let within = Words(
        zh: "改用此半径（米）重算，如 15m；原始定位点须仍在库中",
        en: "Compute anew with this radius in metres, as 15m; the raw fixes must still be there."
    )
    static let maxGap = Words(
        zh: "改用此最长定位间隔（秒）重算，如 60s",
        en: "Compute anew with this longest time between two fixes, as 60s."
    )
    static let maxLeg = Words(
        zh: "改用此最长两点距离（米）重算，如 200m",
        en: "Compute anew with this longest way between two fixes, as 200m."
    )
    static let district = Words(zh: "只看此供电所、片区或分片区", en: "Only this station, district or subdistrict.")
    static let pieces = Words(
        zh: "改为列出线段：covered 已巡、missed 未巡、unknown 不明、all 全部（可重复）",
        en: "List stretches of line instead: covered, missed, unknown or all; may be repeated."
    )
    static let map = Words(
        zh: "另存覆盖图：.svg、.png，或带 QGIS 样式的 .gpkg",
        en: "Also draw the coverage map: .svg, .png, or .gpkg layers with QGIS styles."
    )
    static let ageMap = Words(
        zh: "另存距上次巡视天数图：.svg、.png，或带 QGIS 样式的 .gpkg",
        en: "Also draw the map of days since the last walk: .svg, .png, or .gpkg layers with QGIS styles."
    )
    static let freeze = Words(
        zh: "封存这段已结束的时间：此后照原样给出第 1 期报表",
        en: "Close the period, which must be over: from then on issue 1 is printed as it is."
    )
    static let reissue = Words(
        zh: "封存后又有补传：出下一期，注明改动",
        en: "After late uploads: make the next issue of a closed period, marked as such."
    )
    static let live = Words(zh: "不用已封存的报表，按现有数据计算", en: "Compute from what is there now, whatever was issued.")
    static let order = Words(zh: "--from 须早于 --to", en: "--from must be earlier than --to")
    static let onlyOne = Words(
        zh: "--freeze、--reissue、--live 只能用一个，且不与改参数的选项同用",
        en: "--freeze, --reissue and --live exclude one another, and go with the parameters in force only"
    )
    static let notANumber = Words(
        zh: "--within、--max-gap、--max-leg 须为正数，可带单位 m 或 s",
        en: "--within, --max-gap and --max-leg are positive numbers, with m or s behind if you like"
    )
    static let piecesFilter = Words(
        zh: "--pieces 须为 covered、missed、unknown 或 all",
        en: "--pieces is covered, missed, unknown or all"
    )
    static let rebuild = Words(
        zh: "线路、设备、排班或参数变动后，按原始定位点重新判定轨迹",
        en: "Judge tracks anew from their raw fixes, after lines, devices, the rota or the parameters have changed"
    )
    static let purge = Words(
        zh: "清除超过保留期的原始定位点（覆盖记录保留）",
        en: "Remove raw fixes older than the policy keeps them; what they covered stays"
    )
    static let purgeAt = Words(zh: "按哪一天计算保留期（默认今天）", en: "The day from which their age counts (default today).")
    static let policy = Words(
        zh: "巡视参数：怎样清洗轨迹、怎样算巡过",
        en: "The parameters by which tracks are cleaned and credited"
    )
    static let policyShow = Words(zh: "列出在用参数（YAML）", en: "Show the parameters in force, in YAML")
    static let policyAdopt = Words(
        zh: "启用参数文件，并按此重新判定已有轨迹",
        en: "Put a file of parameters into force, and judge the tracks that are there by it"
    )
    static let policyFile = Words(
        zh: "参数文件（YAML），未写的取通常值",
        en: "Parameters in YAML; those it does not name are the usual ones."
    )
    static let usual = Words(
        zh: "改为列出通常参数：walking 步行、bicycle 骑行、car 车巡",
        en: "Show the usual ones instead: for walking, bicycle or car."
    )
    static let levelAbove = Words(
        zh: "--by 的层级高于 --district 指定的单位",
        en: "--by is a level above that of the unit in --district"
    )
    static let sameFile = Words(zh: "--map 与 --age-map 须是两个文件", en: "--map and --age-map are two files")
    static let tooLong = Words(zh: "时间段最长 3660 天", en: "a period has 3660 days at most")
}
