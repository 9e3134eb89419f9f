import TerminalUI

/// What a window shows that is too small for the lab.
enum TooSmall {
  static func draw(_ size: Size, isHelp: Bool, on canvas: inout Canvas) {
    let least = Application.minimum
    let need = "need \(least.width)x\(least.height), have \(size.width)x\(size.height)"
    let lines = isHelp ? ["q  quit", "?  this", need] : [need, "q quit  ? help"]
    let top = max((size.height - lines.count) / 2, 0)
    for (row, line) in lines.enumerated() {
      let x = max((size.width - Width.of(line)) / 2, 0)
      canvas.write(line, x: x, y: top + row, line == need ? .warning : .text)
    }
  }
}
