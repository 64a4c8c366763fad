import GeometryCore
import Territory

private let place = Geometry.point(Point(x: 119.1, y: 25.3))

/// The values of one imported row: a record that was accepted is accepted again, unchanged.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let layer = Layer.allCases[Int(pieces.byte()) % Layer.allCases.count]
    let geometry = try? WKB.decode(pieces.piece())
    let text = String(decoding: pieces.remainder(), as: UTF8.self)
    let texts = text.split(separator: "\n", omittingEmptySubsequences: false)
    let fields = layer.fields.indices.map { $0 < texts.count ? FieldValue.text(String(texts[$0])) : .null }
    let columns = Dictionary(uniqueKeysWithValues: layer.fields.enumerated().map { ($1.name, $0) })
    do {
        let reader = try RowReader(layer: layer, columns: columns, transform: nil)
        let record = try reader.record(from: Feature(row: 1, fields: fields, geometry: .success(geometry ?? place)))
        expect(!record.code.isEmpty, "a record without a code")
        for case .text(let value) in record.values { expect(value.count <= LayerField.maximumLength, "a long value") }
        let feature = Feature(row: 1, fields: record.values, geometry: record.geometry.map(Result.success))
        expect(try reader.record(from: feature) == record, "an accepted record changes when read again")
    } catch let error as RowProblem {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}
