import CKernels

extension Network {
  /// Writes the L2 norm of each layer's parameter gradient, layer by layer; returns the norm over all of them.
  public func gradientNorms(into norms: Floats) -> Float {
    var total = 0.0
    var place = 0
    for index in 0..<count where !wires[index].parameterGradient.isEmpty {
      let square = wires[index].parameterGradient.sumOfSquares
      norms[place] = Float(square.squareRoot())
      total += square
      place += 1
    }
    return Float(total.squareRoot())
  }

  /// Writes for each layer that carries weights the L2 norm over the batch of ∂loss/∂z at its output, before
  /// normalization and activation.
  public func deltaNorms(into norms: Floats) {
    var place = 0
    for index in 0..<count where wires[index].carriesWeights {
      norms[place] = Float(gradient(of: index).sumOfSquares.squareRoot())
      place += 1
    }
  }
}

extension Floats {
  /// Σ xᵢ².
  var sumOfSquares: Double { sum_of_squares(base, count) }
}
