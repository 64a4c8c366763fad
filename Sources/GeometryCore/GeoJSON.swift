/// GeoJSON geometry text, as RFC 7946 defines it: longitude before latitude, WGS 84.
public enum GeoJSON {
    /// Writes a geometry as a GeoJSON object, outer rings counterclockwise and holes clockwise.
    ///
    /// Points must be finite: JSON has no other numbers.
    ///
    /// - Parameters:
    ///   - geometry: The geometry, in degrees of WGS 84.
    ///   - digits: Decimals kept; 9 keep a tenth of a millimetre. Nil writes each double so that it reads back equal.
    /// - Returns: The object's text, without white space.
    public static func encode(_ geometry: Geometry, digits: Int? = nil) -> String {
        var writer = Writer(digits: digits)
        writer.write(geometry)
        return writer.text
    }

    private struct Writer {
        /// Ten to the power of the digits kept; nil keeps all.
        let scale: Double?
        var text = ""

        init(digits: Int?) {
            scale = digits.map { (0..<max(0, $0)).reduce(1.0) { scale, _ in scale * 10 } }
        }

        mutating func write(_ geometry: Geometry) {
            text +=
                "{\"type\":\"\(geometry.kind.name)\",\"\(geometry.kind == .geometryCollection ? "geometries" : "coordinates")\":"
            switch geometry {
            case .point(let point): write(point)
            case .multiPoint(let points): list(points) { $0.write($1) }
            case .lineString(let line): list(line.points) { $0.write($1) }
            case .multiLineString(let lines): list(lines) { $0.list($1.points) { $0.write($1) } }
            case .polygon(let polygon): write(polygon)
            case .multiPolygon(let area): list(area.polygons) { $0.write($1) }
            case .collection(let members): list(members) { $0.write($1) }
            }
            text += "}"
        }

        private mutating func write(_ polygon: Polygon) {
            list(Array(polygon.rings.enumerated())) { writer, item in
                let isRightHanded = (item.element.doubledArea >= 0) == (item.offset == 0)
                writer.list(isRightHanded ? item.element.points : item.element.points.reversed()) { $0.write($1) }
            }
        }

        private mutating func write(_ point: Point) {
            text += "[\(number(point.x)),\(number(point.y))]"
        }

        private mutating func list<Element>(_ elements: [Element], _ write: (inout Self, Element) -> Void) {
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                write(&self, element)
            }
            text += "]"
        }

        private func number(_ value: Double) -> String {
            guard let scale else { return value.description }
            let rounded = (value * scale).rounded() / scale
            // A number too large to scale has no such decimals to lose.
            return (rounded.isFinite ? rounded : value).description
        }
    }
}
