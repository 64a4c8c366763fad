import Phrasebook

/// Why a file of tracks cannot be imported as it is asked.
enum TrackFileError: Error, Worded {
    /// A GPX file has no track points, but other things.
    case noTrackPoints
    /// None of a file's positions is kept.
    case noneKept(of: Int)
    /// An option of tracks was given for a layer, or one of layers for tracks.
    case optionNotForSubject(option: String, subject: String)
    /// An option about columns was given for payloads, which have none.
    case columnsOfPayload
    /// A file that names nobody needs `--staff` or `--device`.
    case nobody
    /// What an option names can be no code.
    case notACode(option: String)
    /// `--device` was given for payloads that name the device themselves.
    case deviceOfPayload

    /// How the command ends.
    var status: ExitStatus {
        switch self {
        case .optionNotForSubject, .columnsOfPayload, .deviceOfPayload, .notACode: .wrongUse
        case .noTrackPoints, .noneKept, .nobody: .badInput
        }
    }

    var words: Words {
        switch self {
        case .noTrackPoints:
            Words(
                zh: "文件里没有轨迹点；航点（waypoint）和路线（route）不是走过的轨迹",
                en: "the file has no track points; waypoints and routes are no tracks"
            )
        case .noneKept(let count): Words(zh: "\(count) 个定位点都未采用", en: "none of the \(count) positions was kept")
        case .optionNotForSubject(let option, let subject):
            Words(zh: "\(option) 不用于 \(subject)", en: "\(option) is not for \(subject)")
        case .columnsOfPayload:
            Words(
                zh: "协议报文没有列，请去掉 --map、--source-layer、--encoding、--x、--y、--local-time 和坐标诊断的选项",
                en: "payloads have no columns; leave --map, --source-layer, --encoding, --x, --y, --local-time and the "
                    + "options of the coordinate doctor out"
            )
        case .nobody:
            Words(
                zh: "文件没有说明是谁的轨迹；用 --staff 工号 或 --device 设备 说明",
                en: "the file does not say whose tracks they are; say it with --staff CODE or --device ID"
            )
        case .notACode(let option):
            Words(
                zh: "\(option) 须为 1 到 100 个字符，不含控制字符",
                en: "\(option) has 1 to 100 characters, none of them a control character"
            )
        case .deviceOfPayload:
            Words(
                zh: "这种协议的报文自带设备名，请去掉 --device（只有 owntracks 用得上）",
                en: "payloads of this protocol name the device; leave --device out (owntracks alone may need it)"
            )
        }
    }
}
