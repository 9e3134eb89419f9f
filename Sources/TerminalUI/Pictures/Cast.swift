/// A session as an asciicast of version 2: a line for the terminal, then a line for each frame, each of them JSON.
///
/// A frame is what turns the one before into it, as escape sequences. The caller writes the lines at once, so that a
/// session that is cut off leaves a file that can be played.
public struct Cast: Sendable {
  private var shown: Canvas?
  private var lastTime = Duration.zero

  /// Seconds since 1970, for the header.
  private let timestamp: Int
  private let terminal: String
  private let title: String

  /// - Parameters:
  ///   - timestamp: when the session began, in seconds since 1970.
  ///   - terminal: the value of TERM.
  public init(timestamp: Int, terminal: String, title: String) {
    self.timestamp = timestamp
    self.terminal = terminal
    self.title = title
  }

  /// The lines that a frame adds; none if nothing has changed. Time is counted from the begin of the session.
  public mutating func lines(for canvas: Canvas, at time: Duration) -> [String] {
    lastTime = max(lastTime, time)
    defer { shown = canvas }
    guard let old = shown else {
      return [header(canvas.size), event("o", "\u{1B}[?25l" + Self.whole(canvas))]
    }
    if old.size != canvas.size {
      return [event("r", "\(canvas.size.width)x\(canvas.size.height)"), event("o", Self.whole(canvas))]
    }
    let change = Self.change(from: old, to: canvas)
    return change.isEmpty ? [] : [event("o", change)]
  }

  private func header(_ size: Size) -> String {
    "{\"version\": 2, \"width\": \(size.width), \"height\": \(size.height), \"timestamp\": \(timestamp), "
      + "\"title\": \(Self.quoted(title)), \"env\": {\"TERM\": \(Self.quoted(terminal))}}"
  }

  private func event(_ kind: String, _ text: String) -> String {
    "[\(Self.seconds(lastTime)), \"\(kind)\", \(Self.quoted(text))]"
  }

  private static func whole(_ canvas: Canvas) -> String {
    "\u{1B}[0m\u{1B}[2J" + change(from: Canvas(size: canvas.size, look: canvas.look), to: canvas)
  }

  /// Escape sequences; empty if nothing changed. They leave no style behind.
  private static func change(from old: Canvas, to new: Canvas) -> String {
    var text = ""
    var style = Style.plain
    for run in Difference.runs(from: old, to: new) {
      let y = run.start.y
      var first = run.start.x
      if new.printed(first, y) == nil { first -= 1 }
      text += "\u{1B}[\(y + 1);\(first + 1)H"
      for x in first..<run.start.x + run.count {
        guard let glyph = new.printed(x, y) else { continue }
        if new[x, y].style != style { text += new[x, y].style.sequence }
        style = new[x, y].style
        text.unicodeScalars.append(glyph)
      }
    }
    return style == .plain ? text : text + "\u{1B}[0m"
  }

  private static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let micro = String(attoseconds / 1_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: max(6 - micro.count, 0)) + micro
  }

  /// A string of JSON, in ASCII but for what lies beyond it.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
