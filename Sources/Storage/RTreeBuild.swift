import Foundation
import GRDB
import GeometryCore

/// Builds the R-tree of a table whole, from its rows in the order of a Hilbert curve.
///
/// Inserted one by one, a million entries take as long again as the rows themselves; packed nodes take a quarter of that
/// and are fuller. The entries go straight into the three tables in which SQLite keeps an R-tree; their layout is part of
/// SQLite's file format: a node is a big-endian depth (of the root, else 0) and cell count of 16 bits each, then cells of
/// a 64-bit key and four 32-bit floats: least and greatest x, least and greatest y.
struct RTreeBuild {
    /// Fewer rows than this fit into a single node or are quicker to insert one by one.
    static let leastRows = 1000

    private struct Cell {
        let key: Int64
        let bounds: [Float]
    }

    private let db: GRDB.Database
    private let tree: String
    private let nodeBytes: Int
    /// Cells put into a node: nine tenths of what fits, so that the next edits need not split every node.
    private let fill: Int
    private var lastNode: Int64 = 1  // the root's number; others follow

    /// Builds the index of a table with the key `fid` and the geometry `geom`, within a transaction.
    ///
    /// - Complexity: O(*n* log *n*); memory is that of SQLite's sorter, which goes to a file when it grows.
    static func run(on table: String, in db: GRDB.Database) throws {
        var build = try RTreeBuild(tree: "rtree_\(table)_geom", in: db)
        try build.clear()
        var level = try build.leaves(of: table)
        var depth: UInt16 = level.isEmpty ? 0 : 1
        while level.count > build.fill {
            level = try build.parents(of: level)
            depth += 1
        }
        try build.writeRoot(level, depth: depth)
    }

    private init(tree: String, in db: GRDB.Database) throws {
        self.db = db
        self.tree = tree
        nodeBytes = try Int.fetchOne(db, sql: "SELECT length(data) FROM \(tree)_node WHERE nodeno = 1") ?? 0
        fill = (nodeBytes - 4) / 24 * 9 / 10
        guard fill > 1 else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "R-tree without a root") }
    }

    private func clear() throws {
        for part in ["node", "parent", "rowid"] { try db.execute(sql: "DELETE FROM \(tree)_\(part)") }
    }

    private mutating func leaves(of table: String) throws -> [Cell] {
        let rows = try GeoPackageStatement(
            "SELECT fid, pianqu_rtree_entry(geom) AS entry FROM \(table) WHERE entry NOTNULL ORDER BY entry",
            in: db
        )
        let place = try GeoPackageStatement("INSERT INTO \(tree)_rowid (rowid, nodeno) VALUES (?, ?)", in: db)
        var level: [Cell] = []
        var cells: [Cell] = []
        try rows.query([]) { row in
            guard let key = row.integer(at: 0), let bounds = row.blob(at: 1).map(RTreeEntry.bounds) else { return }
            if cells.count == fill {
                level.append(try close(&cells))
            }
            _ = try place.execute([.integer(key), .integer(lastNode + 1)])
            cells.append(Cell(key: key, bounds: bounds))
        }
        if !cells.isEmpty { level.append(try close(&cells)) }
        return level
    }

    private mutating func parents(of level: [Cell]) throws -> [Cell] {
        var parents: [Cell] = []
        for start in stride(from: 0, to: level.count, by: fill) {
            var cells = Array(level[start..<min(start + fill, level.count)])
            try adopt(cells, parent: lastNode + 1)
            parents.append(try close(&cells))
        }
        return parents
    }

    private func writeRoot(_ cells: [Cell], depth: UInt16) throws {
        try adopt(cells, parent: 1)
        try write(cells, as: 1, depth: depth)
    }

    private func adopt(_ children: [Cell], parent: Int64) throws {
        let statement = try db.cachedStatement(sql: "INSERT INTO \(tree)_parent (nodeno, parentnode) VALUES (?, ?)")
        for child in children { try statement.execute(arguments: [child.key, parent]) }
    }

    /// Writes the cells as the next node, empties them, and hands back the cell that stands for the node.
    private mutating func close(_ cells: inout [Cell]) throws -> Cell {
        lastNode += 1
        try write(cells, as: lastNode, depth: 0)
        var bounds = cells[0].bounds
        for cell in cells.dropFirst() {
            for side in [0, 2] { bounds[side] = min(bounds[side], cell.bounds[side]) }
            for side in [1, 3] { bounds[side] = max(bounds[side], cell.bounds[side]) }
        }
        cells.removeAll(keepingCapacity: true)
        return Cell(key: lastNode, bounds: bounds)
    }

    private func write(_ cells: [Cell], as node: Int64, depth: UInt16) throws {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(nodeBytes)
        bytes.append(bigEndian: depth)
        bytes.append(bigEndian: UInt16(cells.count))
        for cell in cells {
            bytes.append(bigEndian: UInt64(bitPattern: cell.key))
            for bound in cell.bounds { bytes.append(bigEndian: bound.bitPattern) }
        }
        bytes += [UInt8](repeating: 0, count: nodeBytes - bytes.count)
        try db.cachedStatement(sql: "INSERT INTO \(tree)_node (nodeno, data) VALUES (?, ?)")
            .execute(arguments: [node, Data(bytes)])
    }
}

/// An entry of an R-tree as bytes whose order is that of a Hilbert curve over the globe: the place of the box's middle on
/// the curve, then its bounds.
enum RTreeEntry {
    /// The bytes for a box in degrees, its bounds rounded outwards to single precision.
    static func bytes(for box: Box) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        bytes.append(bigEndian: hilbert(x: cell(box.centre.x, span: 360), y: cell(box.centre.y, span: 180)))
        for bound in [down(box.minX), up(box.maxX), down(box.minY), up(box.maxY)] {
            bytes.append(bigEndian: bound.bitPattern)
        }
        return bytes
    }

    /// The bounds in such bytes.
    static func bounds(_ bytes: Data) -> [Float] {
        (0..<4).map { index in
            let start = bytes.startIndex + 8 + 4 * index
            return Float(bitPattern: bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) })
        }
    }

    private static func cell(_ degrees: Double, span: Double) -> UInt32 {
        UInt32(min(max((degrees / span + 0.5) * 0x1p32, 0), 0x1p32 - 1))
    }

    /// The distance along a Hilbert curve of order 32 from the south-west corner.
    private static func hilbert(x: UInt32, y: UInt32) -> UInt64 {
        var (x, y) = (x, y)
        var distance: UInt64 = 0
        for bit in (0..<32).reversed() {
            let right = x >> bit & 1
            let upper = y >> bit & 1
            distance = distance << 2 | UInt64(3 * right ^ upper)
            guard upper == 0 else { continue }
            if right == 1 { (x, y) = (~x, ~y) }
            swap(&x, &y)
        }
        return distance
    }

    private static func down(_ value: Double) -> Float {
        let rounded = Float(value)
        return Double(rounded) > value ? rounded.nextDown : rounded
    }

    private static func up(_ value: Double) -> Float {
        let rounded = Float(value)
        return Double(rounded) < value ? rounded.nextUp : rounded
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
