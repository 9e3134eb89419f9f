import Foundation
import Glibc
import Testing

extension Journeys {
  /// A line that takes a few kilobytes at a time: pictures are left out, never queued, and keys are answered.
  @Suite struct SlowLines {
    /// A terminal of 200×60 whose bytes are read only when asked for.
    private final class Line {
      private let master: Int32
      private let program = Process()
      private let folder = FileManager.default.temporaryDirectory.appending(
        path: "gradlab-\(UUID().uuidString)")

      init(_ arguments: String...) throws {
        var ends: (master: Int32, slave: Int32) = (-1, -1)
        var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&ends.master, &ends.slave, nil, nil, &size) == 0)
        master = ends.master
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let terminal = FileHandle(fileDescriptor: ends.slave, closeOnDealloc: true)
        program.executableURL = URL(fileURLWithPath: Pane.program)
        program.arguments = arguments
        program.environment = ["HOME": folder.path, "TERM": "xterm-256color", "LANG": "C.UTF-8"]
        program.standardInput = terminal
        program.standardOutput = terminal
        program.standardError = terminal
        try program.run()
      }

      deinit {
        program.terminate()
        _ = read(until: { _ in !program.isRunning }, most: 1 << 24)
        close(master)
        try? FileManager.default.removeItem(at: folder)
      }

      func press(_ keys: String) { _ = write(master, keys, keys.utf8.count) }

      /// Reads until it is so, at most so many bytes, and waits at most ten seconds for each; returns what was read.
      func read(
        until isSo: (Data) -> Bool, most: Int, pausing pause: UInt32 = 0
      ) -> (bytes: Data, isSo: Bool) {
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 2048)
        while !isSo(bytes) {
          var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
          guard bytes.count < most, poll(&ready, 1, 10_000) > 0 else { return (bytes, false) }
          let count = Glibc.read(master, &buffer, buffer.count)
          guard count > 0 else { return (bytes, isSo(bytes)) }
          bytes += buffer.prefix(count)
          usleep(pause)
        }
        return (bytes, true)
      }

      /// Kilobytes of memory that the program has at present.
      var memory: Int {
        let path = "/proc/\(program.processIdentifier)/status"
        let status = try? String(contentsOfFile: path, encoding: .utf8)
        let line = (status ?? "").split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
      }
    }

    private static let endOfFrame = Data("\u{1B}[?2026l".utf8)

    /// 2 kilobytes each tenth of a second are 20 KB/s, a twentieth of what this lesson would like to send.
    @Test func framesAreLeftOutAndKeysAnswered() throws {
      let line = try Line("open", "gan/2", "--set", "steps=5000000")
      #expect(line.read(until: { $0.range(of: Self.endOfFrame) != nil }, most: 1 << 17).isSo)
      line.press("1")
      line.press(String(repeating: "+", count: 12) + " ")
      #expect(line.read(until: { $0.range(of: Data("running".utf8)) != nil }, most: 1 << 18).isSo)
      let slow = { (most: Int) in line.read(until: { _ in false }, most: most, pausing: 100_000).bytes }
      #expect(slow(20_000).count >= 20_000)
      let before = line.memory
      #expect(slow(100_000).count >= 100_000)
      // The address sanitizer keeps what was given back for a while.
      let isWatched = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] != nil
      #expect(before > 0 && line.memory < before + (isWatched ? 400_000 : 4_000))
      line.press("?")
      // What was on its way when the key came, and the help itself: no queue of pictures in between.
      #expect(
        line.read(until: { $0.range(of: Data("Esc".utf8)) != nil }, most: 60_000, pausing: 100_000).isSo)
    }
  }
}
