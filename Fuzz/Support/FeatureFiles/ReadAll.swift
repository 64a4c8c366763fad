import FeatureFiles
import GeometryCore

/// Reads every row and checks what holds in any format; the number of rows.
func readAll(_ reader: FeatureReader, _ visit: (Geometry) throws -> Void = { _ in }) throws -> Int {
    var number = 0
    while let row = try reader.next() {
        number += 1
        expect(row.row == number, "row \(number) is called \(row.row)")
        expect(reader.progress.map { 0...1 ~= $0 } ?? true, "a progress that is none")
        switch row {
        case .bad(let bad): _ = bad.problem.words
        case .feature(let feature):
            expect(feature.fields.count == reader.fields.count, "a feature with another number of values")
            for case .real(let value) in feature.fields { expect(value.isFinite, "a value that is no number") }
            switch feature.geometry {
            case nil: break
            case .failure(let error)?: _ = error.words
            case .success(let geometry)?:
                expect(geometry.box.width.isFinite || geometry.pointCount > 1, "a point that is not finite")
                try visit(geometry)
            }
        }
    }
    return number
}
