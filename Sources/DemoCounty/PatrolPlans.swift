internal import Foundation

/// `patrol_plans.csv`: how often what is patrolled.
struct PatrolPlans: Sendable {
    let county: County

    /// Writes the file and returns how many plans it has.
    func write(to folder: URL) throws -> Int {
        let file = try CSVFile(
            folder.appendingPathComponent(Layer.patrolPlans.file),
            heading: "code,name,kind,asset,line_kind,district,area_class,cycle_days,season_from,season_to,"
                + "valid_from,valid_to,staff"
        )
        // A district of islands or the last one: it shows that a plan for a part counts before one for all.
        let apart = county.districts[county.districts.count - 1].code
        let rows = [
            "XS01,线路定期巡视,cycle,line,,,,30,,,2026-01-01,,",
            "XS02,台风季架空线路巡视,cycle,line,overhead,,,15,07-01,10-15,2026-01-01,,",
            "XS03,城区电缆巡视,cycle,line,cable,,urban,60,,,2026-01-01,,",
            "XS04,偏远片区线路巡视,cycle,line,,\(apart),,45,,,2026-01-01,,",
            "XS05,电杆巡视,cycle,pole,,,,90,,,2026-01-01,,",
            "XS06,表箱巡视,cycle,meter_box,,,,180,,,2026-01-01,,",
            "XS07,配变巡视,cycle,transformer,,,,30,,,2026-01-01,,",
            "XT01,寒潮后特巡,special,line,overhead,,,,,,2026-11-20,2026-11-27,",
        ]
        for row in rows { try file.write([.text(row)]) }
        try file.close()
        return rows.count
    }
}
