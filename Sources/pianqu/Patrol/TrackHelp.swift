import Phrasebook

/// What `--help` says of importing tracks.
enum TrackHelp {
    static let staff = Words(
        zh: "tracks：文件没有写明的人的工号",
        en: "For tracks: the staff code of what the file names nobody for."
    )
    static let device = Words(
        zh: "tracks：文件没有写明的设备",
        en: "For tracks: the device of what the file names none for."
    )
    static let named = Words(
        zh: "tracks：文件是手机协议报文：osmand、traccar、owntracks、overland",
        en: "For tracks: the file holds payloads of osmand, traccar, owntracks or overland."
    )
    static let localTime = Words(
        zh: "tracks：没有时区的时间按供电局时区读取（默认拒绝）",
        en: "For tracks: read times without an offset by the bureau's clock (default: refuse them)."
    )
}
