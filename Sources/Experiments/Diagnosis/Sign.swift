/// What a detector sees, in words.
struct Sign: Equatable {
  /// A short clause with the numbers that show it: with the title and the lessons it fits on a line of 80 columns.
  var fact: String
  /// How the clause goes on where there is room, with its own joint: ` and …`.
  var more = ""
  /// The lessons that explain this case; nil: those of the kind.
  var lessons: [String]?

  init(_ fact: String, _ more: String = "", lessons: [String]? = nil) {
    self.fact = fact
    self.more = more
    self.lessons = lessons
  }
}
