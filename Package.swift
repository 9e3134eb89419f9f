// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled under the same strict rules; a warning is an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// The engine is optimized in debug builds too, so that tests that train are not slow.
let fast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "gradlab",
  products: [.executable(name: "gradlab", targets: ["gradlab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O3", "-ffp-contract=fast", "-fno-math-errno", "-Wall", "-Werror"])]),
    .target(name: "Neural", dependencies: ["CKernels"], swiftSettings: fast),
    .target(name: "Datasets", dependencies: ["Neural"], swiftSettings: fast),
    .target(name: "Experiments", dependencies: ["Neural", "Datasets"], swiftSettings: fast),
    .target(name: "Lessons", dependencies: ["Experiments", "Yams"], swiftSettings: strict),

    .target(name: "TerminalUI", swiftSettings: strict),
    .target(name: "CCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CursesDriver", dependencies: ["CCurses", "TerminalUI"], swiftSettings: strict),
    .target(name: "Panels", dependencies: ["Experiments", "TerminalUI"], swiftSettings: strict),
    .target(name: "LabApp", dependencies: ["Panels", "Lessons", "TerminalUI"], swiftSettings: strict),
    .executableTarget(
      name: "gradlab",
      dependencies: [
        "LabApp", "Lessons", "Experiments", "Datasets", "Neural", "CursesDriver", "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "CTestSupport", path: "Tests/CTestSupport"),
    .target(
      name: "TestSupport", dependencies: ["CTestSupport", "Neural", "TerminalUI"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "NeuralTests", dependencies: ["Neural", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ExperimentsTests", dependencies: ["Experiments", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TerminalUITests", dependencies: ["TerminalUI", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "CursesDriverTests", dependencies: ["CursesDriver", "TerminalUI", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PanelsTests", dependencies: ["Panels", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "LabAppTests", dependencies: ["LabApp", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEnd", dependencies: ["TestSupport", "TerminalUI"], path: "Tests/EndToEnd",
      exclude: ["README.md"], swiftSettings: strict),
  ]
)
