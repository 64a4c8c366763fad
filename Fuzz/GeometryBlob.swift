import GeometryCore

/// GeoPackage geometries: what is read is written and read back equal, and the box is found without reading it all.
func fuzz(_ bytes: [UInt8]) {
    let box = GeoPackageBlob.box(of: bytes)
    do {
        let geometry = try GeoPackageBlob.decode(bytes)
        let blob = GeoPackageBlob.encode(geometry, srsID: 4490)
        expect(try GeoPackageBlob.decode(blob) == geometry, "reads back different")
        expect(GeoPackageBlob.box(of: blob) == geometry.box, "the header's box is not the geometry's")
        expect(box != nil, "a geometry without a box")
    } catch let error as GeometryError {
        _ = error.words
        if case .malformed(let offset) = error { expect(0...bytes.count ~= offset, "an offset outside the bytes") }
    } catch {
        finding("untyped error \(error)")
    }
}
