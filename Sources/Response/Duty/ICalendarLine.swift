/// A content line of an iCalendar file: a name, parameters and a value.
struct ContentLine {
    /// The bytes without line breaks, as many as are kept.
    var bytes: [UInt8] = []
    /// Whether there were more.
    var isCut = false
    /// The line of the file on which it begins.
    let line: Int

    init(line: Int) { self.line = line }

    /// The name before the first `;` or `:`, in capitals; nil when there is none.
    var name: String? {
        guard let end = nameEnd, end > 0 else { return nil }
        return String(decoding: bytes[..<end], as: UTF8.self).uppercased()
    }

    /// A value of one word without parameters, in capitals.
    var word: String? {
        guard let end = nameEnd, bytes[end] == UInt8(ascii: ":"), bytes.count - end <= 100 else { return nil }
        let word = bytes[(end + 1)...].filter { $0 != 0x20 && $0 != 0x09 }
        return String(validating: word, as: UTF8.self)?.uppercased()
    }

    /// Where the name ends; nil when something else than letters, digits and hyphens comes before.
    private var nameEnd: Int? {
        let end = bytes.firstIndex { byte in
            !(0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || byte == UInt8(ascii: "-"))
        }
        guard let end, bytes[end] == UInt8(ascii: ":") || bytes[end] == UInt8(ascii: ";") else { return nil }
        return end
    }

    /// The line taken apart.
    func property(_ name: String) throws(ICalendarEventProblem) -> ICalendarProperty {
        var position = nameEnd ?? 0
        var parameters: [String: [String]] = [:]
        while position < bytes.count, bytes[position] == UInt8(ascii: ";") {
            position += 1
            guard let equals = bytes[position...].firstIndex(of: UInt8(ascii: "=")), equals > position else {
                throw .malformedLine(line: line)
            }
            let parameter = try text(bytes[position..<equals], name).uppercased()
            position = equals
            repeat {
                let (value, end) = try parameterValue(from: position + 1)
                parameters[parameter, default: []].append(try text(value, name))
                position = end
            } while bytes[position] == UInt8(ascii: ",")
        }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw .malformedLine(line: line) }
        let value = try text(bytes[(position + 1)...], name)
        return ICalendarProperty(name: name, parameters: parameters, value: value, line: line)
    }

    /// A parameter's value and where it ends: at a comma, a semicolon or a colon.
    private func parameterValue(from start: Int) throws(ICalendarEventProblem) -> (ArraySlice<UInt8>, Int) {
        var (first, last): (Int, Int?) = (start, nil)
        if start < bytes.count, bytes[start] == UInt8(ascii: "\"") {
            first += 1
            last = bytes[first...].firstIndex(of: UInt8(ascii: "\""))
            guard last != nil else { throw .malformedLine(line: line) }
        }
        let ends = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")]
        guard start <= bytes.count, let end = bytes[(last ?? start)...].firstIndex(where: { ends.contains($0) }),
            last == nil || last == end - 1
        else { throw .malformedLine(line: line) }
        return (bytes[first..<(last ?? end)], end)
    }

    private func text(_ bytes: ArraySlice<UInt8>, _ name: String) throws(ICalendarEventProblem) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(property: name, line: line) }
        return text
    }
}
