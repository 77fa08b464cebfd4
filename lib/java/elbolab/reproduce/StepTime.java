package elbolab.reproduce;

import elbolab.data.Dataset;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.train.Plan;
import elbolab.train.Trainer;
import elbolab.vae.BoundObjective;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.util.Locale;

/**
 * How long a training step of a small VAE (784–200–10, a batch of 100) takes somewhere: the
 * shortest of what two seconds hold, since the first ones wait for compilers.
 */
record StepTime(String place, double milliseconds) {
  private static final int BATCH = 100;
  private static final int ROUND = 5;
  private static final int LEAST_ROUNDS = 4;
  private static final long NANOSECONDS = 2_000_000_000L;

  /** The standard backend is put back at the end. */
  static StepTime on(Backend backend, String place) {
    Backend before = Backends.standard();
    Backends.use(backend);
    try {
      float[] pixels = new float[BATCH * 784];
      Rng.of(1, "pixels").fillUniform(pixels, 0, pixels.length);
      Vae vae = Vae.of(VaeOptions.pixels(784, 10, 200));
      Adam optimizer = new Adam(vae.parameters(), 1e-3);
      BoundObjective objective = BoundObjective.elbo(vae, Dataset.of(pixels, 784));
      Trainer trainer = new Trainer(vae.parameters(), new Plan(BATCH, BATCH, ROUND, 1));
      long least = Long.MAX_VALUE;
      long begun = System.nanoTime();
      for (int i = 0; i < LEAST_ROUNDS || System.nanoTime() - begun < NANOSECONDS; i++) {
        long from = System.nanoTime();
        trainer.run(optimizer, objective);
        least = Math.min(least, System.nanoTime() - from);
      }
      return new StepTime(place, least / 1e6 / ROUND);
    } finally {
      Backends.use(before);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f ms a step of a small VAE", milliseconds);
  }
}
