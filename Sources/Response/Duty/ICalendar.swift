/// A property of an event, unfolded and taken apart.
public struct ICalendarProperty: Hashable, Sendable {
    /// The name, in capitals.
    public let name: String
    /// The parameters' values without quotes, by their names in capitals.
    public let parameters: [String: [String]]
    /// The value as it is written, escapes and all.
    public let value: String
    /// The line of the file on which the property begins.
    public let line: Int

    /// The texts of a value that lists them, unescaped.
    public var texts: [String] {
        var texts = [""]
        var characters = value.unicodeScalars.makeIterator()
        while let scalar = characters.next() {
            switch scalar {
            case ",": texts.append("")
            case "\\":
                guard let escaped = characters.next() else { break }
                texts[texts.count - 1].unicodeScalars.append(escaped == "n" || escaped == "N" ? "\n" : escaped)
            default: texts[texts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return texts
    }

    /// The value as one text, unescaped; a comma that should have been escaped is kept.
    public var text: String { texts.joined(separator: ",") }
}

/// An event (VEVENT), as far as it was read.
public struct ICalendarEvent: Sendable {
    /// Its place among the file's events, counted from 1.
    public let ordinal: Int
    /// The line on which it begins.
    public let line: Int
    /// Whether the whole calendar is a cancellation.
    public let isCancelled: Bool
    /// The properties that a rota reads, in the file's order, without those of parts such as alarms.
    public internal(set) var properties: [ICalendarProperty] = []
    /// The first thing about it that cannot be read.
    public internal(set) var problem: ICalendarEventProblem?
}

/// Delivers the events of an iCalendar file (RFC 5545) one by one.
///
/// Read are the structure of components, content lines with LF or CRLF, folded or not, a byte order mark, parameters with
/// or without quotes, and the properties in ``ICalendarReader/properties``; of everything else only the names. No Swift
/// library for it is among the project's packages, and a rota needs little of the standard.
public struct ICalendarReader: Sendable {
    /// The bytes that a file may have.
    public static let largestFile = 128 << 20
    /// The properties of events that are kept.
    public static let properties: Set<String> = [
        "ATTENDEE", "CATEGORIES", "DTEND", "DTSTART", "DURATION", "EXDATE", "EXRULE", "RDATE", "RECURRENCE-ID", "RRULE",
        "STATUS", "SUMMARY", "X-PIANQU-STAFF", "X-PIANQU-SUBSTITUTE",
    ]
    /// The bytes of an unfolded line that are kept: more than a year of dates.
    static let longestLine = 64 << 10
    private static let deepest = 10

    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    private var ordinal = 0
    /// The components that are open, the outermost first.
    private var open: [String] = []
    private var isCancelling = false
    private var hasBegun = false

    /// Starts reading.
    ///
    /// - Throws: ``ICalendarError/tooLarge(megabytes:)``.
    public init(_ bytes: [UInt8]) throws {
        guard bytes.count <= Self.largestFile else {
            throw ICalendarError.tooLarge(megabytes: Self.largestFile >> 20)
        }
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// How much was read, from 0 to 1.
    public var progress: Double { Double(min(position, bytes.count)) / Double(max(bytes.count, 1)) }

    /// The next event; nil after the last.
    ///
    /// - Throws: ``ICalendarError`` when this is no calendar, or no whole one.
    public mutating func next() throws -> ICalendarEvent? {
        var event: ICalendarEvent?
        while let content = contentLine() {
            let name = content.name
            guard hasBegun || name == "BEGIN" && content.word == "VCALENDAR" else {
                throw ICalendarError.notACalendar(line: content.line)
            }
            hasBegun = true
            switch name {
            case "BEGIN":
                try begin(content)
                guard event == nil, open == ["VCALENDAR", "VEVENT"] else { continue }
                ordinal += 1
                event = ICalendarEvent(ordinal: ordinal, line: content.line, isCancelled: isCancelling)
            case "END":
                guard content.word == open.popLast() else { throw ICalendarError.misplacedEnd(line: content.line) }
                if open == ["VCALENDAR"], let event { return event }
            default:
                if event == nil {
                    try check(content, name)
                } else {
                    event?.take(content, name, isOwn: open.count == 2)
                }
            }
        }
        guard open.isEmpty else { throw ICalendarError.unfinished(line: line) }
        guard hasBegun else { throw ICalendarError.notACalendar(line: max(line, 1)) }
        return nil
    }

    private mutating func begin(_ content: ContentLine) throws {
        guard let word = content.word, (word == "VCALENDAR") == open.isEmpty else {
            throw ICalendarError.malformed(line: content.line)
        }
        guard open.count < Self.deepest else { throw ICalendarError.tooDeep(line: content.line) }
        if open.isEmpty { isCancelling = false }
        open.append(word)
    }

    /// What the calendar says of itself.
    private mutating func check(_ content: ContentLine, _ name: String?) throws {
        guard let name, !open.isEmpty else { throw ICalendarError.malformed(line: content.line) }
        guard open.count == 1 else { return }
        switch (name, content.word) {
        case ("VERSION", "2.0"?), ("CALSCALE", "GREGORIAN"?): break
        case ("VERSION", _): throw ICalendarError.otherVersion(line: content.line)
        case ("CALSCALE", _): throw ICalendarError.otherScale(line: content.line)
        case ("METHOD", let word): isCancelling = word == "CANCEL"
        default: break
        }
    }

    /// The next line that is not empty, unfolded.
    private mutating func contentLine() -> ContentLine? {
        while position < bytes.count {
            var content = ContentLine(line: line + 1)
            appendLine(to: &content)
            // Folded anywhere, also within a character.
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
                position += 1
                appendLine(to: &content)
            }
            if !content.bytes.isEmpty { return content }
        }
        return nil
    }

    private mutating func appendLine(to content: inout ContentLine) {
        line += 1
        let end = bytes[position...].firstIndex(of: 0x0a) ?? bytes.count
        let last = end > position && bytes[end - 1] == 0x0d ? end - 1 : end
        let kept = min(last, position + Self.longestLine - content.bytes.count)
        content.bytes += bytes[position..<kept]
        content.isCut = content.isCut || kept < last
        position = min(end + 1, bytes.count)
    }
}

extension ICalendarEvent {
    /// Keeps a property if it is one of those that a rota reads.
    fileprivate mutating func take(_ content: ContentLine, _ name: String?, isOwn: Bool) {
        guard problem == nil else { return }
        guard let name else { return problem = .malformedLine(line: content.line) }
        guard isOwn, ICalendarReader.properties.contains(name) else { return }
        guard !content.isCut else { return problem = .tooLong(property: name, line: content.line) }
        do { properties.append(try content.property(name)) } catch { problem = error }
    }
}
