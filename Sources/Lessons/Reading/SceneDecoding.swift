import Experiments
import Neural

/// Reads one scene of a presentation: what stands on the bench, and what the speaker says and presses.
struct SceneDecoding {
  private static let panelLimit = 2
  private static let lengths = 0.1...60.0
  private static let steps = 0...100_000
  private static let paces = 0.1...1_000_000

  private var fields: Fields
  private let lesson: Lesson
  private var scene: Scene
  private var lab: LabExperiment?

  static func read(_ pair: Entry.Pair, of lesson: Lesson, lines: inout LessonLines, _ findings: Findings)
    -> Scene?
  {
    guard let fields = Fields(pair.entry, "scene \"\(pair.key)\"", findings) else { return nil }
    lines[.scene(pair.key)] = pair.line
    let scene = Scene(name: pair.key, title: "")
    var decoding = SceneDecoding(fields: fields, lesson: lesson, scene: scene)
    return decoding.decode(&lines)
  }

  private init(fields: Fields, lesson: Lesson, scene: Scene) {
    self.fields = fields
    self.lesson = lesson
    self.scene = scene
  }

  private mutating func decode(_ lines: inout LessonLines) -> Scene {
    let title = fields.require("title", "say in a few words what the class sees")
    scene.title = title.flatMap { fields.text($0, "title") } ?? ""
    if let entry = fields.take("page") { readPage(entry) }
    readBench()
    if let entry = fields.take("panels") { readPanels(entry, &lines) }
    readPreparation()
    scene.pace = lab?.pace
    if let entry = fields.take("run") { readPace(entry) }
    if let number = fields.text("number") { scene.number = number }
    if let entry = fields.take("knob") { readKnob(entry) }
    if let minutes = fields.number("minutes", in: Self.lengths) { scene.minutes = minutes }
    let say = fields.require("say", "write what the speaker says; it stands in the notes alone")
    if let say { scene.notes = notes(say) }
    if let entry = fields.take("press") {
      lines[.press(scene.name)] = entry.line
      scene.press = fields.texts(entry, "press")
    }
    fields.finish()
    return scene
  }

  /// `page: 2` takes experiment, settings, lanes and panels of a page.
  private mutating func readPage(_ entry: Entry) {
    let count = max(lesson.pages.count, 1)
    guard let number = fields.integer(entry, "page", in: 1...count),
      lesson.pages.indices.contains(number - 1)
    else { return }
    let page = lesson.pages[number - 1]
    scene.experiment = page.experiment
    (scene.settings, scene.lanes) = (page.settings, page.lanes)
    scene.panels = Array(page.panels.prefix(Self.panelLimit))
  }

  private mutating func readBench() {
    if let entry = fields.take("experiment"), let name = fields.text(entry, "experiment") {
      let names = lesson.experiments.map(\.name)
      if !names.contains(name) {
        fields.add(
          entry.line, "there is no experiment \"\(name)\"; \(Spelling.advice(for: name, among: names))")
      }
      if name != scene.experiment { (scene.settings, scene.lanes) = ([], []) }
      scene.experiment = name
    }
    lab = scene.experiment.flatMap { lesson.experiment(named: $0) }
    let settings = fields.take("settings")
    let lanes = fields.take("lanes")
    guard let lab else {
      if let entry = settings ?? lanes {
        fields.add(
          entry.line, "there is no experiment in this scene; name one with \"experiment: NAME\"")
      }
      return
    }
    if let settings { readSettings(settings, lab) }
    if let lanes { scene.lanes = lab.laneNames(lanes, fields) }
  }

  private mutating func readSettings(_ entry: Entry, _ lab: LabExperiment) {
    guard let settings = Fields(entry, "\(fields.what), settings", fields.findings) else { return }
    let located = settings.settings()
    _ = lab.experiment.making(located, settings)
    scene.settings = located.map(\.setting)
  }

  private mutating func readPanels(_ entry: Entry, _ lines: inout LessonLines) {
    let entries = entry.text == nil ? fields.entries(entry, "panels") ?? [] : [entry]
    scene.panels = []
    for part in entries {
      guard let text = fields.text(part, "panels") else { continue }
      let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
      lines[.scenePanel(scene.name, scene.panels.count)] = part.line
      scene.panels.append(PanelChoice(words[0], options: Array(words.dropFirst())))
    }
    if scene.panels.count > Self.panelLimit {
      fields.add(
        entry.line, "there are \(scene.panels.count) panels; a scene has one or two, as large as they go")
    }
    if lab == nil, !scene.panels.isEmpty {
      fields.add(entry.line, "panels need an experiment; name one with \"experiment: NAME\"")
    }
  }

