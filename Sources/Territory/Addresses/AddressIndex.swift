public import GeometryCore

/// What address search needs of a store: names found by their terms, doors by their number, and customers by telephone.
///
/// `Storage` implements it with the full-text engine of its database. Methods throw the store's errors.
public protocol AddressIndex: Sendable {
    /// For each term the areas whose name has it, at most `limit` of them.
    func areas(having terms: [String], limit: Int) throws -> [[Int]]

    /// For each term the customers' own names that have it, at most `limit` of them.
    func premises(having terms: [String], limit: Int) throws -> [[Int]]

    /// Whether no customer has an address.
    func isEmpty() throws -> Bool

    /// The area of that number.
    func area(_ number: Int) throws -> AddressArea?

    /// The customer whose own name has that number.
    func premise(_ number: Int) throws -> AddressPremise?

    /// The houses of a number in an area, in the order of their details.
    func houses(in area: Int, number: Int, limit: Int) throws -> [AddressHouse]

    /// The nearest lower and the nearest higher numbers that the area has, nearest first.
    func neighbours(in area: Int, of number: Int, limit: Int) throws -> (below: [AddressNumber], above: [AddressNumber])

    /// The codes of the customers with that telephone number.
    func customers(phone: Int) throws -> [String]

    /// The transformers, meter boxes and poles of that name.
    func assets(named name: String) throws -> [AddressAsset]

    /// The names of the provinces, cities and counties that addresses begin with, in folded form.
    func regions() throws -> [String]

    /// Other names, in folded form, by the name in use.
    func otherNames() throws -> [(other: String, current: String)]
}

/// A town, a village or a street that addresses name, with the ground its customers stand on.
public struct AddressArea: Hashable, Sendable {
    /// What kind of area it is.
    public enum Level: Int, Sendable {
        /// 镇, 乡, 街道; in Latin script a city.
        case town = 1
        /// 村, 社区.
        case village = 2
        /// A street, or whatever else stands between the village and the number.
        case street = 3
    }

    /// Its number in the index.
    public var number: Int
    /// The area it lies in.
    public var parent: Int?
    /// What kind of area it is.
    public var level: Level
    /// The name in folded form.
    public var name: String
    /// The name as the bureau writes it.
    public var shown: String
    /// How many addresses name it.
    public var count: Int
    /// The middle of its customers, WGS 84 longitude and latitude in degrees.
    public var place: Point
    /// Metres from the middle to the farthest of its customers.
    public var radiusMetres: Double

    /// Creates an area.
    public init(
        number: Int,
        parent: Int?,
        level: Level,
        name: String,
        shown: String,
        count: Int,
        place: Point,
        radiusMetres: Double
    ) {
        self.number = number
        self.parent = parent
        self.level = level
        self.name = name
        self.shown = shown
        self.count = count
        self.place = place
        self.radiusMetres = radiusMetres
    }
}

/// One door of an area: a customer and where it stands.
public struct AddressHouse: Hashable, Sendable {
    /// The customer's code.
    public var customer: String
    /// The house number.
    public var number: Int
    /// Building, unit, floor, room and what follows the number, as the index keeps them.
    public var detail: String
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point

    /// Creates a house.
    public init(customer: String, number: Int, detail: String, place: Point) {
        self.customer = customer
        self.number = number
        self.detail = detail
        self.place = place
    }
}

/// A house number of an area, in the middle of all the doors that have it.
public struct AddressNumber: Hashable, Sendable {
    /// The house number.
    public var number: Int
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point

    /// Creates a number.
    public init(number: Int, place: Point) {
        self.number = number
        self.place = place
    }
}

/// A customer that is known by a name of its own, such as a shop.
public struct AddressPremise: Hashable, Sendable {
    /// The customer's code.
    public var customer: String
    /// The name in folded form.
    public var name: String
    /// The area of its address.
    public var area: Int?
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point

    /// Creates a premise.
    public init(customer: String, name: String, area: Int?, place: Point) {
        self.customer = customer
        self.name = name
        self.area = area
        self.place = place
    }
}

/// Something of the network that a caller may read off a plate.
public struct AddressAsset: Hashable, Sendable {
    /// Transformers, meter boxes or poles.
    public var layer: Layer
    /// Its code.
    public var code: String
    /// Its name, or its code when it has none.
    public var name: String
    /// WGS 84 longitude and latitude in degrees.
    public var place: Point

    /// Creates an asset.
    public init(layer: Layer, code: String, name: String, place: Point) {
        self.layer = layer
        self.code = code
        self.name = name
        self.place = place
    }
}
