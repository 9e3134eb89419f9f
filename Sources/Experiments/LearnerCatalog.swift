/// The learners an experiment may name.
public enum LearnerCatalog {
  public static let names = ["supervised", "perceptron"]
}
