import FeatureFiles
import Foundation
import GeometryCore
import SpatialIndex
import TestSupport
import Testing

/// Road networks of real cities, from the file to the travel time, against what OSRM made of the same files.
@Suite(.enabled(if: TestData.isPresent, "\(TestData.absence)"))
struct OSMRoadTests {
    struct City: CustomTestStringConvertible, Sendable {
        let file: String
        let table: String
        /// How many lines of roads there are, and how many of them have `oneway` and `maxspeed`: as osmium counts the
        /// ways with all their nodes whose tags do not make them areas.
        let counts: [String: Int]
        /// Spearman's rank correlation of travel times.
        let correlation: Double

        var testDescription: String { file }
    }

    /// Centre-lines do not say where turning is forbidden, which in Monaco matters: without these rules OSRM's own
    /// times correlate with its table by 0.968, and with ours by 0.984.
    private static let cities = [
        City(
            file: "osm_monaco/monaco-2023-12-25.osm.pbf",
            table: "osm_monaco/osrm_car_table_2023_40x40.csv",
            counts: ["highway": 2829, "oneway": 568, "maxspeed": 284],
            correlation: 0.945
        ),
        City(
            file: "osm_helsinki/helsinki-centre-2019-04-21.osm.pbf",
            table: "osm_helsinki/osrm_car_table_40x40.csv",
            counts: ["highway": 2504, "oneway": 472, "maxspeed": 763],
            correlation: 0.96
        ),
        City(
            file: "fetched/osm_porto_alegre/porto-alegre-2020-08-12.osm.pbf",
            table: "fetched/osm_porto_alegre/osrm_car_table_40x40.csv",
            counts: ["highway": 15852, "oneway": 5330, "maxspeed": 5368],
            correlation: 0.99
        ),
    ]

    @Test(arguments: cities)
    func timesRankLikeOSRM(city: City) throws {
        let roads = try roads(city.file)
        for (key, count) in city.counts { #expect(roads.filter { $0.attributes[key] != nil }.count == count, "\(key)") }
        let graph = graph(of: roads)
        // Where OSRM put the places; those that it put on roads which are none for us are left out.
        let pairs = try pairs(city.table)
        let (starts, starting) = positions(pairs.map(\.from), in: graph)
        let (goals, going) = positions(pairs.map(\.to), in: graph)
        var search = RoadSearch(graph: graph)
        let table = search.table(from: starts, to: goals)
        var times: [(ours: Double, theirs: Double)] = []
        var unlike = 0
        for pair in pairs {
            guard let row = starting[pair.from], let column = going[pair.to] else { continue }
            switch (table[row, column], pair.seconds) {
            case (let ours?, let theirs?): times.append((ours, theirs))
            case (nil, nil): break
            default: unlike += 1
            }
        }
        let correlation = spearman(times.map(\.ours), times.map(\.theirs))
        #expect(times.count * 10 > pairs.count * 6, "\(times.count) of \(pairs.count)")
        #expect(unlike == 0, "pairs that only one of us joins")
        #expect(correlation >= city.correlation)
        print("\(city.file): \(times.count) pairs, rank correlation \(correlation)")
    }

    private func graph(of roads: [Road]) -> RoadGraph {
        let lines = roads.enumerated().map { number, road in
            let verdict = RoadProfile.car.verdict(on: road.attributes)
            #expect(verdict.problems.allSatisfy { $0 == .roadClass("trail") })
            return RoadLine(
                points: road.points,
                forwardSpeed: verdict.forwardSpeed,
                backwardSpeed: verdict.backwardSpeed,
                number: number
            )
        }
        let graph = RoadGraph(lines: lines)
        let report = graph.report
        #expect(report.refused.allSatisfy { $0.refusal == .closed })
        #expect(report.largestComponentShare > 0.95 && report.mainMetres > 0.75 * report.metres)
        #expect(graph.memoryBytes <= 64 * report.directedSegmentCount, "\(graph.memoryBytes)")
        #expect(graph.edgeCount * 2 <= report.segmentCount + 1)
        return graph
    }

    /// The positions of different places within two metres of a road, and which of them each place has.
    private func positions(_ places: [Point], in graph: RoadGraph) -> ([RoadPosition], [Point: Int]) {
        var positions: [RoadPosition] = []
        var numbers: [Point: Int] = [:]
        for place in places where numbers[place] == nil {
            guard let position = graph.nearestPosition(to: place, within: 2) else { continue }
            numbers[place] = positions.count
            positions.append(position)
        }
        return (positions, numbers)
    }

    // MARK: Files

    private struct Road {
        let points: [Point]
        let attributes: [String: String]
    }

    private func roads(_ file: String) throws -> [Road] {
        let reader = try FeatureReader(path: TestData.path(file), options: FeatureSourceOptions(layer: "lines"))
        let fields = reader.fields.map(\.name)
        var roads: [Road] = []
        while let row = try reader.next() {
            guard case .feature(let feature) = row, case .success(.lineString(let line)) = feature.geometry else {
                continue
            }
            var attributes: [String: String] = [:]
            for (field, value) in zip(fields, feature.fields) { attributes[field] = value.text }
            if attributes["highway"] != nil { roads.append(Road(points: line.points, attributes: attributes)) }
        }
        return roads
    }

    private struct Pair {
        let from: Point
        let to: Point
        let seconds: Double?
    }

    /// A table's pairs by the places where OSRM put them.
    private func pairs(_ file: String) throws -> [Pair] {
        let text = try String(contentsOfFile: TestData.path(file), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let values = line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            func point(_ place: Int) -> Point { Point(x: values[place] ?? .nan, y: values[place + 1] ?? .nan) }
            return Pair(from: point(4), to: point(6), seconds: values[8])
        }
    }

    // MARK: Statistics

    private func spearman(_ a: [Double], _ b: [Double]) -> Double {
        let (x, y) = (ranks(a), ranks(b))
        let mean = Double(a.count - 1) / 2
        func product(_ x: [Double], _ y: [Double]) -> Double {
            zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
        }
        return product(x, y) / (product(x, x) * product(y, y)).squareRoot()
    }

    /// The ranks of values from 0; equal ones share their mean rank.
    private func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count && values[order[last + 1]] == values[order[first]] { last += 1 }
            for place in first...last { ranks[order[place]] = Double(first + last) / 2 }
            first = last + 1
        }
        return ranks
    }
}
