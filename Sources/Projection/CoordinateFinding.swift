public import GeometryCore

/// Something the ``CoordinateDoctor`` found: what is wrong, how sure that is, and what to import with instead.
public struct CoordinateFinding: Hashable, Sendable {
    /// What is wrong, with its evidence.
    public let problem: CoordinateProblem
    /// How sure the finding is.
    public let confidence: Confidence
    /// What cures it, most plausible first; empty when the sample alone does not tell.
    public let cures: [CoordinateCure]

    /// How sure a finding is.
    public enum Confidence: Hashable, Sendable, CaseIterable {
        /// The numbers admit no other reading that was tried.
        case certain
        /// One reading fits clearly better than every other.
        case likely
        /// Several readings fit, or the evidence is thin.
        case possible
    }

    /// Creates a finding.
    public init(_ problem: CoordinateProblem, _ confidence: Confidence, _ cures: [CoordinateCure] = []) {
        self.problem = problem
        self.confidence = confidence
        self.cures = cures
    }
}

/// How to read a file instead.
public struct CoordinateCure: Hashable, Sendable {
    /// What to declare as the file's CRS; nil to keep the declared one.
    public let crs: String?
    /// Whether the two coordinates of every point must change places first.
    public let swapsAxes: Bool

    /// Creates a cure.
    public init(crs: String?, swapsAxes: Bool = false) {
        self.crs = crs
        self.swapsAxes = swapsAxes
    }
}

/// What can be wrong with the coordinates of an import.
///
/// Raw extents are those of the middle nine tenths of the sample on each axis: single outliers are not judged here.
public enum CoordinateProblem: Hashable, Sendable {
    /// The file declares no CRS, so every reading of it is a guess that somebody must confirm.
    case missingCRS
    /// Some coordinates are infinite or not numbers.
    case notFinite(count: Int, of: Int)
    /// The values are neither degrees nor any grid on the Earth.
    case outOfWorld(raw: Box)
    /// Read as declared, the data lie elsewhere, and no other reading brings them home.
    ///
    /// `centre` is in degrees, nil when unknown; `kilometres` is how far it is from the middle of where it should be.
    case outsideExtent(centre: Point?, kilometres: Double?)
    /// Latitude stands first, or northing; `share` of the sample lies where it should once swapped.
    case swappedAxes(areDegrees: Bool, share: Double)
    /// Eastings begin with a Gauss–Krüger zone number, which the declared CRS, if any, does not have.
    case zonePrefixedEasting(zone: Int, width: Int, meridian: Int)
    /// Eastings without zone number, which fit these central meridians, nearest first; none when nothing tells.
    case zonelessEasting(meridians: [Int])
    /// Metres of the spherical web Mercator grid.
    case webMercator
    /// Feet where metres are declared or usual.
    case feet
    /// A projected CRS is declared, yet the values are degrees.
    case degreesAsMetres(declared: String)
    /// Degrees are declared, yet values reach `magnitude`.
    case metresAsDegrees(declared: String, magnitude: Double)
    /// The import and the stored data differ by a Chinese offset.
    case chineseOffset(OffsetEvidence)
    /// The import lies `metres` to one side of the stored data, with little spread: most often another datum.
    case constantDisplacement(metres: Double, azimuthDegrees: Double, spreadMetres: Double, pairs: Int)
}

/// How an offset between import and stored data was recognised.
public struct OffsetEvidence: Hashable, Sendable {
    /// Which side is what.
    public let hypothesis: OffsetHypothesis
    /// How many points or border vertices were compared.
    public let comparisons: Int
    /// Whether things of the same code were compared; otherwise the nearest border was taken.
    public let isKeyed: Bool
    /// The median distance from the stored data as the file is declared.
    public let declaredMetres: Double
    /// The median distance that is left under the hypothesis.
    public let remainingMetres: Double
    /// The offset that the formula predicts at the middle of the sample.
    public let predictedMetres: Double
    /// The direction in which the import is predicted to lie from the stored data, clockwise from north.
    public let predictedAzimuthDegrees: Double
}

/// The Chinese offsets by which an import and stored data can differ.
public enum OffsetHypothesis: Hashable, Sendable, CaseIterable {
    /// The import is GCJ-02 but not declared so.
    case importIsGCJ02
    /// The import is BD-09 but not declared so.
    case importIsBD09
    /// The import is WGS 84 but declared GCJ-02 or BD-09.
    case importIsWGS84
    /// The import differs as WGS 84 from GCJ-02: the stored data seem to be shifted.
    case storeIsGCJ02
    /// The import differs as WGS 84 from BD-09: the stored data seem to be shifted.
    case storeIsBD09
}
