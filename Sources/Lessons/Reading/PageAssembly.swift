import Datasets
import Experiments
import Neural

extension FrontMatter {
  /// Turns the drafts of the body into pages; every task, quiz and prediction has to stand on exactly one of them.
  mutating func addPages(_ drafts: [DraftPage], firstLine: Int, _ findings: Findings) {
    if drafts.isEmpty {
      findings.add(firstLine, "the lesson has no page; begin one with a heading \"## Title\"")
    }
    var assembly = PageAssembly(front: self, findings: findings)
    for (index, draft) in drafts.enumerated() {
      lines[.page(index)] = draft.line
      lesson.pages.append(assembly.page(draft))
      for (place, line) in assembly.panelLines.enumerated() { lines[.panel(page: index, place)] = line }
    }
    assembly.reportUnplaced(firstLine)
  }
}

/// Carries the bench from page to page: the experiment and the panels stay until a later page names others.
private struct PageAssembly {
  private let front: FrontMatter
  private let findings: Findings
  private var experiment: String?
  /// How often an experiment was named.
  private var run = 0
  private var panels: [PanelChoice] = []
  private var placed: Set<String> = []
  /// On which lines the panels of the page made last were written.
  private(set) var panelLines: [Int] = []

  init(front: FrontMatter, findings: Findings) {
    self.front = front
    self.findings = findings
  }

  mutating func page(_ draft: DraftPage) -> Page {
    var page = Page(title: draft.title)
    for word in ["set", "panels"] {
      let fences = draft.fences.filter { $0.word == word }
      if fences.count > 1 { findings.add(fences[1].line, "this page has two \"\(word)\" blocks; join them") }
      guard let fence = fences.first else { continue }
      if word == "set" { readSet(fence, &page) } else { readPanels(fence) }
    }
    (page.experiment, page.run) = (experiment, run)
    page.panels = experiment == nil ? [] : panels
    for part in draft.parts { add(part, to: &page) }
    checkSolutions(page)
    return page
  }

  private mutating func add(_ part: DraftPage.Part, to page: inout Page) {
    switch part {
    case .block(let block): page.blocks.append(block)
    case .fence(let fence): place(fence, on: &page)
    }
  }
}

/// What a page puts on the bench.
extension PageAssembly {
  private mutating func readSet(_ fence: DraftPage.Fence, _ page: inout Page) {
    guard let entry = Entry.read(fence.lines[...], firstLine: fence.line + 1, findings) else { return }
    if case .nothing = entry.value {
      return findings.add(fence.line, "this \"set\" block is empty; delete it")
    }
    guard var fields = Fields(entry, "set", findings) else { return }
    if let entry = fields.take("experiment") { readExperiment(entry, fields) }
    let lanes = fields.take("lanes")
    let settings = fields.settings()
    guard let name = experiment, let lab = front.lesson.experiment(named: name) else {
      if lanes != nil || !settings.isEmpty {
        fields.add(fence.line, "there is no experiment on this page; name one with \"experiment: NAME\"")
      }
      return
    }
    if let lanes { page.lanes = lab.laneNames(lanes, fields) }
    page.settings = settings.map(\.setting)
    _ = lab.experiment.making(settings, fields)
  }

  private mutating func readExperiment(_ entry: Entry, _ fields: Fields) {
    guard let name = fields.text(entry, "experiment") else { return }
    experiment = nil
    if name == "none" { return }
    let names = front.lesson.experiments.map(\.name)
    if names.contains(name) {
      experiment = name
      run += 1
    } else {
      fields.add(
        entry.line, "there is no experiment \"\(name)\"; \(Spelling.advice(for: name, among: names))")
    }
  }

  private mutating func readPanels(_ fence: DraftPage.Fence) {
    panels = []
    panelLines = []
    for (index, line) in fence.lines.enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace).map { $0.visible }
      guard let name = words.first else { continue }
      panels.append(PanelChoice(name, options: Array(words.dropFirst())))
      panelLines.append(fence.line + 1 + index)
    }
    if panels.isEmpty { findings.add(fence.line, "this \"panels\" block is empty; name one panel a line") }
    if panels.count > 9 { findings.add(fence.line, "there are \(panels.count) panels; a page has at most 9") }
  }
}

/// Tasks, quizzes and predictions at their places.
extension PageAssembly {
  private mutating func place(_ fence: DraftPage.Fence, on page: inout Page) {
    guard Markdown.named.contains(fence.word) else { return }
    if fence.lines.contains(where: { !$0.trimmed.isEmpty }) {
      findings.add(
        fence.line,
        "\"\(fence.word) \(fence.argument)\" is described in the front matter; leave this block empty")
    }
    if !placed.insert("\(fence.word) \(fence.argument)").inserted {
      findings.add(
        fence.line, "\"\(fence.word) \(fence.argument)\" stands here a second time; keep one of them")
    }
    switch fence.word {
    case "task": placeTask(fence, on: &page)
    case "quiz":
      guard let quiz = find(fence, front.quizzes, \.name) else { return }
      page.quizzes.append(quiz)
      page.blocks.append(.quiz(quiz.name))
    default:
      guard let prediction = find(fence, front.predictions, \.name) else { return }
      page.predictions.append(prediction)
      page.blocks.append(.prediction(prediction.name))
    }
  }

  private func placeTask(_ fence: DraftPage.Fence, on page: inout Page) {
    guard let task = find(fence, front.tasks, \.name) else { return }
    page.tasks.append(task)
    page.blocks.append(.task(task.name))
    guard task.experiment != page.experiment else { return }
    let present = page.experiment.map { "\"\($0)\"" } ?? "none"
    findings.add(
      fence.line,
      "task \"\(task.name)\" is done on \"\(task.experiment)\", but the experiment of this page is \(present)"
    )
  }

  private func find<Part>(_ fence: DraftPage.Fence, _ parts: [Part], _ name: KeyPath<Part, String>) -> Part? {
    if let part = parts.first(where: { $0[keyPath: name] == fence.argument }) { return part }
    guard !front.declared.contains("\(fence.word) \(fence.argument)") else { return nil }
    let names = parts.map { $0[keyPath: name] }
    let advice =
      names.isEmpty ? "the front matter has none" : Spelling.advice(for: fence.argument, among: names)
    findings.add(fence.line, "there is no \(fence.word) \"\(fence.argument)\"; \(advice)")
    return nil
  }

  /// A solution is made on top of the settings of its page.
  private func checkSolutions(_ page: Page) {
    guard let lab = page.experiment.flatMap({ front.lesson.experiment(named: $0) }),
      let shipped = try? lab.experiment.setting(page.settings)
    else { return }
    for task in page.tasks where task.experiment == lab.name {
      do throws(SettingError) {
        _ = try shipped.setting(task.solution)
      } catch {
        findings.add(front.lines[.solution(task.name)], "task \"\(task.name)\", solution: \(error)")
      }
      for setting in task.goal.keep where shipped.value(of: setting.key) == nil {
        let advice = Spelling.advice(for: setting.key, among: shipped.settingKeys)
        findings.add(
          front.lines[.goal(task.name)],
          "task \"\(task.name)\", goal: there is no setting \"\(setting.key)\" to keep; \(advice)")
      }
    }
  }

  func reportUnplaced(_ line: Int) {
    for name in front.declared where !placed.contains(name) {
      findings.add(line, "\"\(name)\" stands on no page; put a block ```\(name) where it belongs")
    }
  }
}
