import Foundation
import GeometryCore
public import Phrasebook

extension StoreError: Worded {
    /// What went wrong, where, and the cure.
    public var words: Words {
        switch self {
        case .notFound(let path):
            Words(
                zh: "找不到文件 \(path)；请检查路径，或先新建数据库",
                en: "there is no file \(path); check the path, or create the store first"
            )
        case .alreadyExists(let path):
            Words(
                zh: "\(path) 已存在，不会覆盖；请换一个文件名，或先把它移走",
                en: "\(path) exists already and is never overwritten; choose another name or move it away first"
            )
        case .notPermitted(let path):
            Words(
                zh: "无权打开 \(path)；请检查文件及其所在文件夹的访问权限",
                en: "\(path) may not be opened; check the permissions of the file and its folder"
            )
        case .notAGeoPackage(let path):
            Words(
                zh: "\(path) 不是 GeoPackage 文件；请指定本程序建立的 .gpkg 文件",
                en: "\(path) is not a GeoPackage; name a .gpkg file that this program made"
            )
        case .notAPianquStore(let path):
            Words(
                zh: "\(path) 是其他程序建立的 GeoPackage；请新建片区数据库，再把它的图层导入",
                en: "\(path) is a GeoPackage made by another program; create a store and import its layers"
            )
        case .readOnly(let path):
            Words(
                zh: "\(path) 只能读取；请检查文件权限，或以写入方式打开",
                en: "\(path) can only be read; check the file's permissions, or open it for writing"
            )
        case .unwritableFolder(let path):
            Words(
                zh: "文件夹 \(path) 不存在或不可写；请换一个文件夹，或修改其权限",
                en: "the folder \(path) is missing or cannot be written to; choose another or change its permissions"
            )
        case .pendingChanges(let path):
            Words(
                zh: "\(path) 的最新改动还在同名的 -wal 文件中，而所在文件夹不可写，无法读取；请把两个文件一起复制到可写的文件夹再打开",
                en: """
                    the newest changes to \(path) lie in the -wal file beside it, which cannot be read in a folder that \
                    cannot be written to; copy both files to a folder that can, and open the copy
                    """
            )
        case .newerSchema(let found, let known):
            Words(
                zh: "该数据库由更新的版本建立：其结构为第 \(found) 版，本程序最高支持第 \(known) 版；请升级本程序",
                en: "made by a newer version: schema \(found), this program knows up to \(known); update this program"
            )
        case .olderSchema(let found, let known):
            Words(
                zh: "该数据库的结构为第 \(found) 版，本程序需要第 \(known) 版；请先以写入方式打开一次（例如再导入任一图层），完成升级",
                en: """
                    the store has schema \(found), this program needs \(known); open it once for writing to bring it up to \
                    date, for instance by importing any layer again
                    """
            )
        case .inUse(let path):
            Words(
                zh: "另一个片区程序正在写入 \(path)；请等它结束或将其关闭后再试，也可以只读方式打开",
                en:
                    "another Pianqu program has \(path) open for writing; wait for it or stop it, or open the store for reading"
            )
        case .busy(let path):
            Words(
                zh: "其他程序（如 QGIS、ogr2ogr）占用 \(path) 超过 5 秒；请在该程序中保存并结束编辑后再试",
                en: """
                    another program, such as QGIS or ogr2ogr, kept \(path) locked for 5 seconds; save and end editing there, \
                    then try again
                    """
            )
        case .full(let path):
            Words(
                zh: "写入 \(path) 时磁盘（或临时文件夹）空间不足，改动未保存；请腾出空间后再试",
                en:
                    "no space was left on the disk, or in the temporary folder, for \(path); nothing was changed; free some and try again"
            )
        case .corrupt(let path, let detail):
            Words(
                zh: "\(path) 已损坏（\(detail)）；请用最近的备份恢复",
                en: "\(path) is damaged (\(detail)); restore the latest backup"
            )
        case .checkpointFailed(let failure):
            Words(
                zh: "改动已保存在 -wal 文件中，但写回主文件失败（\(failure.words.zh)）；请检查磁盘，并勿删除 -wal 文件",
                en: """
                    the change is saved in the -wal file but could not be moved to the main file (\(failure.words.en)); \
                    check the disk, and do not delete the -wal file
                    """
            )
        case .unreadableGeometry(let table, let fid, let error):
            Words(
                zh: "表 \(table) 中 fid 为 \(fid) 的要素几何无法读取：\(error.words.zh)；请在 QGIS 中修正或删除该要素",
                en:
                    "the geometry of feature \(fid) in table \(table) cannot be read: \(error.words.en); correct or delete it in QGIS"
            )
        case .unstorableText(let field, let row):
            Words(
                zh: "第 \(row) 行字段 \(field) 的文字含有空字符（NUL）；请在源文件中删除该字符",
                en: "row \(row), field \(field): the text holds a NUL character; remove it in the source"
            )
        case .inconsistent(let table, let column):
            Words(
                zh: "表 \(table) 的 \(column) 列缺少有效的值；请用最近的备份恢复",
                en: "table \(table) lacks a valid value in column \(column); restore the latest backup"
            )
        case .noDraft:
            Words(zh: "没有可发布的片区草稿；请先导入片区", en: "there is no draft of the districts to publish; import districts first")
        case .notAfterPredecessor(let validFrom, let timeZone):
            Words(
                zh: "生效时间必须晚于现行最新版本的生效时间 \(Self.text(validFrom, timeZone))；请改用更晚的时间",
                en:
                    "the newest published version takes effect at \(Self.text(validFrom, timeZone)); choose a later instant"
            )
        case .backupDiffers(let table):
            Words(
                zh: "备份的表 \(table) 与原库不一致，备份已删除；请检查目标磁盘后重试",
                en:
                    "table \(table) of the copy differs from the store, and the copy was removed; check the disk and try again"
            )
        }
    }

