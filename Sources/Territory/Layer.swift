public import GeometryCore

/// What can be imported into a bureau's store: one layer of features or rows with a common shape.
public enum Layer: String, CaseIterable, Sendable {
    /// Stations, districts and subdistricts (供电所、片区、分片区): responsibility polygons.
    case districts
    /// Metered households and businesses (客户); CIM UsagePoint with its ServiceLocation.
    case customers
    /// Distribution transformers (台区), each with the customers and lines it feeds.
    case transformers
    /// Low-voltage lines (低压线路).
    case lines
    /// Poles (电杆).
    case poles
    /// Meter boxes (表箱).
    case meterBoxes = "meter_boxes"
    /// Service drops (接户线): kept with the lines, their kind given by the layer.
    case serviceDrops = "service_drops"
    /// Road centre-lines.
    case roads
    /// Former names and other aliases of places (地名别名), for the search of addresses: rows without geometry.
    case placeNames = "place_names"
    /// Staff members (员工) with their roles, skills and duty points.
    case staff
    /// Who answers for which district, and from when to when (片区分工), besides what a staff member's own row says.
    case assignments
    /// Shifts, overrides and leave (排班), in layers: of one kind, the row that was imported later lies above.
    case rota
    /// Where staff members were last (位置): the newest of each that is known.
    case positions
    /// Days on which the calendar departs from the week (节假日与调休): free weekdays, and worked days of the weekend.
    case holidays
    /// Telephones and trackers (定位设备): whose each one is, and how it tells its speed.
    case devices
    /// What is to be patrolled how often (巡视计划): rows without geometry.
    case patrolPlans = "patrol_plans"
    /// Faults found on assets (缺陷), each with its severity and deadline.
    case defects
    /// Work that was done, or is to be done, on assets (检修作业): meter boxes replaced, trees trimmed and the like.
    case work

    /// The layer whose table holds this layer's records.
    public var table: Layer { self == .serviceDrops ? .lines : self }

    /// The geometry that a record has.
    public var shape: LayerShape {
        switch self {
        case .districts: .area
        case .customers, .transformers, .poles, .meterBoxes, .staff, .positions, .defects, .work: .point
        case .lines, .serviceDrops, .roads: .line
        case .placeNames, .assignments, .rota, .holidays, .devices, .patrolPlans: .none
        }
    }

    /// The attributes of a record, the code first.
    public var fields: [LayerField] {
        switch self {
        case .districts: Self.districtFields
        case .customers: Self.customerFields
        case .transformers: Self.transformerFields
        case .lines, .serviceDrops: Self.lineFields
        case .poles: Self.poleFields
        case .meterBoxes: Self.meterBoxFields
        case .roads: Self.roadFields
        case .placeNames: Self.placeNameFields
        case .staff: Self.staffFields
        case .assignments: Self.assignmentFields
        case .rota: Self.rotaFields
        case .positions: Self.positionFields
        case .holidays: Self.holidayFields
        case .devices: Self.deviceFields
        case .patrolPlans: Self.patrolPlanFields
        case .defects: Self.defectFields
        case .work: Self.workFields
        }
    }

    /// Whether a record's code is made of its other values, so that a file need not have one.
    public var makesCodes: Bool {
        [.assignments, .rota, .holidays, .patrolPlans, .defects, .work].contains(self)
    }

    /// The position of a field in ``LayerRecord/values``.
    ///
    /// - Precondition: The layer has a field of this name.
    public func index(of field: String) -> Int {
        guard let index = fields.firstIndex(where: { $0.name == field }) else {
            preconditionFailure("layer \(rawValue) has no field \(field)")
        }
        return index
    }
}

/// The kinds of geometry that layers hold.
public enum LayerShape: String, Hashable, Sendable {
    /// One position.
    case point
    /// One or more lines, stored as a multi-line-string.
    case line
    /// One or more polygons, stored as a multi-polygon.
    case area
    /// No geometry: the rows of a plain table.
    case none

    /// `geometry` in the one form that the layer stores; nil when it is of another kind, and always for ``none``.
    ///
    /// A multi-point of one position counts as a point.
    public func normalised(_ geometry: Geometry) -> Geometry? {
        switch (self, geometry) {
        case (.point, .point), (.line, .multiLineString), (.area, .multiPolygon): geometry
        case (.point, .multiPoint(let points)) where points.count == 1: .point(points[0])
        case (.line, .lineString(let line)): .multiLineString([line])
        case (.area, .polygon(let polygon)): .multiPolygon(MultiPolygon([polygon]))
        case (_, .collection(let members)) where members.count == 1: normalised(members[0])
        default: nil
        }
    }
}

/// One attribute of a layer.
public struct LayerField: Hashable, Sendable {
    /// The longest text an attribute may hold, in characters.
    public static let maximumLength = 500
    /// The longest code, in characters.
    public static let maximumCodeLength = 100

    /// Our name, also the column in the store.
    public let name: String
    /// The type of its values.
    public let kind: FieldDefinition.Kind
    /// Whether a record without a value is refused.
    public let isRequired: Bool
    /// Headings of foreign files that mean this field, besides ``name``.
    public let aliases: [String]
    /// The values it may take, with the foreign words for each; any when empty.
    public let allowed: [(value: String, aliases: [String])]
    /// Whether a record without a value is refused when the file has the column: among OpenStreetMap's lines only those
    /// with a `highway` are roads.
    public let isRequiredIfThere: Bool
    /// Whether values are days of the calendar.
    public let isDay: Bool
    /// Whether values are personal data, which never reach messages.
    public let isPersonal: Bool

    init(
        _ name: String,
        _ kind: FieldDefinition.Kind = .text,
        required: Bool = false,
        personal: Bool = false,
        day: Bool = false,
        requiredIfThere: Bool = false,
        aliases: [String] = [],
        allowed: [(value: String, aliases: [String])] = []
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.isPersonal = personal
        self.isDay = day
        self.isRequiredIfThere = requiredIfThere
        self.aliases = aliases
        self.allowed = allowed
    }

    /// Fields are equal when they have the same name.
    public static func == (a: LayerField, b: LayerField) -> Bool { a.name == b.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
