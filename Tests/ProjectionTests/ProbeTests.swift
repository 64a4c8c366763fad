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
    @Test func place() throws {
        let root = "/tmp/pq/cn/"; let c = ContinuousClock()
        for (name, keep) in [("putian", { $0.hasPrefix("3503") }), ("xiuyu only", { $0 == "350305" }), ("fujian", { $0.hasPrefix("35") }), ("beijing", { $0.hasPrefix("1101") }), ("shenzhen", { $0.hasPrefix("4403") }), ("china", { _ in true })] as [(String, (String) -> Bool)] {
            let ref = try load(root + "tianditu_districts.geojson", keep)
            for src in ["geocn", "amap", "cnmaps_gcj02"] {
                let s = try load(root + src + "_districts.geojson", keep)
                for d in ["EPSG:4490", nil] {
                    let t = c.now
                    let f = try CoordinateDoctor(declared: d.map { try! CoordinateReference($0) }, references: ref).examine(s)
                    print(name, src, d ?? "-", c.now - t); for x in f { print("    ", x.words.zh) ; print("    ", x.words.en) }
                }
            }
            guard name == "putian" || name == "fujian" else { continue }
            let g = try load(root + "geocn_districts.geojson", keep)
            for (w, d, swap) in [("EPSG:4528", "EPSG:4549", false), ("EPSG:4549", "EPSG:4490", false), ("EPSG:4549", nil, true), ("EPSG:4509", nil, false), ("EPSG:32650", nil, false), ("EPSG:2364", "EPSG:2364", false), ("EPSG:4490", nil, true)] as [(String, String?, Bool)] {
                let tr = try CoordinateTransform(from: .wgs84, to: CoordinateReference(w))
                let raw = try g.map { CoordinateSpecimen(code: $0.code, geometry: try tr.apply($0.geometry).mapPoints { p in if swap { for i in p.indices { p[i] = Point(x: p[i].y, y: p[i].x) } } }) }
                let t = c.now
                let f = try CoordinateDoctor(declared: d.map { try! CoordinateReference($0) }, references: ref).examine(raw)
                print(name, "written", w, "declared", d ?? "-", swap, c.now - t); for x in f { print("    ", x.words.zh) ; print("    ", x.words.en) }
            }
        }
    }

    @Test func nation() throws {
        let root = "/tmp/pq/cn/"; let c = ContinuousClock()
        var all: [String: [CoordinateSpecimen]] = [:]
        for s in ["tianditu", "geocn", "amap", "cnmaps_gcj02"] { all[s] = try load(root + s + "_districts.geojson") { _ in true } }
        for digits in [4, 6] {
        for (ref, sources) in [("tianditu", ["geocn", "amap", "cnmaps_gcj02"]), ("geocn", ["tianditu"]), ("amap", ["cnmaps_gcj02", "tianditu"]), ("cnmaps_gcj02", ["amap", "tianditu"])] {
            let rg = Dictionary(grouping: all[ref]!) { String($0.code!.prefix(digits)) }
            for src in sources {
                let sg = Dictionary(grouping: all[src]!) { String($0.code!.prefix(digits)) }
                for keyed in [true, false] {
                    var counts: [String: Int] = [:]; var notes: [String] = []
                    let t0 = c.now
                    for (p, r) in rg.sorted(by: { $0.key < $1.key }) {
                        guard let s = sg[p] else { continue }
                        let refs = keyed ? r : r.map { CoordinateSpecimen(geometry: $0.geometry) }
                        let f = try CoordinateDoctor(declared: .wgs84, references: refs).examine(s)
                        let label = f.isEmpty ? "none" : f.map { x in
                            switch x.problem { case .chineseOffset(let e): "\(e.hypothesis)"; case .constantDisplacement: "constant"; default: "other" } }.joined(separator: "+")
                        counts[label, default: 0] += 1
                        let shifted = (src == "cnmaps_gcj02") != (ref == "cnmaps_gcj02")
                        if (shifted && label != "none" && !label.contains("GCJ02")) || (!shifted && label != "none") || p == "350305" { notes.append(p + ":" + label + ":" + (f.first?.words.en ?? "")) }
                    }
                    print(digits, ref, "<-", src, keyed ? "keyed" : "unkeyed", counts.sorted { $0.value > $1.value }.map { "\($0.key)=\($0.value)" }, c.now - t0)
                    for w in notes.prefix(8) { print("      ", w) }
                }
            }
        }
        }
    }
}

@Suite struct ProbeQ { @Test func q() throws { unsafe PROBE = true
        let root = "/tmp/pq/cn/"; let p = Probe()
        var all: [String: [CoordinateSpecimen]] = [:]
        for s in ["tianditu", "amap", "cnmaps_gcj02"] { all[s] = try p.load(root + s + "_districts.geojson") { $0.hasPrefix("35") || $0.hasPrefix("11") } }
        for (ref, src) in [("tianditu", "cnmaps_gcj02"), ("tianditu", "amap"), ("amap", "tianditu")] {
            for s in all[src]! { let r = all[ref]!.filter { $0.code == s.code }; print(ref, src, s.code!); _ = try CoordinateDoctor(declared: .wgs84, references: r).examine([s]) }
        } } }
