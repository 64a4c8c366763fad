import GeometryCore
public import Territory

/// How records of the layers `staff`, `assignments` and `rota` are brought into their one form when they are imported,
/// and read again.
public enum StaffRows {
    /// What parts several values in one field; rotas of all makers are read.
    private static let separators: Set<Character> = [";", "；", "、", "|", ",", "，"]

    /// What the layer's records must go through on their way in; nil for layers of other domains.
    public static func refinement(of layer: Layer) -> RowReader.Refinement? {
        switch layer {
        case .staff: refineStaff
        case .assignments: refineAssignment
        case .rota: refineRota
        default: nil
        }
    }

    // MARK: On the way in

    private static func refineStaff(_ record: inout LayerRecord) throws {
        let (roles, skills) = (Layer.staff.index(of: "roles"), Layer.staff.index(of: "skills"))
        let named = try words(record.values[roles].text).map { word in
            guard let role = StaffRole(word: word) else {
                let allowed = StaffRole.allCases.map(\.rawValue)
                throw RowProblem.notAllowed(field: "roles", allowed: allowed)
            }
            return role.rawValue
        }
        record.values[roles] = joined(named)
        record.values[skills] = joined(words(record.values[skills].text).map { $0.lowercased() })
        try record.requireOrderedDays(in: .staff)
    }

    private static func refineAssignment(_ record: inout LayerRecord) throws {
        try record.requireOrderedDays(in: .assignments)
        let layer = Layer.assignments
        makeCode(of: &record, in: layer, of: ["staff", "district", "valid_from"])
    }

    private static func refineRota(_ record: inout LayerRecord) throws {
        do {
            let entry = try RotaEntry(rota: record)
            record.values[Layer.rota.index(of: "starts")] = .text(RotaEntry.clock(entry.start))
            record.values[Layer.rota.index(of: "ends")] = .text(RotaEntry.clock(entry.end))
        } catch let problem as RotaRowProblem {
            throw RowProblem.unfit(field: problem.field, reason: problem.words)
        }
        makeCode(of: &record, in: .rota, of: ["staff", "kind", "weekday", "date", "starts"])
    }

    private static func makeCode(of record: inout LayerRecord, in layer: Layer, of fields: [String]) {
        guard record.code.isEmpty else { return }
        record.values[0] = .text(fields.compactMap { record.values[layer.index(of: $0)].text }.joined(separator: " "))
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split { separators.contains($0) }
            .map { $0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed() }
            .map { String($0) }.filter { !$0.isEmpty }
    }

    private static func joined(_ words: [String]) -> FieldValue {
        words.isEmpty ? .null : .text(Set(words).sorted().joined(separator: ";"))
    }

    // MARK: Read again

    /// The staff member that a record of the layer `staff` describes.
    ///
    /// What another program wrote and nobody can read is left out: an unknown role, a day that is none.
    static func member(_ record: LayerRecord) -> StaffMember {
        func text(_ field: String) -> String? { record.values[Layer.staff.index(of: field)].text }
        let validity = validity(of: record, in: .staff)
        return StaffMember(
            code: record.code,
            name: text("name"),
            roles: Set(words(text("roles")).compactMap { StaffRole(word: $0) }),
            skills: Set(words(text("skills")).map { $0.lowercased() }),
            phone: text("phone"),
            assignments: text("district").map { [.init(district: $0, validity: validity)] } ?? [],
            validity: validity,
            dutyPoint: record.place
        )
    }

    /// Whose assignment a record of the layer `assignments` is, and which.
    static func assignment(_ record: LayerRecord) -> (staff: String, assignment: StaffMember.Assignment)? {
        func text(_ field: String) -> String? { record.values[Layer.assignments.index(of: field)].text }
        guard let staff = text("staff"), let district = text("district") else { return nil }
        return (staff, .init(district: district, validity: validity(of: record, in: .assignments)))
    }

    private static func validity(of record: LayerRecord, in layer: Layer) -> DayRange {
        func day(_ field: String) -> LocalDay? {
            record.values[layer.index(of: field)].text.flatMap { LocalDay($0) }
        }
        return DayRange(from: day("valid_from"), to: day("valid_to"))
    }
}

extension RotaEntry {
    /// Reads a record of the layer `rota`.
    ///
    /// - Throws: ``RotaRowProblem``.
    init(rota record: LayerRecord) throws {
        try self.init { column in
            let field = ["start": "starts", "end": "ends"][column] ?? column
            return record.values[Layer.rota.index(of: field)].text
        }
    }

    /// Minutes after midnight as `08:30`.
    static func clock(_ minutes: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}

extension RotaRowProblem {
    /// The column at fault, if it is one.
    var field: String? {
        switch self {
        case .missing(let field), .notATime(let field): field
        case .unknownKind: "kind"
        case .weekdayOrDate, .notAWeekday: "weekday"
        case .notADate: "date"
        case .noTime: "end"
        case .notASubstitute: "substitute"
        }
    }
}
