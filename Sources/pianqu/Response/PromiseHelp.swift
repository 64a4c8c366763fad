import Phrasebook

/// What `--help` says of the promise map.
enum PromiseHelp {
    static let abstract = Words(
        zh: "谁几分钟能到每个分片区、客户和道路，哪些到场时限会超",
        en: "Minutes to every subdistrict, customer and road, and which arrival limits would be missed"
    )
    static let by = Words(
        zh: "每行是：subdistrict 分片区、customer 客户、road 道路（默认 subdistrict）",
        en: "What a row is: subdistrict, customer or road (default subdistrict)."
    )
    static let rules = Words(
        zh: "到场时限、直线时速、定位时限取自此派单规则文件（YAML）",
        en: "Take arrival limits, line speed and the age of positions from these routing rules, a YAML file."
    )
    static let missed = Words(zh: "只列超出到场时限的", en: "Only rows in which the limit is missed.")
    static let away = Words(zh: "当作此人已被派出，可重复", en: "As if this staff member had been sent away; may be repeated.")
    static let backfill = Words(
        zh: "改为建议谁去补位、去哪里（须与 --away 同用）",
        en: "Advise instead whom to move where (goes with --away)."
    )
    static let backfillNeedsAway = Words(zh: "--backfill 须与 --away 同用", en: "--backfill goes with --away")
    static let backfillStandsAlone = Words(
        zh: "--backfill 不与 --by、--missed 同用",
        en: "--backfill does not go with --by or --missed"
    )
}
