import CPROJ
import GeometryCore

extension CoordinateReference {
    /// Parses a definition.
    ///
    /// Understood, without regard to case: `EPSG:4490` or any authority and code that PROJ knows; a bare EPSG number;
    /// WKT 1 (also Esri's) and WKT 2; PROJJSON; PROJ strings; a registered name; `wgs84`, `cgcs2000`; `gcj02`
    /// (`GCJ-02`, 火星坐标) and `bd09` (`BD-09`, 百度坐标). A definition without a code is looked up in the EPSG
    /// register, so a `.prj` file of CGCS2000 equals its EPSG code. Of a compound system the horizontal part is used,
    /// and heights of a three-dimensional one are ignored.
    ///
    /// - Parameter text: The definition.
    /// - Throws: ``CoordinateReferenceError`` naming the text, or ``ProjectionError`` when PROJ lacks its database.
    public init(_ text: String) throws {
        let text = text.trimmed
        guard !text.isEmpty else { throw CoordinateReferenceError.empty }
        if let known = Self.nickname(text) {
            self = known
            return
        }
        let context = try ProjContext()
        let horizontal = try Self.parse(text, in: context)
        let registered = Self.registered(horizontal, in: context)
        try self.init(registered ?? horizontal, definedBy: registered?.authorityCode, text: text)
    }

    /// The systems that go by a name of their own.
    private static func nickname(_ text: String) -> CoordinateReference? {
        switch text.lowercased().filter({ !" -_".contains($0) }) {
        case "wgs84", "epsg:4326", "4326": .wgs84
        case "gcj02", "火星坐标", "火星坐标系", "国测局坐标", "国测局坐标系": .gcj02
        case "bd09", "bd09ll", "百度坐标", "百度坐标系": .bd09
        default: nil
        }
    }

    /// The horizontal, two-dimensional CRS that `text` describes.
    private static func parse(_ text: String, in context: ProjContext) throws -> ProjObject {
        let shown = text.cut
        let object: ProjObject
        do {
            object = try context.object(projDefinition(text))
        } catch let error as ProjectionError {
            guard context.hasDatabase else { throw error }
            throw CoordinateReferenceError.unknown(text: shown, reason: error.messages.last?.trimmed ?? "")
        }
        guard unsafe proj_is_crs(object.pointer) == 1 else {
            throw CoordinateReferenceError.notReferenceSystem(text: shown)
        }
        // A bare name must be exact: PROJ would also take one that merely resembles it.
        let isName = !text.contains { ":[{=".contains($0) } && !text.allSatisfy(\.isNumber)
        if isName && object.name.plain != text.plain && projDefinition(text) == text {
            throw CoordinateReferenceError.unknown(text: shown, reason: "")
        }
        return try horizontalPart(of: object, text: shown)
    }

    /// Writes what people type as PROJ expects it.
    private static func projDefinition(_ text: String) -> String {
        let lower = text.lowercased()
        if text.allSatisfy({ $0.isASCII && $0.isNumber }) { return "EPSG:" + text }
        if ["cgcs2000", "cgcs 2000", "2000国家大地坐标系"].contains(lower) { return "EPSG:4490" }
        if lower.hasPrefix("+init=") { return String(text.dropFirst("+init=".count)) }
        // Without its type PROJ takes such a string for a conversion; a pipeline always is one.
        let isString = lower.hasPrefix("+proj=") || lower.hasPrefix("proj=") || lower.contains(" +proj=")
        let isTyped = lower.contains("type=crs") || lower.contains("proj=pipeline")
        return isString && !isTyped ? text + " +type=crs" : text
    }

    private static func horizontalPart(of object: ProjObject, text: String) throws -> ProjObject {
        let context = object.context
        switch object.type {
        case PJ_TYPE_COMPOUND_CRS:
            let part = try context.make("proj_crs_get_sub_crs") { unsafe proj_crs_get_sub_crs($0, object.pointer, 0) }
            return try horizontalPart(of: part, text: text)
        case PJ_TYPE_BOUND_CRS:
            // Judged by its source; the shift that binds it to WGS 84 is kept.
            let source = try context.make("proj_get_source_crs") { unsafe proj_get_source_crs($0, object.pointer) }
            let part = try horizontalPart(of: source, text: text)
            return part.type == source.type ? object : part
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS, PJ_TYPE_PROJECTED_CRS: return object
        case PJ_TYPE_GEOCENTRIC_CRS: throw CoordinateReferenceError.unsupported(text: text, kind: .geocentric)
        case PJ_TYPE_VERTICAL_CRS: throw CoordinateReferenceError.unsupported(text: text, kind: .vertical)
        case PJ_TYPE_ENGINEERING_CRS: throw CoordinateReferenceError.unsupported(text: text, kind: .local)
        default: throw CoordinateReferenceError.unsupported(text: text, kind: .other)
        }
    }

