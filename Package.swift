// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

// What librsvg's own file asks for on Debian has -pthread in it, of which SwiftPM warns at every build. It needs no more
// than cairo's file gives; see Sources/CRSVG/shim.h.
#if os(macOS)
let rsvgFlags = "librsvg-2.0"
#else
let rsvgFlags = "cairo-gobject"
#endif

let package = Package(
    name: "pianqu",
    products: [
        .executable(name: "pianqu", targets: ["pianqu"]),
        .executable(name: "demo-county", targets: ["DemoCounty"]),
        // For Benchmarks/, which is a package of its own.
        .library(name: "SpatialIndex", targets: ["GeometryCore", "SpatialIndex", "Topology"]),
        .library(name: "FeatureFiles", targets: ["FeatureFiles"]),
        .library(name: "Patrol", targets: ["Patrol"]),
        .library(name: "Response", targets: ["Response"]),
        .library(name: "Storage", targets: ["Storage"]),
        .library(name: "Territory", targets: ["Projection", "Territory"]),
        .library(name: "TestSupport", targets: ["TestSupport"]),
    ],
    dependencies: [
        // SQLite with migrations, custom functions and a well-kept statement cache; SQLite.swift has none of the three.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Sub-commands, help and shell completions; the Swift project's own, so no rival is as well kept.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SHA-256, by which reports can be reproduced; the Swift project's own, over BoringSSL. Foundation has none on Linux.
        .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
        // Routing rules in YAML, which people can read and comment; it decodes into the rules' own types and names the
        // key at fault. JSON has no comments, and TOMLKit wraps a C++ library.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CGEOS",
            pkgConfig: "geos",
            providers: [.apt(["libgeos-dev"]), .brew(["geos"])]
        ),
        .systemLibrary(
            name: "CPROJ",
            pkgConfig: "proj",
            providers: [.apt(["libproj-dev"]), .brew(["proj"])]
        ),
        .systemLibrary(
            name: "CGDAL",
            pkgConfig: "gdal",
            providers: [.apt(["libgdal-dev"]), .brew(["gdal"])]
        ),
        // SVG is written once, and PNG is made of the very same document, Chinese text laid out by Pango. Drawing with
        // cairo alone would say every picture twice; resvg is in no Debian, and a browser is 300 MB for one picture.
        .systemLibrary(
            name: "CRSVG",
            pkgConfig: rsvgFlags,
            providers: [.apt(["librsvg2-dev"]), .brew(["librsvg"])]
        ),

        .target(name: "Phrasebook", swiftSettings: settings),
        .target(name: "GeometryCore", dependencies: ["Phrasebook"], swiftSettings: settings),
        .target(name: "Topology", dependencies: ["CGEOS", "GeometryCore", "Phrasebook"], swiftSettings: settings),
        .target(name: "Projection", dependencies: ["CPROJ", "GeometryCore", "Phrasebook"], swiftSettings: settings),
        .target(name: "SpatialIndex", dependencies: ["GeometryCore"], swiftSettings: settings),
        .target(name: "FeatureFiles", dependencies: ["CGDAL", "GeometryCore", "Phrasebook"], swiftSettings: settings),
        .target(
            name: "Territory",
            dependencies: ["GeometryCore", "Phrasebook", "Projection", "SpatialIndex", "Topology"],
            swiftSettings: settings
        ),
        .target(
            name: "Storage",
            dependencies: ["GeometryCore", "Patrol", "Phrasebook", "Response", "Territory", grdb],
            swiftSettings: settings
        ),
        .target(
            name: "Response",
            dependencies: ["GeometryCore", "Phrasebook", "Projection", "SpatialIndex", "Territory"],
            swiftSettings: settings
        ),
        .target(
            name: "Patrol",
            dependencies: [
                "GeometryCore", "Phrasebook", "Projection", "SpatialIndex", "Territory",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Reporting",
            dependencies: ["CRSVG", "GeometryCore", "Patrol", "Phrasebook", "Projection", "Territory"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "pianqu",
            dependencies: [
                "FeatureFiles", "GeometryCore", "Patrol", "Phrasebook", "Projection", "Reporting", "Response",
                "SpatialIndex", "Storage", "Territory", "Topology", argumentParser,
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "DemoCounty",
            dependencies: ["GeometryCore", "TestSupport", argumentParser],
            swiftSettings: settings
        ),

        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(name: "PhrasebookTests", dependencies: ["Phrasebook"], swiftSettings: settings),
        .testTarget(
            name: "GeometryCoreTests",
            dependencies: ["GeometryCore", "Phrasebook", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TopologyTests",
            dependencies: ["GeometryCore", "Phrasebook", "Topology", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ProjectionTests",
            dependencies: ["GeometryCore", "Phrasebook", "Projection", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SpatialIndexTests",
            dependencies: ["GeometryCore", "SpatialIndex", "Topology", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "FeatureFilesTests",
            dependencies: ["FeatureFiles", "GeometryCore", "Phrasebook", "SpatialIndex", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TerritoryTests",
            dependencies: [
                "GeometryCore", "Phrasebook", "Projection", "SpatialIndex", "Territory", "Topology", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ResponseTests",
            dependencies: [
                "GeometryCore", "Phrasebook", "Projection", "Response", "SpatialIndex", "Territory", "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PatrolTests",
            dependencies: [
                "GeometryCore", "Patrol", "Phrasebook", "Projection", "SpatialIndex", "Territory", "Topology",
                "TestSupport",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["GeometryCore", "Patrol", "Phrasebook", "Reporting", "Territory", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "GeometryCore", "Patrol", "Phrasebook", "Projection", "Response", "Storage", "Territory", "TestSupport",
                grdb,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PianquTests",
            dependencies: [
                "FeatureFiles", "GeometryCore", "Patrol", "Phrasebook", "Reporting", "Response", "Storage",
                "Territory", "TestSupport", "pianqu", "DemoCounty",
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
