/// Units that put out zero.
extension Network {
  /// Silences these columns of a stage's output, or lets them be heard again.
  func silence(_ stage: Int, _ columns: Range<Int>, _ isOn: Bool) {
    silenced.removeAll { $0.stage == stage && $0.columns == columns }
    if isOn { silenced.append(Silence(stage: stage, columns: columns)) }
  }

  func hearAll() { silenced = [] }

  /// Zeroes what the silenced units of a stage have in these rows of outputs, or of their gradients.
  func mute(_ stage: Int, _ rows: Floats, width: Int) {
    for entry in silenced where entry.stage == stage {
      var start = 0
      while start < rows.count {
        for column in entry.columns { rows.base[start + column] = 0 }
        start += width
      }
    }
  }
}

/// The columns of one silenced unit.
struct Silence {
  var stage: Int
  var columns: Range<Int>
}
