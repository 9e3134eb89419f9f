import Neural

/// The order of the examples, and the loop.
enum PyTorchBatches {
  /// The numbered streams of random numbers, as the lab draws them.
  static let code = """
    class Stream:
        \"\"\"SplitMix64 by position: output i of stream k of seed s is mix(mix(1000 s + k) + i gamma).\"\"\"
        MASK = (1 << 64) - 1

        def __init__(self, seed, number, position=0):
            self.origin, self.position = self.mix((seed * 1000 + number) & self.MASK), position

        @classmethod
        def mix(cls, z):
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & cls.MASK
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB & cls.MASK
            return z ^ (z >> 31)

        def uniform(self):
            self.position += 1
            return (self.mix((self.origin + self.position * 0x9E3779B97F4A7C15) & self.MASK) >> 11) * 2.0 ** -53

        def below(self, count):
            return min(int(self.uniform() * count), count - 1)
    """

  static func loop(_ experiment: Experiment) -> String {
    let batch = experiment.batch.map(String.init) ?? "len(inputs)"
    return """
      BATCH = \(experiment.order == .replacement ? batch : "min(\(batch), len(inputs))")
      STEPS_PER_EPOCH = max(1, -(-len(inputs) // BATCH))
      held = (-1, [])

      def rows(step):
      \(order(experiment))

      if "RANK" in os.environ:  # started by torchrun
          torch.distributed.init_process_group("gloo")
          net = nn.parallel.DistributedDataParallel(net)

      def told(loss):  # of the whole batch, whoever holds which part of it
          value = loss.detach().clone()
          if "RANK" in os.environ:
              torch.distributed.all_reduce(value)
              value /= torch.distributed.get_world_size()
          return value.item()

      net.train()
      for step in range(STEPS):
          chosen = rows(step)
          if "RANK" in os.environ:
              chosen = chosen[torch.distributed.get_rank()::torch.distributed.get_world_size()]
          optimizer.zero_grad()
          loss = loss_of(net(inputs[chosen]), targets[chosen])
          loss.backward()
          if step < 20 or step % max(1, STEPS // 20) == 0:
              value = told(loss)
              if os.environ.get("RANK", "0") == "0":
                  sys.stdout.write(f"{step}\\t{value:.9g}\\n")
          update(step)

      if "RANK" in os.environ:
          torch.distributed.destroy_process_group()
      """
  }

  private static func order(_ experiment: Experiment) -> String {
    let slice = "start = step % STEPS_PER_EPOCH * BATCH"
    switch experiment.order {
    case .sequential: return "    \(slice)\n    return list(range(len(inputs)))[start:start + BATCH]"
    case .replacement:
      return """
            draw = Stream(SEED, 2, step * BATCH)
            return [draw.below(len(inputs)) for _ in range(BATCH)]
        """
    case .shuffled:
      return """
            global held
            if BATCH == len(inputs):
                return list(range(len(inputs)))
            epoch = step // STEPS_PER_EPOCH
            if held[0] != epoch:
                draw, order = Stream(SEED, 2, epoch * (len(inputs) - 1)), list(range(len(inputs)))
                for i in range(len(inputs) - 1, 0, -1):
                    j = draw.below(i + 1)
                    order[i], order[j] = order[j], order[i]
                held = (epoch, order)
            \(slice)
            return held[1][start:start + BATCH]
        """
    }
  }
}
