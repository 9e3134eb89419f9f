import ArgumentParser
import CursesDriver
import Datasets
import Foundation
import Lessons

/// Says what the program found around itself, what is wrong and how to mend it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells what works here, what does not and how to mend it.",
    discussion: "Example: gradlab doctor")

  @OptionGroup var screen: ScreenOptions

  func run() {
    var diagnosis = Diagnosis()
    diagnosis.examineTerminal(Surroundings.examine(), screen.terminal)
    diagnosis.examineProcessor()
    diagnosis.examineProgram(Library.executablePath)
    diagnosis.examineLessons(Library.standard())
    diagnosis.examineData(DataLibrary.standard)
    diagnosis.examineProgress(JournalStore.standard(), now: Date())
    diagnosis.examineLook(LookStore.standard())
    diagnosis.examineWriting(FileManager.default.currentDirectoryPath)
    for (name, value) in diagnosis.facts {
      print(name.padding(toLength: 11, withPad: " ", startingAt: 0) + value)
    }
    print()
    if diagnosis.complaints.isEmpty { print("Nothing is wrong.") }
    for complaint in diagnosis.complaints { print("! \(complaint)") }
  }
}
