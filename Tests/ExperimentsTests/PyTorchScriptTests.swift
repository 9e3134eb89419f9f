import Datasets
import Foundation
import Neural
import TestSupport
import Testing

@testable import Experiments

/// Runs as PyTorch scripts: what they say, and that PyTorch comes to the same losses.
@Suite struct PyTorchScriptTests {
  private static let library = DataLibrary.standard

  private static func script(_ experiment: Experiment) throws -> PyTorchScript {
    try PyTorchScript(experiment, title: "a test", library: library)
  }

  /// The code without what depends on the last digit of a processor's arithmetic: losses and drawn numbers.
  private static func readable(_ script: PyTorchScript) -> String {
    var isLoss = false
    let lines = script.description.split(separator: "\n", omittingEmptySubsequences: false).compactMap {
      line -> String? in
      if line == "]" { isLoss = false }
      if isLoss || line.hasPrefix("#> ") { return nil }
      if line.hasPrefix("OURS = [") { isLoss = true }
      return line.hasPrefix("#: ")
        ? line.split(separator: " ").prefix(3).joined(separator: " ") : String(line)
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: PyTorchCases.plain.map(\.name))
  func aScriptReadsAsItDid(_ name: String) throws {
    let one = try #require(PyTorchCases.plain.first { $0.name == name })
    expectText(Self.readable(try Self.script(one.experiment)), name, in: "Fixtures/Scripts")
  }

  /// One Python process runs them all: loading PyTorch takes longer than the twenty steps of each.
  @Test(.enabled(if: Interpreter.hasTorch, "needs python3 with PyTorch and numpy"))
  func pyTorchComesToTheSameLosses() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gradlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases = PyTorchCases.plain + PyTorchCases.rich + PyTorchCases.swept
    for (number, one) in cases.enumerated() {
      let place = folder.appending(path: "\(number).py")
      try Self.script(one.experiment).description.write(to: place, atomically: true, encoding: .utf8)
    }
    let output = try Interpreter.run(
      """
      import runpy
      for number in range(\(cases.count)):
          print("script", number)
          runpy.run_path(f"\(folder.path)/{number}.py", run_name="__main__")
      """)
    let parts = output.components(separatedBy: "script ").dropFirst()
    #expect(parts.count == cases.count, "\(output)")
    for (part, one) in zip(parts, cases) { Self.check(part, one.name) }
  }

  /// `step 3      ours 0.25         here 0.25`, as many times as there were steps to compare.
  private static func check(_ output: String, _ name: String) {
    let pairs = output.split(separator: "\n").compactMap { line -> (ours: Double, here: Double)? in
      let words = line.split(separator: " ")
      guard words.count == 6, words[2] == "ours", let ours = Double(words[3]), let here = Double(words[5])
      else {
        return nil
      }
      return (ours, here)
    }
    let largest = pairs.map { abs($0.ours) }.max() ?? 0
    #expect(
      pairs.count == PyTorchScript.compared || output.contains("Patience has run out"), "\(name): \(output)")
    #expect(pairs.count > 3)
    for (step, pair) in pairs.enumerated() {
      #expect(
        abs(pair.ours - pair.here) <= 3e-5 * abs(pair.ours) + 1e-6 * largest,
        "\(name), step \(step): ours \(pair.ours), PyTorch's \(pair.here)")
    }
  }

  @Test func everyLearnerIsWritten() {
    #expect(Set(PyTorchCases.plain.map(\.experiment.learner)) == Set(LearnerCatalog.names))
  }

  @Test(arguments: LayerCatalog.all.names)
  func everyLayerHasItsSpelling(_ name: String) throws {
    let kind = try LayerCatalog.all.entry(named: name)
    let layer = try kind.make(LayerRequest(input: Shape(rows: 6, columns: 6), size: kind.takesSize ? 4 : nil))
    #expect(try !PyTorchModule(layer, stage: 0).maker.isEmpty)
  }

  @Test func theLanesOfADescentGoDownTogether() throws {
    let first = PyTorchCases.plain[6].experiment
    var second = first
    second.optimizer = OptimizerChoice(name: "adam", rate: 0.1)
    var elsewhere = first
    elsewhere.choices["surface"] = "beale"
    let script = try PyTorchScript(
      first, title: "a race", library: Self.library,
      beside: [
        PyTorchRival(name: "adam", experiment: second), PyTorchRival(name: "beale", experiment: elsewhere),
      ]
    ).description
    #expect(script.contains("torch.optim.Adam([lane2_position], lr=0.1)"))
    #expect(script.contains("heights[\"adam\"]") && !script.contains("heights[\"beale\"]"))
  }

  @Test func whatMagnifiesRoundingSaysSo() throws {
    var experiment = Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [LayerChoice(size: 16, activation: "tanh", repeat: 12), LayerChoice(size: 1)],
      initializer: Initializer(.xavierNormal, gain: 3), loss: "mean-squared-error",
      optimizer: OptimizerChoice(rate: 0.05), steps: 60)
    let wild = try Self.script(experiment)
    let begin = try #require(wild.chaosBegin)
    #expect(wild.description.contains("from step \(begin) on"))
    experiment.initializer.gain = 1
    experiment.optimizer.rate = 0.001
    #expect(try Self.script(experiment).chaosBegin == nil)
  }

  @Test func whatCannotBeWrittenIsASentence() throws {
    var experiment = PyTorchCases.plain[0].experiment
    experiment.choices["schedule"] = "reduce-on-plateau"
    #expect(try Self.script(experiment).description.contains("ReduceLROnPlateau"))
    experiment.options["warm-up"] = 10
    let error = #expect(throws: SettingError.self) { try Self.script(experiment) }
    #expect(error?.description.contains("set warm-up=0") == true)
  }

  @Test func aTitleCannotEndTheDocumentation() throws {
    let script = try PyTorchScript(
      PyTorchCases.plain[6].experiment, title: "\"\"\"\nimport os\\", library: Self.library)
    #expect(!script.description.contains("\nimport os\\"))
    #expect(script.description.components(separatedBy: "\"\"\"").count % 2 == 1)
  }
}

/// The Python of this machine, if there is one.
private enum Interpreter {
  static let hasTorch: Bool = {
    let answer = try? run(
      "import importlib.util as u; print(all(u.find_spec(m) for m in ('torch', 'numpy')))")
    return answer?.contains("True") ?? false
  }()

  /// What a program prints to both of its streams.
  static func run(_ program: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
