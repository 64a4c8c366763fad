import ArgumentParser
import Territory

/// What `pianqu import` brings in: a layer, or tracks, which no layer holds because a ledger of their own does.
enum ImportSubject: ExpressibleByArgument, CaseIterable {
    case layer(Layer)
    case tracks

    static var allCases: [ImportSubject] { Layer.allCases.map(ImportSubject.layer) + [.tracks] }

    init?(argument: String) {
        guard let subject = Self.allCases.first(where: { $0.name == argument }) else { return nil }
        self = subject
    }

    var name: String {
        switch self {
        case .layer(let layer): layer.rawValue
        case .tracks: "tracks"
        }
    }

    var defaultValueDescription: String { name }
    static var allValueStrings: [String] { allCases.map(\.name) }

    /// The layer; nil for tracks.
    var layer: Layer? { if case .layer(let layer) = self { layer } else { nil } }
}
