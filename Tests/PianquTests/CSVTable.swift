import Foundation

/// A CSV as RFC 4180 has it, read by other code than what is tested.
struct CSVTable {
    let header: [String]
    let rows: [[String]]

    init(_ text: String) {
        var records: [[String]] = [[]]
        var value = ""
        var isQuoted = false
        // Scalars, because a line break of two characters would be one.
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch (isQuoted, scalar) {
            case (true, "\"") where scalars.first == "\"": value.unicodeScalars.append(scalars.removeFirst())
            case (_, "\""): isQuoted.toggle()
            case (false, ","):
                records[records.count - 1].append(value)
                value = ""
            case (false, "\n"):
                records[records.count - 1].append(value)
                value = ""
                records.append([])
            case (false, "\r") where scalars.first == "\n": continue
            default: value.unicodeScalars.append(scalar)
            }
        }
        header = records[0]
        rows = records.dropFirst().filter { !$0.isEmpty }
    }

    /// The values of a column by its name; the last one of that name.
    func column(_ name: String) -> [String] {
        guard let index = header.lastIndex(of: name) else { return [] }
        return rows.map { $0[index] }
    }

    /// How often each value of a column occurs.
    func counts(_ name: String) -> [String: Int] { column(name).reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}
