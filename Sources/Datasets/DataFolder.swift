import Foundation

/// Where the real data sets lie: a folder with one folder a set.
struct DataFolder: Sendable {
  /// The environment variable that names the `assets` folder.
  static let variable = "GRADLAB_ASSETS"

  private let result: Result<String, DataError>

  init(path: String) { result = .success(path) }

  /// Looks, in this order, at: the environment variable; `assets` beside the executable or in a folder above
  /// it (a checkout); `share/gradlab/assets` in those folders (an installation); `assets` in the current
  /// folder or above.
  init(
    environment: [String: String], executable: String?, currentFolder: String, isFolder: (String) -> Bool
  ) {
    if let named = environment[Self.variable], !named.isEmpty {
      result =
        isFolder(named + "/data")
        ? .success(named + "/data")
        : .failure(
          DataError(
            "\(Self.variable) is \"\(named)\", but there is no folder \"data\" in it; mend or unset it."))
      return
    }
    let besides = executable.map { Self.above(($0 as NSString).deletingLastPathComponent) } ?? []
    let current = Self.above(currentFolder)
    let candidates =
      besides.map { $0 + "/assets/data" } + besides.map { $0 + "/share/gradlab/assets/data" }
      + current.map { $0 + "/assets/data" }
    if let found = candidates.first(where: isFolder) {
      result = .success(found)
    } else {
      let beside = executable.map { "beside and above \($0), in share/gradlab/assets there, and " } ?? ""
      result = .failure(
        DataError(
          "The data sets were not found: looked for assets/data \(beside)in and above \(currentFolder); "
            + "set \(Self.variable) to the folder \"assets\"."))
    }
  }

  static let ofThisProcess = DataFolder(
    environment: ProcessInfo.processInfo.environment,
    executable: Bundle.main.executablePath.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path },
    currentFolder: FileManager.default.currentDirectoryPath,
    isFolder: { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    })

  func found() throws(DataError) -> String { try result.get() }

  /// The folder itself and every folder above it, without the trailing slash (the root is empty).
  private static func above(_ folder: String) -> [String] {
    let parts = folder.split(separator: "/")
    return (0...parts.count).reversed().map { parts.prefix($0).map { "/" + $0 }.joined() }
  }
}
