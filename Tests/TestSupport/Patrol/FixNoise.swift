import Foundation

/// A position as a telephone in a ``Town`` says it.
public struct TownFix: Sendable {
    /// Seconds since the walk's start.
    public let second: Int
    /// Where the telephone says it is, in the town's plane metres.
    public let place: XY
    /// How far off it says it may be, in metres.
    public let accuracyMetres: Double
    /// Where it truly was.
    public let truth: XY
}

/// What telephones do to positions, seeded.
///
/// The error of each axis is a first-order Gauss–Markov process: it drifts with a correlation time of 30–60 s, as real
/// receivers' does, so that the mean over a minute is hardly better than one fix. On top of it come the bias of street
/// canyons, stretches without any fix, a telephone that sleeps, and single fixes that are far off. The accuracy that is
/// said agrees with the deviation (it is meant to hold for 68 % of fixes), but knows a canyon's bias by half only.
public struct FixNoise: Sendable {
    /// The standard deviation of each axis, in metres.
    public var sigmaMetres: Double
    /// The correlation time in seconds, drawn for each walk; 0 for white noise.
    public var correlationSeconds: ClosedRange<Double>
    /// Whether canyons count.
    public var hasCanyons = true
    /// How often an hour fixes are missing for 30 s to 5 min.
    public var dropoutsPerHour = 2.0
    /// How often an hour the telephone falls asleep for 10–20 min, and wakes for a fix every 60–120 s.
    public var sleepsPerHour = 0.3
    /// The share of fixes that are 50–300 m off.
    public var outlierShare = 0.003

    /// The main model: drifting errors and all that goes wrong.
    public static func drifting(sigmaMetres: Double) -> FixNoise {
        FixNoise(sigmaMetres: sigmaMetres, correlationSeconds: 30...60)
    }

    /// Errors that know nothing of each other, and nothing else that goes wrong.
    public static func white(sigmaMetres: Double) -> FixNoise {
        var noise = FixNoise(sigmaMetres: sigmaMetres, correlationSeconds: 0...0)
        (noise.hasCanyons, noise.dropoutsPerHour, noise.sleepsPerHour, noise.outlierShare) = (false, 0, 0, 0)
        return noise
    }

    /// Drifting errors, and nothing else that goes wrong.
    public static func clear(sigmaMetres: Double) -> FixNoise {
        var noise = white(sigmaMetres: sigmaMetres)
        noise.correlationSeconds = 30...60
        return noise
    }

    /// What a telephone says of a walk.
    ///
    /// - Parameters:
    ///   - walk: Where it truly was.
    ///   - town: Whose canyons count.
    ///   - interval: How many seconds lie between fixes.
    ///   - seed: Equal seeds give equal errors.
    /// - Returns: Fixes in order of time.
    public func fixes(of walk: TownWalk, in town: Town, every interval: Int = 5, seed: UInt64) -> [TownFix] {
        var random = SeededGenerator(seed: seed)
        let tau = Double.random(in: correlationSeconds, using: &random)
        let memory = tau > 0 ? exp(-1 / tau) : 0
        let fresh = sigmaMetres * (1 - memory * memory).squareRoot()
        var error = (x: Self.normal(using: &random) * sigmaMetres, y: Self.normal(using: &random) * sigmaMetres)
        var bias = (x: 0.0, y: 0.0)
        var (silentUntil, sleepsUntil, next) = (-1, -1, 0)
        var fixes: [TownFix] = []
        for (second, truth) in walk.places.enumerated() {
            let (n, m) = (Self.normal(using: &random), Self.normal(using: &random))
            error = (x: memory * error.x + fresh * n, y: memory * error.y + fresh * m)
            let canyon = hasCanyons ? town.canyons.first { $0.contains(truth) }?.bias ?? (x: 0, y: 0) : (x: 0, y: 0)
            // Signals change from wall to wall: the bias comes and goes within 20 s.
            bias = (x: bias.x + (canyon.x - bias.x) / 20, y: bias.y + (canyon.y - bias.y) / 20)
            if Self.happens(dropoutsPerHour, using: &random) {
                silentUntil = second + .random(in: 30...300, using: &random)
            }
            if Self.happens(sleepsPerHour, using: &random) {
                sleepsUntil = second + .random(in: 600...1200, using: &random)
            }
            guard second >= next else { continue }
            next = second + interval
            guard second >= silentUntil else { continue }
            if second < sleepsUntil { next = second + .random(in: 60...120, using: &random) }
            var place = (x: truth.x + error.x + bias.x, y: truth.y + error.y + bias.y)
            if Double.random(in: 0..<1, using: &random) < outlierShare {
                let (reach, angle) = (
                    Double.random(in: 50...300, using: &random), Double.random(in: 0..<2 * .pi, using: &random)
                )
                place = (x: place.x + reach * cos(angle), y: place.y + reach * sin(angle))
            }
            // Of a round normal distribution 68 % lie within 1.51 standard deviations.
            let said = 1.51 * sigmaMetres * .random(in: 0.8...1.3, using: &random) + hypot(bias.x, bias.y) / 2
            fixes.append(TownFix(second: second, place: place, accuracyMetres: said, truth: truth))
        }
        return fixes
    }

    private static func happens(_ perHour: Double, using random: inout SeededGenerator) -> Bool {
        Double.random(in: 0..<1, using: &random) < perHour / 3600
    }

    /// A number of the standard normal distribution (Box and Muller).
    public static func normal(using random: inout SeededGenerator) -> Double {
        let (u, v) = (Double.random(in: 0..<1, using: &random), Double.random(in: 0..<1, using: &random))
        return (-2 * log(1 - u)).squareRoot() * cos(2 * .pi * v)
    }
}
