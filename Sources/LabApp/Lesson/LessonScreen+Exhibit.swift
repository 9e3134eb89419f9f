import Experiments
import Lessons
import Panels

/// What can be taken out of a lesson.
extension LessonScreen {
  func exhibit(in world: World) -> Exhibit {
    let step = world.snapshot.lanes.first.map { "-step\($0.step)" } ?? ""
    return Exhibit(
      name: "gradlab-\(lesson.id)-\(pageIndex + 1)" + (hasExperiment ? step : ""),
      title: "gradlab: \(lesson.title), page \(pageIndex + 1) of \(lesson.pages.count): \(page.title)",
      description: sentences(world).joined(separator: " "),
      lane: hasExperiment && !world.snapshot.lanes.isEmpty ? shownIndex(world) : nil)
  }

  private func shownIndex(_ world: World) -> Int {
    world.snapshot.lanes.indices.contains(workbench.selected) ? workbench.selected : 0
  }

  /// The run and each panel in words.
  private func sentences(_ world: World) -> [String] {
    guard hasExperiment, let lane = world.snapshot.lanes.first else { return [] }
    let panels = page.panels.indices.compactMap { index in
      panelType(index, world).map { words(of: $0, index, world) }
    }
    return ["Step \(Figure.count(lane.step)), seed \(seed)."] + panels
  }
}