  /// `prepare: {steps: 200}`, or the number of steps alone.
  private mutating func readPreparation() {
    guard let entry = fields.take("prepare") else { return }
    guard let lab else {
      return fields.add(entry.line, "there is nothing to prepare without an experiment; delete \"prepare\"")
    }
    var steps: Int?
    if entry.text != nil {
      steps = fields.integer(entry, "prepare", in: Self.steps)
    } else if var prepare = Fields(entry, "\(fields.what), prepare", fields.findings) {
      steps = prepare.require("steps", "say how many are performed before the scene is shown").flatMap {
        prepare.integer($0, "steps", in: Self.steps)
      }
      prepare.finish()
    }
    scene.preparedSteps = steps ?? 0
    let budget = (try? lab.experiment.setting(scene.settings))?.steps ?? lab.experiment.steps
    if scene.preparedSteps > budget {
      fields.add(
        entry.line,
        "\(scene.preparedSteps) steps are more than the \(budget) of the experiment; give it \"steps\" enough"
      )
    }
  }

  /// `run: 60` steps a second, or `run: flat out`.
  private mutating func readPace(_ entry: Entry) {
    if entry.text == "flat out" {
      scene.pace = nil
    } else if let text = entry.text, let pace = Fields.number(text), Self.paces.contains(pace) {
      scene.pace = pace
    } else {
      fields.add(entry.line, "\"run\" is steps a second, such as 60, or \"flat out\"")
    }
  }

  private mutating func readKnob(_ entry: Entry) {
    guard let key = fields.text(entry, "knob") else { return }
    scene.knob = key
    guard let lab, let made = try? lab.experiment.setting(scene.settings), made.knob(for: key) == nil else {
      if lab == nil {
        fields.add(entry.line, "a knob needs an experiment; name one with \"experiment: NAME\"")
      }
      return
    }
    let known = made.settingKeys.filter { made.knob(for: $0) != nil }
    fields.add(entry.line, "there is no knob \"\(key)\"; \(Spelling.advice(for: key, among: known))")
  }

  /// The Markdown of `say`, without pages and fenced blocks of the lab.
  private func notes(_ entry: Entry) -> [Block] {
    guard let text = entry.text, fields.text(entry, "say") != nil else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let drafts = Markdown.pages((["## notes"] + lines)[...], firstLine: entry.line, fields.findings)
    if drafts.count > 1 {
      fields.add(entry.line, "\"say\" has a heading \"## \"; a scene has no pages, use \"### \"")
    }
    return drafts.flatMap(\.parts).compactMap { part in
      switch part {
      case .block(let block): return block
      case .fence(let fence):
        fields.add(entry.line, "\"say\" has a block \"\(fence.word)\"; notes are text only")
        return nil
      }
    }
  }
}

extension LabExperiment {
  /// Names of lanes as a page or a scene lists them; unknown ones and twins are reported.
  func laneNames(_ entry: Entry, _ fields: Fields) -> [String] {
    let known = lanes.map(\.name)
    let names = fields.texts(entry, "lanes")
    for name in names where !known.contains(name) {
      let advice = known.isEmpty ? "this experiment has none" : Spelling.advice(for: name, among: known)
      fields.add(entry.line, "experiment \"\(self.name)\" has no lane \"\(name)\"; \(advice)")
    }
    if Set(names).count < names.count { fields.add(entry.line, "a lane is named twice; keep one of them") }
    return names
  }
}

extension FrontMatter {
  private static let sceneLimit = 30

  /// Reads the scenes, which may refer to pages; pages therefore come first.
  mutating func addScenes(_ findings: Findings) {
    if let extra = scenePairs.dropFirst(Self.sceneLimit).first {
      findings.add(
        extra.line, "there are \(scenePairs.count) scenes; a presentation has at most \(Self.sceneLimit)")
    }
    for pair in scenePairs {
      guard let scene = SceneDecoding.read(pair, of: lesson, lines: &lines, findings) else { continue }
      lesson.scenes.append(scene)
    }
  }
}
