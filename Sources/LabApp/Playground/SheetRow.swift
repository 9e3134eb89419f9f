import Experiments

/// One line of the sheet on which an experiment is put together.
struct SheetRow: Sendable, Hashable {
  /// What the line is about.
  enum Subject: Sendable, Hashable {
    case heading(String)
    /// Something to read.
    case note(String)
    case learner, data, table, target, task, columns
    case column(String)
    /// A setting by its key.
    case setting(String)
    /// Settings that are seldom needed, shown while one of them is chosen.
    case group(String)
    case layer(String, Int)
    case kind(String, Int)
  }

  var subject: Subject
  var label: String
  var value = ""
  /// 1 for what belongs to the line above it.
  var depth = 0
  /// The group it is shown with; nil for lines that always stand.
  var owner: Subject?

  var isChoosable: Bool {
    switch subject {
    case .heading, .note: false
    default: true
    }
  }

  /// The list and index of the layer it belongs to.
  var layer: (list: String, index: Int)? {
    switch owner ?? subject {
    case .layer(let list, let index): (list, index)
    default: nil
    }
  }
}
