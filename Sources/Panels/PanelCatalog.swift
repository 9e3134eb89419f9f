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
}
