public import GeometryCore

/// Turns features of a foreign file into records of a layer, or says what is wrong with them.
public struct RowReader {
    /// Moves points from the file's CRS to WGS 84 longitude and latitude, in place.
    public typealias Transform = (inout [Point]) throws -> Void
    /// Brings the values of a record into their one form, or throws a ``RowProblem``: what the layer's own domain knows
    /// of them.
    public typealias Refinement = (inout LayerRecord) throws -> Void

    private let layer: Layer
    private let fields: [LayerField]
    /// For each of the layer's fields where the file has it; nil where it has not.
    private let columns: [Int?]
    /// For each of the layer's fields the one whose value it takes: itself, but the code may take another's.
    private let sources: [Int]
    private let constants: [String: String]
    private let transform: Transform?
    private let refine: Refinement?

    /// Creates a reader.
    ///
    /// Where the columns of place names hold no code, the alias of a row is its code too, and has to keep the rules of
    /// codes; of two rows with one alias the second is then a duplicate.
    ///
    /// - Parameters:
    ///   - layer: The layer the records are for.
    ///   - columns: For each of our fields the place of its value among the feature's fields.
    ///   - available: The names of the file's columns, for the error when one is missing.
    ///   - constants: Values that every record gets, by field name; they win over the file's.
    ///   - transform: Nil when the file is in WGS 84 already.
    ///   - refine: What the layer's domain has to say of each record; it makes the codes of a layer that
    ///     ``Layer/makesCodes``.
    /// - Throws: ``ImportError`` when a required field has neither a column nor a constant.
    public init(
        layer: Layer,
        columns: [String: Int],
        available: [String] = [],
        constants: [String: String] = [:],
        transform: Transform?,
        refine: Refinement? = nil
    ) throws {
        self.layer = layer
        self.fields = layer.fields
        self.columns = fields.map { columns[$0.name] }
        let hasCode = columns["code"] != nil || constants["code"] != nil
        let code = layer == .placeNames && !hasCode ? layer.index(of: "alias") : 0
        sources = [code] + fields.indices.dropFirst()
        self.constants =
            layer == .serviceDrops
            ? constants.merging(["kind": LineKind.serviceDrop.rawValue]) { $1 } : constants
        self.transform = transform
        self.refine = refine
        for (field, column) in sources.map({ (fields[$0], self.columns[$0]) })
        where field.isRequired && column == nil && constants[field.name] == nil {
            throw ImportError.missingColumn(field: field.name, aliases: field.aliases, available: available)
        }
    }

    /// Reads one feature.
    ///
    /// - Throws: ``RowProblem``.
    public func record(from feature: Feature) throws -> LayerRecord {
        var values: [FieldValue] = []
        values.reserveCapacity(fields.count)
        for index in sources {
            let field = fields[index]
            let given = constants[field.name].map(FieldValue.text) ?? columns[index].map { feature.fields[$0] } ?? .null
            let value = try value(given, of: field, isCode: index == sources[0])
            if value == .null && field.isRequiredIfThere && columns[index] != nil {
                throw RowProblem.missing(field: field.name)
            }
            values.append(value)
        }
        var record = LayerRecord(values: values, geometry: try geometry(of: feature))
        try refine?(&record)
        guard !record.code.isEmpty else { throw RowProblem.missing(field: fields[0].name) }
        return record
    }

    private func value(_ given: FieldValue, of field: LayerField, isCode: Bool) throws -> FieldValue {
        if case .real(let number) = given, !number.isFinite { return try value(.null, of: field, isCode: isCode) }
        guard let text = given.text.map(trimmed), !text.isEmpty else {
            if field.isRequired { throw RowProblem.missing(field: field.name) }
            return .null
        }
        let limit = isCode ? LayerField.maximumCodeLength : LayerField.maximumLength
        // Bytes first: counting the characters of a text of megabytes is itself an attack.
        guard text.utf8.count <= limit * 4, text.count <= limit else {
            throw RowProblem.tooLong(field: field.name, limit: limit)
        }
        // Zero-width characters would make two codes look the same.
        let isHidden = text.unicodeScalars.contains { scalar in
            let category = scalar.properties.generalCategory
            return category == .control || (isCode && category == .format)
        }
        guard !isHidden else { throw RowProblem.controlCharacter(field: field.name) }
        if !field.allowed.isEmpty { return .text(try allowed(text, of: field)) }
        guard field.isDay else { return .text(text) }
        guard let day = CalendarDay.normalised(text) else { throw RowProblem.notADay(field: field.name) }
        return .text(day)
    }

    private func allowed(_ text: String, of field: LayerField) throws -> String {
        let lowered = text.lowercased()
        let match = field.allowed.first { $0.value == lowered || $0.aliases.contains(text) }
        guard let match else {
            throw RowProblem.notAllowed(field: field.name, allowed: field.allowed.map(\.value))
        }
        return match.value
    }

    private func trimmed(_ text: String) -> String {
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        let rest = text.drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }

    private func geometry(of feature: Feature) throws -> Geometry? {
        guard layer.shape != .none else { return nil }
        guard let read = feature.geometry else {
            if layer.needsGeometry { throw RowProblem.noGeometry(expected: layer.shape) }
            return nil
        }
        let given: Geometry
        do { given = try read.get() } catch { throw RowProblem.geometry(error) }
        guard let shaped = layer.shape.normalised(given) else {
            throw RowProblem.wrongGeometry(expected: layer.shape, found: given.kind)
        }
        let placed = try moved(shaped)
        let world = Box(minX: -180, minY: -90, maxX: 180, maxY: 90)
        let box = placed.box
        guard world.contains(Point(x: box.minX, y: box.minY)), world.contains(Point(x: box.maxX, y: box.maxY)) else {
            throw RowProblem.outOfWorld
        }
        return placed
    }

    private func moved(_ geometry: Geometry) throws -> Geometry {
        guard let transform else { return geometry }
        do {
            return try geometry.mapPoints(transform)
        } catch let error as GeometryError {
            throw RowProblem.geometry(error)
        } catch {
            throw RowProblem.untransformable
        }
    }
}

extension Layer {
    /// Whether a record without a geometry is refused.
    ///
    /// A customer may be known by address only, a station may be no more than the sum of its districts, not everybody
    /// has a duty point, and a defect may be known by its asset. A layer of the shape ``LayerShape/none`` has no geometry to need.
    public var needsGeometry: Bool {
        shape != .none && ![.customers, .districts, .staff, .defects, .work].contains(self)
    }
}
