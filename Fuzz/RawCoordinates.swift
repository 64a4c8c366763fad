import GeometryCore
import Projection

private let declared: [CoordinateReference?] = [
    nil, .wgs84, .gcj02, try? CoordinateReference("EPSG:4549"), try? CoordinateReference("EPSG:4528"),
]

/// The coordinates of a file before anything has checked them: any finite numbers, under any declaration.
func fuzz(_ bytes: [UInt8]) {
    var pieces = Pieces(bytes)
    let system = declared[Int(pieces.byte()) % declared.count]
    let sample = specimens(pieces.piece())
    // What is stored already is within the world.
    let references = specimens(pieces.piece()).filter { specimen in
        let box = specimen.geometry.box
        return box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90
    }
    do {
        for found in try CoordinateDoctor(declared: system, references: references).examine(sample) {
            _ = found.problem.words
        }
    } catch let error as ProjectionError {
        _ = error.words
    } catch {
        finding("untyped error \(error)")
    }
}

/// Points of sixteen bytes, each by itself and, where there are some, as one line.
private func specimens(_ bytes: [UInt8]) -> [CoordinateSpecimen] {
    let points = stride(from: 0, through: bytes.count - 16, by: 16).map { start in
        func number(_ start: Int) -> Double {
            Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
        }
        return Point(x: number(start), y: number(start + 8))
    }
    let alone = points.enumerated().map { CoordinateSpecimen(code: "\($0)", geometry: .point($1)) }
    guard let line = try? LineString(points) else { return alone }
    return alone + [CoordinateSpecimen(code: "line", geometry: .lineString(line))]
}
