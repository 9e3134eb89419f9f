import CKernels

/// Measures of surprise, and how far two distributions lie apart. Natural logarithms; `bits` converts.
public enum Information {
  /// The same amount in bits.
  public static func bits(_ nats: Double) -> Double { nats / log(2) }

  /// What a character costs, in bits, where the mean cross-entropy of a character is `loss` nats.
  public static func bitsPerCharacter(_ loss: Double) -> Double { bits(loss) }

  /// Σ p ln (p / q) of two histograms or distributions, each divided by its sum (Kullback & Leibler 1951); 0 ln 0 = 0,
  /// infinite where q is 0 and p is not, NaN if either is empty.
  public static func klDivergence(_ p: [Double], _ q: [Double]) -> Double {
    let (first, second) = (shares(p), shares(q))
    return zip(first, second).reduce(0) { $0 + klTerm($1.0, $1.1) }
  }

  /// p ln (p / q): what one cell adds to the divergence.
  static func klTerm(_ p: Double, _ q: Double) -> Double { p == 0 ? 0 : p * log(p / q) }

  /// ½ KL(p‖m) + ½ KL(q‖m) with m = ½ (p + q): symmetric, at most ln 2 (Lin 1991).
  public static func jsDivergence(_ p: [Double], _ q: [Double]) -> Double {
    let (first, second) = (shares(p), shares(q))
    let middle = zip(first, second).map { ($0 + $1) / 2 }
    return (klDivergence(first, middle) + klDivergence(second, middle)) / 2
  }

  private static func shares(_ histogram: [Double]) -> [Double] {
    let total = histogram.reduce(0, +)
    return histogram.map { $0 / total }
  }
}
