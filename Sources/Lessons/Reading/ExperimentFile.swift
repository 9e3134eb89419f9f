import Datasets

/// A bare experiment, as `gradlab run FILE.yaml` takes it: the keys of one experiment of a lesson.
public enum ExperimentFile {
  /// Reads the file; throws everything wrong in it at once.
  ///
  /// A `format` may be given. The experiment is named after its file.
  public static func read(_ path: String) throws(LessonProblems) -> LabExperiment {
    try read(try SourceText.read(path))
  }

  /// Reads an experiment from the bytes of a file; `path` is what the problems name.
  public static func read(path: String, bytes: [UInt8]) throws(LessonProblems) -> LabExperiment {
    try read(try SourceText(path: path, bytes: bytes))
  }

  private static func read(_ source: SourceText) throws(LessonProblems) -> LabExperiment {
    let findings = Findings(path: source.path)
    let lab = decode(source, findings)
    guard findings.problems.isEmpty, let lab else { throw LessonProblems(findings.sorted) }
    return lab
  }

  private static func decode(_ source: SourceText, _ findings: Findings) -> LabExperiment? {
    guard var entry = Entry.read(source.lines[...], firstLine: 1, findings) else { return nil }
    if case .nothing = entry.value {
      findings.add(1, "the file is empty; write an experiment: learner, data, layers…")
      return nil
    }
    if case .mapping(var pairs) = entry.value, let index = pairs.firstIndex(where: { $0.key == "format" }) {
      let pair = pairs.remove(at: index)
      entry.value = .mapping(pairs)
      guard isReadable(pair, findings) else { return nil }
    }
    let file = source.path.split(separator: "/").last.map(String.init) ?? source.path
    let name = file.split(separator: ".").first.map(String.init) ?? file
    return ExperimentDecoding.read(
      entry, name: name.visible, what: "experiment", folder: FrontMatter.folder(of: source.path), findings)
  }

  private static func isReadable(_ pair: Entry.Pair, _ findings: Findings) -> Bool {
    if let number = pair.entry.text.flatMap({ Int($0) }), (1...FrontMatter.format).contains(number) {
      return true
    }
    findings.add(
      pair.line, "\"format\" has to be a number up to \(FrontMatter.format), the newest this program reads")
    return false
  }
}
