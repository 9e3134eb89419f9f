import Lessons
import Testing

/// A lesson that uses every part of the format.
enum SampleLesson {
  static let text = """
    ---
    format: 1
    id: sample
    title: A sample
    topics: [12, 17]
    chapter: Depth
    minutes: 12
    requires: [activation-functions]
    summary: One deep net, *twice*.
    experiments:
      deep:
        learner: supervised
        data: {name: two-moons, count: 100, noise: 0.1, seed: 7}
        layers: [{dense: 4, activation: sigmoid, repeat: 3}, {dense: 1}]
        init: {name: xavier-normal, gain: 2}
        loss: binary-cross-entropy
        optimizer: {name: sgd, rate: 0.5}
        batch: full
        seed: 42
        steps: 40
        pace: 60
        clip: 5
        knobs: [rate, activation, depth]
        label: sigmoid
        lanes:
          relu: {activation: relu, init: he-normal, rate: 0.1}
          norm: {batch-norm: on}
      shallow:
        learner: supervised
        data: two-moons
        layers: [{dense: 1}]
    quiz:
      factor:
        ask: Why is the *factor* near 4?
        choices: [the slope is at most `1/4`, there are four layers]
        answer: 1
        because: [Right., The factor is per layer.]
    predict:
      which:
        ask: Which layers stop learning?
        choices: [the first, all]
        answer: 2
        reveal: All of them do.
    tasks:
      revive:
        on: deep
        say: Lift the accuracy to 0.9.
        goal: accuracy >= 0.9 mean 5 within 40 keep depth=3
        solution: {batch-norm: on}
        hints: [Look at the bars., Turn batch norm on.]
      calm:
        on: deep
        say: Bring the loss below 0.6.
        goal: {meter: loss, below: 0.6, within: 40, lanes: all, keep: {activation: sigmoid}}
        solution: {rate: 1}
        hints: Raise the rate.
    ---

    ## Ten layers

    A sigmoid passes back *at most* a **quarter**.
    It is `s(1 - s)`.

    ```predict which
    ```

    ```set
    experiment: deep
    rate: 0.2
    lanes: [relu]
    ```

    ```panels
    loss log
    gradients fixed
    ```

    ## Revive it

    ```task revive
    ```

    ```task calm
    ```

    ## The reason

    ```set
    experiment: none
    ```

    ```quiz factor
    ```
    """

  static func read(_ text: String = text) throws(LessonProblems) -> LessonFile {
    try LessonFile(path: "sample.md", bytes: Array(text.utf8))
  }

  /// The problems of the sample with one piece of text replaced.
  static func problems(replacing old: String, by new: String) -> [LessonProblem] {
    precondition(text.contains(old), "the sample has no \(old)")
    return problems(in: text.replacing(old, with: new, maxReplacements: 1))
  }

  static func problems(in text: String) -> [LessonProblem] {
    do throws(LessonProblems) {
      _ = try read(text)
      return []
    } catch {
      return error.problems
    }
  }

  /// The line, counted from 1, on which a piece of the sample first stands.
  static func line(of piece: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(piece) } ?? -1) + 1
  }
}
