import Experiments
import Lessons
import Neural
import TerminalUI

/// Every command of the command line, in the order of help.
enum CommandTable {
  static let all: [CommandRow] = changing + touching + moving + looking + taking + going

  static func row(named name: String) throws(SettingError) -> CommandRow {
    if let row = all.first(where: { $0.name == name }) { return row }
    let advice = Spelling.advice(for: name, among: all.map(\.name))
    throw SettingError("there is no command \"\(name)\"; \(advice)")
  }

  /// Performs a typed line.
  static func run(_ line: String, on screen: inout LessonScreen, in world: World) throws(SettingError)
    -> Outcome
  {
    let words = words(line)
    guard let name = words.first else { return .done }
    return try row(named: name).run(Array(words.dropFirst()), on: &screen, in: world)
  }

  /// The words of a line; of `set rate=0.3` the key and the value.
  static func words(_ line: String) -> [String] {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 2, words[0] == "set", let sign = words[1].firstIndex(of: "=") else { return words }
    let value = words[1][words[1].index(after: sign)...]
    return ["set", String(words[1][..<sign])] + (value.isEmpty ? [] : [String(value)])
  }

  // MARK: changing the run

  private static let changing: [CommandRow] = [
    CommandRow("set", [.key, .value], "changes a setting; what cannot be turned live begins anew") {
      words, screen, world throws(SettingError) in
      try screen.set(Setting(words[0], words[1]), world)
    },
    CommandRow(
      "seed", [.count("N", least: 0)], optional: 1, "begins anew with this seed, or the next", action: .reseed
    ) {
      words, screen, world throws(SettingError) in
      try screen.set(Setting("seed", words.first ?? String(screen.seed &+ 1)), world)
    },
    CommandRow("restart", "step 0 again, same seed", key: .restart),
    CommandRow("fork", "forks the run here", key: .fork),
    CommandRow("drop", "takes the fork back", key: .dropFork),
    CommandRow("lane", [.lane], optional: 1, "shows this lane, or the next", action: .chooseLane) {
      words, screen, world throws(SettingError) in
      try screen.showLane(words.first, world)
    },
  ]

  // MARK: moving in time

  private static let moving: [CommandRow] = [
    CommandRow("run", [.count("N", least: 1)], optional: 1, "runs, or performs so many steps", action: .run) {
      words, screen, world throws(SettingError) in
      if world.snapshot.phase == .running, words.isEmpty { return .done }
      let outcome = screen.perform(.run, key: .enter, in: world)
      guard let count = words.first.flatMap({ Int($0) }), screen.isFree(world) else { return outcome }
      return .asking(.bench(.step(count)))
    },
    CommandRow("pause", [], "pauses the run") { _, screen, world throws(SettingError) in
      guard screen.hasExperiment else { throw SettingError("this page runs no experiment") }
      return .asking(.bench(.pause))
    },
    CommandRow("step", [.count("N", least: 1)], optional: 1, "so many steps forward", action: .step) {
      words, screen, world throws(SettingError) in
      let outcome = screen.perform(.step, key: .enter, in: world)
      guard let count = words.first.flatMap({ Int($0) }), screen.isFree(world) else { return outcome }
      return .asking(.bench(.step(count)))
    },
    CommandRow("back", [.count("N", least: 1)], optional: 1, "so many steps back", action: .stepBack) {
      words, screen, world throws(SettingError) in
      guard screen.isAvailable(.stepBack, in: world) else {
        throw SettingError("the run stands at its beginning")
      }
      guard let count = words.first.flatMap({ Int($0) }) else {
        return screen.perform(.stepBack, key: .enter, in: world)
      }
      return .asking(.bench(.back(count)))
    },
    seek("goto"), seek("seek"),
    CommandRow("before", "back to the event before", key: .eventBefore),
    CommandRow("after", "on to the event after", key: .eventAfter),
    CommandRow(
      "grain", [.word("GRAIN", Grain.allCases.map(\.rawValue))], optional: 1,
      "how far a step goes, or the next grain", action: .grain
    ) {
      words, screen, world throws(SettingError) in
      guard screen.hasExperiment else { throw SettingError("this page runs no experiment") }
      guard let lane = screen.shownLane(world) else {
        // Typed before the first snapshot: whether it is distinct shows later.
        screen.grain = words.first.flatMap(Grain.init(rawValue:)) ?? screen.grain
        return .done
      }
      guard let word = words.first else { return screen.perform(.grain, key: .enter, in: world) }
      guard let grain = Grain(rawValue: word), grain.isDistinct(lane) else {
        throw SettingError("steps of this run have no grain \"\(word)\" of their own")
      }
      return screen.choose(grain, world)
    },
    CommandRow("pace", [.word("N", ["flat"])], "steps a second while running; flat: as fast as it goes") {
      words, screen, world throws(SettingError) in
      screen.pace = Int(words[0]).map { Double($0) }
      screen.message = LessonScreen.Message(text: "Pace: \(PaceLadder.words(screen.pace)).")
      return world.snapshot.phase == .running ? .asking(.bench(.run(stepsPerSecond: screen.pace))) : .done
    },
    CommandRow("faster", "the next speed up", key: .faster),
    CommandRow("slower", "the next speed down", key: .slower),
  ]

