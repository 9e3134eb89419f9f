/// On which line of its file each part of a lesson stands, so that later findings can name it.
public struct LessonLines: Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    case id
    case requires
    case experiment(String)
    case task(String)
    case goal(String)
    case solution(String)
    /// By its index.
    case page(Int)
    /// The panel of that index on the page of that index.
    case panel(page: Int, Int)
    case scene(String)
    /// The panel of that index in the scene of that name.
    case scenePanel(String, Int)
    /// The keys to press in a scene.
    case press(String)
  }

  private var lines: [Place: Int] = [:]

  public init() {}

  /// Line 1 for a part that was not read from a file.
  public subscript(place: Place) -> Int {
    get { lines[place] ?? 1 }
    set { lines[place] = newValue }
  }
}
