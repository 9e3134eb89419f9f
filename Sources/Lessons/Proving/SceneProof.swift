import Experiments
import Neural

/// Prepares each scene as a presentation does, to prove that it can be shown.
struct SceneProof: Sendable {
  let make: LearnerFactory

  func check(_ file: LessonFile, without broken: Set<String>, _ findings: Findings) {
    for scene in file.lesson.scenes {
      guard let name = scene.experiment, !broken.contains(name),
        let lab = file.lesson.experiment(named: name)
      else { continue }
      let line = file.lines[.scene(scene.name)]
      do throws(SettingError) {
        let lanes = try lab.race(settings: scene.settings, lanes: scene.lanes)
        if let problem = problem(of: scene, lanes) {
          findings.add(line, "scene \"\(scene.name)\": \(problem)")
        }
      } catch {
        findings.add(line, "scene \"\(scene.name)\": \(error)")
      }
    }
  }

  private func problem(of scene: Scene, _ lanes: [Lane]) -> String? {
    let loop = Loop(lanes: lanes, make: make)
    loop.advance(scene.preparedSteps)
    let snapshot = loop.snapshot()
    // In a race one may blow up, and be shown for it; a picture of nothing else cannot be prepared.
    if case .diverged(let end) = snapshot.phase, end.step < scene.preparedSteps {
      return "the run diverges at step \(end.step), before step \(scene.preparedSteps); prepare fewer"
    }
    for lane in snapshot.lanes {
      if case .failed(let sentence) = lane.phase { return sentence }
      let meters = lane.meters.map(\.name)
      guard !meters.contains(scene.number) else { continue }
      let advice = Spelling.advice(for: scene.number, among: meters)
      return "there is no number \"\(scene.number)\" to show; \(advice)"
    }
    return nil
  }
}
