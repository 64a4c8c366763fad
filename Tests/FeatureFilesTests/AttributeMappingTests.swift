import FeatureFiles
import GeometryCore
import Testing

@Suite struct AttributeMappingTests {
    private static func fields(_ names: [String]) -> [FieldDefinition] {
        names.map { FieldDefinition(name: $0, kind: .text) }
    }

    @Test(arguments: [
        ("code=DM,name=MC", [["code", "DM"], ["name", "MC"]]), (" code = DM ", [["code", "DM"]]), ("", []),
        (#"code="a,b=c""#, [["code", "a,b=c"]]),
        (#"name="say ""hi""",code=1"#, [["name", #"say "hi""#], ["code", "1"]]),
        ("code=编号,", [["code", "编号"]]),
    ])
    func pairsAreParsed(text: String, pairs: [[String]]) throws {
        #expect(try AttributeMapping(parsing: text).pairs.map { [$0.ours, $0.theirs] } == pairs)
    }

    @Test(arguments: ["code", "=DM", "code=", "code=\"DM", "code=DM name=MC=x", ",code=DM", "code=\"DM\"x"])
    func whatIsNoPairIsRefused(text: String) {
        #expect(throws: AttributeMappingError.self) { try AttributeMapping(parsing: text) }
    }

    @Test func nothingIsMappedTwice() {
        #expect(throws: AttributeMappingError.mappedTwice(name: "code")) {
            try AttributeMapping(parsing: "code=A,code=B")
        }
        #expect(throws: AttributeMappingError.mappedTwice(name: "A")) { try AttributeMapping(parsing: "code=A,name=A") }
    }

    @Test func columnsAreFoundInOrderOfCertainty() throws {
        let ours = ["code", "name", "phone"]
        let aliases = ["code": ["编号", "户号"], "name": ["名称"]]
        func find(_ mapping: String, _ columns: [String]) throws -> [String: Int] {
            try AttributeMapping(parsing: mapping).resolve(ours: ours, aliases: aliases, in: Self.fields(columns))
        }
        #expect(try find("", ["户号", "编号", "名称"]) == ["code": 1, "name": 2])
        #expect(try find("", ["编号", "CODE", "code"]) == ["code": 2])
        #expect(try find("", ["编号", "CODE"]) == ["code": 1])
        #expect(try find("code=编号", ["code", "编号"]) == ["code": 1])
        #expect(try find("code=name", ["name", "名称"]) == ["code": 0, "name": 1], "a stated column is taken")
        #expect(try find("code=dm", ["x", "DM"]) == ["code": 1])
    }

    @Test func faultsAreNamedWithWhatThereIs() throws {
        let columns = Self.fields(["A", "b", "B", "code", "CODE"])
        func resolve(_ text: String, ours: [String] = ["name"]) throws {
            _ = try AttributeMapping(parsing: text).resolve(ours: ours, in: columns)
        }
        #expect(throws: AttributeMappingError.columnNotFound(name: "MC", available: ["A", "b", "B", "code", "CODE"])) {
            try resolve("name=MC")
        }
        #expect(throws: AttributeMappingError.unknownAttribute(name: "nmae", available: ["name"])) {
            try resolve("nmae=A")
        }
        #expect(throws: AttributeMappingError.ambiguous(name: "Code", candidates: ["code", "CODE"])) {
            try resolve("name=Code")
        }
        try resolve("name=b")
    }
}
