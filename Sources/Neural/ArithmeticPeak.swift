import CKernels

/// The speed of plain multiply-adds, with which the speed of training steps is compared.
public enum ArithmeticPeak {
  /// Performs independent multiply-adds in registers; returns how many multiplications and additions they were.
  public static func perform(rounds: Int) -> Double {
    var sum: Float = 0
    return multiply_adds(rounds, &sum)
  }
}

/// Which build of the kernels runs.
public enum KernelBuild: Sendable {
  /// A level of x86-64: 4 has AVX-512, 3 has AVX2 and FMA, 1 is what all have.
  case level(Int)
  /// The only one there is for this processor.
  case only

  /// The one that the kernels choose on this processor.
  public static var chosen: KernelBuild {
    let level = Int(kernel_level())
    return level == 0 ? .only : .level(level)
  }
}
