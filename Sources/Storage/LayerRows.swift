import GeometryCore
import Territory

/// The rows of one layer in its table: which they are, and how they become records.
struct LayerRows {
    let layer: Layer
    /// The table, which two layers may share.
    let table: String
    /// The columns that make a record: those of the layer's fields, the code first, and `geom` where there is one.
    let columns: [String]
    /// Whether the table has a geometry.
    let isSpatial: Bool
    /// What `WHERE` says, with a `?` for each of ``values``.
    let condition: String
    let values: [SQLValue]
    private let kinds: [FieldDefinition.Kind]

    /// Names the rows of `layer`; only districts have a version.
    init(layer: Layer, bureau: String, version: Int?) {
        self.layer = layer
        table = layer.table.rawValue
        isSpatial = layer.shape != .none
        columns = layer.fields.map(\.name) + (isSpatial ? ["geom"] : [])
        kinds = layer.fields.map(\.kind)
        var condition = "bureau = ?"
        var values = [SQLValue.text(bureau)]
        if let version {
            condition += " AND version = ?"
            values.append(SQLValue(version))
        }
        if layer == .serviceDrops {
            condition += " AND kind = ?"
            values.append(.text(LineKind.serviceDrop.rawValue))
        }
        self.condition = condition
        self.values = values
    }

    /// The record in a row of `fid` and ``columns``.
    ///
    /// - Throws: ``StoreError/unreadableGeometry(table:fid:_:)``.
    func record(_ row: some DatabaseRow) throws -> LayerRecord {
        var fields: [FieldValue] = []
        fields.reserveCapacity(kinds.count)
        for (index, kind) in kinds.enumerated() { fields.append(Self.value(of: kind, at: index + 1, in: row)) }
        return LayerRecord(values: fields, geometry: isSpatial ? try geometry(at: kinds.count + 1, in: row) : nil)
    }

    /// The geometry of a row in the layer's one form; a shape that does not fit is handed on as it is.
    private func geometry(at column: Int, in row: some DatabaseRow) throws -> Geometry? {
        do {
            guard let geometry = try row.geometry(at: column) else { return nil }
            return layer.shape.normalised(geometry) ?? geometry
        } catch let error as GeometryError {
            throw StoreError.unreadableGeometry(table: table, fid: row.integer(at: 0) ?? 0, error)
        }
    }

    private static func value(
        of kind: FieldDefinition.Kind,
        at column: Int,
        in row: some DatabaseRow
    ) -> FieldValue {
        switch kind {
        case .text: row.text(at: column).map(FieldValue.text) ?? .null
        case .integer: row.integer(at: column).map(FieldValue.integer) ?? .null
        case .real: row.real(at: column).map(FieldValue.real) ?? .null
        }
    }

    /// A value as a column of `kind` keeps it; nil for text with a NUL, which no database keeps.
    static func stored(_ value: FieldValue, as kind: FieldDefinition.Kind) -> SQLValue? {
        switch kind {
        case .text:
            guard let text = value.text else { return .null }
            return text.utf8.contains(0) ? nil : .text(text)
        case .integer: return value.number.flatMap(Int64.init(exactly:)).map(SQLValue.integer) ?? .null
        case .real: return value.number.map(SQLValue.real) ?? .null
        }
    }

    /// Whether the column holds exactly this value, text compared byte by byte.
    static func isHeld(_ value: SQLValue, at column: Int, in row: some DatabaseRow) -> Bool {
        switch value {
        case .null: row.isNull(at: column)
        case .integer(let number): row.integer(at: column) == number
        case .real(let number): row.real(at: column) == number
        case .text(let text): row.text(at: column).map { $0.utf8.elementsEqual(text.utf8) } ?? false
        case .bytes(let bytes): row.bytes(at: column) == bytes
        // A geometry another program wrote, and that nobody can read, differs from any.
        case .geometry(let geometry): (try? row.geometry(at: column)) == geometry
        }
    }
}
