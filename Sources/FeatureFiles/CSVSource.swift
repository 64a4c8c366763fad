internal import GeometryCore

/// The rows of a CSV file with a header line.
///
/// It is read here and not by GDAL, which does not know encodings, passes over surplus values and takes a coordinate
/// that is no number for zero.
final class CSVSource: FeatureSource {
    let layerNames: [String]
    let fields: [FieldDefinition]
    let geometryFields: [String]
    let crs = LayerCRS()
    let featureCount: Int? = nil

    private let path: String
    private let byteCount: Int
    private let decoder: TextDecoder
    private let columns: CSVGeometryColumns
    private let usesDecimalComma: Bool
    private var records: CSVRecordReader
    private let log = GDALErrorLog()

    init(path: String, options: FeatureSourceOptions) throws {
        let name = SourcePath.stem(of: path)
        if let wanted = options.layer, wanted != name {
            throw FeatureFileError.layerNotFound(name: wanted, available: [name])
        }
        _ = GDALLibrary.isReady
        layerNames = [name]
        self.path = path
        byteCount = FileStatus(path: path)?.size ?? 0
        let dialect = try CSVDialect(path: path, encoding: options.encoding)
        decoder = dialect.decoder
        usesDecimalComma = dialect.separator != UInt8(ascii: ",")
        records = CSVRecordReader(
            file: try InputFile(path: path),
            separator: dialect.separator,
            offset: dialect.offset
        )
        let names = try Self.header(&records, decoder, path)
        fields = names.map { FieldDefinition(name: $0, kind: .text) }
        columns = try CSVGeometryColumns(columns: names, options: options)
        geometryFields = columns.indices.map { names[$0] }
    }

    var layer: String { layerNames[0] }

    var kindHint: GeometryKind? {
        if case .point = columns { .point } else { nil }
    }

    var fraction: Double? { byteCount > 0 ? min(1, Double(records.bytesRead) / Double(byteCount)) : nil }

    private static func header(
        _ records: inout CSVRecordReader,
        _ decoder: TextDecoder,
        _ path: String
    ) throws -> [String] {
        switch try records.next() {
        case .file: return []
        case .unclosedQuote: throw FeatureFileError.unclosedQuote(path: path, row: 0)
        case .tooLong: throw tooLong(path)
        case .record: break
        }
        return try records.ends.indices.map { index in
            guard case .success(let text) = decoder.decode(records.field(index)) else {
                throw FeatureFileError.unclearEncoding(path: path)
            }
            let name = text.trimmed
            return name.isEmpty ? "field_\(index + 1)" : name
        }
    }

    private static func tooLong(_ path: String) -> FeatureFileError {
        .tooLarge(path: path, limitBytes: CSVRecordReader.maximumRecordBytes)
    }

    func next(row: Int) throws -> FeatureRow? {
        guard !fields.isEmpty else { return nil }
        switch try records.next() {
        case .file: return nil
        case .unclosedQuote: throw FeatureFileError.unclosedQuote(path: path, row: row)
        case .tooLong: throw Self.tooLong(path)
        case .record: break
        }
        let found = records.ends.count
        // Empty values after the last column come from spreadsheets and lose nothing.
        let surplus = found > fields.count ? records.ends[found - 1] - records.ends[fields.count - 1] : 0
        guard found >= fields.count, surplus == 0 else {
            return bad(row, nil, .columnCount(found: found, expected: fields.count), readable(found))
        }
        var values: [FieldValue] = []
        values.reserveCapacity(fields.count)
        for index in fields.indices {
            let bytes = records.field(index)
            if bytes.isEmpty && !records.quoted[index] {
                values.append(.null)
                continue
            }
            switch decoder.decode(bytes) {
            case .success(let text): values.append(.text(text))
            case .failure(let error): return bad(row, index, error.problem)
            }
        }
        return located(row, values)
    }

    /// The values of a row with another number of them: what there is, cut or filled up with none.
    private func readable(_ found: Int) -> [FieldValue] {
        fields.indices.map { index in
            guard index < found, case .success(let text) = decoder.decode(records.field(index)) else { return .null }
            return .text(text)
        }
    }

    /// The row with its geometry.
    private func located(_ row: Int, _ values: [FieldValue]) -> FeatureRow {
        var geometry: Result<Geometry, GeometryError>?
        switch columns {
        case .none: break
        case .wellKnownText(let index):
            guard let text = values[index].text?.trimmed, !text.isEmpty else { break }
            guard let read = GeometryReader.read(wellKnownText: text, log: log) else {
                return bad(row, index, .notWKT, values)
            }
            geometry = read
        case .point(let x, let y):
            let (east, north) = (coordinate(values[x]), coordinate(values[y]))
            if case .absent = east, case .absent = north { break }
            guard case .number(let eastValue) = east else { return bad(row, x, .notNumber, values) }
            guard case .number(let northValue) = north else { return bad(row, y, .notNumber, values) }
            let point = Point(x: eastValue, y: northValue)
            geometry =
                point.isFinite ? .success(.point(point)) : .failure(.path(part: 0, ring: 0, .notFinite(index: 0)))
        }
        return .feature(Feature(row: row, fields: values, geometry: geometry))
    }

    private enum Coordinate { case absent, number(Double), wrong }

    private func coordinate(_ value: FieldValue) -> Coordinate {
        guard case .text(let text) = value else { return .absent }
        // Swift reads hexadecimal too, which no table of coordinates means.
        guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return .wrong }
        if let number = Double(text) { return .number(number) }
        let trimmed = text.trimmed
        if trimmed.isEmpty { return .absent }
        let plain = usesDecimalComma ? String(trimmed.map { $0 == "," ? "." : $0 }) : String(trimmed)
        return Double(plain).map(Coordinate.number) ?? .wrong
    }

    private func bad(_ row: Int, _ field: Int?, _ problem: RowProblem, _ values: [FieldValue] = []) -> FeatureRow {
        .bad(BadRow(row: row, field: field.map { fields[$0].name }, problem: problem, values: values))
    }
}

extension String {
    /// The text without white space at either end.
    var trimmed: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
