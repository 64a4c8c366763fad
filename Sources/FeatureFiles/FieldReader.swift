internal import CGDAL
internal import GeometryCore

/// Reads one attribute of a layer.
///
/// The type is looked at once per layer, not once per row.
struct FieldReader {
    enum Kind { case integer, real, text, cutText, date, time, dateTime, textList, integerList, longList, realList }

    let definition: FieldDefinition
    private let index: Int32
    private let kind: Kind
    private let width: Int

    init(_ field: OGRFieldDefnH, index: Int, name: String, isDBF: Bool) {
        self.index = Int32(index)
        width = Int(unsafe OGR_Fld_GetWidth(field))
        kind =
            switch unsafe OGR_Fld_GetType(field) {
            case OFTInteger, OFTInteger64: .integer
            case OFTReal: .real
            case OFTDate: .date
            case OFTTime: .time
            case OFTDateTime: .dateTime
            case OFTStringList: .textList
            case OFTIntegerList: .integerList
            case OFTInteger64List: .longList
            case OFTRealList: .realList
            default: isDBF ? .cutText : .text
            }
        let type: FieldDefinition.Kind =
            switch kind {
            case .integer: .integer
            case .real: .real
            default: .text
            }
        definition = FieldDefinition(name: name, kind: type)
    }

    /// The value in `feature`, or what is wrong with it.
    @inline(__always)
    func read(_ feature: OGRFeatureH, _ decoder: TextDecoder?) -> Result<FieldValue, RowProblemError> {
        guard unsafe OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return .success(.null) }
        switch kind {
        case .integer: return .success(.integer(unsafe OGR_F_GetFieldAsInteger64(feature, index)))
        case .real:
            let value = unsafe OGR_F_GetFieldAsDouble(feature, index)
            return .success(value.isFinite ? .real(value) : .null)
        case .text, .cutText: return unsafe text(OGR_F_GetFieldAsString(feature, index), decoder)
        case .date, .time, .dateTime: return .success(unsafe moment(feature).map(FieldValue.text) ?? .null)
        case .textList: return unsafe texts(feature)
        case .integerList, .longList, .realList:
            return .success(.text(unsafe numbers(feature).joined(separator: ";")))
        }
    }

    private func text(_ value: UnsafePointer<CChar>?, _ decoder: TextDecoder?) -> Result<FieldValue, RowProblemError> {
        guard let value = unsafe value else { return .success(.null) }
        guard let decoder else {
            if let text = unsafe String(validatingCString: value) { return .success(.text(text)) }
            return .failure(RowProblemError(problem: .text(encoding: "UTF-8")))
        }
        let bytes = unsafe Array(UnsafeRawBufferPointer(start: value, count: cLength(value)))
        return decoder.decode(bytes[...], mayBeCut: kind == .cutText && bytes.count >= width).map(FieldValue.text)
    }

    private func cLength(_ text: UnsafePointer<CChar>) -> Int {
        var end = unsafe text
        while unsafe end.pointee != 0 { unsafe end += 1 }
        return unsafe end - text
    }

    /// RFC 3339 text, without an offset when the source gives none; nil for seconds that are none.
    private func moment(_ feature: OGRFeatureH) -> String? {
        var year: Int32 = 0, month: Int32 = 0, day: Int32 = 0, hour: Int32 = 0, minute: Int32 = 0, zone: Int32 = 0
        var second: Float = 0
        _ = unsafe OGR_F_GetFieldAsDateTimeEx(feature, index, &year, &month, &day, &hour, &minute, &second, &zone)
        let date = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
        if kind == .date { return date }
        // GDAL takes what an XML document gives for seconds on trust: NaN, or a thousand million. 60 is a leap second.
        guard (0..<61).contains(second) else { return nil }
        // A Float holds seconds of a minute to a few microseconds: the millisecond is sure, no more. None is rounded up
        // to the next minute.
        let last: Int32 = second < 60 ? 59_999 : 60_999
        let milliseconds = min(Int32((Double(second) * 1000).rounded()), last)
        var clock = "\(digits(hour, 2)):\(digits(minute, 2)):\(digits(milliseconds / 1000, 2))"
        if milliseconds % 1000 != 0 { clock += ".\(digits(milliseconds % 1000, 3))" }
        return kind == .time ? clock : "\(date)T\(clock)\(offset(zone))"
    }

    /// OGR counts time zones in quarters of an hour around 100; 0 and 1 name none.
    private func offset(_ zone: Int32) -> String {
        guard zone > 1 else { return "" }
        let minutes = (zone - 100) * 15
        if minutes == 0 { return "Z" }
        return "\(minutes < 0 ? "-" : "+")\(digits(abs(minutes) / 60, 2)):\(digits(abs(minutes) % 60, 2))"
    }

    private func digits(_ value: Int32, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    private func numbers(_ feature: OGRFeatureH) -> [String] {
        var count: Int32 = 0
        if kind == .realList {
            guard let items = unsafe OGR_F_GetFieldAsDoubleList(feature, index, &count) else { return [] }
            return (0..<Int(count)).map { unsafe FieldValue.real(items[$0]).text ?? "" }
        }
        if kind == .integerList {
            guard let items = unsafe OGR_F_GetFieldAsIntegerList(feature, index, &count) else { return [] }
            return (0..<Int(count)).map { unsafe String(items[$0]) }
        }
        guard let items = unsafe OGR_F_GetFieldAsInteger64List(feature, index, &count) else { return [] }
        return (0..<Int(count)).map { unsafe String(items[$0]) }
    }

    private func texts(_ feature: OGRFeatureH) -> Result<FieldValue, RowProblemError> {
        guard let items = unsafe OGR_F_GetFieldAsStringList(feature, index) else { return .success(.null) }
        var texts: [String] = []
        var cursor = unsafe items
        while let item = unsafe cursor.pointee {
            guard let text = unsafe String(validatingCString: item) else {
                return .failure(RowProblemError(problem: .text(encoding: "UTF-8")))
            }
            texts.append(text)
            unsafe cursor += 1
        }
        return .success(.text(texts.joined(separator: ";")))
    }
}
