import GeometryCore
public import Territory

/// Turns the events of an iCalendar file into rows of the layer `rota`, in the file's order.
///
/// - Who: `X-PIANQU-STAFF`; or else the first word of `SUMMARY`, unless that is a kind; or else the one `ATTENDEE`, by
///   the first word of its `CN`, or what stands before the @ of its address.
/// - Kind: a word of `CATEGORIES`, or the first word of `SUMMARY` behind the code that is one, as the column `kind` of a
///   table takes it; a shift if there is none.
/// - Substitute of an override or of leave: `X-PIANQU-SUBSTITUTE`, or the word behind the kind in `SUMMARY`.
/// - When: ``ICalendarOccurrences`` says; `docs/rota.md` tells users.
///
/// Cancelled events give no row and are counted.
public struct ICalendarRota: Sendable {
    /// Where each field of the layer is in the rows.
    public static let columns = Dictionary(uniqueKeysWithValues: Layer.rota.fields.enumerated().map { ($1.name, $0) })

    /// How many cancelled events were passed over so far.
    public private(set) var cancelled = 0
    /// How many events so far have a rule without end that was written out for a year.
    public private(set) var shortened = 0
    private let clock: DutyClock
    private var reader: ICalendarReader
    /// Rows to be delivered, the next one last.
    private var rows: [ImportRun.Row] = []

    /// Starts reading a file for a bureau with this clock.
    ///
    /// - Throws: ``ICalendarError``.
    public init(_ bytes: [UInt8], clock: DutyClock) throws {
        reader = try ICalendarReader(bytes)
        self.clock = clock
    }

    /// How much was read, from 0 to 1.
    public var progress: Double { reader.progress }

    /// The next row, numbered by its event; nil after the last.
    ///
    /// An event gives one row or more, or is refused whole.
    ///
    /// - Throws: ``ICalendarError``.
    public mutating func next() throws -> ImportRun.Row? {
        while rows.isEmpty {
            guard let event = try reader.next() else { return nil }
            do {
                rows = try entries(of: event).reversed()
            } catch {
                return .unreadable(row: event.ordinal, field: error.property, reason: error.words)
            }
        }
        return rows.popLast()
    }

    private mutating func entries(of event: ICalendarEvent) throws(ICalendarEventProblem) -> [ImportRun.Row] {
        if let problem = event.problem { throw problem }
        if event.isCancelled || event.properties.contains(where: { $0.name == "STATUS" && $0.isCancelled }) {
            cancelled += 1
            return []
        }
        if let changed = try event.only("RECURRENCE-ID") { throw .changedOccurrence(line: changed.line) }
        let words = try ICalendarWording(of: event)
        let occurrences = try ICalendarOccurrences(of: event, clock: clock)
        if occurrences.isShortened { shortened += 1 }
        return occurrences.pieces.map { piece in
            var values = [FieldValue](repeating: .null, count: Layer.rota.fields.count)
            func set(_ field: String, _ text: String?) {
                if let text { values[Layer.rota.index(of: field)] = .text(text) }
            }
            set("staff", words.staff)
            set("kind", words.kind.rawValue)
            set("substitute", words.substitute)
            switch piece.days {
            case .weekly(let weekday): set("weekday", String(weekday))
            case .on(let day): set("date", day.text)
            }
            set("starts", RotaEntry.clock(piece.start))
            set("ends", RotaEntry.clock(piece.end))
            return .feature(Feature(row: event.ordinal, fields: values, geometry: nil))
        }
    }
}

/// Whose entry an event is, of what kind, and who stands in.
struct ICalendarWording {
    let staff: String
    let kind: RotaEntry.Kind
    let substitute: String?

    init(of event: ICalendarEvent) throws(ICalendarEventProblem) {
        let summary = try event.only("SUMMARY")
        var words = (summary?.text ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        if let named = try event.only("X-PIANQU-STAFF")?.text.trimmed, !named.isEmpty {
            staff = named
            if words.first == named { words.removeFirst() }
        } else if let first = words.first, Self.kind(first) == nil {
            staff = first
            words.removeFirst()
        } else {
            let attendees = event.properties.filter { $0.name == "ATTENDEE" }
            guard attendees.count == 1, let code = attendees[0].attendee else {
                throw .noStaff(line: summary?.line ?? event.line)
            }
            staff = code
        }
        let said = words.firstIndex { Self.kind($0) != nil }
        let kinds = [RotaEntry.Kind](
            event.properties.filter { $0.name == "CATEGORIES" }.flatMap(\.texts).compactMap { Self.kind($0.trimmed) }
                + (said.map { [words[$0]] } ?? []).compactMap(Self.kind)
        )
        guard Set(kinds).count <= 1 else {
            throw .kindsDiffer(line: event.properties.first { $0.name == "CATEGORIES" }?.line ?? event.line)
        }
        kind = kinds.first ?? .shift
        let named = try event.only("X-PIANQU-SUBSTITUTE")?.text.trimmed ?? ""
        if !named.isEmpty {
            substitute = named
        } else if kind != .shift, let said, said + 1 < words.count {
            substitute = words[said + 1]
        } else {
            substitute = nil
        }
    }

    /// A kind by one of the words that the layer's column takes.
    private static func kind(_ word: String) -> RotaEntry.Kind? { kinds[word] ?? kinds[word.lowercased()] }

    private static let kinds: [String: RotaEntry.Kind] = {
        var kinds: [String: RotaEntry.Kind] = [:]
        for (value, aliases) in Layer.rota.fields[Layer.rota.index(of: "kind")].allowed {
            for word in [value] + aliases { kinds[word] = RotaEntry.Kind(rawValue: value) }
        }
        return kinds
    }()
}

extension ICalendarProperty {
    fileprivate var isCancelled: Bool { value.trimmed.uppercased() == "CANCELLED" }

    /// The code that an attendee goes by.
    fileprivate var attendee: String? {
        if let name = parameters["CN"]?.first?.split(whereSeparator: \.isWhitespace).first { return String(name) }
        guard value.lowercased().hasPrefix("mailto:") else { return nil }
        let address = value.dropFirst(7)
        let local = address[..<(address.firstIndex(of: "@") ?? address.endIndex)]
        return local.isEmpty ? nil : String(local)
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
