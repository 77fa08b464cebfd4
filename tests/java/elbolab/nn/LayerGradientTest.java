package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Gradients;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of every layer by its input and by each of its parameters: in double precision
 * against central differences of fourth order, then the floats against the doubles.
 */
class LayerGradientTest {
  private static final double STEP = 1e-3;

  /** f⁽⁵⁾h⁴/30 with h = 10⁻³, and rounding of sums of size 10 over h. */
  private static final double RULE_TOLERANCE = 1e-9;

  /** Chains of some ten float operations, sums of some hundred products. */
  private static final double FLOAT_TOLERANCE = 1e-5;

  private final Backend standard = Backends.standard();

  private record Case(String name, Function<Parameters, Layer> make, int... input) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("Linear", p -> Linear.of(p, 5, 3, Activation.SOFTPLUS), 2, 4, 5),
        new Case("Mlp", p -> Mlp.of(p, Activation.TANH, 5, 4, 3, 2), 3, 5),
        new Case("Conv2d", p -> Conv2d.of(p, 2, 3, 3, 2, 1), 2, 2, 5, 6),
        new Case("ConvTranspose2d", p -> ConvTranspose2d.of(p, 3, 2, 4, 2, 1), 2, 3, 3, 2),
        new Case("LayerNorm", p -> LayerNorm.of(p, 6), 3, 2, 6),
        new Case("BatchNorm rows", p -> BatchNorm.of(p, 4)::train, 5, 4),
        new Case("BatchNorm images", p -> BatchNorm.of(p, 3)::train, 2, 3, 2, 4),
        new Case("BatchNorm prediction", p -> BatchNorm.of(p, 3)::predict, 2, 3, 2, 4),
        new Case("Lstm", LayerGradientTest::lstm, 5, 2, 3),
        new Case("Gru", LayerGradientTest::gru, 5, 2, 3),
        new Case("Rnn", LayerGradientTest::rnn, 5, 2, 3),
        new Case("Attention self", LayerGradientTest::self, 2, 3, 4),
        new Case("Attention cross", LayerGradientTest::cross, 2, 5, 4),
        new Case("RadialBasis", p -> RadialBasis.of(p, 4), 3, 2));
  }

  /** All hidden states and the last cell, so that no path is left out. */
  private static Layer lstm(Parameters p) {
    Lstm lstm = Lstm.of(p, 3, 4);
    return x -> {
      Lstm.Output out = lstm.apply(x);
      return Tensor.concat(0, out.hidden(), out.last().cell().unsqueeze(0));
    };
  }

  private static Layer gru(Parameters p) {
    Gru gru = Gru.of(p, 3, 4);
    return x -> gru.apply(x).hidden();
  }

  private static Layer rnn(Parameters p) {
    Rnn rnn = Rnn.of(p, 3, 4);
    return x -> rnn.apply(x).hidden();
  }

  private static Layer self(Parameters p) {
    Attention attention = Attention.of(p, 4, 4, 6, 2);
    return x -> attention.self(x).value();
  }

  /** The input's first two tokens ask, all its tokens answer. */
  private static Layer cross(Parameters p) {
    Attention attention = Attention.of(p, 4, 4, 6, 3);
    return x -> attention.cross(x.slice(1, 0, 2), x).value();
  }

  @AfterEach
  void back() {
    Backends.use(standard);
  }

  /** A layer on the backend in use, its parameters and its input with numbers of their own. */
  private static final class Instance {
    final Layer layer;
    final List<Tensor> leaves = new ArrayList<>();

    Instance(Case of) {
      Parameters parameters = Parameters.seeded(1);
      layer = of.make().apply(parameters);
      Rng rng = Rng.of(9, of.name());
      parameters
          .tensors()
          .forEach(
              (name, tensor) -> {
                float[] values = new float[tensor.size()];
                rng.stream(name, 0).fillUniform(values, 0, values.length);
                tensor.set(values); // In [0, 1): also good for a running variance.
              });
      leaves.addAll(parameters.learned());
      leaves.add(Tensor.gaussian(rng.stream("x", 0), of.input()).keep().requireGradient(true));
    }

    Tensor total() {
      Tensor y = layer.apply(leaves.get(leaves.size() - 1));
      Tensor weights = Tensor.uniform(Rng.of(2, "weights"), y.shape().toArray());
      return y.times(weights.plus(0.25)).sum();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient(Case of) {
    List<float[]> floats = new ArrayList<>();
    Instance single = new Instance(of);
    try (Tape tape = Tape.scope()) {
      Gradients gradients = tape.gradients(single.total());
      single.leaves.forEach(leaf -> floats.add(gradients.of(leaf).toArray()));
    }
    Backends.use(DoubleBackend.INSTANCE);
    Instance exact = new Instance(of);
    try (Tape tape = Tape.scope()) {
      Gradients gradients = tape.gradients(exact.total());
      for (int i = 0; i < exact.leaves.size(); i++) {
        Tensor leaf = exact.leaves.get(i);
        double[] slope = DoubleBackend.doubles(gradients.of(leaf).storage()).clone();
        check(leaf + " by rule", differences(exact, leaf), slope, RULE_TOLERANCE);
        double[] rounded = new double[leaf.size()];
        for (int j = 0; j < rounded.length; j++) {
          rounded[j] = floats.get(i)[j];
        }
        check(leaf + " in floats", slope, rounded, FLOAT_TOLERANCE);
      }
    }
  }

  private static void check(String what, double[] expected, double[] obtained, double tolerance) {
    double scale = 0;
    double off = 0;
    for (int i = 0; i < Math.min(expected.length, obtained.length); i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      off = Math.max(off, Math.abs(expected[i] - obtained[i]));
    }
    // The keys' bias adds the same to all scores of a query, which no softmax sees.
    assertTrue(scale > 0 || what.startsWith("key.bias"), what + ": no gradient at all");
    assertTrue(off <= tolerance * Math.max(1, scale), what + ": off by " + off + " of " + scale);
  }

  private static double[] differences(Instance instance, Tensor leaf) {
    double[] x = DoubleBackend.doubles(leaf.storage());
    double[] difference = new double[leaf.size()];
    for (int i = 0; i < difference.length; i++) {
      double at = x[i];
      double near = total(instance, x, i, at + STEP) - total(instance, x, i, at - STEP);
      double far = total(instance, x, i, at + 2 * STEP) - total(instance, x, i, at - 2 * STEP);
      x[i] = at;
      difference[i] = (8 * near - far) / (12 * STEP);
    }
    return difference;
  }

  private static double total(Instance instance, double[] x, int i, double value) {
    x[i] = value;
    try (Tape tape = Tape.inference()) {
      return DoubleBackend.doubles(instance.total().storage())[0];
    }
  }
}
