@testable import FeatureFiles
import GeometryCore

private let scratch = ScratchFolder()
private let encodings: [String?] = [nil, "UTF-8", "GBK", "BIG5", "CP1252", "CP1258", "no such encoding"]

/// CSV: rows are numbered without gaps and have a value a column; records written out again read back equal.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let encoding = encodings[Int(pieces.byte()) % encodings.count]
    let path = scratch.write("table.csv", pieces.remainder())
    do {
        let source = try CSVSource(path: path, options: FeatureSourceOptions(encoding: encoding))
        try check(source)
        try checkRecords(path, encoding)
    } catch let error as FeatureFileError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}

private func check(_ source: CSVSource) throws {
    expect(source.geometryFields.allSatisfy { name in source.fields.contains { $0.name == name } }, "a strange column")
    var number = 1
    while let row = try source.next(row: number) {
        expect(row.row == number, "a row that is not numbered")
        switch row {
        case .feature(let feature):
            expect(feature.fields.count == source.fields.count, "a feature with another number of values")
            if case .success(let geometry)? = feature.geometry { expect(geometry.pointCount > 0, "an empty geometry") }
        case .bad(let bad):
            _ = bad.problem.words
            expect(bad.values.isEmpty || bad.values.count == source.fields.count, "a bad row of other values")
        }
        number += 1
    }
    expect(source.fraction.map { 0...1 ~= $0 } ?? true, "a fraction that is none")
}

/// Every record, quoted by the rules of RFC 4180, is read again as the same record.
private func checkRecords(_ path: String, _ encoding: String?) throws {
    let dialect = try CSVDialect(path: path, encoding: encoding)
    let records = try all(path, dialect.separator, dialect.offset)
    var text: [UInt8] = []
    for record in records {
        for (index, field) in record.enumerated() {
            if index > 0 { text.append(dialect.separator) }
            text.append(UInt8(ascii: "\""))
            for byte in field { text += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
            text.append(UInt8(ascii: "\""))
        }
        text += [0x0d, 0x0a]
    }
    expect(try all(scratch.write("again.csv", text), dialect.separator, 0) == records, "records read back different")
}

private func all(_ path: String, _ separator: UInt8, _ offset: Int) throws -> [[[UInt8]]] {
    var reader = CSVRecordReader(file: try InputFile(path: path), separator: separator, offset: offset)
    var records: [[[UInt8]]] = []
    while case .record = try reader.next() {
        expect(reader.quoted.count == reader.ends.count, "marks for another number of fields")
        records.append(reader.ends.indices.map { Array(reader.field($0)) })
    }
    return records
}
