import Phrasebook

/// Why a command cannot do what its arguments ask.
enum CommandError: Error, Worded {
    /// A text names no day.
    case notADay(String)
    /// A day on which districts should take effect lies years ahead.
    case tooFarAhead(String)
    /// A text names no instant.
    case notAnInstant(String)
    /// A text is no pair of coordinates.
    case notAPlace(String)
    /// A row's coordinates are no point: not finite, or broken.
    case notAPoint
    /// A file to be located has no coordinates.
    case noCoordinates(columns: [String])
    /// An accuracy in a file is no number of 0 or more.
    case notAnAccuracy
    /// A text is no extent.
    case notAnExtent(String)
    /// `locate` wants one place or one file.
    case placeNeeded
    /// The customer's record has no position.
    case unplacedCustomer
    /// A file to be searched for has no column of addresses, or several.
    case noAddressColumn(columns: [String])
    /// No district has the code.
    case unknownDistrict(String)
    /// There is no such district version.
    case unknownVersion(Int)
    /// The file does not say its CRS, and nobody else did.
    case missingCRS(isLocal: Bool)
    /// The coordinate doctor objects to the CRS.
    case coordinatesDoubted
    /// The ending of an output file stands for no format.
    case notAResultFile(String)
    /// The file cannot be written.
    case unwritable(path: String)
    /// Standard input cannot be read, or not be kept in a temporary folder.
    case notSpooled(folder: String)
    /// Standard output cannot be written.
    case outputFailed(reason: String)
    /// A file to be written is the store, or the file that is read.
    case wouldOverwrite(path: String)
    /// The bureau's code is empty.
    case emptyBureau
    /// The time zone is not known.
    case unknownTimeZone(String)
    /// `--level` was given for another layer.
    case levelNotForLayer
    /// `--at` was given for another layer than positions, and not for tracks.
    case momentNotForLayer
    /// Positions replace one another person by person.
    case replaceNotForPositions
    /// An iCalendar was given for another layer than the rota.
    case calendarNotForLayer
    /// An option about columns was given for an iCalendar, which has none.
    case columnsOfCalendar
    /// The districts have findings that nobody signed for.
    case notPublishable(findings: Int)

    var status: ExitStatus {
        switch self {
        case .notAResultFile, .notADay, .tooFarAhead, .notAnInstant, .notAPlace, .notAPoint, .notAnAccuracy,
            .notAnExtent, .placeNeeded, .unknownTimeZone, .levelNotForLayer, .momentNotForLayer,
            .replaceNotForPositions, .calendarNotForLayer, .columnsOfCalendar, .wouldOverwrite, .emptyBureau:
            .wrongUse
        case .unplacedCustomer, .unknownDistrict, .unknownVersion, .notPublishable: .no
        case .missingCRS, .coordinatesDoubted, .noCoordinates, .noAddressColumn, .unwritable, .notSpooled,
            .outputFailed:
            .badInput
        }
    }

