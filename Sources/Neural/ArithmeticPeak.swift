import CKernels

/// The speed of plain multiply-adds, with which the speed of training steps is compared.
public enum ArithmeticPeak {
  /// Performs independent multiply-adds in registers; returns how many multiplications and additions they were.
  public static func perform(rounds: Int) -> Double {
    var sum: Float = 0
    return multiply_adds(rounds, &sum)
  }
}
