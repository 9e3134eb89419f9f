/// Colour sequences chosen from the fixed part of the xterm palette, so that a theme cannot change them.
public enum Palettes {
  /// Near viridis; lightness L* rises from 36 to 97, also under deuteranopia.
  public static let viridis: [UInt8] = [
    23, 24, 25, 60, 61, 31, 66, 36, 37, 72, 78, 113, 148, 184, 220, 226,
  ]
  /// Near magma; lightness rises from 0 to 98. For dark themes.
  public static let magma: [UInt8] = [
    16, 233, 235, 53, 54, 89, 90, 125, 161, 167, 203, 173, 209, 180, 215, 222, 193, 229,
  ]
  /// The grey ramp with true black and white at its ends.
  public static let grey: [UInt8] = [16] + Array(232...255) + [231]
  /// From − (orange) over white to + (blue); lightness is monotone in both arms.
  public static let diverging: [UInt8] = [
    130, 166, 172, 208, 209, 215, 216, 223, 224, 255, 189, 153, 117, 111, 74, 68, 32, 26, 25,
  ]
}

/// A colour of the fixed palette as light.
public enum XtermColour {
  /// sRGB components, 0 to 255, of the indices 16 to 255.
  public static func components(_ index: UInt8) -> (red: Double, green: Double, blue: Double) {
    if index >= 232 {
      let grey = Double(8 + 10 * (Int(index) - 232))
      return (grey, grey, grey)
    }
    let levels = [0.0, 95, 135, 175, 215, 255]
    let cube = max(Int(index) - 16, 0)
    return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
  }

  /// Whether dark letters read better on it than light ones: luma (Rec. 601) above 140 of 255.
  public static func isLight(_ index: UInt8) -> Bool {
    let (red, green, blue) = components(index)
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140
  }
}
