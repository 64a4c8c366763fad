internal import Foundation
internal import GeometryCore

/// One employee, with a number for a name.
struct StaffMember: Sendable {
    let code: String
    let name: String
    let role: String
    let skills: String
    let phone: String
    /// The unit answered for: a subdistrict's attendant, a district's inspector, a station's crew leader.
    let unit: Unit
    let station: Int
    let district: Int
    let dutySite: Int
}

/// `staff.csv`: an attendant for every subdistrict, an inspector for every district, a leader for every station.
struct Staff: Sendable {
    let county: County
    private(set) var members: [StaffMember] = []
    /// The members who answer for a subdistrict, district and station, by number.
    private(set) var attendants: [Int] = []
    private(set) var inspectors: [Int] = []
    private(set) var leaders: [Int] = []

    init(county: County) {
        self.county = county
        var firstSite = [Int](repeating: 0, count: county.subdistricts.count)
        for site in county.sites.indices.reversed() { firstSite[county.subdistrict(of: site)] = site }
        var subdistrictsOf = [[Int]](repeating: [], count: county.districts.count)
        for (index, unit) in county.subdistricts.enumerated() { subdistrictsOf[unit.parent].append(index) }
        var districtsOf = [[Int]](repeating: [], count: county.stations.count)
        for (index, unit) in county.districts.enumerated() { districtsOf[unit.parent].append(index) }

        for (station, districts) in districtsOf.enumerated() {
            leaders.append(members.count)
            let office = firstSite[subdistrictsOf[districts[0]][0]]
            add(
                "crew_leader",
                "overhead;cable;metering;switching",
                county.stations[station],
                station,
                districts[0],
                office
            )
            for district in districts {
                inspectors.append(members.count)
                let site = firstSite[subdistrictsOf[district][0]]
                add("inspector", "metering;cable", county.districts[district], station, district, site)
                for subdistrict in subdistrictsOf[district] {
                    attendants.append(members.count)
                    let skills = subdistrict % 3 == 0 ? "overhead;metering" : "overhead"
                    add(
                        "attendant",
                        skills,
                        county.subdistricts[subdistrict],
                        station,
                        district,
                        firstSite[subdistrict]
                    )
                }
            }
        }
    }

    private mutating func add(
        _ role: String,
        _ skills: String,
        _ unit: Unit,
        _ station: Int,
        _ district: Int,
        _ site: Int
    ) {
        let total = county.subdistricts.count + county.districts.count + county.stations.count
        let number = County.padded(members.count + 1, String(total).count)
        members.append(
            StaffMember(
                code: "E" + number,
                name: "员工" + number,
                role: role,
                skills: skills,
                phone: "0009" + County.padded(members.count + 1, 7),
                unit: unit,
                station: station,
                district: district,
                dutySite: site
            )
        )
    }

    func write(to folder: URL) throws {
        let file = try CSVFile(
            folder.appendingPathComponent(Layer.staff.file),
            heading: "code,name,roles,skills,phone,district,lon,lat"
        )
        for (index, member) in members.enumerated() {
            var generator = county.seeds.generator(.staff, index)
            let centre = county.centres[county.sites[member.dutySite].cell]
            let offset = Point(x: generator.within(-25, 25), y: generator.within(-25, 25))
            let place = county.frame.place(centre + offset)
            try file.write([
                .text(member.code), .text(member.name), .text(member.role), .text(member.skills), .text(member.phone),
                .text(member.unit.code), .degrees(place.longitude), .degrees(place.latitude),
            ])
        }
        try file.close()
    }
}
