// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
]

let package = Package(
    name: "pianqu-bench",
    dependencies: [.package(name: "pianqu", path: "..")],
    targets: [
        .executableTarget(
            name: "PianquBench",
            dependencies: [
                .product(name: "FeatureFiles", package: "pianqu"),
                .product(name: "Patrol", package: "pianqu"),
                .product(name: "Response", package: "pianqu"),
                .product(name: "Storage", package: "pianqu"),
                .product(name: "Territory", package: "pianqu"),
                .product(name: "SpatialIndex", package: "pianqu"),
                .product(name: "TestSupport", package: "pianqu"),
            ],
            swiftSettings: settings
        )
    ],
    swiftLanguageModes: [.v6]
)
