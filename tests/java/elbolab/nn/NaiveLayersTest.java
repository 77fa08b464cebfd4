package elbolab.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Layers against their papers' formulas, written down number by number in double precision. */
class NaiveLayersTest {
  /** Float rounding through some ten operations and sums of ten products. */
  private static final double FLOAT = 2e-6;

  private static final int STEPS = 6;
  private static final int BATCH = 3;
  private static final int IN = 4;
  private static final int UNITS = 5;

  private final Parameters parameters = Parameters.seeded(1);
  private final Tensor x = Tensor.gaussian(Rng.of(3, "x"), STEPS, BATCH, IN);

  private void randomise() {
    parameters
        .tensors()
        .forEach(
            (name, tensor) ->
                tensor.set(
                    Tensor.gaussian(Rng.of(4, name), tensor.shape().toArray())
                        .times(0.5)
                        .toArray()));
  }

  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  /** Column j of row · matrix, the matrix having so many columns. */
  private static double product(double[] row, float[] matrix, int columns, int j) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * matrix[i * columns + j];
    }
    return sum;
  }

  private static double[] row(float[] values, int from, int count) {
    double[] row = new double[count];
    for (int i = 0; i < count; i++) {
      row[i] = values[from + i];
    }
    return row;
  }

  @Test
  void lstm() {
    Lstm lstm = Lstm.of(parameters, IN, UNITS);
    randomise();
    Lstm.Output out = lstm.apply(x);
    float[] w = lstm.inputWeight().toArray();
    float[] u = lstm.hiddenWeight().toArray();
    float[] b = lstm.bias().toArray();
    for (int n = 0; n < BATCH; n++) {
      double[] h = new double[UNITS];
      double[] c = new double[UNITS];
      for (int t = 0; t < STEPS; t++) {
        double[] input = row(x.toArray(), (t * BATCH + n) * IN, IN);
        double[] old = h.clone();
        for (int j = 0; j < UNITS; j++) {
          double[] gate = new double[4];
          for (int g = 0; g < 4; g++) {
            int column = g * UNITS + j;
            gate[g] =
                product(input, w, 4 * UNITS, column)
                    + product(old, u, 4 * UNITS, column)
                    + b[column];
          }
          c[j] = sigmoid(gate[1]) * c[j] + sigmoid(gate[0]) * Math.tanh(gate[2]);
          h[j] = sigmoid(gate[3]) * Math.tanh(c[j]);
          assertEquals(h[j], out.hidden().toArray()[(t * BATCH + n) * UNITS + j], FLOAT);
        }
      }
      assertArrayEquals(c, row(out.last().cell().toArray(), n * UNITS, UNITS), FLOAT);
    }
  }

  @Test
  void recurrentNetworksGoOnFromAState() {
    Lstm lstm = Lstm.of(parameters.at("lstm"), IN, UNITS);
    Gru gru = Gru.of(parameters.at("gru"), IN, UNITS);
    randomise();
    Tensor first = x.slice(0, 0, 2);
    Tensor rest = x.slice(0, 2, STEPS);
    assertArrayEquals(
        lstm.apply(x).last().hidden().toArray(),
        lstm.apply(rest, lstm.apply(first).last()).last().hidden().toArray());
    assertArrayEquals(
        gru.apply(x).last().toArray(), gru.apply(rest, gru.apply(first).last()).last().toArray());
  }

  @Test
  void gru() {
    Gru gru = Gru.of(parameters, IN, UNITS);
    randomise();
    Gru.Output out = gru.apply(x);
    float[] w = gru.inputWeight().toArray();
    float[] b = gru.inputBias().toArray();
    float[] u = gru.hiddenWeight().toArray();
    float[] d = gru.hiddenBias().toArray();
    for (int n = 0; n < BATCH; n++) {
      double[] h = new double[UNITS];
      for (int t = 0; t < STEPS; t++) {
        double[] input = row(x.toArray(), (t * BATCH + n) * IN, IN);
        double[] old = h.clone();
        for (int j = 0; j < UNITS; j++) {
          double[] a = new double[3];
          double[] r = new double[3];
          for (int g = 0; g < 3; g++) {
            int column = g * UNITS + j;
            a[g] = product(input, w, 3 * UNITS, column) + b[column];
            r[g] = product(old, u, 3 * UNITS, column) + d[column];
          }
          double candidate = Math.tanh(a[2] + sigmoid(a[0] + r[0]) * r[2]);
          double update = sigmoid(a[1] + r[1]);
          h[j] = (1 - update) * candidate + update * old[j];
          assertEquals(h[j], out.hidden().toArray()[(t * BATCH + n) * UNITS + j], FLOAT);
        }
      }
    }
  }

  @Test
  void rnn() {
    Rnn rnn = Rnn.of(parameters, IN, UNITS);
    randomise();
    Rnn.Output out = rnn.apply(x);
    float[] w = rnn.inputWeight().toArray();
    float[] u = rnn.hiddenWeight().toArray();
    float[] b = rnn.bias().toArray();
    for (int n = 0; n < BATCH; n++) {
      double[] h = new double[UNITS];
      for (int t = 0; t < STEPS; t++) {
        double[] input = row(x.toArray(), (t * BATCH + n) * IN, IN);
        double[] old = h.clone();
        for (int j = 0; j < UNITS; j++) {
          h[j] = Math.tanh(product(input, w, UNITS, j) + product(old, u, UNITS, j) + b[j]);
          assertEquals(h[j], out.hidden().toArray()[(t * BATCH + n) * UNITS + j], FLOAT);
        }
      }
    }
    Tensor before = rnn.apply(x.slice(0, 0, STEPS - 1)).last();
    Tensor last = x.slice(0, STEPS - 1, STEPS).reshape(BATCH, IN);
    assertArrayEquals(out.last().toArray(), rnn.step(last, before).toArray());
  }

  @Test
  void attention() {
    int queries = 3;
    int keys = 4;
    int width = 6;
    int heads = 2;
    Attention attention = Attention.of(parameters, 5, 7, width, heads);
    randomise();
    Tensor asking = Tensor.gaussian(Rng.of(5, "q"), 2, queries, 5);
    Tensor context = Tensor.gaussian(Rng.of(6, "k"), 2, keys, 7);
    Attention.Output out = attention.cross(asking, context);
    int d = width / heads;
    for (int n = 0; n < 2; n++) {
      double[][] k = tokens(attention.key(), context, n, keys);
      double[][] v = tokens(attention.value(), context, n, keys);
      double[][] q = tokens(attention.query(), asking, n, queries);
      for (int i = 0; i < queries; i++) {
        double[] joined = new double[width];
        for (int head = 0; head < heads; head++) {
          double[] weight = new double[keys];
          double total = 0;
          for (int j = 0; j < keys; j++) {
            double score = 0;
            for (int e = head * d; e < (head + 1) * d; e++) {
              score += q[i][e] * k[j][e];
            }
            weight[j] = Math.exp(score / Math.sqrt(d));
            total += weight[j];
          }
          for (int j = 0; j < keys; j++) {
            int at = ((n * heads + head) * queries + i) * keys + j;
            assertEquals(weight[j] / total, out.weights().toArray()[at], FLOAT);
            for (int e = head * d; e < (head + 1) * d; e++) {
              joined[e] += weight[j] / total * v[j][e];
            }
          }
        }
        double[] wanted = map(attention.out(), joined);
        int from = (n * queries + i) * width;
        assertArrayEquals(wanted, row(out.value().toArray(), from, width), 2 * FLOAT);
      }
    }
  }

  private static double[][] tokens(Linear map, Tensor x, int n, int count) {
    double[][] mapped = new double[count][];
    int size = x.size(2);
    for (int i = 0; i < count; i++) {
      mapped[i] = map(map, row(x.toArray(), (n * count + i) * size, size));
    }
    return mapped;
  }

  private static double[] map(Linear linear, double[] x) {
    int columns = linear.weight().size(1);
    double[] y = new double[columns];
    for (int j = 0; j < columns; j++) {
      y[j] = product(x, linear.weight().toArray(), columns, j) + linear.bias().toArray()[j];
    }
    return y;
  }

  @Test
  void headsMustDivideTheWidth() {
    Exception wrong =
        assertThrows(IllegalArgumentException.class, () -> Attention.of(parameters, 5, 5, 6, 4));
    assertTrue(wrong.getMessage().startsWith("heads = 4: must divide the width 6"));
  }

  @Test
  void radialBasisIsTheNormalDensity() {
    RadialBasis basis = RadialBasis.of(parameters, 5);
    assertArrayEquals(new float[] {-2, -1, 0, 1, 2}, basis.centre().toArray());
    basis.logWidth().set(new float[] {0, -1, 0.5f, 1, -0.3f});
    double[] s = {-1.5, 0.2, 3};
    float[] psi = basis.apply(Tensor.of(new float[] {-1.5f, 0.2f, 3}, 3)).toArray();
    for (int i = 0; i < s.length; i++) {
      for (int k = 0; k < 5; k++) {
        double tau = Math.exp(basis.logWidth().toArray()[k]);
        double z = (s[i] - basis.centre().toArray()[k]) / tau;
        double density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI * tau * tau);
        assertEquals(density, psi[i * 5 + k], FLOAT);
      }
    }
  }

  @Test
  void layerNormHasMeanAndVarianceOfItsGainAndShift() {
    LayerNorm norm = LayerNorm.of(parameters, 200);
    parameters.get("gain").set(Tensor.full(3, 200).toArray());
    parameters.get("shift").set(Tensor.full(-1, 200).toArray());
    Tensor y = norm.apply(Tensor.gaussian(Rng.of(1, "x"), 4, 200).times(7).plus(100));
    assertArrayEquals(Tensor.full(-1, 4).toArray(), y.mean(-1).toArray(), 1e-4f);
    assertArrayEquals(Tensor.full(9, 4).toArray(), y.plus(1).square().mean(-1).toArray(), 1e-3f);
  }

  /** Running statistics converge to those of the data, and prediction then uses them. */
  @Test
  void batchNormPredictsWithWhatItHasSeen() {
    BatchNorm norm = BatchNorm.of(parameters, 2);
    Tensor shift = Tensor.of(new float[] {5, -3}, 2);
    Tensor scale = Tensor.of(new float[] {2, 0.5f}, 2);
    Rng rng = Rng.of(1, "batches");
    for (int i = 0; i < 200; i++) {
      norm.train(Tensor.gaussian(rng, 1000, 2).times(scale).plus(shift));
    }
    // Standard error of a running mean of means with momentum 0.1: σ·√(0.1/1.9/1000).
    double error = 4 * Math.sqrt(0.1 / 1.9 / 1000);
    assertEquals(5, norm.mean().toArray()[0], 2 * error);
    assertEquals(4, norm.variance().toArray()[0], 4 * Math.sqrt(2) * error);
    assertEquals(0.25, norm.variance().toArray()[1], 0.25 * Math.sqrt(2) * error);
    Tensor at = Tensor.of(new float[] {7, -3.5f}, 1, 2);
    assertArrayEquals(new float[] {1, -1}, norm.predict(at).toArray(), 0.1f);
  }

  /** The running variance is unbiased: two numbers at distance 2 have the variance 2. */
  @Test
  void batchNormsVarianceIsThatOfThePopulation() {
    BatchNorm norm = BatchNorm.of(parameters, 1);
    norm.train(Tensor.of(new float[] {1, 3}, 2, 1));
    assertEquals(0.9 * 0 + 0.1 * 2, norm.mean().item(), 1e-6);
    assertEquals(0.9 * 1 + 0.1 * 2, norm.variance().item(), 1e-6);
    Exception wrong =
        assertThrows(IllegalArgumentException.class, () -> norm.train(Tensor.zeros(1, 1)));
    assertTrue(wrong.getMessage().contains("two numbers per channel"));
  }
}
