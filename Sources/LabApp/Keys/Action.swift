/// Something a key does. What it does in detail is the screen's affair; what it is called is written in `Bindings`.
public enum Action: Sendable, Hashable, CaseIterable {
  case up, down, left, right, first, last
  case open, back, help, progress, quit
  case resume, search, erase
  case run, step, stepBack, grain, restart, reseed, faster, slower
  case fork, chooseLane, dropFork
  case focusNext, focusPrevious, turnUp, turnDown
  case nextPage, previousPage, scrollDown, scrollUp
  case number, answer, zoom, log, hint, describe
  case receipt, playground, edit, addLayer, deleteLayer, save
  case accept, complete
  case inspect, scale, drawing, prompt
  case pen, clear
  case freeze, silence
  case addExample, moveExample, flipExample, removeExample, plantOutlier, chooseClass
  case write, look, mouse, choosePanel
  case gradientCheck, command, expect, rehearsal
  case microscope, nextExample, previousExample, nextPlace, previousPlace, gate
  case ledger, eventBefore, eventAfter, autopsy, remedy
  case blank, blankWhite, pointer, times
}
