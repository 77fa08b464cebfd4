package elbolab.deepdive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * The gradient of each pass by every parameter, in double precision against central differences of
 * fourth order; the floats against the doubles.
 */
class PassGradientTest {
  private static final double STEP = 1e-4;

  /** Losses of size 10 are differenced: rounding over the step, and kinks of rectifiers. */
  private static final double RULE_TOLERANCE = 1e-9;

  private static final double FLOAT_TOLERANCE = 2e-5;

  private static final List<Label> LABELS =
      List.of(new Label("kind", List.of(3, 5, 2)), Label.balanced("size", 4));
  private static final DeepDiveOptions OPTIONS =
      DeepDiveOptions.of(3, 5, 2, LABELS).conditional(2).hidden(6).attention(4, 2).seed(8);

  private final Backend standard = Backends.standard();

  private record Case(String name, DeepDiveOptions options, Function<DeepDive, Tensor> loss) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (DeepDiveOptions.Head head : DeepDiveOptions.Head.values()) {
      DeepDiveOptions options = OPTIONS.head(head);
      cases.add(new Case("classifier " + head, options, PassGradientTest::classifierLoss));
      cases.add(new Case("main " + head, options, PassGradientTest::mainLoss));
    }
    cases.add(
        new Case(
            "main (a)",
            OPTIONS.variant(DeepDiveOptions.Variant.CONDITIONAL_ONLY),
            PassGradientTest::mainLoss));
    cases.add(
        new Case(
            "main (b)",
            OPTIONS.variant(DeepDiveOptions.Variant.MARGINAL_ONLY),
            PassGradientTest::mainLoss));
    cases.add(
        new Case("bound", OPTIONS.weights(LossWeights.elbo(5, 2)), PassGradientTest::mainLoss));
    cases.add(
        new Case(
            "beta-TCVAE",
            OPTIONS.variant(DeepDiveOptions.Variant.CONDITIONAL_ONLY),
            model -> new BetaTcvae(model, 6).loss(x(), y(), 1000, Rng.of(2, "noise")).total()));
    return cases.stream();
  }

  private static Tensor x() {
    return Tensor.gaussian(Rng.of(1, "x"), 4, 3, 5);
  }

  private static Tensor y() {
    return Tensor.gaussian(Rng.of(1, "y"), 4, 3, 2);
  }

  private static Tensor classifierLoss(DeepDive model) {
    int[] classes = {2, 0, 1, 1};
    return new Interleaving(model).classifierLoss(0, x(), classes, Rng.of(2, "noise")).total();
  }

  private static Tensor mainLoss(DeepDive model) {
    return new Interleaving(model).mainLoss(x(), y(), Rng.of(2, "noise")).total();
  }

  @AfterEach
  void back() {
    Backends.use(standard);
  }

  /** Not at the start: log σ must differ from 0, and no rectifier may be at its kink. */
  private static DeepDive model(DeepDiveOptions options) {
    DeepDive model = DeepDive.of(options);
    model
        .parameters()
        .tensors()
        .forEach(
            (name, tensor) -> {
              float[] values = tensor.toArray();
              float[] noise = new float[values.length];
              Rng.of(7, name).fillGaussian(noise, 0, noise.length);
              for (int i = 0; i < values.length; i++) {
                values[i] += 0.2f * noise[i];
              }
              tensor.set(values);
            });
    return model;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient(Case of) {
    DeepDive single = model(of.options());
    List<Tensor> learned = single.parameters().learned();
    List<float[]> floats = new ArrayList<>();
    try (Tape tape = Tape.scope()) {
      Gradients gradients = tape.gradients(of.loss().apply(single));
      learned.forEach(parameter -> floats.add(gradients.of(parameter).toArray()));
    }
    Backends.use(DoubleBackend.INSTANCE);
    DeepDive exact = model(of.options());
    List<Tensor> exactly = exact.parameters().learned();
    assertEquals(learned.size(), exactly.size());
    int reached = 0;
    for (int i = 0; i < exactly.size(); i++) {
      Tensor parameter = exactly.get(i);
      double[] slope = slope(of, exact, parameter);
      double[] difference = differences(of, exact, parameter);
      double scale = 1;
      for (int k = 0; k < difference.length; k++) {
        scale = Math.max(scale, Math.abs(difference[k]));
      }
      double greatest = 0;
      for (int k = 0; k < difference.length; k++) {
        assertEquals(difference[k], slope[k], RULE_TOLERANCE * scale, parameter + " by rule");
        assertEquals(slope[k], floats.get(i)[k], FLOAT_TOLERANCE * scale, parameter + " floats");
        greatest = Math.max(greatest, Math.abs(slope[k]));
      }
      reached += greatest > 1e-6 ? 1 : 0;
    }
    assertTrue(reached >= 9, "only " + reached + " of the parameters have a gradient");
  }

  private static double[] slope(Case of, DeepDive model, Tensor parameter) {
    try (Tape tape = Tape.scope()) {
      Gradients gradients = tape.gradients(of.loss().apply(model));
      return DoubleBackend.doubles(gradients.of(parameter).storage()).clone();
    }
  }

  private static double[] differences(Case of, DeepDive model, Tensor parameter) {
    double[] x = DoubleBackend.doubles(parameter.storage());
    double[] difference = new double[parameter.size()];
    for (int i = 0; i < difference.length; i++) {
      double at = x[i];
      double near = total(of, model, x, i, at + STEP) - total(of, model, x, i, at - STEP);
      double far = total(of, model, x, i, at + 2 * STEP) - total(of, model, x, i, at - 2 * STEP);
      x[i] = at;
      difference[i] = (8 * near - far) / (12 * STEP);
    }
    return difference;
  }

  private static double total(Case of, DeepDive model, double[] x, int i, double value) {
    x[i] = value;
    try (Tape tape = Tape.inference()) {
      return DoubleBackend.doubles(of.loss().apply(model).storage())[0];
    }
  }
}
