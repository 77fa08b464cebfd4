package elbolab.vae.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.nn.Parameters;
import elbolab.prob.Normal;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import elbolab.vae.Elbo;
import elbolab.vae.Likelihood;
import elbolab.vae.Prior;
import elbolab.vae.Vae;
import elbolab.vae.VaeOptions;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each prior in the plane, where a grid knows its integrals. */
class PriorsTest {
  private static final double REACH = 12;
  private static final double STEP = 0.05;
  private static final int CELLS = (int) Math.round(2 * REACH / STEP);
  private static final int DRAWS = 40_000;

  /** A prior with a name, for messages, and log p at the middles of all cells. */
  record Case(String name, Prior prior, double[][] logs) {
    Case(String name, Prior prior) {
      this(name, prior, new double[CELLS][]);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static void shake(Parameters parameters, double deviation, long seed) {
    parameters
        .tensors()
        .forEach(
            (name, tensor) -> {
              Tensor noise =
                  Tensor.gaussian(Rng.of(seed, name), tensor.shape().toArray()).times(deviation);
              tensor.set(tensor.plus(noise).toArray());
            });
  }

  private static Vae small() {
    Vae vae = Vae.of(VaeOptions.pixels(3, 2, 8).likelihood(Likelihood.gaussian(0.5)).seed(4));
    shake(vae.parameters(), 0.1, 7);
    // Narrow enough for the grid: deviations near 1, means within a few of them.
    Tensor out = vae.parameters().get("encoder.out.weight");
    out.set(out.times(0.4).toArray());
    return vae;
  }

  private static final List<Case> CASES = cases();

  static Stream<Case> all() {
    return CASES.stream();
  }

  private static List<Case> cases() {
    Parameters p = Parameters.seeded(2);
    Vae vae = small();
    Tensor five = Tensor.gaussian(Rng.of(1, "five"), 5, 3).times(2).keep();
    List<Case> cases =
        List.of(
            new Case("standard", Prior.standard(2)),
            new Case("mixture", MixturePrior.learned(p.at("mixture"), 4, 2, 2)),
            new Case("flow", FlowPrior.of(p.at("flow"), 2, 3, 8)),
            new Case("hierarchy", HierarchicalPrior.of(p.at("hierarchy"), 8, 1, 1)),
            new Case("learned normal", NormalPrior.learned(p.at("normal"), 2)),
            new Case("VampPrior", PosteriorMixture.vamp(small(), five)),
            new Case("weighted VampPrior", PosteriorMixture.weightedVamp(vae, five)),
            new Case("aggregated", PosteriorMixture.aggregated(small(), examples())));
    shake(p, 0.1, 5);
    shake(vae.parameters().at("prior"), 0.5, 6);
    // A flow that stretches too much puts mass beyond the grid.
    for (int i = 0; i < 3; i++) {
      Tensor out = p.get("flow.coupling" + i + ".out.weight");
      out.set(out.times(0.4).toArray());
    }
    cases.forEach(PriorsTest::fill);
    return cases;
  }

  private static Dataset examples() {
    return Dataset.of(Tensor.gaussian(Rng.of(3, "x"), 12, 3).toArray(), 3);
  }

  private static double node(int i) {
    return (i + 0.5) * STEP - REACH;
  }

  private static void fill(Case each) {
    for (int i = 0; i < CELLS; i++) {
      float[] row = new float[2 * CELLS];
      for (int j = 0; j < CELLS; j++) {
        row[2 * j] = (float) node(i);
        row[2 * j + 1] = (float) node(j);
      }
      try (Tape tape = Tape.inference()) {
        each.logs[i] = each.prior.logProb(Tensor.of(row, CELLS, 2)).toDoubles();
      }
    }
  }

  private static double integral(double[][] logs, DoubleBinaryOperator f) {
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        sum += Math.exp(logs[i][j]) * f.applyAsDouble(node(i), node(j)) * STEP * STEP;
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("all")
  void densitiesIntegrateToOne(Case each) {
    assertEquals(1, integral(each.logs, (a, b) -> 1), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("all")
  void drawsFollowTheDensity(Case each) {
    float[] z = each.prior.sample(Rng.of(8, "draws"), DRAWS).toArray();
    List<DoubleBinaryOperator> functions =
        List.of((a, b) -> a, (a, b) -> b, (a, b) -> a * b, (a, b) -> Math.cos(a + b));
    for (DoubleBinaryOperator f : functions) {
      Moments moments = new Moments();
      for (int i = 0; i < DRAWS; i++) {
        moments.add(f.applyAsDouble(z[2 * i], z[2 * i + 1]));
      }
      assertEquals(integral(each.logs, f), moments.mean(), 4 * moments.standardError());
    }
  }

  /** The mean over draws z ~ q is ∫ q log(q/p); a closed form has no spread to hide behind. */
  @ParameterizedTest
  @MethodSource("all")
  void divergencesAreUnbiased(Case each) {
    double[] mean = {0.4, -0.3};
    double[] sigma = {0.5, 0.8};
    double exact = 0;
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        double u = (node(i) - mean[0]) / sigma[0];
        double v = (node(j) - mean[1]) / sigma[1];
        double logQ = -0.5 * (u * u + v * v) - Math.log(2 * Math.PI * sigma[0] * sigma[1]);
        exact += Math.exp(logQ) * (logQ - each.logs[i][j]) * STEP * STEP;
      }
    }
    Tensor ones = Tensor.ones(DRAWS, 1);
    Normal q =
        new Normal(
            ones.matmul(Tensor.of(mean, 1, 2)),
            ones.matmul(Tensor.of(new double[] {Math.log(sigma[0]), Math.log(sigma[1])}, 1, 2)));
    Moments moments = new Moments();
    for (double value : each.prior.divergence(q, q.sample(Rng.of(9, "q"))).toDoubles()) {
      moments.add(value);
    }
    assertEquals(exact, moments.mean(), 4 * moments.standardError() + 1e-5);
  }

  /** In three dimensions too, where the halves are unequal; and log |det| by differences. */
  @Test
  void aFlowGoesThereAndBack() {
    Parameters p = Parameters.seeded(3);
    FlowPrior flow = FlowPrior.of(p, 3, 4, 8);
    shake(p, 0.4, 1);
    Tensor z = Tensor.gaussian(Rng.of(2, "z"), 20, 3);
    Tensor u = z;
    for (FlowPrior.Coupling layer : flow.layers()) {
      u = layer.forwards(u).numbers();
    }
    Tensor back = u;
    for (int i = flow.layers().size() - 1; i >= 0; i--) {
      back = flow.layers().get(i).backwards(back);
    }
    assertArrayEquals(z.toArray(), back.toArray(), 1e-4f);

    FlowPrior.Coupling layer = flow.layers().get(1);
    double[] point = {0.3, -0.7, 1.1};
    double[][] jacobian = new double[3][];
    double h = 0.01;
    for (int k = 0; k < 3; k++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[k] += h;
      down[k] -= h;
      double[] a = layer.forwards(Tensor.of(up, 1, 3)).numbers().toDoubles();
      double[] b = layer.forwards(Tensor.of(down, 1, 3)).numbers().toDoubles();
      jacobian[k] =
          new double[] {(a[0] - b[0]) / (2 * h), (a[1] - b[1]) / (2 * h), (a[2] - b[2]) / (2 * h)};
    }
    double[][] j = jacobian;
    double determinant =
        j[0][0] * (j[1][1] * j[2][2] - j[1][2] * j[2][1])
            - j[0][1] * (j[1][0] * j[2][2] - j[1][2] * j[2][0])
            + j[0][2] * (j[1][0] * j[2][1] - j[1][1] * j[2][0]);
    double log = layer.forwards(Tensor.of(point, 1, 3)).logDeterminant().item();
    assertTrue(Math.abs(log) > 0.05, "a determinant near 1 shows nothing: " + log);
    assertEquals(Math.log(Math.abs(determinant)), log, 1e-3);
  }

  @Test
  void theAggregatedPosteriorIsTheMeanOfThePosteriors() {
    Vae vae = small();
    Normal q = vae.encode(examples().all());
    float[] mean = q.mean().toArray();
    float[] sigma = q.sigma().toArray();
    double[] z = {0.2, -0.5};
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      double density = 1;
      for (int d = 0; d < 2; d++) {
        double u = (z[d] - mean[2 * i + d]) / sigma[2 * i + d];
        density *= Math.exp(-0.5 * u * u) / (sigma[2 * i + d] * Math.sqrt(2 * Math.PI));
      }
      sum += density / 12;
    }
    Prior aggregated = PosteriorMixture.aggregated(vae, examples());
    assertEquals(Math.log(sum), aggregated.logProb(Tensor.of(z, 1, 2)).item(), 1e-5);
  }

  /** Where the pseudo-inputs are learned, so are they by the gradient of the bound. */
  @Test
  void theBoundReachesPriorAndPseudoInputs() {
    Vae vae = small();
    Vae vamp = vae.withPrior(PosteriorMixture.vamp(vae, Tensor.ones(4, 3)));
    try (Tape tape = Tape.scope()) {
      vamp.elbo(examples().all(), Rng.of(1, "bound")).loss(1).total().backward();
      float[] gradient = vamp.parameters().get("prior.inputs").gradient().toArray();
      double largest = 0;
      for (float g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
      assertTrue(largest > 1e-4, "gradient of the pseudo-inputs: " + largest);
    }
  }

  /** The covariate moves the divergence, by the closed form of two normals, and nothing else. */
  @Test
  void aConditionalPriorSeesItsCovariate() {
    Vae vae = small();
    ConditionalVae model = ConditionalVae.of(vae, 2, 4);
    float[] pixels = {0.1f, -0.4f, 0.8f};
    Elbo[] bounds = new Elbo[2];
    for (int c = 0; c < 2; c++) {
      Tensor row = Tensor.of(new float[] {pixels[0], pixels[1], pixels[2], 1 - c, c}, 1, 5);
      bounds[c] = model.elbo(Observed.complete(row), Rng.of(1, "z"));
      Normal q = vae.encode(Tensor.of(pixels, 1, 3));
      Normal p = model.prior(Tensor.of(new float[] {1 - c, c}, 1, 2)).normal();
      double exact = 0;
      for (int d = 0; d < 2; d++) {
        double s = q.sigma().toArray()[d];
        double t = p.sigma().toArray()[d];
        double shift = q.mean().toArray()[d] - p.mean().toArray()[d];
        exact += Math.log(t / s) + (s * s + shift * shift) / (2 * t * t) - 0.5;
      }
      assertEquals(exact, bounds[c].divergence().item(), 1e-5);
    }
    assertEquals(bounds[0].reconstruction().item(), bounds[1].reconstruction().item());
    assertTrue(Math.abs(bounds[0].divergence().item() - bounds[1].divergence().item()) > 1e-3);
  }

  /** Two narrow heaps of codes under N(0, I): both numbers by quadrature on the line. */
  @Test
  void holesBetweenTwoHeaps() {
    double s = 0.3;
    Normal heaps =
        new Normal(Tensor.of(new double[] {-1.5, 1.5}, 2, 1), Tensor.full(Math.log(s), 2, 1));
    Holes holes =
        Holes.of(
            Prior.standard(1), new MixturePrior(Tensor.zeros(2), heaps), 40_000, Rng.of(1, "h"));
    double divergence = 0;
    double share = 0;
    for (double z = -8; z < 8; z += 1e-4) {
      double p = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      double a = (z - 1.5) / s;
      double b = (z + 1.5) / s;
      double q =
          0.5 * (Math.exp(-0.5 * a * a) + Math.exp(-0.5 * b * b)) / (s * Math.sqrt(2 * Math.PI));
      divergence += q > 0 ? q * Math.log(q / p) * 1e-4 : 0;
      share += q < 0.1 * p ? p * 1e-4 : 0;
    }
    assertEquals(divergence, holes.divergence().value(), 4 * holes.divergence().standardError());
    assertEquals(share, holes.share().value(), 4 * holes.share().standardError());
  }

  @Test
  void wrongSizesAreRefused() {
    Parameters p = Parameters.seeded(1);
    assertThrows(IllegalArgumentException.class, () -> FlowPrior.of(p, 1, 2, 4));
    assertThrows(IllegalArgumentException.class, () -> MixturePrior.learned(p, 0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> HierarchicalPrior.of(p, 4, 2));
    Exception wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> PosteriorMixture.vamp(small(), Tensor.ones(4, 2)));
    assertTrue(wrong.getMessage().contains("one row of 3 numbers"), wrong.getMessage());
  }
}
