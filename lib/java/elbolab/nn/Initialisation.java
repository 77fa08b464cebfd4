package elbolab.nn;

import static elbolab.math.Equation.Paper.GLOROT_2010;
import static elbolab.math.Equation.Paper.HE_2015;
import static elbolab.math.Equation.Paper.LECUN_1998;

import elbolab.math.Equation;
import elbolab.math.Rng;
import java.util.Arrays;

/**
 * How a layer's weights begin. {@code fanIn} is the number of inputs that reach one output, {@code
 * fanOut} the number of outputs that one input reaches.
 */
@FunctionalInterface
public interface Initialisation {
  void fill(float[] weights, int fanIn, int fanOut, Rng rng);

  static Initialisation zeros() {
    return constant(0);
  }

  static Initialisation constant(double value) {
    return (w, in, out, rng) -> Arrays.fill(w, (float) value);
  }

  static Initialisation normal(double standardDeviation) {
    return (w, in, out, rng) -> gaussian(w, standardDeviation, rng);
  }

  static Initialisation uniform(double bound) {
    return (w, in, out, rng) -> uniform(w, bound, rng);
  }

  /** U(−√(6/(in+out)), √(6/(in+out))): Glorot and Bengio 2010, eq. 16. For tanh and sigmoid. */
  @Equation(
      paper = GLOROT_2010,
      number = "16",
      test = "InitialisationTest#variancesAreThoseOfThePapers")
  static Initialisation glorotUniform() {
    return (w, in, out, rng) -> uniform(w, Math.sqrt(6.0 / (in + out)), rng);
  }

  /** N(0, 2/(in+out)): Glorot and Bengio 2010, eq. 12. */
  @Equation(
      paper = GLOROT_2010,
      number = "12",
      test = "InitialisationTest#variancesAreThoseOfThePapers")
  static Initialisation glorotNormal() {
    return (w, in, out, rng) -> gaussian(w, Math.sqrt(2.0 / (in + out)), rng);
  }

  /** N(0, 2/in): He et al. 2015, eq. 10. For rectifiers. */
  @Equation(
      paper = HE_2015,
      number = "10",
      test = "InitialisationTest#variancesAreThoseOfThePapers")
  static Initialisation heNormal() {
    return (w, in, out, rng) -> gaussian(w, Math.sqrt(2.0 / in), rng);
  }

  /** U(−√(6/in), √(6/in)): the same variance as {@link #heNormal}. */
  static Initialisation heUniform() {
    return (w, in, out, rng) -> uniform(w, Math.sqrt(6.0 / in), rng);
  }

  /** N(0, 1/in): LeCun et al. 1998, eq. 16. */
  @Equation(
      paper = LECUN_1998,
      number = "16",
      test = "InitialisationTest#variancesAreThoseOfThePapers")
  static Initialisation leCunNormal() {
    return (w, in, out, rng) -> gaussian(w, Math.sqrt(1.0 / in), rng);
  }

  /**
   * U(−1/√in, 1/√in): what the linear, convolution and (with in = units) recurrent layers of
   * PyTorch begin with, for experiments that follow code written in it.
   */
  static Initialisation fanInUniform() {
    return (w, in, out, rng) -> uniform(w, Math.sqrt(1.0 / in), rng);
  }

  /**
   * A matrix [in, out] with orthonormal rows or columns, whichever are fewer: Saxe et al. 2014,
   * section 3. Gaussian vectors orthogonalised one by one in double precision, twice each, so that
   * rounding does not show.
   */
  static Initialisation orthogonal() {
    return (w, in, out, rng) -> {
      int count = Math.min(in, out);
      int length = Math.max(in, out);
      if ((long) in * out != w.length) {
        throw new IllegalArgumentException(
            "orthogonal needs a matrix of " + in + "×" + out + ", not " + w.length + " weights");
      }
      double[][] vectors = orthonormal(count, length, rng);
      for (int i = 0; i < w.length; i++) {
        int row = i / out;
        int column = i % out;
        w[i] = (float) (in <= out ? vectors[row][column] : vectors[column][row]);
      }
    };
  }

  private static double[][] orthonormal(int count, int length, Rng rng) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] v = vectors[i];
      rng.fillGaussian(v, 0, length);
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addTo(v, -dot(v, vectors[j]), vectors[j]);
        }
      }
      double scale = 1 / Math.sqrt(dot(v, v));
      for (int k = 0; k < length; k++) {
        v[k] *= scale;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  private static void addTo(double[] a, double scale, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.fma(scale, b[i], a[i]);
    }
  }

  private static void uniform(float[] w, double bound, Rng rng) {
    rng.fillUniform(w, 0, w.length);
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) bound * (2 * w[i] - 1);
    }
  }

  private static void gaussian(float[] w, double standardDeviation, Rng rng) {
    rng.fillGaussian(w, 0, w.length);
    for (int i = 0; i < w.length; i++) {
      w[i] *= (float) standardDeviation;
    }
  }
}
