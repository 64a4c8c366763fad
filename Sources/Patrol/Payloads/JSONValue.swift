/// A JSON document in memory.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object as they stand, those of one name several times too.
struct JSONObject: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue
    }

    let members: [Member]

    /// The member of that name; nil when there is none.
    ///
    /// - Throws: ``RecordFault`` when there are several: no rule says which one is meant.
    func member(_ name: String, told refusal: FixRefusal) throws -> JSONValue? {
        var found: JSONValue?
        for member in members where member.name == name {
            if found != nil { throw RecordFault(name, .repeated, refusal) }
            found = member.value
        }
        return found
    }
}
