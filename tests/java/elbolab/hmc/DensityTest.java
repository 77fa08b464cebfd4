package elbolab.hmc;

import static elbolab.hmc.Parameter.above;
import static elbolab.hmc.Parameter.below;
import static elbolab.hmc.Parameter.bounded;
import static elbolab.hmc.Parameter.correlation;
import static elbolab.hmc.Parameter.lkj;
import static elbolab.hmc.Parameter.ordered;
import static elbolab.hmc.Parameter.positive;
import static elbolab.hmc.Parameter.real;
import static elbolab.hmc.Parameter.simplex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.NormalInverseGamma;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Constrained parameters: their maps, Jacobians and names; densities written with them. */
class DensityTest {
  /** A parameter, and which of its numbers the density is with respect to. */
  record Case(String title, Parameter parameter, int[] counted) {
    @Override
    public String toString() {
      return title;
    }

    Density flat() {
      return Density.of(parameter).logProb(v -> v.sum(v.get("x").times(0)));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("real", real("x", 3), new int[] {0, 1, 2}),
        new Case("positive", positive("x", 2), new int[] {0, 1}),
        new Case("above", above("x", 2, -3), new int[] {0, 1}),
        new Case("below", below("x", 2, 5), new int[] {0, 1}),
        new Case("bounded", bounded("x", 2, -1, 4), new int[] {0, 1}),
        new Case("ordered", ordered("x", 4), new int[] {0, 1, 2, 3}),
        new Case("simplex of 2", simplex("x", 2), new int[] {0}),
        new Case("simplex of 4", simplex("x", 4), new int[] {0, 1, 2}),
        new Case("correlation of 2", correlation("x", 2), new int[] {2}),
        new Case("correlation of 4", correlation("x", 4), new int[] {4, 8, 9, 12, 13, 14}));
  }

  /** All numbers of the parameter at a point, whether they are reported or not. */
  private static double[] values(Parameter parameter, double[] u) {
    double[][] out = new double[1][];
    LogDensity reader =
        Density.of(parameter)
            .logProb(
                v -> {
                  out[0] = v.get("x").toDoubles();
                  return v.sum(v.get("x"));
                });
    reader.evaluate(u, 1, new double[1], new double[u.length]);
    return out[0];
  }

