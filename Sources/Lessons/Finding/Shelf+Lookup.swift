import Datasets
import Experiments
import Neural

/// A lesson that was asked for and is not there, as one sentence.
public struct LookupError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description.visible }
}

extension Shelf {
  /// The lesson of that id, or of that topic's number such as `12`.
  ///
  /// Throws one sentence with the nearest known id, or with what keeps the lesson's file from being read.
  public func lesson(_ name: String) throws(LookupError) -> Lesson {
    if let lesson = lessons.first(where: { $0.id == name }) { return lesson }
    if !lessons.isEmpty, let number = Int(name) { return try lesson(number: number) }
    if let broken = problems.first(where: {
      $0.path.hasSuffix("/\(name).md") || $0.path.hasSuffix("-\(name).md")
    }) {
      throw LookupError("lesson \"\(name.visible)\" cannot be read: \(broken)")
    }
    guard !lessons.isEmpty else {
      throw LookupError("no lessons were found; give their folder with --lessons or GRADLAB_LESSONS")
    }
    if LessonIndex.ids.contains(name) {
      throw LookupError("lesson \"\(name)\" is not written yet; \"gradlab list\" shows those that are")
    }
    let near = Spelling.nearest(to: name, among: lessons.map(\.id)).map { "did you mean \"\($0)\"?" }
    throw LookupError(
      "there is no lesson \"\(name.visible)\"; \(near ?? "\"gradlab list\" shows all of them")")
  }

  private func lesson(number: Int) throws(LookupError) -> Lesson {
    if let lesson = lessons.first(where: { $0.topics.first == number })
      ?? lessons.first(where: { $0.topics.contains(number) })
    {
      return lesson
    }
    let known = lessons.flatMap(\.topics).sorted().map(String.init).joined(separator: ", ")
    throw LookupError("there is no lesson about topic \(number); there are lessons about \(known)")
  }
}
