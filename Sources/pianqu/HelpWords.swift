import ArgumentParser
import Foundation
import Phrasebook
import Territory

/// What `--help` says.
enum HelpWords {
    static let root = Words(
        zh: "片区（Pianqu）：供电片区服务的地理数据命令",
        en: "Pianqu (片区): the geographic data of electricity district service"
    )
    static let rootDiscussion = Words(
        zh: """
            新建数据库、导入文件、检查、发布片区，然后查询某处归谁负责。
            退出码：0 完成；1 答案为否或有发现；2 用法错误；3 输入有误；4 数据库故障。
            """,
        en: """
            Make a store, import files, check, publish the districts, then ask whose a place is.
            Exit codes: 0 done; 1 the answer is no, or there are findings; 2 wrong use; 3 bad input; 4 store failure.
            """
    )

    static let initAbstract = Words(zh: "新建数据库（一个 GeoPackage 文件）", en: "Make a new store (one GeoPackage file)")
    static let importAbstract = Words(zh: "从矢量文件导入一个图层，全有或全无", en: "Import a layer from a vector file, all or nothing")
    static let checkAbstract = Words(
        zh: "检查拓扑、关联、重复、越界、供电与属地；可提出边界修复方案",
        en: "Check topology, references, duplicates, places and supply; offer border repairs"
    )
    static let publishAbstract = Words(zh: "使片区草稿自某日起生效", en: "Put the drafted districts into force from a day on")
    static let locateAbstract = Words(zh: "查询某处或某地址归哪个片区", en: "Say whose a place or an address is")
    static let segmentsAbstract = Words(
        zh: "在片区边界处切分线路为责任段",
        en: "Split lines at district borders into responsibility segments"
    )
    static let backupAbstract = Words(zh: "在线备份数据库并核对", en: "Copy the store while it is in use, and verify the copy")
    static let doctorAbstract = Words(zh: "检查数据库是否完好并列出版本", en: "Tell versions, and whether the store is sound")

    static let judgedAt = Words(
        zh: "positions、tracks：按哪一时刻判断（默认现在）",
        en: "For positions and tracks: the moment by which they are judged (default now)."
    )
    static let store = Words(
        zh: "数据库文件（默认 $PIANQU_STORE，否则 ./pianqu.gpkg）",
        en: "The store (default $PIANQU_STORE, else ./pianqu.gpkg)."
    )
    static let language = Words(zh: "语言：zh 或 en", en: "Language: zh or en.")
    static let unknownLanguage = Words(zh: "--lang 只能是 zh 或 en", en: "--lang is zh or en")
    static let format = Words(
        zh: "输出格式：table、card、json、ndjson、csv、geojson",
        en: "Output: table, card, json, ndjson, csv or geojson."
    )
    static let output = Words(
        zh: "写入要素文件而不是标准输出：.geojson、.geojsonl、.csv、.gpkg、.fgb",
        en: "Write a file of features instead: .geojson, .geojsonl, .csv, .gpkg or .fgb."
    )
    static let asOf = Words(
        zh: "查询哪一时刻：2026-12-01 或 2026-12-01T08:00:00+08:00（默认现在）",
        en: "The instant asked about: 2026-12-01 or 2026-12-01T08:00:00+08:00 (default now)."
    )

    static let initPath = Words(zh: "新数据库的路径", en: "Where the store goes.")
    static let bureauCode = Words(zh: "供电局代码", en: "The bureau's code.")
    static let bureauName = Words(zh: "供电局名称", en: "The bureau's name.")
    static let timeZone = Words(zh: "供电局时区（IANA 名称）", en: "The bureau's time zone, by its IANA name.")

    static let layer = Words(
        zh: "图层：\(ImportSubject.allValueStrings.joined(separator: "、"))",
        en: "The layer: \(ImportSubject.allValueStrings.joined(separator: ", "))."
    )
    static let importFile = Words(
        zh: "矢量文件或表格，rota 也可用 .ics；- 表示标准输入（GeoJSON、CSV 或 iCalendar）",
        en: "The vector file or table, or an .ics for rota; - is standard input (GeoJSON, CSV, iCalendar)."
    )
    static let crs = Words(
        zh: "文件的坐标系：EPSG:4490、EPSG:4528、gcj02、bd09、WKT……（优先于文件自带）",
        en: "The file's CRS: EPSG:4490, EPSG:4528, gcj02, bd09, WKT, … (overrides the file's own)."
    )
    static let map = Words(zh: "列名对应：code=DM,name=MC", en: "Which column is which: code=DM,name=MC.")
    static let level = Words(
        zh: "没有层级的片区文件属于哪一级：station、district、subdistrict",
        en: "The level of a districts file without one: station, district or subdistrict."
    )
    static let sourceLayer = Words(zh: "读取文件中的哪个图层", en: "Which layer of the file to read.")
    static let encoding = Words(zh: "属性文本的编码，如 GB18030", en: "The encoding of attribute text, such as GB18030.")
    static let xColumn = Words(zh: "经度或东坐标所在列", en: "The column of longitude or easting.")
    static let yColumn = Words(zh: "纬度或北坐标所在列", en: "The column of latitude or northing.")
    static let extent = Words(
        zh: "辖区大致范围 最小经度,最小纬度,最大经度,最大纬度（供坐标诊断）",
        en: "Where the data should lie, minlon,minlat,maxlon,maxlat (for the coordinate doctor)."
    )
    static let report = Words(zh: "把每一行的结果写入此 CSV", en: "Write what became of every row to this CSV.")
    static let swapAxes = Words(zh: "先交换每个点的两个坐标", en: "Swap the two coordinates of every point first.")
    static let replace = Words(zh: "删除文件中没有的记录", en: "Remove records that the file does not hold.")
    static let skipRefused = Words(zh: "跳过被拒绝的行，导入其余各行", en: "Leave refused rows out and import the others.")
    static let trustCRS = Words(zh: "坐标诊断有异议也照常导入", en: "Import although the coordinate doctor objects.")
    static let dryRun = Words(zh: "试运行：全部判定，但不写入", en: "Judge everything, write nothing.")