  private static double[] point(int size) {
    double[] u = new double[size];
    Rng.of(5, "point").fillGaussian(u, 0, size);
    return u;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jacobianIsThatOfTheMap(Case c) {
    Density density = c.flat();
    int d = density.dimension();
    double[] u = point(d);
    double[] logDensity = new double[1];
    density.evaluate(u, 1, logDensity, new double[d]);
    double[][] jacobian = new double[d][d];
    for (int j = 0; j < d; j++) {
      double[] up = u.clone();
      double[] down = u.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double[] high = values(c.parameter, up);
      double[] low = values(c.parameter, down);
      for (int i = 0; i < d; i++) {
        jacobian[i][j] = (high[c.counted[i]] - low[c.counted[i]]) / 2e-5;
      }
    }
    assertEquals(Math.log(Math.abs(determinant(jacobian))), logDensity[0], 1e-7);
  }

  private static double determinant(double[][] m) {
    double product = 1;
    for (int k = 0; k < m.length; k++) {
      product *= m[k][k];
      for (int i = k + 1; i < m.length; i++) {
        double factor = m[i][k] / m[k][k];
        for (int j = k; j < m.length; j++) {
          m[i][j] -= factor * m[k][j];
        }
      }
    }
    return product;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapAndInverseAreARoundTrip(Case c) {
    Density density = c.flat();
    double[] u = point(density.dimension());
    assertArrayEquals(u, density.at(values(c.parameter, u)), 1e-12);
  }

  /** Gradients of the Jacobian and of what is built on the value, by central differences. */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsTheSlope(Case c) {
    Density density =
        Density.of(c.parameter).logProb(v -> v.sum(v.get("x").plus(0.3).square().times(-0.7)));
    int d = density.dimension();
    double[] u = point(d);
    double[] gradient = new double[d];
    density.evaluate(u, 1, new double[1], gradient);
    for (int j = 0; j < d; j++) {
      double[] both = new double[2 * d];
      System.arraycopy(u, 0, both, 0, d);
      System.arraycopy(u, 0, both, d, d);
      both[j] += 1e-6;
      both[d + j] -= 1e-6;
      double[] values = new double[2];
      density.evaluate(both, 2, values, new double[2 * d]);
      assertEquals((values[0] - values[1]) / 2e-6, gradient[j], 1e-6);
    }
  }

  /** ∫ over the unconstrained line or plane, by the trapezoidal rule, which converges fast here. */
  private static double integral(Density density) {
    int d = density.dimension();
    double step = 0.1;
    int side = 1200;
    int rows = d == 1 ? side : side * side;
    double[] points = new double[rows * d];
    for (int k = 0; k < rows; k++) {
      for (int i = 0; i < d; i++) {
        points[k * d + i] = ((i == 0 ? k % side : k / side) - side / 2) * step;
      }
    }
    double[] values = new double[rows];
    density.evaluate(points, rows, values, new double[rows * d]);
    return Arrays.stream(values).map(Math::exp).sum() * Math.pow(step, d);
  }

  /** The transformed density integrates to what the density itself integrates to. */
  @Test
  void densitiesKeepTheirIntegrals() {
    Function<Density.Values, Tensor> normal =
        v -> v.get("x").square().times(-0.5).minus(0.5 * Math.log(2 * Math.PI));
    assertEquals(1, integral(Density.of(real("x")).logProb(normal)), 1e-10);
    assertEquals(0.5, integral(Density.of(positive("x")).logProb(normal)), 1e-10);
    assertEquals(
        1 - 0.15865525393145707, integral(Density.of(above("x", 1, -1)).logProb(normal)), 1e-10);
    assertEquals(
        0.15865525393145707, integral(Density.of(below("x", 1, -1)).logProb(normal)), 1e-10);
    assertEquals(
        0.6826894921370859, integral(Density.of(bounded("x", -1, 1)).logProb(normal)), 1e-10);
    // Two ordered independent numbers are half of all pairs.
    assertEquals(0.5, integral(Density.of(ordered("x", 2)).logProb(normal)), 1e-6);
    // Dirichlet(2, 3, 4): B = Γ(2)Γ(3)Γ(4)/Γ(9) = 12/40320.
    Density dirichlet =
        Density.of(simplex("x", 3)).logProb(v -> v.get("x").log().times(v.data(1, 2, 3)));
    assertEquals(12 / 40320.0, integral(dirichlet), 1e-12);
    // A correlation of 2 is L₂₁ = r, and LKJ(η) is (1 − r²)^{η − 1}: ∫ = 2 at η = 1, 4/3 at η = 2.
    for (double eta : new double[] {1, 2}) {
      Density two = Density.of(correlation("x", 2)).logProb(v -> lkj(v.get("x"), eta));
      double inR = eta == 1 ? 2 : 4 / 3.0;
      assertEquals(inR, integral(two), 1e-9, "η = " + eta);
    }
  }

  /** Under LKJ(η) in n dimensions each correlation is Beta(a, a) on (−1, 1), a = η + n/2 − 1. */
  @Test
  void lkjHasItsMarginals() {
    int n = 3;
    Density density =
        Density.of(correlation("L", n))
            .logProb(v -> lkj(v.get("L"), 1))
            .reporting("R", v -> v.get("L").matmul(v.get("L").transpose(0, 2, 1)));
    Chains chains = Nuts.sample(density, Sampling.seed(4).withDraws(500, 2000));
    assertEquals(
        List.of("L[2,1]", "L[2,2]", "L[3,1]", "L[3,2]", "L[3,3]"), chains.names().subList(0, 5));
    double a = 1 + n / 2.0 - 1;
    for (String name : List.of("R[2,1]", "R[3,1]", "R[3,2]")) {
      double[][] squares =
          Arrays.stream(chains.draws(name))
              .map(chain -> Arrays.stream(chain).map(r -> r * r).toArray())
              .toArray(double[][]::new);
      double error = elbolab.hmc.diagnostics.Mcse.mean(squares);
      double mean = Arrays.stream(squares).flatMapToDouble(Arrays::stream).average().orElseThrow();
      System.out.printf("LKJ(1): E[%s²] = %.4f ± %.4f%n", name, mean, error);
      assertEquals(1 / (2 * a + 1), mean, 4 * error);
    }
  }

  /** Rubin's eight schools in the words of the one-line API. */
  static Density schools() {
    return Density.of(real("mu"), positive("tau"), real("xi", 8))
        .logProb(
            v ->
                v.sum(
                    v.get("mu").over(5).square().times(-0.5),
                    v.get("tau").over(5).square().plus(1).log().negate(),
                    v.get("xi").square().times(-0.5),
                    v.data(28, 8, -3, 7, -1, 1, 18, 12)
                        .minus(v.get("mu").plus(v.get("tau").times(v.get("xi"))))
                        .over(v.data(15, 10, 16, 11, 9, 11, 10, 18))
                        .square()
                        .times(-0.5)))
        .reporting("theta", v -> v.get("mu").plus(v.get("tau").times(v.get("xi"))));
  }

  @Test
  void schoolsHaveThePosteriorOfTheHandWrittenDensity() {
    Sampling sampling = Sampling.seed(30).withDraws(1000, 2000).withTargetAcceptance(0.95);
    Chains tensors = Nuts.sample(schools(), sampling);
    Chains byHand = Nuts.sample(new EightSchools(Parameterization.NON_CENTRED), sampling);
    for (String name : List.of("mu", "tau", "theta[1]", "theta[8]")) {
      agree(tensors.summary().row(name), byHand.summary().row(name.replaceAll("\\[(.)]", ".$1")));
    }
    assertTrue(tensors.summary().worstRHat() < 1.01, tensors.toString());
    assertEquals("xi[1]", tensors.names().get(2));
  }

  /** s ~ IG(2, 3), m ~ N(0, s), data 1.5 and 2: E[m] = 7/6, E[s] = 49/24. */
  @Test
  void normalInverseGammaHasItsMeans() {
    Density density =
        Density.of(positive("s"), real("m"))
            .logProb(
                v -> {
                  Tensor s = v.get("s");
                  Tensor m = v.get("m");
                  Tensor squares = v.data(1.5, 2).minus(m).square().sum(1);
                  return v.sum(
                      s.log().times(-3).minus(s.reciprocal().times(3)),
                      s.log().times(-0.5).minus(m.square().over(s).times(0.5)),
                      s.log().negate(),
                      squares.over(s.reshape(-1)).times(-0.5));
                });
    Sampling sampling = Sampling.seed(31).withDraws(1000, 4000);
    Chains chains = Nuts.sample(density, sampling);
    Chains byHand = Nuts.sample(new NormalInverseGamma(1.5, 2), sampling);
    for (String name : List.of("s", "m")) {
      agree(chains.summary().row(name), byHand.summary().row(name));
    }
    Summary.Row m = chains.summary().row("m");
    assertEquals(7 / 6.0, m.mean(), 4 * m.mcseMean());
  }

  private static void agree(Summary.Row one, Summary.Row other) {
    double error = Math.hypot(one.mcseMean(), other.mcseMean());
    System.out.printf(
        "%s: %.4f with tensors, %.4f by hand, MCSE %.4f%n",
        one.name(), one.mean(), other.mean(), error);
    assertEquals(other.mean(), one.mean(), 4 * error, one.name());
  }

  /** One row and many rows are the same density; a starting point is where it was put. */
  @Test
  void rowsAreIndependentAndPointsComeBack() {
    Density density = schools();
    double[] values = new double[10];
    Arrays.setAll(values, i -> i == 1 ? 2.5 : 0.3 * i);
    double[] point = density.at(values);
    double[] quantities = new double[18];
    density.quantities(point, 0, quantities, 0);
    assertArrayEquals(values, Arrays.copyOf(quantities, 10), 1e-14);
    assertEquals(values[0] + 2.5 * values[2], quantities[10], 1e-14);
  }

  @Test
  void mistakesAreNamed() {
    says("give at least one", () -> Density.of(real("a"), real("a")));
    says("at least 2", () -> simplex("x", 1));
    says("lower first", () -> bounded("x", 2, 2));
    says("must be finite", () -> bounded("x", 0, Double.POSITIVE_INFINITY));
    says("no name", () -> real("a[1]"));
    says("there is a \"mu\"", () -> schools().reporting("mu", v -> v.get("mu")));
    says("beyond its bounds", () -> Density.of(positive("x")).logProb(v -> v.get("x")).at(-1));
    Density wrong = Density.of(real("x")).logProb(v -> v.get("y"));
    says(
        "no parameter \"y\"", () -> wrong.evaluate(new double[1], 1, new double[1], new double[1]));
    Density flat = Density.of(real("x", 2)).logProb(v -> v.data(1, 2, 3));
    says("rows come first", () -> flat.evaluate(new double[2], 1, new double[1], new double[2]));
  }

  private static void says(String words, org.junit.jupiter.api.function.Executable wrong) {
    Exception e = assertThrows(IllegalArgumentException.class, wrong);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
