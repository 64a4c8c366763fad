import GeometryCore

/// Well-known binary: what is read is written and read back equal.
func fuzz(_ bytes: [UInt8]) {
    do {
        let geometry = try WKB.decode(bytes)
        expect(geometry.pointCount > 0, "a geometry without points")
        expect(geometry.pointCount * 16 < bytes.count, "more points than the bytes can hold")
        expect(try WKB.decode(WKB.encode(geometry)) == geometry, "reads back different")
    } catch let error as GeometryError {
        _ = error.words
        if case .malformed(let offset) = error { expect(0...bytes.count ~= offset, "an offset outside the bytes") }
    } catch {
        finding("untyped error \(error)")
    }
}
