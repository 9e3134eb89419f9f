public import Foundation
public import TerminalUI

/// Something that could not be taken out of the lab, as one sentence.
public struct OutletProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// What the lab asks of the world outside it; the executable gives it, tests watch it.
public struct Outlet {
  /// Writes bytes to a new file of that name, or of the nearest free one, and returns where.
  public var write: (_ name: String, _ bytes: Data) throws(OutletProblem) -> String
  /// Keeps the look that a person has chosen for the next time.
  public var remember: (Look) throws(OutletProblem) -> Void

  public init(
    write: @escaping (_ name: String, _ bytes: Data) throws(OutletProblem) -> String,
    remember: @escaping (Look) throws(OutletProblem) -> Void
  ) {
    self.write = write
    self.remember = remember
  }

  /// Nothing leaves the lab.
  public static var none: Outlet {
    Outlet(
      write: { _, _ throws(OutletProblem) in throw OutletProblem("this lab cannot write files") },
      remember: { _ throws(OutletProblem) in })
  }
}

/// What a screen has to offer to those who want to take something with them.
public struct Exhibit: Sendable, Hashable {
  /// A file name without its ending.
  public var name: String
  public var title: String
  /// The screen in plain sentences.
  public var description: String
  /// The lane whose weights can be taken; nil where nothing trains.
  public var lane: Int?

  public init(name: String, title: String, description: String = "", lane: Int? = nil) {
    self.name = name
    self.title = title
    self.description = description
    self.lane = lane
  }
}

/// The kinds of files, by their endings.
public enum TakeawayForm: String, Sendable, Hashable, CaseIterable {
  case txt, ansi, svg, csv, safetensors, py

  var words: String {
    switch self {
    case .txt: "the screen as text"
    case .ansi: "the screen with colours, for cat"
    case .svg: "the screen as a picture"
    case .csv: "the curves of all lanes"
    case .safetensors: "the weights of the selected lane"
    case .py: "the experiment as a PyTorch script"
    }
  }

  /// Nil for another ending, or none.
  init?(endingOf name: String) {
    guard let point = name.lastIndex(of: ".") else { return nil }
    self.init(rawValue: name[name.index(after: point)...].lowercased())
  }
}
