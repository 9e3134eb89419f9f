extension Journal {
  /// This journal with what another lab has written meanwhile.
  ///
  /// - Parameters:
  ///   - other: the journal as it stands in the file now.
  ///   - base: the journal as this lab read or wrote it last. What was added since then is added to `other`, so that
  ///     time and tries of two labs that run at once add up and nothing is counted twice.
  public func merged(with other: Journal, since base: Journal) -> Journal {
    var result = other
    for (id, mine) in lessons {
      guard let theirs = other.lessons[id] else {
        result.lessons[id] = mine
        continue
      }
      result.lessons[id] = mine.merged(with: theirs, since: base[id])
    }
    return result
  }
}

extension LessonRecord {
  fileprivate func merged(with theirs: LessonRecord, since base: LessonRecord) -> LessonRecord {
    var result = theirs
    if let mine = opened, mine >= theirs.opened ?? mine {
      result.opened = mine
      result.lastPage = lastPage
    }
    result.visited = Set(visited).union(theirs.visited).sorted()
    result.seconds = theirs.seconds + max(0, seconds - base.seconds)
    result.tasks.merge(tasks) { theirs, mine in
      TaskRecord(step: min(theirs.step, mine.step), seconds: min(theirs.seconds, mine.seconds))
    }
    for (name, mine) in quizzes {
      result.quizzes[name] = mine.merged(with: theirs.quizzes[name], since: base.quizzes[name])
    }
    result.predictions.merge(predictions) { theirs, mine in
      theirs
    }
    result.finished = [finished, theirs.finished].compactMap { $0 }.min()
    return result
  }
}

extension LessonRecord.QuizRecord {
  fileprivate func merged(with theirs: Self?, since base: Self?) -> Self {
    guard let theirs else { return self }
    let added = max(0, tries - (base?.tries ?? 0))
    return Self(
      choice: added > 0 ? choice : theirs.choice, isRight: isRight || theirs.isRight,
      tries: theirs.tries + added)
  }
}
