/// The lessons of the whole course, one per topic, in the order of the topics.
public enum LessonIndex {
  /// Ids of topics 1 to 31. A lesson may require one of them before it is written.
  public static let ids = [
    "neuron-and-network", "parts-of-a-neuron", "perceptron", "perceptron-vs-mlp", "forward-propagation",
    "backpropagation", "chain-rule", "loss-functions", "kinds-of-loss", "optimizers", "exploding-gradients",
    "vanishing-gradients", "regularization", "normalization", "activation-functions", "batch-normalization",
    "weight-initialization", "momentum", "l1-vs-l2", "early-stopping", "dropout", "learning-rate",
    "deep-vs-shallow", "cnn", "pooling", "rnn", "lstm", "gan", "autoencoder", "self-organizing-map",
    "regression",
  ]
}
