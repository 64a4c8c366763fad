import Foundation
import Testing

/// Addresses through the command, on the small county with one street over three subdistricts.
@Suite struct AddressCommandTests {
    private static func county() throws -> TemporaryFolder {
        let folder = try SmallCounty.folder()
        try bring("customers", SmallCounty.customers, into: folder)
        return folder
    }

    private static func bring(_ layer: String, _ text: String, into folder: TemporaryFolder) throws {
        try folder.write("more.csv", text)
        try folder.run("import", layer, "more.csv", "--crs", "EPSG:4326").mustBeDone()
    }

    /// The first row of an answer in JSON.
    private static func answer(_ text: String, in folder: TemporaryFolder) throws -> [String: Any] {
        let outcome = try folder.run("locate", text, "--format", "json").mustBeDone()
        let rows = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
        return try #require(rows.first)
    }

    @Test(arguments: [
        ("海滨路1号", "certain", "D1-1", "C1"), ("海滨路２", "certain", "D2-2", "C2"), ("海宾路三号旁边", "certain", "D2-1", "C3"),
        ("滨海路1号", "certain", "D1-1", "C1"), ("+86 0001111-4444", "certain", "D2-1", "C3"),
    ])
    func anAddressFindsItsDistrict(text: String, status: String, code: String, customer: String) throws {
        let row = try Self.answer(text, in: Self.county())
        #expect(row["status"] as? String == status, "\(row)")
        #expect(row["code"] as? String == code && row["object"] as? String == customer, "\(row)")
    }

    @Test func aNumberThatNobodyHasLiesBehindItsNeighbourOnTheSameSide() throws {
        let row = try Self.answer("海滨路4号", in: Self.county())
        #expect(row["status"] as? String == "street" && row["lon"] as? Double == 119.131, "\(row)")
        #expect(try #require(row["candidates"] as? [String]).contains { $0.hasPrefix("D2-2=") }, "\(row)")
        // The houses of this street stand kilometres apart.
        #expect(try #require(row["accuracy_m"] as? Double) > 1000)
    }

    @Test func theStreetAloneIsInSeveralDistricts() throws {
        let row = try Self.answer("海滨路", in: Self.county())
        #expect(row["status"] as? String == "street", "\(row)")
        #expect(try #require(row["candidates"] as? [String]).count > 1, "\(row)")
    }

    @Test(arguments: [
        "", "🙂🙂", "123", "'; DROP TABLE house; --", "NEAR(a b)", "\u{1}", String(repeating: "海", count: 9999),
    ])
    func whatIsNoAddressIsNotFound(text: String) throws {
        let outcome = try Self.county().run("locate", text)
        #expect(outcome.status == 1 && !outcome.messages.isEmpty, "\(outcome.summary)")
    }

    @Test func aFileGetsAnAnswerForEachRow() throws {
        let folder = try Self.county()
        try folder.write("calls.csv", "序号,地址\n1,海滨路2号\n2,\n3,火星路1号\n4,海滨路9号\n")
        let outcome = try folder.run("locate", "--addresses", "calls.csv").mustBeDone()
        let rows = outcome.text.split(separator: "\n").map(String.init)
        #expect(rows[0] == "序号,地址,status,code,path,others,lon,lat,accuracy_m,score,matched,message")
        #expect(rows[1].hasPrefix("1,海滨路2号,certain,D2-2,S1/D2/D2-2,,119.131"), "\(rows)")
        #expect(rows[2].hasPrefix("2,,not-found,") && rows[3].hasPrefix("3,火星路1号,not-found,"), "\(rows)")
        // Kilometres behind the last house: any of the subdistricts.
        #expect(rows[4].hasPrefix("4,海滨路9号,street,D") && rows[4].contains("D2-1"), "\(rows)")
        #expect(rows.count == 5)
    }

    @Test func aFileWithoutAddressesIsRefused() throws {
        let folder = try Self.county()
        try folder.write("calls.csv", "a,b\n1,2\n")
        let outcome = try folder.run("locate", "--addresses", "calls.csv")
        #expect(outcome.status == 3 && outcome.messages.contains("--address-column"), "\(outcome.summary)")
        #expect(try folder.run("locate", "--addresses", "calls.csv", "--address-column", "b").status == 0)
    }

    @Test func aChangeOfTheCustomersIsSeen() throws {
        let folder = try Self.county()
        #expect(try folder.run("locate", "渔港路8号").status == 1)
        let more = "code,name,phone,address,transformer,lon,lat\nC4,,,渔港路8号,T1,119.105,25.305\n"
        try Self.bring("customers", more, into: folder)
        #expect(try Self.answer("渔港路8号", in: folder)["object"] as? String == "C4")
    }

    @Test func aFormerNameIsUnderstood() throws {
        let folder = try Self.county()
        try Self.bring("place_names", "alias,name\n解放路,海滨路\n", into: folder)
        #expect(try Self.answer("解放路3号", in: folder)["object"] as? String == "C3")
    }

    @Test func typingIsCompleted() throws {
        let folder = try Self.county()
        let names = try folder.run("suggest", "海", "--format", "csv").mustBeDone().text
        #expect(names == "text,count\n海滨路,3\n")
        #expect(try folder.run("suggest", "海滨路2", "--format", "csv").mustBeDone().text.contains("海滨路2号"))
        #expect(try folder.run("suggest", "火").status == 1)
    }

    @Test func aSpoiltIndexIsMadeAnew() throws {
        let folder = try Self.county()
        #expect(try Self.answer("海滨路1号", in: folder)["object"] as? String == "C1")
        let index = folder.store + ".addresses"
        for spoilt in ["", "no database at all", String(repeating: "x", count: 100_000)] {
            try Data(spoilt.utf8).write(to: URL(fileURLWithPath: index))
            #expect(try Self.answer("海滨路1号", in: folder)["object"] as? String == "C1")
        }
        try FileManager.default.removeItem(atPath: index)
        #expect(try Self.answer("海滨路1号", in: folder)["object"] as? String == "C1")
        #expect(!folder.names.contains { $0.hasSuffix(".part") })
    }

    @Test func theIndexIsAsReadableAsTheStore() throws {
        let folder = try Self.county()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.store)
        _ = try Self.answer("海滨路1号", in: folder)
        let bits = try FileManager.default.attributesOfItem(atPath: folder.store + ".addresses")[.posixPermissions]
        #expect((bits as? NSNumber)?.intValue == 0o600)
    }
}
