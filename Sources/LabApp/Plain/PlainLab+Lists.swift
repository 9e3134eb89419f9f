import Lessons

/// Lists that belong to no lesson.
extension PlainLab {
  mutating func tellLessons() {
    let shelf = world.shelf
    guard !shelf.lessons.isEmpty else {
      return say("No lessons were found; give their folder with --lessons or GRADLAB_LESSONS.")
    }
    for (chapter, places) in shelf.chapters {
      say(chapter)
      for place in places {
        let lesson = shelf.lessons[place]
        let number = lesson.topics.first.map { "\($0). " } ?? "\(lesson.id): "
        say("\(lesson.title) (\(word(world.journal.standing(of: lesson))))", first: "  \(number)")
      }
    }
    if let id = world.journal.lastLesson, let lesson = shelf.find(id) {
      let page = min(world.journal[id].lastPage + 1, lesson.pages.count)
      say("You were in \(lesson.numberedTitle), page \(page).")
    }
    say("Type the number of a lesson to open it.")
  }

  private func word(_ standing: Standing) -> String {
    switch standing {
    case .untouched: "new"
    case .begun: "begun"
    case .done: "done"
    }
  }

  mutating func tellProgress() {
    let journal = world.journal
    let touched = world.shelf.lessons.filter { journal.standing(of: $0) != .untouched }
    for lesson in touched {
      let tasks = journal.tasks(of: lesson)
      let score = journal.score(of: lesson)
      say(
        "\(lesson.numberedTitle): \(word(journal.standing(of: lesson))), \(journal.visitedPages(of: lesson)) of "
          + "\(lesson.pages.count) pages, \(tasks.met) of \(tasks.all) tasks, \(score.right) of \(score.all) questions "
          + "right at once.")
    }
    let done = touched.filter { journal.standing(of: $0) == .done }.count
    say("\(done) of \(world.shelf.plannedCount) lessons done.")
  }

  mutating func tellHelp() {
    for command in PlainCommand.allCases where screen != nil || !command.needsLesson {
      say(command.meaning, first: "  \(command.name)\(command.argument): ")
    }
    say(
      "The keys of the screen n, p, r, h, d, q and Space (\"space\") do the same. Ctrl-C stops a run, then the lab."
    )
  }
}
