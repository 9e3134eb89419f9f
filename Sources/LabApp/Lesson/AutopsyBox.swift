import Experiments
import Neural
import TerminalUI

/// Where and why a run diverged, and what may be done, in a box.
struct AutopsyBox {
  private let autopsy: Autopsy
  private let name: String?
  private let remedies: [Remedy]

  init(_ autopsy: Autopsy, name: String?, remedies: [Remedy]) {
    self.autopsy = autopsy
    self.name = name
    self.remedies = remedies
  }

  /// Draws it at the lower end of an area, as high as it needs; what does not fit falls away above the remedies.
  func draw(over area: Rect, on canvas: inout Canvas) {
    let look = canvas.look
    let width = min(area.width - 2, Paragraph.prose + 8)
    guard width > 24, area.height > 4 else { return }
    var told = facts.flatMap { fact in
      Paragraph.wrap(
        [Words(fact.text, look.style(.text))], width: width - 4,
        first: [Words(fact.name.padded(to: 10), look.style(.dim))], at: look.capability.glyphs)
    }
    let offers = offers(width - 4, look)
    told = Array(told.prefix(max(area.height - 3 - offers.count, 0)))
    let height = min(told.count + offers.count + 3, area.height)
    let box = Rect(
      x: area.x + (area.width - width) / 2, y: area.maxY - height, width: width, height: height)
    canvas.fill(box)
    let end = "autopsy · step \(Figure.count(autopsy.divergence.step))" + (name.map { " · \($0)" } ?? "")
    let title = Glyphs.plain(end, at: look.capability.glyphs)
    let room = canvas.frame(box, title: title, ink: .bad, titleInk: .bad).inset(left: 1, right: 1)
    for (row, line) in (told + [[]] + offers).prefix(room.height).enumerated() {
      canvas.put(line, x: room.x, y: room.y + row, in: room)
    }
  }

  private func offers(_ width: Int, _ look: Look) -> [[Cell]] {
    (remedies.map { (String($0.key), $0.text) } + [("Esc", "just look")]).flatMap { key, text in
      Paragraph.wrap(
        [Words(text, look.style(.text))], width: width, first: [Words(key.padded(to: 4), look.style(.key))],
        at: look.capability.glyphs)
    }
  }

  // MARK: facts

  private var facts: [(name: String, text: String)] {
    var facts = [("first", place), ("loss", autopsy.losses.map(Figure.text).joined(separator: " → "))]
    if let largest = autopsy.largest {
      var text = Figure.text(largest.norm)
      text +=
        largest.layer.isEmpty
        ? " over all parameters" : " at layer \(largest.layer), the largest of all layers"
      if autopsy.blamesStepBefore { text += ", in the step before" }
      if autopsy.isScaled, autopsy.rate.isFinite {
        text += "; each weight moves by about the rate, \(Figure.text(autopsy.rate))"
      } else if autopsy.rate.isFinite {
        text += "; rate \(Figure.text(autopsy.rate)) × it = \(Figure.text(autopsy.rate * largest.norm))"
      }
      facts.append(("gradient", text))
    }
    return facts + [("why", autopsy.reason)]
  }

  /// Where the first value appeared that is not finite or beyond a million.
  private var place: String {
    guard let fault = autopsy.fault else {
      return "the loss was \(Figure.text(autopsy.divergence.value)); nothing more is known of this learner"
    }
    let what =
      switch fault.operation {
      case .forward: "the output of layer \(fault.layer) was \(Figure.text(fault.value))"
      case .loss: "the loss was \(Figure.text(fault.value)), all that went into it was below a million"
      case .gradient: "the gradient at layer \(fault.layer) was \(Figure.text(fault.value))"
      case .update: "the update made layer \(fault.layer) \(Figure.text(fault.value))"
      }
    return "\(what), in step \(Figure.count(autopsy.faultStep))\(example(fault))"
  }

  private func example(_ fault: Fault) -> String {
    guard let row = fault.row else { return "" }
    guard let example = fault.example, example != row else { return ", for example \(row + 1) of the batch" }
    return ", for training example \(example + 1), number \(row + 1) of its batch"
  }
}

extension String {
  /// Filled with blanks on the right to a number of columns.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - Width.of(self), 0))
  }
}
