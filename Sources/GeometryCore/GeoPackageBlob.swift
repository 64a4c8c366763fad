/// The geometry encoding of OGC GeoPackage 1.3, clause 2.1.3: a header with SRS and envelope before well-known binary.
public enum GeoPackageBlob {
    /// Writes a geometry with its XY envelope, little-endian; one without points gets the empty flag instead.
    ///
    /// - Parameters:
    ///   - geometry: The geometry; its coordinates are in the CRS `srsID` names.
    ///   - srsID: The `srs_id` of the column, 4326 for WGS 84 longitude and latitude.
    /// - Returns: The blob to store.
    public static func encode(_ geometry: Geometry, srsID: Int32 = 4326) -> [UInt8] {
        let box = geometry.box
        var bytes: [UInt8] = []
        bytes.reserveCapacity(40 + WKB.encodedCount(geometry))
        // "GP", version 0, then flags: little-endian with either the empty flag or an XY envelope.
        bytes += [0x47, 0x50, 0, box.isEmpty ? emptyFlag | 1 : 0b0000_0011]
        WKB.append(srsID, to: &bytes)
        if !box.isEmpty {
            for bound in [box.minX, box.maxX, box.minY, box.maxY] { WKB.append(bound.bitPattern, to: &bytes) }
        }
        WKB.append(geometry, to: &bytes)
        return bytes
    }

    /// Reads a geometry; the header's envelope is skipped.
    ///
    /// - Throws: ``GeometryError``; `empty` for a blob that says so. Offsets count from the start of the blob.
    public static func decode(_ bytes: some Collection<UInt8>) throws -> Geometry {
        let bytes = Array(bytes)
        guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw GeometryError.malformed(offset: 0) }
        guard let header = headerLength(flags: bytes[3]), bytes.count >= header else {
            throw GeometryError.malformed(offset: 3)
        }
        if bytes[3] & emptyFlag != 0 { throw GeometryError.empty }
        return try WKB.decode(bytes, from: header)
    }

    /// The envelope in a blob's header, or that of its geometry when the header has none; nil when neither can be read.
    public static func box(of bytes: [UInt8]) -> Box? {
        guard bytes.count >= 40, bytes[0] == 0x47, bytes[1] == 0x50, let header = headerLength(flags: bytes[3]) else {
            return try? decode(bytes).box
        }
        guard header > 8, bytes[3] & 1 == 1, bytes[3] & emptyFlag == 0 else { return try? decode(bytes).box }
        func bound(_ index: Int) -> Double {
            let start = 8 + 8 * index
            return Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
        }
        return Box(minX: bound(0), minY: bound(2), maxX: bound(1), maxY: bound(3))
    }

    private static let emptyFlag: UInt8 = 0b0001_0000

    private static func headerLength(flags: UInt8) -> Int? {
        let envelopes = [0, 32, 48, 48, 64]  // none, XY, XYZ, XYM, XYZM
        let code = Int(flags >> 1 & 0b111)
        return code < envelopes.count ? 8 + envelopes[code] : nil
    }
}
