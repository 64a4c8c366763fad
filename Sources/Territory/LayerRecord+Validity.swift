import GeometryCore
import Phrasebook

extension LayerRecord {
    /// Whether a record's first day, `valid_from`, is before `valid_to`, the first on which it no longer holds.
    ///
    /// - Throws: ``RowProblem/unfit(field:reason:)`` when it is not.
    /// - Precondition: The layer has both fields.
    public func requireOrderedDays(in layer: Layer) throws {
        let (from, to) = (values[layer.index(of: "valid_from")], values[layer.index(of: "valid_to")])
        // Days in their one form are ordered as texts.
        guard let from = from.text, let to = to.text, from >= to else { return }
        throw RowProblem.unfit(
            field: "valid_to",
            reason: Words(
                zh: "valid_to 是不再有效的第一天，须晚于 valid_from",
                en: "valid_to is the first day on which it no longer holds, and must be later than valid_from"
            )
        )
    }
}
