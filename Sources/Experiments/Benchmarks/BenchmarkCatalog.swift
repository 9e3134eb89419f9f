public import Neural

/// Every workload by name.
public enum BenchmarkCatalog {
  public static let all = Catalog(
    "benchmark",
    [
      dense(
        "mlp-playground", "2-4-2-1 tanh on a batch of 10; mean squared error, SGD",
        DenseWorkload(
          widths: [2, 4, 2, 1], batch: 10, hidden: { Tanh($0) }, last: { Tanh($0) },
          loss: MeanSquaredError(), optimizer: SGD(), targets: .binary)),
      dense(
        "mlp-spiral", "2-32-32-2 ReLU on a batch of 64; softmax cross-entropy, Adam",
        DenseWorkload(
          widths: [2, 32, 32, 2], batch: 64, hidden: { ReLU($0) },
          loss: CategoricalCrossEntropy(), optimizer: Adam(), targets: .classes)),
      dense(
        "mlp-digits", "64-128-64-10 ReLU on a batch of 32; softmax cross-entropy, Adam",
        DenseWorkload(
          widths: [64, 128, 64, 10], batch: 32, hidden: { ReLU($0) },
          loss: CategoricalCrossEntropy(), optimizer: Adam(), targets: .classes)),
      dense(
        "deep-sigmoid", "2-(16 twenty times)-1 sigmoid on a batch of 64; binary cross-entropy, SGD",
        DenseWorkload(
          widths: [2] + Array(repeating: 16, count: 20) + [1], batch: 64, hidden: { Sigmoid($0) },
          loss: BinaryCrossEntropy(), optimizer: SGD(), targets: .binary)),
      dense(
        "autoencoder-images", "784-128-32-128-784 ReLU on a batch of 32; mean squared error, Adam",
        DenseWorkload(
          widths: [784, 128, 32, 128, 784], batch: 32, hidden: { ReLU($0) }, last: { Sigmoid($0) },
          loss: MeanSquaredError(), optimizer: Adam(), targets: .inputs)),
      Benchmark(
        "cnn-images",
        "28×28 pixels, convolutions 8@5×5 and 16@5×5 with ReLU and max-pooling 2, dense 10, on a batch of 32; Adam"
      ) { try ImageWorkload(batch: 32).learner() },
      adding(
        "rnn-adding", "tanh RNN 2→64 over 50 steps on a batch of 32; mean squared error, Adam, clipping",
        AddingWorkload(steps: 50, features: 2, hidden: 64, batch: 32)),
      Benchmark(
        "lstm-text",
        "LSTM of 64 characters → 128 over 32 steps, dense 64 each step, on a batch of 16; Adam, clipping"
      ) { try TextWorkload(characters: 64, hidden: 128, window: 32, batch: 16).learner() },
      adversarial(
        "gan-ring",
        "generator 2-64-64-2 and discriminator 2-64-64-1, one update of each, on a batch of 128; Adam",
        AdversarialWorkload(hidden: 64, batch: 128)),
      Benchmark("som-colours", "a map of 20×20 units with 3 features, Gaussian neighbourhood, one example") {
        try MapWorkload(side: 20, features: 3).learner()
      },
      Benchmark("som-digits", "a map of 16×16 units with 64 features, Gaussian neighbourhood, one example") {
        try MapWorkload(side: 16, features: 64).learner()
      },
    ])

  private static func dense(_ name: String, _ summary: String, _ workload: DenseWorkload) -> Benchmark {
    Benchmark(name, summary, operations: workload.operations) { try workload.learner() }
  }

  private static func adding(_ name: String, _ summary: String, _ workload: AddingWorkload) -> Benchmark {
    Benchmark(name, summary, operations: workload.operations) { try workload.learner() }
  }

  private static func adversarial(
    _ name: String, _ summary: String, _ workload: AdversarialWorkload
  ) -> Benchmark {
    Benchmark(name, summary, operations: workload.operations) { try workload.learner() }
  }
}
