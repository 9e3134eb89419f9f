import Experiments
import Lessons

extension Lesson {
  /// Whether these settings can be made on the experiment of a page; throws one sentence.
  func check(_ settings: [Setting], on page: Int) throws(SettingError) {
    guard !settings.isEmpty else { return }
    guard pages.indices.contains(page), let name = pages[page].experiment,
      let lab = experiment(named: name)
    else {
      throw SettingError("--set: page \(page + 1) of \"\(id)\" has no experiment; open a page that has one")
    }
    _ = try lab.experiment.setting(pages[page].settings).setting(settings)
  }
}
