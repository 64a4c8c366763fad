import FeatureFiles
import GeometryCore
import Phrasebook
import Testing

@Suite struct WordsTests {
    private static var all: [any Worded] {
        [
            FeatureFileError.notFound(path: "p"), FeatureFileError.notReadable(path: "p"),
            FeatureFileError.isDirectory(path: "p"), FeatureFileError.zeroBytes(path: "p"),
            FeatureFileError.notVector(path: "p"), FeatureFileError.missingCompanion(path: "p", suffix: ".shx"),
            FeatureFileError.truncated(path: "p", detail: "d"),
            FeatureFileError.corrupt(path: "p", row: 0, reason: "r"),
            FeatureFileError.corrupt(path: "p", row: 3, reason: "r"), FeatureFileError.noLayers(path: "p"),
            FeatureFileError.layerNotFound(name: "n", available: []),
            FeatureFileError.severalLayers(available: ["a", "b"]),
            FeatureFileError.tooLarge(path: "p", limitBytes: 1),
            FeatureFileError.columnNotFound(name: "n", available: ["a"]),
            FeatureFileError.ambiguousColumns(candidates: ["a"]),
            FeatureFileError.coordinateColumnMissing(available: ["a"]),
            FeatureFileError.unknownEncoding(name: "n"), FeatureFileError.unclearEncoding(path: "p"),
            FeatureFileError.wideEncoding(path: "p"), FeatureFileError.xmlEncoding(path: "p"),
            FeatureFileError.doubtfulEncoding(path: "p", declared: "d", seeming: "s"),
            FeatureFileError.unclosedQuote(path: "p", row: 1), FeatureFileError.refused(path: "p", .notLocal),
            RefusedSource.notLocal, RefusedSource.notRegularFile, RefusedSource.virtualFormat, RefusedSource.archive,
            RefusedSource.sideFile, GDALFailure.sample,
            RowProblem.text(encoding: "e"), RowProblem.mixedEncoding(encoding: "e"), RowProblem.notNumber,
            RowProblem.columnCount(found: 1, expected: 2), RowProblem.notWKT, RowProblem.notFeature,
            RowProblem.unreadable(reason: "r"), FeatureWriteError.noFolder(path: "p"),
            FeatureWriteError.system(path: "p", code: 1, reason: "r"), FeatureWriteError.diskFull(path: "p"),
            FeatureWriteError.inUse(path: "p"), FeatureWriteError.duplicateField(name: "n"),
            FeatureWriteError.duplicateLayer(name: "n"),
            FeatureWriteError.fieldCount(row: 1, found: 1, expected: 2),
            FeatureWriteError.brokenGeometry(row: 1, .empty),
            FeatureWriteError.missingGeometry(row: 1),
            FeatureWriteError.wrongKind(row: 1, found: .point, expected: .polygon),
            FeatureWriteError.unsupportedCRS(crs: "c", format: .csv), FeatureWriteError.unknownCRS(crs: "c"),
            FeatureWriteError.finished, AttributeMappingError.malformed(part: "p"),
            AttributeMappingError.mappedTwice(name: "n"),
            AttributeMappingError.unknownAttribute(name: "n", available: ["a"]),
            AttributeMappingError.columnNotFound(name: "n", available: ["a"]),
            AttributeMappingError.ambiguous(name: "n", candidates: ["a"]),
        ]
    }

    @Test func everyErrorSpeaksBothLanguages() {
        for item in Self.all {
            let words = item.words
            #expect(words.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(item): \(words.zh)")
            #expect(!words.en.isEmpty && words.en.unicodeScalars.allSatisfy { $0.value < 0x80 }, "\(item): \(words.en)")
        }
        #expect(Set(Self.all.map { $0.words.en }).count == Self.all.count, "no two say the same")
    }

    @Test func aBadRowSaysWhereItIs() {
        let words = BadRow.sample.words
        #expect(words.en.hasPrefix("row 4, field \"NAME\": ") && words.zh.hasPrefix("第 4 行字段“NAME”："))
    }
}
