/// What follows a layer with weights until the next one: its normalization, activation and dropout.
extension NetworkLayout {
  /// The stages from a layer up to the next one that carries weights.
  func block(of layer: ParameterLayer) -> Range<Int> {
    let next = parameterLayers.first { $0.stage > layer.stage && $0.carriesWeights }
    return layer.stage..<(next?.stage ?? stages.count)
  }

  /// The stage of the activation behind a layer.
  func activation(behind layer: ParameterLayer) -> Int? {
    block(of: layer).first { ActivationSampler.covers(stages[$0].layer) }
  }

  /// The stage of the dropout behind a layer.
  func dropout(behind layer: ParameterLayer) -> Int? {
    block(of: layer).first { stages[$0].layer is Dropout }
  }

  /// What a stage is called: a layer with parameters by its title, any other by its name.
  func title(of stage: Int) -> String {
    parameterLayers.first { $0.stage == stage }?.title ?? stages[stage].name
  }

  /// Number of the layer whose parameters a stage holds; 0 if it has none.
  func number(of stage: Int) -> Int { parameterLayers.first { $0.stage == stage }?.number ?? 0 }
}
