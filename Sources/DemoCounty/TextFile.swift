internal import Foundation

/// A text file written front to back through a small buffer.
final class TextFile {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private static let limit = 1 << 18

    /// Creates or replaces the file.
    init(_ url: URL) throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
        buffer.reserveCapacity(Self.limit + 4096)
    }

    func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > Self.limit { try flush() }
    }

    /// A coordinate in degrees, with as many decimals as it has.
    func write(degrees value: Int) { Self.append(degrees: value, to: &buffer) }

    func write(place: Place) {
        buffer.append(UInt8(ascii: "["))
        write(degrees: place.longitude)
        buffer.append(UInt8(ascii: ","))
        write(degrees: place.latitude)
        buffer.append(UInt8(ascii: "]"))
    }

    func close() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }

    static func append(degrees value: Int, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let size = value.magnitude
        bytes.append(contentsOf: String(size / 10_000_000).utf8)
        var rest = size % 10_000_000
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var unit: UInt = 1_000_000
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        }
    }
}

/// A value in a CSV row or in the properties of a GeoJSON feature.
enum Value {
    case text(String)
    case whole(Int)
    case degrees(Int)
    /// A number with a fixed number of decimals, already written.
    case number(String)
    case none
}

/// A CSV file with a heading.
final class CSVFile {
    private let file: TextFile

    init(_ url: URL, heading: String) throws {
        file = try TextFile(url)
        try file.write(heading + "\n")
    }

    /// Writes a row.
    ///
    /// No value of the demo county holds a comma, quote or line break.
    func write(_ values: [Value]) throws {
        for (index, value) in values.enumerated() {
            if index > 0 { try file.write(",") }
            switch value {
            case .text(let text), .number(let text): try file.write(text)
            case .whole(let number): try file.write(String(number))
            case .degrees(let degrees): file.write(degrees: degrees)
            case .none: break
            }
        }
        try file.write("\n")
    }

    func close() throws { try file.close() }
}

/// A GeoJSON feature collection (RFC 7946), one feature a line.
final class GeoJSONFile {
    private let file: TextFile
    private var isFirst = true

    init(_ url: URL, name: String) throws {
        file = try TextFile(url)
        try file.write("{\"type\":\"FeatureCollection\",\"name\":\"\(name)\",\"features\":[\n")
    }

    func write(_ fields: [(String, Value)], line: [Place]) throws {
        try open(fields, "LineString")
        try write(line, closed: false)
        try file.write("}}")
    }

    func write(_ fields: [(String, Value)], areas: [Area]) throws {
        try open(fields, areas.count == 1 ? "Polygon" : "MultiPolygon")
        if areas.count > 1 { try file.write("[") }
        for (index, area) in areas.enumerated() {
            try file.write(index > 0 ? ",[" : "[")
            try write(area.shell, closed: true)
            for hole in area.holes {
                try file.write(",")
                try write(hole, closed: true)
            }
            try file.write("]")
        }
        try file.write(areas.count > 1 ? "]}}" : "}}")
    }

    func close() throws {
        try file.write("\n]}\n")
        try file.close()
    }

    private func open(_ fields: [(String, Value)], _ kind: String) throws {
        try file.write(isFirst ? "" : ",\n")
        isFirst = false
        try file.write("{\"type\":\"Feature\",\"properties\":{")
        for (index, field) in fields.enumerated() {
            try file.write((index > 0 ? ",\"" : "\"") + field.0 + "\":")
            switch field.1 {
            case .text(let text): try file.write("\"" + text + "\"")
            case .whole(let number): try file.write(String(number))
            case .number(let number): try file.write(number)
            case .degrees(let degrees): file.write(degrees: degrees)
            case .none: try file.write("null")
            }
        }
        try file.write("},\"geometry\":{\"type\":\"\(kind)\",\"coordinates\":")
    }

    private func write(_ places: [Place], closed: Bool) throws {
        try file.write("[")
        for (index, place) in (closed ? places + places.prefix(1) : places).enumerated() {
            if index > 0 { try file.write(",") }
            file.write(place: place)
        }
        try file.write("]")
    }
}