    private static func text(_ instant: Date, _ timeZone: TimeZone) -> String {
        instant.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: timeZone))
    }
}

extension DatabaseFailure: Worded {
    /// The library's code and message.
    public var words: Words {
        Words(zh: "SQLite 错误 \(code)：\(message)", en: "SQLite error \(code): \(message)")
    }
}

extension StoreFinding: Worded {
    /// What was found, and the cure.
    public var words: Words {
        switch self {
        case .damaged(let detail):
            Words(zh: "文件损坏：\(detail)；请用最近的备份恢复", en: "the file is damaged: \(detail); restore the latest backup")
        case .brokenReference(let table, let rows):
            Words(
                zh: "表 \(table) 有 \(rows) 行引用了不存在的记录；请在 QGIS 中改正或删除",
                en: "\(rows) rows of table \(table) refer to rows that are not there; correct or delete them in QGIS"
            )
        case .wrongMark(let name, let found, let wanted):
            Words(
                zh: "文件头 \(name) 为 \(found)，应为 \(wanted)；请用最近的备份恢复",
                en: "the header field \(name) is \(found) and should be \(wanted); restore the latest backup"
            )
        case .missingTable(let table):
            Words(zh: "缺少表 \(table)；请用最近的备份恢复", en: "table \(table) is missing; restore the latest backup")
        case .missingColumn(let table, let column):
            Words(
                zh: "表 \(table) 缺少列 \(column)；请用最近的备份恢复",
                en: "column \(column) of table \(table) is missing; restore the latest backup"
            )
        case .missingSpatialReference(let id):
            Words(
                zh: "gpkg_spatial_ref_sys 中缺少坐标系 \(id)；请用最近的备份恢复",
                en: "gpkg_spatial_ref_sys lacks coordinate system \(id); restore the latest backup"
            )
        case .unregistered(let table, let register):
            Words(
                zh: "表 \(table) 未在 \(register) 中登记，其他程序看不到它；请用最近的备份恢复",
                en:
                    "table \(table) is not registered in \(register), so other programs miss it; restore the latest backup"
            )
        case .unindexed(let table):
            Words(
                zh: "表 \(table) 没有空间索引；下次导入该图层时会自动重建，也可在 QGIS 中建立",
                en: "table \(table) has no spatial index; the layer's next import rebuilds it, and so can QGIS"
            )
        case .missingTrigger(let table, let name):
            Words(
                zh: "表 \(table) 缺少空间索引触发器 \(name)；请在 QGIS 中为该图层重建空间索引",
                en: "table \(table) lacks the index trigger \(name); rebuild the layer's spatial index in QGIS"
            )
        case .staleIndex(let table, let entries, let geometries):
            Words(
                zh: "表 \(table) 的空间索引有 \(entries) 条，几何有 \(geometries) 个；请在 QGIS 中为该图层重建空间索引",
                en: """
                    the spatial index of table \(table) has \(entries) entries for \(geometries) geometries; \
                    rebuild the layer's spatial index in QGIS
                    """
            )
        case .extentTooSmall(let table):
            Words(
                zh: "gpkg_contents 中表 \(table) 的范围没有包含全部几何；下次导入该图层时会自动更新",
                en:
                    "the extent of table \(table) in gpkg_contents leaves geometries out; the layer's next import corrects it"
            )
        case .notWriteAhead(let mode):
            Words(
                zh: "日志模式为 \(mode)，不是 wal；下次以写入方式打开时自动恢复",
                en: "the journal mode is \(mode), not wal; the next opening for writing restores it"
            )
        case .longLog(let bytes):
            Words(
                zh: "-wal 文件已有 \(bytes >> 20) MB；请关闭长时间占用该文件的程序（如 QGIS）",
                en:
                    "the -wal file has grown to \(bytes >> 20) MB; close the program, such as QGIS, that holds the file open"
            )
        case .logResetBug(let version):
            Words(
                zh: "SQLite \(version) 在多个程序同时写入时可能丢失改动；请勿在本程序写入期间用其他程序编辑该文件，或升级到 3.51.3 以上",
                en: """
                    SQLite \(version) can lose changes when several programs write; do not edit the file elsewhere while \
                    this program writes, or update to SQLite 3.51.3
                    """
            )
        }
    }
}

