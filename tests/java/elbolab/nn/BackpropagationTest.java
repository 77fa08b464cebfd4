package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Activation;
import elbolab.math.Rng;
import elbolab.tensor.Backend;
import elbolab.tensor.Backends;
import elbolab.tensor.DoubleBackend;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chain rule written out, in double precision, against differences and against the tape. */
class BackpropagationTest {
  private static final double STEP = 1e-5;
  private final Backend standard = Backends.standard();

  @AfterEach
  void floatsAgain() {
    Backends.use(standard);
  }

  private static Mlp network(Parameters parameters, Activation hidden) {
    return Mlp.of(parameters, hidden, 4, 5, 3, 2);
  }

  private static Tensor cost(Mlp network, Tensor x, Tensor y) {
    return network.apply(x).minus(y).square().sum().times(0.5);
  }

  /** By layer: ∂C/∂W, ∂C/∂b. */
  private static List<double[]> gradients(Backpropagation pass, Tensor y) {
    List<double[]> all = new ArrayList<>();
    Tensor error = pass.outputError(pass.output().minus(y));
    for (int layer = pass.depth(); layer >= 1; layer--) {
      all.add(0, Backpropagation.biasGradient(error).toDoubles());
      all.add(0, pass.weightGradient(layer, error).toDoubles());
      error = layer > 1 ? pass.errorBelow(layer - 1, error) : error;
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAgainstFiniteDifferences(Activation hidden) {
    Backends.use(DoubleBackend.INSTANCE);
    Parameters parameters = Parameters.seeded(3);
    Mlp network = network(parameters, hidden);
    Tensor x = Tensor.gaussian(Rng.of(1, "x"), 6, 4).keep();
    Tensor y = Tensor.gaussian(Rng.of(1, "y"), 6, 2).keep();
    List<double[]> found = gradients(Backpropagation.forwards(network, x), y);
    int at = 0;
    for (Tensor parameter : parameters.tensors().values()) {
      double[] values = DoubleBackend.doubles(parameter.storage());
      double[] gradient = found.get(at++);
      assertEquals(values.length, gradient.length);
      for (int i = 0; i < values.length; i++) {
        double before = values[i];
        values[i] = before + STEP;
        double up = cost(network, x, y).toDoubles()[0];
        values[i] = before - STEP;
        double down = cost(network, x, y).toDoubles()[0];
        values[i] = before;
        assertEquals((up - down) / (2 * STEP), gradient[i], 1e-7, "number " + i);
      }
    }
  }

  /** The tape goes the same way: in floats to the last digits. */
  @Test
  void gradientsAgainstTheTape() {
    Parameters parameters = Parameters.seeded(5);
    Mlp network = network(parameters, Activation.TANH);
    Tensor x = Tensor.gaussian(Rng.of(2, "x"), 6, 4).keep();
    Tensor y = Tensor.gaussian(Rng.of(2, "y"), 6, 2).keep();
    List<double[]> found = gradients(Backpropagation.forwards(network, x), y);
    try (Tape tape = Tape.scope()) {
      cost(network, x, y).backward();
      int at = 0;
      for (Tensor parameter : parameters.tensors().values()) {
        assertArrayEquals(parameter.gradient().toDoubles(), found.get(at++), 3e-6);
      }
    }
  }

  @Test
  void feedforwardIsTheNetwork() {
    Parameters parameters = Parameters.seeded(5);
    Mlp network = network(parameters, Activation.SIGMOID);
    Tensor x = Tensor.gaussian(Rng.of(2, "x"), 6, 4);
    Backpropagation pass = Backpropagation.forwards(network, x);
    assertArrayEquals(network.apply(x).toArray(), pass.output().toArray());
    // One neuron by hand: z² = Σ W a¹ + b, a² = 1/(1 + e⁻ᶻ).
    float[] a = pass.inputs().get(1).toArray();
    float[] w = network.layers().get(1).weight().toArray();
    double z = network.layers().get(1).bias().toArray()[2];
    for (int k = 0; k < 5; k++) {
      z += (double) a[k] * w[3 * k + 2];
    }
    assertEquals(z, pass.weighted().get(2).toArray()[2], 1e-6);
    assertEquals(1 / (1 + Math.exp(-z)), pass.inputs().get(2).toArray()[2], 1e-6);
  }

  /**
   * With σ in place of σ', as the report's eq. 12 prints it, the first layer's gradient is another.
   */
  @Test
  void thePrintedEquationIsNoGradient() {
    Mlp network = Mlp.of(Parameters.seeded(1), Activation.TANH, 4, 5, 1);
    Tensor x = Tensor.gaussian(Rng.of(1, "x"), 8, 4);
    Backpropagation pass = Backpropagation.forwards(network, x);
    Tensor above = pass.outputError(pass.output());
    Tensor weight = network.layers().get(1).weight().transpose();
    Tensor printed = above.matmul(weight).times(pass.inputs().get(1));
    Tensor wrong = pass.weightGradient(1, printed);
    Tensor right = pass.weightGradient(1, pass.errorBelow(1, above));
    double lengths = Math.sqrt(wrong.square().sum().item() * right.square().sum().item());
    assertTrue(wrong.times(right).sum().item() / lengths < 0.9);
  }
}