    static let version = Words(
        zh: "检查哪一版片区（默认草稿，否则最新版）",
        en: "Which district version (default the draft, else the newest)."
    )
    static let districtsOnly = Words(zh: "只检查片区本身", en: "Check the districts only.")
    static let sliver = Words(zh: "窄于此宽度（米）的部分算碎片", en: "Parts thinner than this many metres are slivers.")
    static let sliverRange = Words(zh: "--sliver 须是不小于 0 的数", en: "--sliver is a number of 0 or more")
    static let repair = Words(zh: "提出边界修复方案，列出移动了什么、多少", en: "Offer a border repair: what would move, and by how much.")
    static let tolerance = Words(zh: "修复不超过此宽度（米）的空隙和重叠", en: "Repair gaps and overlaps up to this many metres wide.")
    static let toleranceRange = Words(
        zh: "--tolerance 须大于 0 且不超过 1000 米",
        en: "--tolerance is above 0 and at most 1000 metres"
    )
    static let apply = Words(zh: "把修复写入草稿", en: "Write the repair to the draft.")
    static let applyNeedsRepair = Words(zh: "--apply 须与 --repair 同用", en: "--apply goes with --repair")

    static let publishFrom = Words(
        zh: "生效日，如 2026-12-01（供电局时区当日零时）",
        en: "The first day in force, as 2026-12-01 (midnight in the bureau's time zone)."
    )
    static let waive = Words(
        zh: "已签字的豁免文件：check 的 CSV 输出加 signed_by、reason 两列",
        en: "A signed waiver: what check prints as CSV, with the columns signed_by and reason."
    )

    static let place = Words(
        zh: "经度,纬度、地址、单位名称，或客户、电话、表箱、台区的编号",
        en: "LON,LAT, an address, a shop's name, or the number of a customer, telephone, meter box or transformer."
    )
    static let addresses = Words(
        zh: "批量：含地址列的文件，逐行给出片区；- 表示标准输入",
        en: "In bulk: a file with a column of addresses; - is standard input."
    )
    static let addressColumn = Words(
        zh: "地址所在的列（默认 address、地址、用电地址 等）",
        en: "The column of the addresses (default address, or one of its Chinese headings)."
    )
    static let suggestAbstract = Words(zh: "边输入边提示地址", en: "Complete an address while it is typed")
    static let prefix = Words(zh: "已输入的部分", en: "What is typed so far.")
    static let limit = Words(zh: "最多几条（默认 10）", en: "The most suggestions (default 10).")
    static let limitRange = Words(zh: "--limit 须在 1 到 100 之间", en: "--limit must be from 1 to 100")
    static let file = Words(
        zh: "批量：CSV（lon、lat 列）、GeoPackage 等；- 表示标准输入（CSV 或 GeoJSON）",
        en: "In bulk: a CSV with lon and lat, a GeoPackage, …; - is standard input (CSV or GeoJSON)."
    )
    static let accuracy = Words(zh: "位置精度（米）", en: "How accurate the place is, in metres.")
    static let accuracyRange = Words(zh: "--accuracy 须是不小于 0 的数", en: "--accuracy is a number of 0 or more")
    static let placeCRS = Words(
        zh: "坐标所用坐标系（默认 WGS 84）",
        en: "The CRS of the coordinates (default WGS 84)."
    )

    static let district = Words(zh: "只列该单元及其下级的责任段", en: "Only segments in this unit and those below it.")
    static let totals = Words(zh: "按单元汇总米数", en: "Metres by unit.")
    static let backupPath = Words(zh: "备份到何处；不覆盖已有文件", en: "Where the copy goes; nothing is overwritten.")

    /// The parser's own headings in the chosen language.
    static func localised(_ text: String, _ language: Language) -> String {
        guard language == .zh else { return text }
        let headings = [
            ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
            ("SUBCOMMANDS:", "子命令："), ("Error: ", "错误："), ("Help:  ", "帮助：  "), ("Usage: ", "用法："),
            ("Show help information.", "显示帮助。"), ("Show the version.", "显示版本。"), ("(default:", "(默认"),
            ("(values:", "(取值"), ("Show subcommand help information.", "显示子命令的帮助。"),
            ("Missing expected argument", "缺少参数"), ("Unknown option", "未知选项"), ("Unexpected argument", "多余的参数"),
            ("unexpected arguments:", "个多余的参数："), ("The value", "值"), ("is invalid for", "不能用于"),
            (". Please provide one of the following:", "；请从下列中选择："), ("Missing value for", "缺少值："),
            (". Did you mean", "；是否想用"),
            ("  See '", "  详见 '"), ("' for more information.", "'。"), (" for detailed help.", "。"),
        ]
        return headings.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
}

extension Words {
    /// The words as help of an argument, in the chosen language.
    var help: ArgumentHelp { ArgumentHelp(self[Console.language]) }
}
