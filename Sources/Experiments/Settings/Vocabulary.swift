/// The names that settings choose from.
enum Vocabulary {
  static let activations = ["sigmoid", "tanh", "relu", "leaky-relu", "prelu", "softmax", "linear"]
  static let activationAliases = ["identity": "linear", "leakyrelu": "leaky-relu", "none": "linear"]
  static let optimizers = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"]
  static let losses = [
    "binary-cross-entropy", "cross-entropy", "mse", "mae", "huber", "hinge",
  ]
  static let initializerAliases = ["xavier": "xavier-normal", "glorot": "xavier-normal", "he": "he-normal"]
  static let scalings = ["none", "z-score", "min-max", "robust"]
}
