/// All panels there are.
public enum PanelCatalog {
  /// In the order in which help lists them. A new panel is one file and one line here.
  public static let all: [any Panel.Type] = [
    LossPanel.self, AccuracyPanel.self, GradientsPanel.self, GradientMapPanel.self, BoundaryPanel.self,
    InitBenchPanel.self, InitializersPanel.self, FunctionsPanel.self, CensusPanel.self,
    RulePanel.self, MistakesPanel.self, WeightsPanel.self, HiddenPanel.self, ActivationsPanel.self,
    ScoreboardPanel.self, TablePanel.self, ReadingsPanel.self,
    NetworkPanel.self, NeuronPanel.self, ForwardPanel.self, BackwardPanel.self, ChainPanel.self,
    LossShapesPanel.self, FitPanel.self, ResidualsPanel.self, ReportPanel.self, ConfusionPanel.self,
    ReceiverCurvePanel.self, RatePanel.self, SweepPanel.self, GridPanel.self, SurfacePanel.self,
    FusePanel.self, WeightHistogramPanel.self, OptimizerPanel.self,
    HistogramsPanel.self, MaskPanel.self, BatchStatisticsPanel.self,
    ImagePanel.self, FiltersPanel.self, FeatureMapsPanel.self, WindowPanel.self, PoolingPanel.self,
    SamplesPanel.self, ModesPanel.self, ReconstructionsPanel.self, LatentPanel.self, DecodedPanel.self,
    AnomalyPanel.self,
    LatticePanel.self, DistancesPanel.self, MapPanel.self, ComponentsPanel.self,
    StatesPanel.self, GatesPanel.self, LagPanel.self, SamplePanel.self, NextPanel.self, ForecastPanel.self,
  ]

  public static var names: [String] { all.map { $0.name } }

  /// The panel of that catalog name.
  public static func panel(named name: String) -> (any Panel.Type)? { all.first { $0.name == name } }

  /// The name that was most likely meant: the fewest letters to change, at most half of them.
  public static func nearest(to name: String) -> String? {
    let ranked = names.map { ($0, distance(name.lowercased(), $0)) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 * 2 <= max(name.count, best.0.count) else {
      return nil
    }
    return best.0
  }

  /// Letters to insert, delete or replace (Levenshtein), row by row.
  private static func distance(_ first: String, _ second: String) -> Int {
    let target = Array(second)
    var row = Array(0...target.count)
    for (i, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in target.indices {
        let replaced = diagonal + (letter == target[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }
}