/// What the tables of a store are called in its metadata, where GIS programs show it.
enum TableTitle: CaseIterable, Worded {
    case bureau, imports, districtVersions, districts, customers, transformers, lines, poles, meterBoxes, roads
    case placeNames, staff, assignments, rota, holidays, tickets, ticketEvents, incidents, positions, routingRules
    case trackFixes, tracks, trackCoverage, trackShapes, patrolPolicies, coverageIssues
    case devices
    case patrolPlans, defects, work, defectDeadlines, clientKeys

    var words: Words {
        switch self {
        case .bureau: Words(zh: "供电公司", en: "bureau")
        case .imports: Words(zh: "导入记录", en: "imports")
        case .districtVersions: Words(zh: "片区版本", en: "district versions")
        case .districts: Words(zh: "片区", en: "districts")
        case .customers: Words(zh: "客户", en: "customers")
        case .transformers: Words(zh: "台区", en: "transformer areas")
        case .lines: Words(zh: "低压线路与接户线", en: "low-voltage lines and service drops")
        case .poles: Words(zh: "电杆", en: "poles")
        case .meterBoxes: Words(zh: "表箱", en: "meter boxes")
        case .roads: Words(zh: "道路中心线", en: "road centre-lines")
        case .placeNames: Words(zh: "地名别名与曾用名", en: "former names and aliases of places")
        case .staff: Words(zh: "员工", en: "staff members and their duty points")
        case .assignments: Words(zh: "片区分工", en: "who answers for which district")
        case .rota: Words(zh: "排班", en: "shifts, overrides and leave")
        case .tickets: Words(zh: "工单", en: "tickets as they stand")
        case .ticketEvents: Words(zh: "工单事件（只增不改）", en: "what happened to tickets; only ever added to")
        case .incidents: Words(zh: "停电事件", en: "incidents as they stand")
        case .positions: Words(zh: "员工最近位置", en: "last known positions of staff members")
        case .routingRules: Words(zh: "派单规则", en: "routing rules, those of past decisions too")
        case .trackFixes: Words(zh: "轨迹定位点（成块存放）", en: "fixes of tracks, in blocks")
        case .tracks: Words(zh: "轨迹", en: "tracks and what became of their fixes")
        case .trackCoverage: Words(zh: "轨迹所巡线路", en: "what each track walked of each line")
        case .trackShapes: Words(zh: "轨迹形状（识别重放）", en: "shapes of tracks, by which replayed ones are known")
        case .patrolPolicies: Words(zh: "巡视参数", en: "patrol parameters, those of past reports too")
        case .coverageIssues: Words(zh: "已封存的巡视覆盖报表", en: "coverage reports of closed periods")
        case .holidays: Words(zh: "节假日与调休", en: "holidays and weekend days that are worked")
        case .devices: Words(zh: "定位设备及其持有人", en: "telephones and trackers, and whose they are")
        case .patrolPlans: Words(zh: "巡视计划", en: "what is to be patrolled how often")
        case .defects: Words(zh: "缺陷", en: "faults found on assets")
        case .work: Words(zh: "检修作业", en: "work on assets, done and to be done")
        case .defectDeadlines: Words(zh: "消缺期限（小时）", en: "within how many hours defects are cleared")
        case .clientKeys: Words(zh: "指令键", en: "keys of commands that were carried out")
        }
    }
}