    var words: Words {
        switch self {
        case .notADay(let text):
            Words(zh: "“\(text)”不是 2026-12-01 这样的日期", en: "'\(text)' is not a day written as 2026-12-01")
        case .tooFarAhead(let text):
            Words(
                zh: "\(text) 在两年以后；请核对年份",
                en: "\(text) is more than two years ahead; check the year"
            )
        case .notAnInstant(let text):
            Words(
                zh: "“\(text)”不是 2026-12-01 或 2026-12-01T08:00:00+08:00 这样的时刻",
                en: "'\(text)' is not an instant written as 2026-12-01 or 2026-12-01T08:00:00+08:00"
            )
        case .notAPlace(let text):
            Words(zh: "“\(text)”不是 119.1,25.3 这样的经纬度", en: "'\(text)' is not a place written as 119.1,25.3")
        case .notAPoint: Words(zh: "坐标不是有限数", en: "the coordinates are not finite numbers")
        case .noCoordinates(let columns):
            Words(
                zh: "文件没有坐标：各列是 \(columns.joined(separator: "、"))；请加上 lon、lat 列名，或用 --x、--y 指明",
                en: "the file has no coordinates; its columns are \(columns.joined(separator: ", ")); "
                    + "give it the columns lon and lat, or name them with --x and --y"
            )
        case .notAnAccuracy:
            Words(zh: "accuracy_m 不是不小于 0 的数", en: "accuracy_m is not a number of 0 or more")
        case .notAnExtent(let text):
            Words(
                zh: "“\(text)”不是 118.9,24.9,119.7,25.4 这样的范围（西,南,东,北）",
                en: "'\(text)' is not an extent written as 118.9,24.9,119.7,25.4 (west, south, east, north)"
            )
        case .placeNeeded:
            Words(
                zh: "请给出一个地点或地址，或用 --file、--addresses 给出一个文件",
                en: "give one place or address, or one file with --file or --addresses"
            )
        case .noAddressColumn(let columns):
            Words(
                zh: "文件没有地址列：各列是 \(columns.joined(separator: "、"))；请用 --address-column 指明",
                en: "the file has no column of addresses; its columns are \(columns.joined(separator: ", ")); "
                    + "name one with --address-column"
            )
        case .unplacedCustomer:
            Words(zh: "该客户没有坐标；请在客户图层中补上", en: "that customer has no position; add one to the customers layer")
        case .unknownDistrict(let code): Words(zh: "没有编码为 \(code) 的片区", en: "no district has the code \(code)")
        case .unknownVersion(let number): Words(zh: "没有第 \(number) 版片区", en: "there is no district version \(number)")
        case .missingCRS(let isLocal):
            isLocal
                ? Words(
                    zh: "文件用的是工程自定义坐标系，无法换算；请问明坐标系并用 --crs 指明",
                    en: "the file is in a local engineering CRS that cannot be transformed; "
                        + "find out which CRS it is and state it with --crs"
                )
                : Words(
                    zh: "文件没有说明坐标系；请问明后用 --crs 指明（如 EPSG:4490、EPSG:4528、gcj02）",
                    en: "the file does not state its CRS; find out which it is and state it with --crs "
                        + "(EPSG:4490, EPSG:4528, gcj02, …)"
                )
        case .coordinatesDoubted:
            Words(
                zh: "坐标诊断有异议，未写入任何内容；请按上面的建议重试，或确认无误后加 --trust-crs",
                en: "the coordinate doctor objects, so nothing was written; follow its advice above, "
                    + "or add --trust-crs if you are sure"
            )
        case .notAResultFile(let path):
            Words(
                zh: "不知道 \(path) 是什么格式；结尾请用 .geojson、.geojsonl、.csv、.gpkg 或 .fgb",
                en: "the ending of \(path) stands for no format; use .geojson, .geojsonl, .csv, .gpkg or .fgb"
            )
        case .unwritable(let path):
            Words(
                zh: "无法写入 \(path)；请检查所在文件夹、权限和磁盘剩余空间",
                en: "cannot write \(path); check its folder, the permissions and the space left on the disk"
            )
        case .notSpooled(let folder):
            Words(
                zh: "无法读取标准输入，或无法暂存到 \(folder)；请检查磁盘剩余空间，或直接给出文件",
                en: "standard input cannot be read, or not be kept in \(folder); "
                    + "check the space left on the disk, or name a file instead"
            )
        case .outputFailed(let reason):
            Words(
                zh: "无法写入标准输出：\(reason)；输出不完整",
                en: "cannot write standard output: \(reason); the output is not complete"
            )
        case .wouldOverwrite(let path):
            Words(
                zh: "\(path) 就是数据库或正在读取的文件，不会覆盖；请换一个文件名",
                en: "\(path) is a store, or the file that is read, and is not overwritten; choose another name"
            )
        case .emptyBureau: Words(zh: "--bureau 不能为空", en: "--bureau must not be empty")
        case .unknownTimeZone(let name):
            Words(
                zh: "没有时区“\(name)”；请用 Asia/Shanghai 这样的名称",
                en: "there is no time zone '\(name)'; use a name such as Asia/Shanghai"
            )
        case .momentNotForLayer: Words(zh: "--at 只用于 positions 和 tracks", en: "--at is for positions and tracks only")
        case .replaceNotForPositions:
            Words(
                zh: "--replace 不用于 positions：每人只留最近的一个",
                en: "--replace is not for positions, of which the newest of each person stays"
            )
        case .levelNotForLayer: Words(zh: "--level 只用于 districts", en: "--level is for districts only")
        case .calendarNotForLayer:
            Words(
                zh: ".ics 文件只能导入 rota（排班）；其他图层请用表格或矢量文件",
                en: "an .ics file can be imported into rota only; give a table or a vector file for other layers"
            )
        case .columnsOfCalendar:
            Words(
                zh: ".ics 文件没有列，请去掉 --map、--source-layer、--encoding、--x 和 --y",
                en: "an .ics file has no columns; leave --map, --source-layer, --encoding, --x and --y out"
            )
        case .notPublishable(let findings):
            Words(
                zh: "有 \(findings) 项拓扑错误，未发布；请修正，或用 check --repair，或用 --waive 提交已签字的豁免",
                en: "\(findings) topology findings stand in the way; mend them, try check --repair, "
                    + "or sign a waiver for --waive"
            )
        }
    }
}
