package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;

/** Optimisers against double-precision transcriptions of their papers, and against ND4J's. */
class OptimizerTest {
  private static final int SIZE = 37;

  private final Parameters parameters = Parameters.seeded(2);
  private final Tensor w = parameters.add("w", Initialisation.normal(1), 1, 1, SIZE);

  /** Gradients of very different size, the same for everyone. */
  private static float[] gradient(int step) {
    float[] g = new float[SIZE];
    Rng.of(4, "gradients").stream("step", step).fillGaussian(g, 0, SIZE);
    for (int i = 0; i < SIZE; i++) {
      g[i] *= (float) Math.pow(10, -(i % 7));
    }
    return g;
  }

  /** One step whose gradient is the given one: the loss is its product with w. */
  private void step(Optimizer optimizer, float[] gradient) {
    try (Tape tape = Tape.scope()) {
      w.times(Tensor.of(gradient, SIZE)).sum().backward();
      optimizer.step();
    }
  }

  /** Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2, line 12. */
  private static double[] adam(float[] start, int steps, Adam.Options o) {
    double[] w = new double[SIZE];
    double[] m = new double[SIZE];
    double[] v = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      w[i] = start[i];
    }
    for (int t = 1; t <= steps; t++) {
      float[] g = gradient(t);
      double rate = o.rate().at(t - 1);
      for (int i = 0; i < SIZE; i++) {
        m[i] = o.beta1() * m[i] + (1 - o.beta1()) * g[i];
        v[i] = o.beta2() * v[i] + (1 - o.beta2()) * g[i] * g[i];
        double mHat = m[i] / (1 - Math.pow(o.beta1(), t));
        double vHat = v[i] / (1 - Math.pow(o.beta2(), t));
        w[i] -= rate * (mHat / (Math.sqrt(vHat) + o.epsilon()) + o.decay() * w[i]);
      }
    }
    return w;
  }

  private void check(Adam.Options options) {
    float[] start = w.toArray();
    Optimizer optimizer = new Adam(parameters, options);
    for (int t = 1; t <= 200; t++) {
      step(optimizer, gradient(t));
    }
    double[] wanted = adam(start, 200, options);
    for (int i = 0; i < SIZE; i++) {
      // 200 additions of at most 0.01 to numbers of size 2, each rounded to 2⁻²⁴ relative.
      assertEquals(wanted[i], w.toArray()[i], 2e-5, "number " + i);
    }
  }

  /**
   * On E = ½aθ² the report's descent is θₙ = (1 − ηa)ⁿ θ₀: it creeps, arrives at once, swings
   * inwards, or leaves, as η is below 1/a, 1/a, below 2/a or above.
   */
  @Test
  void descentOnAParabolaInClosedForm() {
    double a = 4;
    for (double rate : new double[] {0.1, 0.25, 0.4, 0.55}) {
      Parameters parameters = Parameters.seeded(1);
      Tensor theta = parameters.add("theta", 1);
      Sgd descent = new Sgd(parameters, rate);
      theta.set(new float[] {1});
      for (int n = 1; n <= 8; n++) {
        try (Tape tape = Tape.scope()) {
          theta.square().times(a / 2).sum().backward();
          descent.step();
        }
        double exact = Math.pow(1 - rate * a, n);
        assertEquals(exact, theta.toArray()[0], 1e-6 * Math.max(1, Math.abs(exact)));
      }
    }
  }

  @Test
  void adamIsItsPaper() {
    check(Adam.Options.rate(Schedule.constant(0.01)));
  }

  @Test
  void adamWithOtherNumbersAndAScheduleIsItsPaper() {
    check(Adam.Options.rate(Schedule.cosine(0.01, 0.001, 150)).betas(0.5, 0.9));
  }

  @Test
  void adamWDecaysApartFromTheGradient() {
    check(Adam.Options.rate(Schedule.constant(0.01)).decay(0.1));
  }

  @Test
  void adamIsNd4js() {
    double epsilon = 1e-12; // ND4J adds it to √v before the bias correction: make that invisible.
    INDArray theirs = Nd4j.createFromArray(w.toArray()).reshape(1, SIZE);
    var updater =
        new AdamUpdater(new org.nd4j.linalg.learning.config.Adam(0.01, 0.9, 0.999, epsilon));
    updater.setStateViewArray(Nd4j.zeros(1, 2 * SIZE), new long[] {1, SIZE}, 'c', true);
    Schedule rate = Schedule.constant(0.01);
    Optimizer ours = new Adam(parameters, new Adam.Options(rate, 0.9, 0.999, epsilon, 0));
    for (int t = 1; t <= 100; t++) {
      step(ours, gradient(t));
      INDArray g = Nd4j.createFromArray(gradient(t)).reshape(1, SIZE);
      updater.applyUpdater(g, t - 1, 0);
      theirs.subi(g);
    }
    assertArrayEquals(theirs.toFloatVector(), w.toArray(), 2e-5f);
  }

  @Test
  void momentumIsTheHeavyBall() {
    float[] start = w.toArray();
    Optimizer optimizer = new Sgd(parameters, new Sgd.Options(Schedule.constant(0.05), 0.9));
    double[] wanted = new double[SIZE];
    double[] velocity = new double[SIZE];
    for (int t = 1; t <= 50; t++) {
      float[] g = gradient(t);
      step(optimizer, g);
      for (int i = 0; i < SIZE; i++) {
        velocity[i] = 0.9 * velocity[i] + g[i];
        wanted[i] -= 0.05 * velocity[i];
      }
    }
    for (int i = 0; i < SIZE; i++) {
      assertEquals(start[i] + wanted[i], w.toArray()[i], 2e-5);
    }
  }

  @Test
  void aRestoredOptimiserGoesOnWithTheSameBits() {
    for (boolean adam : new boolean[] {true, false}) {
      Optimizer first = make(adam);
      for (int t = 1; t <= 5; t++) {
        step(first, gradient(t));
      }
      float[] middle = w.toArray();
      Safetensors state = Safetensors.parse(first.state().toBytes(), "state");
      step(first, gradient(6));
      float[] end = w.toArray();
      w.set(middle);
      Optimizer second = make(adam);
      second.restore(state);
      step(second, gradient(6));
      assertArrayEquals(end, w.toArray());
    }
  }

  private Optimizer make(boolean adam) {
    Schedule rate = Schedule.linear(0.1, 0.01, 6);
    return adam
        ? new Adam(parameters, Adam.Options.rate(rate))
        : new Sgd(parameters, new Sgd.Options(rate, 0.9));
  }

  @Test
  void clippingByNormKeepsTheDirection() {
    Parameters two = Parameters.seeded(1);
    Tensor a = two.add("a", 0, 2);
    Tensor b = two.add("b", 0, 1);
    for (double greatest : new double[] {6.5, 100}) {
      try (Tape tape = Tape.scope()) {
        Tensor ga = Tensor.of(new float[] {3, 4}, 2);
        a.times(ga).sum().plus(b.times(12).sum()).backward();
        assertEquals(169, Clip.squaredNorm(List.of(a, b)), 1e-4);
        Clip.norm(greatest).apply(List.of(a, b));
        float scale = greatest == 6.5 ? 0.5f : 1;
        assertArrayEquals(new float[] {3 * scale, 4 * scale}, a.gradient().toArray(), 1e-6f);
        assertArrayEquals(new float[] {12 * scale}, b.gradient().toArray(), 1e-6f);
      }
    }
  }

  /** 1e30² is no float, but the norm is known all the same. */
  @Test
  void clippingByNormCopesWithHugeGradients() {
    Parameters one = Parameters.seeded(1);
    Tensor a = one.add("a", 0, 2);
    try (Tape tape = Tape.scope()) {
      a.times(Tensor.of(new float[] {3e30f, 4e30f}, 2)).sum().backward();
      Clip.norm(10).apply(List.of(a));
      assertArrayEquals(new float[] {6, 8}, a.gradient().toArray(), 1e-5f);
    }
  }

  @Test
  void clippingByValueHoldsEachNumber() {
    try (Tape tape = Tape.scope()) {
      float[] g = gradient(1);
      w.times(Tensor.of(g, SIZE)).sum().backward();
      Clip.value(0.01).apply(List.of(w));
      for (int i = 0; i < SIZE; i++) {
        assertEquals(Math.max(-0.01f, Math.min(0.01f, g[i])), w.gradient().toArray()[i]);
      }
    }
  }

  @Test
  void wrongOptionsSayWhatIsWrong() {
    Adam.Options options = Adam.Options.rate(Schedule.constant(0.1));
    Exception wrong = assertThrows(IllegalArgumentException.class, () -> options.betas(0.9, 1));
    assertTrue(wrong.getMessage().startsWith("beta2 = 1.0: must lie in [0, 1)"));
    assertThrows(IllegalArgumentException.class, () -> options.decay(-1));
    assertThrows(IllegalArgumentException.class, () -> Clip.norm(0));
  }
}
