import Foundation
import GeometryCore
import GRDB
import Territory

/// Writes the file that an ``AddressFile`` reads, from a store, in one go.
struct AddressFileWriter {
    private let queue: DatabaseQueue

    /// What the file is made of; a change of it makes every older file be made anew.
    static let format = 6

    private static let schema = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE region (rank INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE other_name (other TEXT, current TEXT, PRIMARY KEY (current, other)) WITHOUT ROWID;
        CREATE TABLE area (
            id INTEGER PRIMARY KEY, parent INTEGER, level INTEGER NOT NULL, name TEXT NOT NULL, shown TEXT NOT NULL,
            count INTEGER NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, radius REAL NOT NULL
        );
        CREATE TABLE house (
            area INTEGER, number INTEGER, detail TEXT, customer TEXT, lon INTEGER NOT NULL, lat INTEGER NOT NULL,
            PRIMARY KEY (area, number, detail, customer)
        ) WITHOUT ROWID;
        CREATE TABLE premise (
            id INTEGER PRIMARY KEY, customer TEXT NOT NULL, name TEXT NOT NULL, area INTEGER, lon INTEGER NOT NULL,
            lat INTEGER NOT NULL
        );
        CREATE TABLE phone (number INTEGER, customer TEXT, PRIMARY KEY (number, customer)) WITHOUT ROWID;
        CREATE TABLE asset (
            name TEXT, layer TEXT, code TEXT, shown TEXT NOT NULL, lon INTEGER NOT NULL, lat INTEGER NOT NULL,
            PRIMARY KEY (name, layer, code)
        ) WITHOUT ROWID;
        CREATE VIRTUAL TABLE area_terms USING fts5(terms, content='', detail=none, columnsize=0, tokenize='ascii');
        CREATE VIRTUAL TABLE premise_terms USING fts5(terms, content='', detail=none, columnsize=0, tokenize='ascii');
        """

    /// Makes an empty file that those may read who may read the store.
    init(path: String, like store: String) throws {
        let mode = try? FileManager.default.attributesOfItem(atPath: store)[.posixPermissions]
        _ = FileManager.default.createFile(
            atPath: path,
            contents: nil,
            attributes: mode.map { [.posixPermissions: $0] }
        )
        queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            // A power cut leaves a file of another name, which nobody reads.
            try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000")
            try db.execute(sql: Self.schema)
        }
    }

    /// Fills the file and closes it.
    func write(_ store: GeoPackageStore, _ stamp: String, _ report: (Int) -> Void) throws {
        let otherNames = try Self.otherNames(in: store)
        var build = AddressBuild(otherNames: otherNames)
        let (name, phone) = (Layer.customers.index(of: "name"), Layer.customers.index(of: "phone"))
        let address = Layer.customers.index(of: "address")
        var count = 0
        try store.forEachRecord(in: .customers, version: nil) { record in
            count += 1
            if count % 1000 == 0 { report(count) }
            guard let place = record.place else { return }
            build.add(
                code: record.code,
                name: record.values[name].text,
                phone: record.values[phone].text,
                address: record.values[address].text,
                place: place
            )
        }
        build.finish()
        try queue.write { db in
            for (other, current) in otherNames {
                try db.execute(sql: "INSERT OR IGNORE INTO other_name VALUES (?, ?)", arguments: [other, current])
            }
            try put(build, Dictionary(grouping: otherNames, by: \.current).mapValues { $0.map(\.other) }, db)
            try putAssets(of: store, db)
            try db.execute(sql: "INSERT INTO meta VALUES ('stamp', ?)", arguments: [stamp])
        }
        try queue.close()
    }

    private func put(_ build: AddressBuild, _ otherNames: [String: [String]], _ db: GRDB.Database) throws {
        for (rank, name) in build.regions.enumerated() {
            try db.execute(sql: "INSERT INTO region VALUES (?, ?)", arguments: [rank, name])
        }
        let area = try db.makeStatement(sql: "INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        let areaTerms = try db.makeStatement(sql: "INSERT INTO area_terms (rowid, terms) VALUES (?, ?)")
        for one in build.areas {
            try area.execute(
                arguments: [
                    one.number, one.parent, one.level.rawValue, one.name, one.shown, one.count, one.place.x,
                    one.place.y,
                    one.radiusMetres,
                ]
            )
            let names = [one.name] + (otherNames[one.name] ?? [])
            try areaTerms.execute(arguments: [one.number, names.map(AddressTerms.text).joined(separator: " ")])
        }
        let house = try db.makeStatement(sql: "INSERT OR IGNORE INTO house VALUES (?, ?, ?, ?, ?, ?)")
        for one in build.houses {
            let (x, y) = Self.whole(one.house.place)
            house.setUncheckedArguments([one.area, one.house.number, one.house.detail, one.house.customer, x, y])
            try house.execute()
        }
        let premise = try db.makeStatement(sql: "INSERT INTO premise VALUES (?, ?, ?, ?, ?, ?)")
        let premiseTerms = try db.makeStatement(sql: "INSERT INTO premise_terms (rowid, terms) VALUES (?, ?)")
        for (number, one) in build.premises.enumerated() {
            let (x, y) = Self.whole(one.place)
            try premise.execute(arguments: [number, one.customer, one.name, one.area, x, y])
            try premiseTerms.execute(arguments: [number, AddressTerms.text(of: one.name)])
        }
        let phone = try db.makeStatement(sql: "INSERT OR IGNORE INTO phone VALUES (?, ?)")
        for one in build.phones {
            phone.setUncheckedArguments([one.phone, one.customer])
            try phone.execute()
        }
    }

    private func putAssets(of store: GeoPackageStore, _ db: GRDB.Database) throws {
        let asset = try db.makeStatement(sql: "INSERT OR IGNORE INTO asset VALUES (?, ?, ?, ?, ?, ?)")
        for layer in [Layer.transformers, .meterBoxes, .poles] {
            let column = layer.index(of: "name")
            try store.forEachRecord(in: layer, version: nil) { record in
                guard let place = record.place, let name = record.values[column].text else { return }
                let (x, y) = Self.whole(place)
                try asset.execute(arguments: [AddressTerms.folded(name), layer.rawValue, record.code, name, x, y])
            }
        }
    }

    /// The names that the bureau lists besides those in use, in folded form.
    private static func otherNames(in store: GeoPackageStore) throws -> [(other: String, current: String)] {
        let layer = Layer.placeNames
        let (alias, name) = (layer.index(of: "alias"), layer.index(of: "name"))
        var names: [(other: String, current: String)] = []
        try store.forEachRecord(in: layer, version: nil) { record in
            guard let other = record.values[alias].text, let current = record.values[name].text else { return }
            names.append((AddressTerms.folded(other), AddressTerms.folded(current)))
        }
        return names
    }

    private static func whole(_ place: Point) -> (Int, Int) {
        (Int((place.x * 1e7).rounded()), Int((place.y * 1e7).rounded()))
    }
}

extension GeoPackageStore {
    /// What changes whenever a table that addresses come from has changed, by us or by another program.
    func addressStamp() throws -> String {
        let tables = ["customers", "transformers", "meter_boxes", "poles", "place_names"]
        return try database.snapshot { db in
            var parts = ["\(AddressFileWriter.format)"]
            for table in tables {
                let state = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT (SELECT last_change FROM gpkg_contents WHERE table_name = ?),
                            (SELECT COALESCE(MAX(fid), 0) || '/' || COUNT(*) FROM \(table)),
                            (SELECT COALESCE(MAX(fid), 0) FROM imports WHERE layer = ?)
                        """,
                    arguments: [table, table]
                )
                parts.append((state?[0] ?? "") + "," + (state?[1] ?? "") + "," + String((state?[2] ?? 0) as Int))
            }
            return parts.joined(separator: ";")
        }
    }
}
