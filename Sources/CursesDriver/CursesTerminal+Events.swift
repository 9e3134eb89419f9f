import CCurses
import Glibc
public import TerminalUI

extension CursesTerminal {
  /// Waits at most so long for the next event. Returns early without one when woken.
  ///
  /// After `.suspended` the next call stops the process; the one that follows its return is `.resumed`. Several events
  /// can be waiting: draw when a call with no time to wait returns none.
  public mutating func nextEvent(within limit: Duration) -> Event? {
    if isStopDue { stop() }
    let end = now + max(limit, .zero)
    while true {
      takeSignals()
      if !queue.isEmpty { return deliver(queue.removeFirst()) }
      if let event = decoder.next(at: now) {
        if case .mouse = event, !isMouseOn { continue }
        return deliver(event)
      }
      let time = now
      let drawing = sendPending()
      let ready = wait(until: min(end, decoder.deadline ?? end, drawing ?? end), from: time)
      if ready.contains(.vanished) { return .terminate(signal: SIGHUP) }
      if ready.contains(.input) {
        if !readInput() { return .terminate(signal: SIGHUP) }
      } else if ready.contains(.woken) {
        // A call that does not wait leaves the waking to the next that does.
        if limit > .zero { waker.drain() }
        return nil
      } else if ready.isEmpty && now >= end {
        return nil
      }
    }
  }

  private mutating func deliver(_ event: Event) -> Event {
    isUrgent = true
    if event == .suspended { isStopDue = true }
    return event
  }

  private mutating func takeSignals() {
    while let number = signals.next() {
      switch number {
      case SIGWINCH: noticeSize()
      case SIGCONT: comeBack()
      case SIGTSTP: queue.append(.suspended)
      default: queue.append(.terminate(signal: number))
      }
    }
  }

  private mutating func noticeSize() {
    guard adoptSize() else { return }
    painter.forget()
    pending = nil
    queue.append(.resize(size))
  }

  /// Leaves the screen to the shell until the process is continued.
  private mutating func stop() {
    isStopDue = false
    pending = nil
    write(modes.leaving)
    endwin()
    let arrived = signals.stop()
    comeBack()
    queue += arrived.map { .terminate(signal: $0) }
  }

  /// Takes the screen back from whoever had it: whatever the modes and the picture are now, they are set again.
  private mutating func comeBack() {
    let before = size
    if !isendwin() { endwin() }
    enter()
    queue.append(.resumed)
    if size != before { queue.append(.resize(size)) }
  }

  /// Whether the terminal is still there.
  private mutating func readInput() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 { decoder.feed(buffer.prefix(count), at: now) }
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
  }
}

extension CursesTerminal {
  private struct Readiness: OptionSet {
    let rawValue: Int
    static let input = Readiness(rawValue: 1)
    static let signal = Readiness(rawValue: 2)
    static let woken = Readiness(rawValue: 4)
    static let output = Readiness(rawValue: 8)
    static let vanished = Readiness(rawValue: 16)
  }

  private func wait(until end: Duration, from time: Duration) -> Readiness {
    let watchesOutput = pending != nil && !isOutputFree
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.reader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: watchesOutput ? output : -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard poll(&watched, nfds_t(watched.count), Self.milliseconds(end - time)) > 0 else { return [] }
    var ready: Readiness = []
    if watched[0].revents & Int16(POLLIN) != 0 {
      ready.insert(.input)
    } else if watched[0].revents != 0 {
      ready.insert(.vanished)
    }
    if watched[1].revents != 0 { ready.insert(.signal) }
    if watched[2].revents != 0 { ready.insert(.woken) }
    if watched[3].revents != 0 { ready.insert(.output) }
    return ready
  }

  /// Rounded up, so that a wait is never cut into many of no length.
  private static func milliseconds(_ duration: Duration) -> Int32 {
    guard duration > .zero else { return 0 }
    let milliseconds = (duration / .milliseconds(1)).rounded(.up)
    return milliseconds > 1e9 ? -1 : Int32(milliseconds)
  }
}

extension CursesTerminal {
  /// Shows the canvas, sending only what changed.
  ///
  /// On a line that is busy or slow the canvas waits, and a newer one takes its place; it is sent during `nextEvent`.
  public mutating func present(_ canvas: borrowing Canvas) {
    let canvas = copy canvas
    pending = painter.isShown(canvas) ? nil : canvas
    _ = sendPending()
  }

  /// Whether the terminal took all that was sent before.
  private var isOutputFree: Bool {
    var watched = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// Sends the pending canvas if it may be sent, on a slow line a slice of it. Returns when what is left may be sent;
  /// `nil` when nothing is left, or when that is up to the line.
  private mutating func sendPending() -> Duration? {
    guard let canvas = pending else { return nil }
    let time = now
    let wait = budget.wait(at: time)
    guard isUrgent || wait == .zero else { return time + wait }
    guard isOutputFree else { return nil }
    let cost = painter.put(canvas, within: size, atMost: budget.slice)
    let waits = lab_wait_count()
    write(modes.beginFrame)
    lab_refresh(Int32(canvas.cursor?.y ?? 0), Int32(canvas.cursor?.x ?? 0))
    write(modes.endFrame)
    // On a busy machine the processor may be taken away for as long; then the line was not waited for.
    budget.spend(cost, delayedBy: lab_wait_count() == waits ? .zero : now - time)
    // The next slice, as soon as it may be sent and no key waits.
    guard painter.isShown(canvas) else { return time }
    pending = nil
    isUrgent = false
    return nil
  }
}
