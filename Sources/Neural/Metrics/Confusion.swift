/// How often each class was answered for each true class, and the scores that follow from it.
///
/// A quotient without cases (no answer, or no example, of a class) counts as 0.
public struct Confusion: Sendable, Hashable {
  public let classes: Int
  /// `classes × classes`: rows are true classes, columns answers.
  public private(set) var counts: [Int]

  public init(classes: Int) {
    self.classes = classes
    counts = Array(repeating: 0, count: classes * classes)
  }

  /// Counts pairs of a true class and an answer; pairs with a class outside 0..<classes are left out.
  public init(truths: [Int], answers: [Int], classes: Int) {
    self.init(classes: classes)
    for (truth, answer) in zip(truths, answers) { count(truth: truth, answer: answer) }
  }

  public mutating func count(truth: Int, answer: Int) {
    guard (0..<classes).contains(truth), (0..<classes).contains(answer) else { return }
    counts[truth * classes + answer] += 1
  }

  public var total: Int { counts.reduce(0, +) }
  /// Share of right answers.
  public var accuracy: Double { quotient((0..<classes).reduce(0) { $0 + right($1) }, total) }

  /// How many examples truly belong to the class.
  public func support(of label: Int) -> Int {
    (0..<classes).reduce(0) { $0 + counts[label * classes + $1] }
  }

  /// How many examples were answered with the class.
  public func answered(_ label: Int) -> Int {
    (0..<classes).reduce(0) { $0 + counts[$1 * classes + label] }
  }

  /// Share of the answers with this class that are right.
  public func precision(of label: Int) -> Double { quotient(right(label), answered(label)) }
  /// Share of the examples of this class that are found.
  public func recall(of label: Int) -> Double { quotient(right(label), support(of: label)) }
  /// Harmonic mean of precision and recall: 2 right / (support + answered).
  public func f1(of label: Int) -> Double { quotient(2 * right(label), support(of: label) + answered(label)) }

  /// The plain mean over the classes, however rare they are.
  public var macroPrecision: Double { mean(precision) }
  public var macroRecall: Double { mean(recall) }
  public var macroF1: Double { mean(f1) }

  private func right(_ label: Int) -> Int { counts[label * classes + label] }
  private func mean(_ score: (Int) -> Double) -> Double {
    classes == 0 ? 0 : (0..<classes).reduce(0) { $0 + score($1) } / Double(classes)
  }
  private func quotient(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
