extension Network {
  /// Writes the L2 norm of each layer's parameter gradient, layer by layer; returns the norm over all of them.
  public func gradientNorms(into norms: Floats) -> Float {
    let layers = layout.parameterLayers
    var total = 0.0
    for index in 0..<layers.count {
      let square = memory.gradients[layers[index].range].sumOfSquares
      norms[index] = Float(square.squareRoot())
      total += square
    }
    return Float(total.squareRoot())
  }

  /// L2 norm over the batch of ∂loss/∂output of stage `index` in the last backward pass; for a layer that carries
  /// weights this is ∂loss/∂z, before normalization and activation.
  public func deltaNorm(of index: Int) -> Float { Float(gradient(of: index).sumOfSquares.squareRoot()) }
}

extension Floats {
  /// Σ xᵢ².
  var sumOfSquares: Double {
    var sums = SIMD8<Float>.zero
    let whole = count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      let values = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<Float>.self)
      sums += values * values
    }
    var total = Double(sums.sum())
    for index in whole..<count { total += Double(base[index] * base[index]) }
    return total
  }
}