  private static func seek(_ name: String) -> CommandRow {
    CommandRow(name, [.count("STEP", least: 0)], "goes to a step that was reached before") {
      words, screen, world throws(SettingError) in
      guard screen.hasExperiment, let lane = world.snapshot.lanes.first, let step = Int(words[0]) else {
        throw SettingError("this page runs no experiment")
      }
      guard step <= max(lane.farthest, lane.step) else {
        throw SettingError(
          "step \(Figure.count(step)) was not reached yet; run \(step - lane.step) goes there")
      }
      return .asking(.bench(.seek(step)))
    }
  }

  // MARK: looking

  private static let looking: [CommandRow] = [
    CommandRow("panel", [.panel], "adds a panel to this page for now, or takes it away again") {
      words, screen, world throws(SettingError) in
      try screen.addPanel(words[0], world)
    },
    CommandRow("inspect", "a cursor that tells the number under it", key: .inspect),
    CommandRow("draw", "draws an image for the network", key: .drawing),
    CommandRow("text", "types what invented text begins with", key: .prompt),
    CommandRow("microscope", "one weight in worked numbers", key: .microscope),
    CommandRow("check", "compares the gradients with differences of the loss", key: .gradientCheck),
    CommandRow("expect", "draws the loss you expect, before the run", key: .expect),
    CommandRow("rehearse", "early stopping on the recorded curve", key: .rehearsal),
    CommandRow("sweep", [], "a learning-rate sweep beside the run; Enter on its panel adopts a rate") {
      _, screen, world throws(SettingError) in
      try screen.sweep(world)
    },
    CommandRow("ledger", "what happened when", key: .ledger),
    CommandRow("autopsy", "why the run diverged", key: .autopsy),
    CommandRow("scale", "the measure of the panel: per layer, whole net, fixed", key: .scale),
    CommandRow("zoom", "the selected panel alone, and back", key: .zoom),
    CommandRow("log", "logarithmic scale of the selected panel on and off", key: .log),
    CommandRow("describe", "the selected panel in words", key: .describe),
  ]

  // MARK: going elsewhere

  private static let going: [CommandRow] = [
    CommandRow("open", [.lesson], "opens a lesson, at a page") { words, screen, world throws(SettingError) in
      try screen.open(words[0], world)
    },
    CommandRow("next", "the next page", key: .nextPage),
    CommandRow("previous", "the page before", key: .previousPage),
    CommandRow("hint", "a hint for the task", key: .hint),
    CommandRow("answer", [.count("N", least: 1)], "answers the open question", action: .answer) {
      words, screen, world throws(SettingError) in
      guard screen.openQuestion(world) != nil, let choice = Int(words[0]) else {
        throw SettingError("no question is open on this page")
      }
      return screen.answer(choice - 1, world)
    },
    CommandRow("progress", [], "what was done so far", action: .progress) { _, _, _ in
      .asking(.show(.progress))
    },
    CommandRow("home", [], "back to the list of lessons", action: .back) { _, _, _ in .asking(.back) },
    CommandRow("help", [.command], optional: 1, "the commands, or one of them", action: .help) {
      words, screen, world throws(SettingError) in
      screen.message = LessonScreen.Message(text: try help(words.first), ink: .text, isWhole: true)
      return .done
    },
    CommandRow("quit", [], "leaves; everything is saved", action: .quit) { _, _, _ in .asking(.quit) },
  ]

  private static func help(_ name: String?) throws(SettingError) -> String {
    guard let name else { return all.map(\.usage).joined(separator: ", ") + " · help WORD says more." }
    let row = try row(named: name)
    return "\(row.usage): \(row.help)."
  }
}