    /// The same system as the register has it, so that one definition and another compare equal.
    private static func registered(_ object: ProjObject, in context: ProjContext) -> ProjObject? {
        // A register entry would lose the shift that binds the system to WGS 84.
        guard object.type != PJ_TYPE_BOUND_CRS else { return nil }
        let code = object.authorityCode ?? identified(object, in: context)
        guard let code, let known = try? context.object(code), known.type == object.type,
            let a = try? known.normalized(), let b = try? object.normalized(), a.isEquivalent(to: b)
        else { return nil }
        return known
    }

    /// The EPSG code of a definition that states none, when PROJ is all but certain of it.
    private static func identified(_ object: ProjObject, in context: ProjContext) -> String? {
        var confidences: UnsafeMutablePointer<Int32>?
        let list = unsafe proj_identify(context.handle, object.pointer, "EPSG", nil, &confidences)
        defer {
            unsafe proj_int_list_destroy(confidences)
            unsafe proj_list_destroy(list)
        }
        guard unsafe list != nil, unsafe proj_list_get_count(list) > 0, let confidences = unsafe confidences,
            unsafe confidences[0] >= 70,
            let best = try? context.make("proj_list_get", { unsafe proj_list_get($0, list, 0) })
        else { return nil }
        return best.authorityCode
    }

    /// WGS 84 and CGCS2000, two- and three-dimensional.
    private static let hubs = ["EPSG:4326", "EPSG:4490", "EPSG:4979", "EPSG:4480"]

    private init(_ object: ProjObject, definedBy code: String?, text: String) throws {
        let context = object.context
        let isBound = object.type == PJ_TYPE_BOUND_CRS
        let plain =
            isBound
            ? try context.make("proj_get_source_crs") { unsafe proj_get_source_crs($0, object.pointer) } : object
        let isGeographic = plain.type != PJ_TYPE_PROJECTED_CRS
        let geodetic = try context.make("proj_crs_get_geodetic_crs") {
            unsafe proj_crs_get_geodetic_crs($0, plain.pointer)
        }
        let isHub = try !isBound && Self.hubs.contains { try context.object($0).isEquivalent(to: geodetic) }
        let area = object.areaOfUse ?? plain.areaOfUse
        self.init(
            // PROJ strings have no names.
            name: ["", "unknown"].contains(plain.name) ? text.cut : plain.name,
            authorityCode: code,
            isGeographic: isGeographic,
            metresPerUnit: isGeographic ? nil : Self.metresPerUnit(of: plain),
            areaOfUse: area.flatMap { $0.isEmpty ? nil : $0 },
            definition: try code ?? Self.definition(of: object, text: text),
            basis: isHub ? (isGeographic ? .degrees : .projection) : .otherDatum
        )
    }

    private static func definition(of object: ProjObject, text: String) throws -> String {
        let wkt = unsafe proj_as_wkt(object.context.handle, object.pointer, PJ_WKT2_2019, nil)
        guard let wkt = unsafe wkt else { return projDefinition(text) }
        return unsafe String(cString: wkt)
    }

    private static func metresPerUnit(of object: ProjObject) -> Double? {
        let context = object.context
        let system = try? context.make("proj_crs_get_coordinate_system") {
            unsafe proj_crs_get_coordinate_system($0, object.pointer)
        }
        guard let system else { return nil }
        var factor = 0.0
        let isKnown = unsafe proj_cs_get_axis_info(
            context.handle,
            system.pointer,
            0,
            nil,
            nil,
            nil,
            &factor,
            nil,
            nil,
            nil
        )
        return isKnown == 1 && factor > 0 ? factor : nil
    }
}

extension CoordinateReference {
    /// A PROJ string for the same grid in another unit (`ft`, `us-ft`); nil when this one is not in metres.
    func definition(inUnit unit: String) -> String? {
        guard metresPerUnit == 1, let context = try? ProjContext(), let object = try? context.object(definition),
            let text = unsafe proj_as_proj_string(context.handle, object.pointer, PJ_PROJ_5, nil)
        else { return nil }
        var words = unsafe String(cString: text).split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "+units=m") else { return nil }
        words[index] = "+units=" + unit
        words.removeAll { $0 == "+no_defs" || $0 == "+type=crs" }
        // Without its name the datum would count as unknown.
        let isNamed = words.contains { $0.hasPrefix("+datum=") || $0.hasPrefix("+towgs84=") }
        if basis == .projection && !isNamed { words.append("+towgs84=0,0,0") }
        return words.joined(separator: " ")
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        let head = drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// For messages: one line of at most 60 characters.
    var cut: String {
        let line = String(map { $0.isNewline ? " " : $0 })
        return line.count > 60 ? line.prefix(60) + "…" : line
    }

    /// For comparing names: letters and digits in lower case.
    fileprivate var plain: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
