import Projection
import GeometryCore
import Phrasebook
import Testing
import Foundation
@Suite struct Probe {
    func load(_ path: String, _ keep: (String) -> Bool) throws -> [CoordinateSpecimen] {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as! [String: Any]
        var out: [CoordinateSpecimen] = []
        for f in object["features"] as! [[String: Any]] {
            let code = (f["properties"] as! [String: Any])["code"] as! String
            guard keep(code), let g = f["geometry"] as? [String: Any] else { continue }
            func ring(_ a: Any) throws -> Ring { try Ring((a as! [[Double]]).map { Point(x: $0[0], y: $0[1]) }) }
            func poly(_ a: Any) throws -> Polygon { let r = try (a as! [Any]).map(ring); return Polygon(shell: r[0], holes: Array(r.dropFirst())) }
            let m = g["type"] as! String == "Polygon" ? MultiPolygon([try poly(g["coordinates"]!)]) : MultiPolygon(try (g["coordinates"] as! [Any]).map(poly))
            out.append(.init(code: code, geometry: .multiPolygon(m)))
        }
        return out
    }
    @Test func real() throws {
        let root = "/tmp/pq/cn/"
        let c = ContinuousClock()
        var all: [String: [CoordinateSpecimen]] = [:]
        for s in ["tianditu", "geocn", "amap", "cnmaps_gcj02"] { all[s] = try load(root + s + "_districts.geojson") { _ in true } }
        // every prefecture: reference × import
        for (ref, sources) in [("tianditu", ["tianditu", "geocn", "amap", "cnmaps_gcj02"]), ("geocn", ["tianditu", "amap", "cnmaps_gcj02"]), ("amap", ["cnmaps_gcj02", "tianditu"]), ("cnmaps_gcj02", ["amap", "tianditu"])] {
            let prefixes = Set(all[ref]!.map { String($0.code!.prefix(4)) }).sorted()
            for src in sources {
                for keyed in [true, false] {
                    var counts: [String: Int] = [:]; var worst: [String] = []
                    let t0 = c.now
                    for p in prefixes {
                        let r = all[ref]!.filter { $0.code!.hasPrefix(p) }
                        let s = all[src]!.filter { $0.code!.hasPrefix(p) }
                        if s.isEmpty || r.isEmpty { continue }
                        let refs = keyed ? r : r.map { CoordinateSpecimen(geometry: $0.geometry) }
                        let f = try CoordinateDoctor(declared: .wgs84, references: refs).examine(s)
                        let label = f.isEmpty ? "none" : f.map { x in
                            switch x.problem { case .chineseOffset(let e): "\(e.hypothesis)"; case .constantDisplacement: "constant"; default: "other" } }.joined(separator: "+")
                        counts[label, default: 0] += 1
                        if ["3503", "1101", "4403"].contains(p) { print("   ", p, ref, src, keyed, f.map(\.words.zh)) }
                        if label == "constant" || label == "other" || (src != "cnmaps_gcj02" && ref != "cnmaps_gcj02" && label != "none") || ((src == "cnmaps_gcj02") && label == "none") { worst.append(p + ":" + label + ":" + (f.first?.words.en ?? "")) }
                    }
                    print(ref, "<-", src, keyed ? "keyed" : "unkeyed", counts.sorted { $0.value > $1.value }.map { "\($0.key)=\($0.value)" }, c.now - t0)
                    for w in worst.prefix(6) { print("      ", w) }
                }
            }
        }
    }
}
