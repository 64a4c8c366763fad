import Foundation
import Territory

/// The fields of positions. Names with dots in them are only for problems: `coords.latitude`.
extension JSONObject {
    /// An object within this one.
    func object(_ name: String, told refusal: FixRefusal) throws -> JSONObject {
        switch try member(name, told: refusal) {
        case nil, .null: throw RecordFault(name, .missing, refusal)
        case .object(let object): return object
        default: throw RecordFault(name, .notAnObject, refusal)
        }
    }

    /// A finite number that must be there: a coordinate.
    func coordinate(_ name: String, in outer: String = "") throws -> Double {
        let path = outer.isEmpty ? name : outer + "." + name
        let value: JSONValue?
        do { value = try member(name, told: .notAPlace) } catch { throw RecordFault(path, .repeated, .notAPlace) }
        switch value {
        case nil, .null: throw RecordFault(path, .missing, .notAPlace)
        case let value?:
            guard let number = value.number, number.isFinite else { throw RecordFault(path, .notANumber, .notAPlace) }
            return number
        }
    }

    /// A measure that need not be there; what is no number, or less than nothing, is not known.
    func measure(_ name: String) throws -> Double? {
        PlainNumber.measure(try member(name, told: .notAPlace)?.number)
    }

    /// The instant that must be there.
    func instant(_ name: String) throws -> Date {
        let time: FixTime
        switch try member(name, told: .noTime) {
        case nil, .null: throw RecordFault(name, .missing, .noTime)
        case .number(let number): time = FixTime(sinceEpoch: number)
        case .text(let text): time = FixTime(text)
        default: time = .none
        }
        guard let date = time.date else { throw RecordFault(name, .notAnInstant, .noTime) }
        return date
    }

    /// The name of a device; nil when there is none.
    func deviceName(_ name: String) throws -> String? {
        switch try member(name, told: .unknownStaff) {
        case nil, .null: return nil
        case .text(let text):
            guard let device = DeviceName.normalised(text) else { throw RecordFault(name, .notAName, .unknownStaff) }
            return device.isEmpty ? nil : device
        case .number(let number):
            guard let whole = Int(exactly: number) else { throw RecordFault(name, .notAName, .unknownStaff) }
            return String(whole)
        default: throw RecordFault(name, .notAName, .unknownStaff)
        }
    }

    /// Whether a flag is set.
    func flag(_ name: String) throws -> Bool { try member(name, told: .notAPlace) == .bool(true) }

    /// A text; nil when there is none, or it is something else.
    func text(_ name: String) throws -> String? {
        if case .text(let text) = try member(name, told: .notAPlace) { text } else { nil }
    }
}

extension JSONValue {
    /// The number that it is, or that its text is.
    var number: Double? {
        switch self {
        case .number(let number): number
        case .text(let text): PlainNumber.read(text)
        default: nil
        }
    }
}

/// What devices may call themselves: what can be the code of a record of the layer `devices`.
public enum DeviceName {
    /// The name without white space around it, empty when that is all; nil when it can be no code.
    public static func normalised(_ text: String) -> String? {
        guard text.utf8.count <= LayerField.maximumCodeLength * 4 else { return nil }
        let inner = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let name = String(inner)
        let isHidden = name.unicodeScalars.contains {
            [.control, .format].contains($0.properties.generalCategory)
        }
        return isHidden || name.count > LayerField.maximumCodeLength ? nil : name
    }
}
