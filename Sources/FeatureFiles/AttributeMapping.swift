public import GeometryCore

/// Which column of a file holds which of our attributes.
public struct AttributeMapping: Hashable, Sendable {
    /// One stated pair.
    public struct Pair: Hashable, Sendable {
        /// The name that we use.
        public let ours: String
        /// The name of the column in the file.
        public let theirs: String
    }

    /// The stated pairs, in order; no name of ours and no column occurs twice.
    public let pairs: [Pair]

    /// The mapping that states nothing: columns are found by their names.
    public static let byName = AttributeMapping()

    private init() { pairs = [] }

    /// Parses `ours=theirs,…`, as in `code=DM,name=MC`.
    ///
    /// A name with a comma, an equals sign or outer spaces is put in quotation marks; two within them stand for one.
    ///
    /// - Throws: ``AttributeMappingError``: a part is no pair, or a name or column is mapped twice.
    public init(parsing text: String) throws {
        var scanner = Scanner(rest: text[...])
        var pairs: [Pair] = []
        while !scanner.isAtEnd {
            let part = scanner.rest
            guard let ours = scanner.name(), scanner.take("="), let theirs = scanner.name(),
                scanner.isAtEnd || scanner.take(","), !ours.isEmpty, !theirs.isEmpty
            else { throw AttributeMappingError.malformed(part: String(part)) }
            if pairs.contains(where: { $0.ours == ours }) { throw AttributeMappingError.mappedTwice(name: ours) }
            if pairs.contains(where: { $0.theirs == theirs }) { throw AttributeMappingError.mappedTwice(name: theirs) }
            pairs.append(Pair(ours: ours, theirs: theirs))
        }
        self.pairs = pairs
    }

    /// Finds the column of each of our attributes.
    ///
    /// Each is looked for in this order: the stated column; a column of our name; one of our name but for case; for
    /// each alias in turn, a column of that name, exactly and then but for case. A column that is stated for one
    /// attribute is not taken for another. An attribute without a column is left out of the result.
    ///
    /// - Parameters:
    ///   - ours: The names of our attributes.
    ///   - aliases: Other names by which each is known.
    ///   - fields: The columns of the file.
    /// - Returns: The position in `fields` of each attribute that was found.
    /// - Throws: ``AttributeMappingError``: a stated name or column is not there, or columns differ only in case.
    public func resolve(
        ours: [String],
        aliases: [String: [String]] = [:],
        in fields: [FieldDefinition]
    ) throws -> [String: Int] {
        let names = fields.map(\.name)
        var result: [String: Int] = [:]
        for pair in pairs {
            guard ours.contains(pair.ours) else {
                throw AttributeMappingError.unknownAttribute(name: pair.ours, available: ours)
            }
            guard let index = try Self.find(pair.theirs, in: names, except: []) else {
                throw AttributeMappingError.columnNotFound(name: pair.theirs, available: names)
            }
            result[pair.ours] = index
        }
        let stated = Set(result.values)
        for name in ours where result[name] == nil {
            for candidate in [name] + aliases[name, default: []] {
                guard let index = try Self.find(candidate, in: names, except: stated) else { continue }
                result[name] = index
                break
            }
        }
        return result
    }

    private static func find(_ name: String, in names: [String], except stated: Set<Int>) throws -> Int? {
        let exact = names.indices.filter { names[$0] == name && !stated.contains($0) }
        let loose = names.indices.filter { names[$0].lowercased() == name.lowercased() && !stated.contains($0) }
        let found = exact.isEmpty ? loose : exact
        guard found.count <= 1 else {
            throw AttributeMappingError.ambiguous(name: name, candidates: found.map { names[$0] })
        }
        return found.first
    }

    private struct Scanner {
        var rest: Substring

        var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

        mutating func take(_ character: Character) -> Bool {
            rest = rest.drop(while: \.isWhitespace)
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }

        /// A quoted or plain name; nil when a quotation mark is not closed.
        mutating func name() -> String? {
            guard take("\"") else {
                let plain = rest.prefix { $0 != "," && $0 != "=" }
                rest = rest[plain.endIndex...]
                return String(plain).trimmed
            }
            var name = ""
            while let character = rest.popFirst() {
                if character != "\"" {
                    name.append(character)
                } else if rest.first == "\"" {
                    name.append(rest.removeFirst())
                } else {
                    return name
                }
            }
            return nil
        }
    }
}

/// Why a mapping cannot be used.
public enum AttributeMappingError: Error, Hashable, Sendable {
    /// A part is not of the form `ours=theirs`.
    case malformed(part: String)
    /// A name of ours, or a column, is mapped twice.
    case mappedTwice(name: String)
    /// There is no attribute of ours by that name.
    case unknownAttribute(name: String, available: [String])
    /// A stated column is not in the file.
    case columnNotFound(name: String, available: [String])
    /// Several columns fit one name.
    case ambiguous(name: String, candidates: [String])
}
