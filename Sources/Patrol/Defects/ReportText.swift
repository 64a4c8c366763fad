import Territory

/// Texts of reports, by the rules of imported ones.
enum ReportText {
    /// Makes sure that a text can be kept and shown.
    ///
    /// - Throws: ``DefectRefusal/notAText(field:)``.
    static func require(_ field: String, _ text: String?, isRequired: Bool = false) throws {
        let refusal = DefectRefusal.notAText(field: field)
        guard let text, !text.allSatisfy(\.isWhitespace) else {
            if isRequired || text != nil { throw refusal }
            return
        }
        let isHidden = text.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) }
        guard !isHidden, text.count <= LayerField.maximumLength else { throw refusal }
    }
}
