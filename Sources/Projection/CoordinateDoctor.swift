public import GeometryCore

/// A geometry with the code of the thing it shows.
public struct CoordinateSpecimen: Sendable {
    /// The thing's code; nil when it has none.
    public var code: String?
    /// The geometry.
    public var geometry: Geometry

    /// Creates a specimen.
    public init(code: String? = nil, geometry: Geometry) {
        self.code = code
        self.geometry = geometry
    }
}

/// Looks at the raw coordinates of an import and says what is probably wrong with them.
///
/// It tries the readings that go wrong in practice (swapped axes, missing or other zone, feet, degrees for metres,
/// GCJ-02 and BD-09) and names one only when it fits where the declared one does not. It never changes anything, and
/// clean data give no finding. Single outliers are not its business.
public struct CoordinateDoctor: Sendable {
    /// What the file says it is in; nil when it says nothing.
    public let declared: CoordinateReference?
    /// Where the data should lie, in WGS 84 degrees; nil when nothing tells.
    public let expected: Box?
    let references: [CoordinateSpecimen]

    /// With fewer points than this, nothing is more than possible against a declared CRS.
    private static let fewPoints = 10

    /// Prepares an examination.
    ///
    /// - Parameters:
    ///   - declared: The CRS the file states or its reader was told; nil for none.
    ///   - expected: Where the data should lie, in degrees of WGS 84; by default around `references`.
    ///   - references: Things already stored, in WGS 84. Those with the codes of imported things are compared with
    ///     them: points with points, borders with borders. Of the rest only borders serve, the nearest one for each
    ///     imported vertex.
    public init(declared: CoordinateReference?, expected: Box? = nil, references: [CoordinateSpecimen] = []) {
        self.declared = declared
        let around = references.reduce(into: Box.empty) { $0.extend(to: $1.geometry.box) }
        self.expected = expected ?? (around.isEmpty ? nil : around)
        self.references = references
    }

    /// Examines a sample.
    ///
    /// - Parameter sample: Geometries exactly as they are in the file, some thousand vertices at most, and each of
    ///   them whole: centroids are compared too.
    /// - Returns: What is wrong, the most telling first; empty for a file that declares its CRS and fits.
    /// - Throws: ``ProjectionError`` when PROJ cannot read its database.
    /// - Complexity: O(*n* log *n*) in the points of sample and references; a few dozen milliseconds for PROJ.
    public func examine(_ sample: [CoordinateSpecimen]) throws -> [CoordinateFinding] {
        let raw = RawSample(sample)
        var findings: [CoordinateFinding] = []
        var bestCures: [CoordinateCure] = []
        if !raw.points.isEmpty {
            var choice = try choose(for: raw)
            if choice.readings.count > 1 { try settle(&choice, sample: sample) }
            findings = choice.findings
            bestCures = choice.readings.flatMap(\.cures)
            if let reading = choice.readings.first, choice.readings.count == 1,
                let finding = try displacement(of: sample, read: reading)
            {
                findings.append(finding)
                if let cure = finding.cures.first { bestCures = [cure] }
            }
        }
        if raw.notFiniteCount > 0 {
            findings.append(CoordinateFinding(.notFinite(count: raw.notFiniteCount, of: raw.count), .certain))
        }
        // Of a handful of points one outlier is a large share; it is for the verdict on its row.
        if declared != nil, raw.count < Self.fewPoints {
            findings = findings.map { CoordinateFinding($0.problem, .possible, $0.cures) }
        }
        if declared == nil { findings.insert(CoordinateFinding(.missingCRS, .certain, bestCures), at: 0) }
        return findings
    }

    /// Leaves one of several readings when the stored data speak clearly for it.
    private func settle(_ choice: inout Choice, sample: [CoordinateSpecimen]) throws {
        var scored: [(reading: CoordinateReading, metres: Double)] = []
        for reading in choice.readings {
            let study = try DisplacementStudy(of: sample, read: reading, against: references, in: expected)
            guard let measure = study.measures.first else { return }
            scored.append((reading, study.distance(by: measure)))
        }
        scored.sort { $0.metres < $1.metres }
        guard scored[0].metres < scored[1].metres / 2 else { return }
        choice = self.choice(of: [scored[0].reading], share: choice.share, magnitude: choice.magnitude)
    }
}
