import Lessons
import TerminalUI

/// Where each lesson stands on the home screen: chapters as bands, lessons flowing through them or one to a row.
struct LessonGrid {
  enum Style { case flow, list }

  struct Item: Equatable {
    var lesson: Int
    var column: Int
    var row: Int
    var width: Int
  }

  struct Band: Equatable {
    var name: String
    var row: Int
  }

  private(set) var items: [Item] = []
  private(set) var bands: [Band] = []
  private(set) var rowCount = 0
  /// The column where the lessons begin.
  let margin: Int
  let style: Style
  /// Columns that the longest row takes.
  private(set) var width = 0

  /// - Parameter size: room for chapter names and lessons; where it is high enough, chapters stand apart.
  init(_ shelf: Shelf, in size: Size) {
    self.init(shelf, width: size.width, gap: 0)
    let apart = LessonGrid(shelf, width: size.width, gap: 1)
    if apart.rowCount <= size.height { self = apart }
  }

  /// A lesson to a row with its title, below the name of its chapter.
  /// - Parameter height: rows there are; where they suffice, chapters stand apart.
  init(listing shelf: Shelf, in height: Int) {
    margin = ListColumns.mark
    style = .list
    let columns = ListColumns(shelf)
    width = columns.width
    let lines = shelf.lessons.count + shelf.chapters.count
    let gap = lines + shelf.chapters.count - 1 <= height ? 1 : 0
    for chapter in shelf.chapters {
      if !bands.isEmpty { rowCount += gap }
      bands.append(Band(name: chapter.name, row: rowCount))
      rowCount += 1
      for index in chapter.lessons {
        items.append(Item(lesson: index, column: margin, row: rowCount, width: width - margin))
        rowCount += 1
      }
    }
  }

  private init(_ shelf: Shelf, width: Int, gap: Int) {
    style = .flow
    self.width = width
    let names = shelf.chapters.map { Width.of($0.name) }.max() ?? 0
    margin = min(names + 4, max(width / 3, 1)) + 2
    // No name touches the right edge.
    let room = max(width - margin - 1, 1)
    let pitch = Self.pitch(shelf, room)
    for chapter in shelf.chapters {
      if !bands.isEmpty { rowCount += gap }
      bands.append(Band(name: chapter.name, row: rowCount))
      var column = 0
      for index in chapter.lessons {
        let length = Width.of(shelf.lessons[index].shortName) + 2
        if column > 0, column + length > room {
          rowCount += 1
          column = 0
        }
        items.append(Item(lesson: index, column: margin + column, row: rowCount, width: length))
        column += max((length + 2 + pitch - 1) / pitch * pitch, pitch)
      }
      rowCount += 1
    }
  }

  /// Columns of equal width where two or more of them fit twice over; else lessons simply follow each other.
  private static func pitch(_ shelf: Shelf, _ room: Int) -> Int {
    let widest = (shelf.lessons.map { Width.of($0.shortName) }.max() ?? 1) + 4
    return room >= widest * 3 ? widest : 1
  }

  /// The lesson reached from `index` by an arrow key.
  func neighbour(of index: Int, _ action: Action) -> Int {
    guard let place = items.firstIndex(where: { $0.lesson == index }) else { return items.first?.lesson ?? 0 }
    let here = items[place]
    switch action {
    case .left: return items[max(place - 1, 0)].lesson
    case .right: return items[min(place + 1, items.count - 1)].lesson
    case .first: return items[0].lesson
    case .last: return items[items.count - 1].lesson
    case .up, .down:
      let rows = Set(items.map(\.row))
      let row =
        (action == .up ? rows.filter { $0 < here.row }.max() : rows.filter { $0 > here.row }.min())
        ?? here.row
      let middle = here.column + here.width / 2
      if row == here.row { return index }
      return items.filter { $0.row == row }
        .min { abs($0.column + $0.width / 2 - middle) < abs($1.column + $1.width / 2 - middle) }?.lesson
        ?? index
    default: return index
    }
  }
}

/// The columns of the list: mark, number, title, minutes, and a mark for every page once it is begun.
struct ListColumns {
  static let mark = 3, number = 5, title = 9
  let minutes: Int
  let pages: Int
  let width: Int

  init(_ shelf: Shelf) {
    minutes = Self.title + (shelf.lessons.map { Width.of($0.title) }.max() ?? 0) + 2
    pages = minutes + 9
    width = pages + (shelf.lessons.map(\.pages.count).max() ?? 0)
  }
}
