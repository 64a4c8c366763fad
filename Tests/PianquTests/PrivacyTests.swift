import Foundation
import Testing

/// People's names, telephones and addresses stay out of messages and reports.
@Suite struct PrivacyTests {
    private static let secrets = ["张某某", "00098765432", "密巷88号", "119.1234567"]

    /// Rows each refused for another reason, all about one person.
    private static let refused = [
        ",张某某,00098765432,密巷88号,T1,119.1234567,25.31",
        "C9,张某某,00098765432,密巷88号\u{1},T1,119.1234567,25.31",
        "C9,张某某\u{7},00098765432,密巷88号,T1,119.1234567,25.31",
        "C9,张某某,00098765432,密巷88号,T1,119.1234567,北纬",
        "C9,张某某,00098765432,密巷88号,T1,119.1234567,nan",
        "C9,张某某,00098765432,密巷88号,T1,119.1234567",
        "C9,张某某,00098765432,\(String(repeating: "密巷88号", count: 200)),T1,119.1234567,25.31",
        "C1,张某某,00098765432,密巷88号,T1,119.1234567,25.31",
    ]

    @Test(arguments: ["en", "zh"], ["", "--skip-refused", "--dry-run"])
    func refusedRowsAreNotToldOn(language: String, option: String) throws {
        let folder = try SmallCounty.folder()
        let head = "code,name,phone,address,transformer,lon,lat\nC1,甲户,00011112222,海滨路1号,T1,119.111,25.311\n"
        try folder.write("c.csv", head + Self.refused.map { $0 + "\n" }.joined())
        let arguments = ["import", "customers", "c.csv", "--crs", "EPSG:4326", "--report", "report.csv"]
        let options = option.isEmpty ? [] : [option]
        let outcome = try Command.run(arguments + options, environment: ["PIANQU_LANG": language], in: folder)
        let report = CSVTable(try folder.text("report.csv"))
        #expect(report.counts("status")["refused"] == Self.refused.count, "\(outcome.summary)")
        let told = outcome.messages + (try folder.text("report.csv"))
        for secret in Self.secrets + ["甲户", "00011112222", "海滨路"] {
            #expect(!told.contains(secret), "\(secret): \(told)")
        }
    }

    @Test func checkNamesCodesOnly() throws {
        let folder = try SmallCounty.folder()
        for format in ["table", "json", "csv", "geojson"] {
            let outcome = try folder.run("check", "--format", format)
            for secret in ["甲户", "丙户", "0001111", "海滨路"] {
                #expect(!outcome.text.contains(secret) && !outcome.messages.contains(secret), "\(format) \(secret)")
            }
            #expect(outcome.text.contains("C3"))
        }
    }

    @Test func aCustomerIsNotNamedByItsPlace() throws {
        let outcome = try SmallCounty.folder().run("locate", "C1").mustBeDone()
        for secret in ["甲户", "00011112222", "海滨路"] { #expect(!outcome.text.contains(secret)) }
    }
}
