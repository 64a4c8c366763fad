import FeatureFiles
import Foundation
import GeometryCore
import Patrol
import Phrasebook
import Reporting

/// Pieces of coverage as two layers of a GeoPackage, which QGIS opens in the colours of the pictures: `coverage` by
/// state and `coverage_age` by the days since the last patrol.
///
/// Both have all pieces and all attributes; only what is drawn differs.
struct CoverageLayers {
    private let instant: Date
    private let language: Language
    private let ages: AgeClasses

    init(_ map: CoverageMap) {
        (instant, language) = (map.instant, map.language)
        if case .age(let ages) = map.theme { self.ages = ages } else { ages = .usual }
    }

    static let fields = [
        FieldDefinition(name: "line", kind: .text), FieldDefinition(name: "code", kind: .text),
        FieldDefinition(name: "from_m", kind: .real), FieldDefinition(name: "to_m", kind: .real),
        FieldDefinition(name: "metres", kind: .real), FieldDefinition(name: "state", kind: .text),
        FieldDefinition(name: "passes", kind: .integer), FieldDefinition(name: "last", kind: .text),
        FieldDefinition(name: "age_days", kind: .integer),
    ]

    func write(_ pieces: [CoveragePiece], to path: String) throws {
        let layers = [layer("coverage", .coverage), layer("coverage_age", .age(ages))]
        let writer = try GeoPackageWriter(path: path, layers: layers)
        for layer in layers {
            for (index, piece) in pieces.enumerated() {
                try writer.write(feature(piece, row: index + 1), to: layer.name)
            }
        }
        try writer.finish()
    }

    private func layer(_ name: String, _ theme: CoverageTheme) -> GeoPackageLayer {
        let style = QGISStyle(theme: theme, layer: name, language: language)
        let row = LayerStyle(
            name: style.name,
            qml: style.qml,
            sld: style.sld,
            summary: style.summary,
            isDefault: true,
            updated: instant.formatted(.iso8601)
        )
        return GeoPackageLayer(name: name, fields: Self.fields, geometryKind: .lineString, styles: [row])
    }

    private func feature(_ piece: CoveragePiece, row: Int) -> Feature {
        let values: [FieldValue] = [
            .text(piece.line), piece.leaf.map(FieldValue.text) ?? .null, .real(piece.fromMetres),
            .real(piece.toMetres), .real(piece.metres), .text(piece.state.rawValue), .integer(Int64(piece.passes)),
            piece.last.map { .text($0.formatted(.iso8601)) } ?? .null,
            piece.ageDays(asOf: instant).map { .integer(Int64($0)) } ?? .null,
        ]
        return Feature(row: row, fields: values, geometry: .success(.lineString(piece.course)))
    }
}
