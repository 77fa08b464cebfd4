package elbolab.hhvaem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import elbolab.nn.Adam;
import elbolab.nn.Parameters;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginalVaesTest {
  private static final int ROWS = 60;

  private final Table table = GeneratedTable.of(ROWS, "real", 1);
  private final Features features = Features.of(table);

  private static MarginalVaes vaes(Parameters parameters, List<Feature> features) {
    return new MarginalVaes(parameters, features, 8, 0.1, feature -> 1);
  }

  /** Twenty steps on the same rows and noise. */
  private static MarginalVaes trained(List<Feature> features, Observed x) {
    Parameters parameters = Parameters.seeded(7);
    MarginalVaes vaes = vaes(parameters, features);
    Adam adam = new Adam(parameters, 1e-2);
    for (int step = 0; step < 20; step++) {
      try (Tape tape = Tape.scope()) {
        vaes.loss(x, Rng.of(step, "step")).total().backward();
        adam.step();
      }
    }
    return vaes;
  }

  private static Observed column(Observed x, int c) {
    return new Observed(x.values().slice(1, c, c + 1), x.mask().slice(1, c, c + 1));
  }

  @Test
  void blockEqualsOneByOne() {
    Dataset data = features.encode(table);
    int width = features.inputs().size();
    Rng rng = Rng.of(3, "hidden");
    Tensor mask = Tensor.uniform(rng, ROWS, features.all().size()).minus(0.3).positive();
    Observed all = data.all().hide(mask);
    Observed x = new Observed(all.values().slice(1, 0, width), all.mask().slice(1, 0, width));
    MarginalVaes block = trained(features.inputs(), x);
    Tensor mean = block.encode(x).mean();
    Tensor likelihood = block.logProb(x.values(), mean);
    for (int c = 0; c < width; c++) {
      Observed own = column(x, c);
      MarginalVaes alone = trained(features.inputs().subList(c, c + 1), own);
      String name = features.inputs().get(c).name();
      float[] expected = alone.encode(own).mean().toArray();
      assertArrayEquals(expected, mean.slice(1, c, c + 1).toArray(), 0f, name);
      assertArrayEquals(
          alone.logProb(own.values(), mean.slice(1, c, c + 1)).toArray(),
          likelihood.slice(1, c, c + 1).toArray(),
          0f,
          name);
      Tensor guess = block.guess(mean).slice(1, c, c + 1);
      assertArrayEquals(alone.guess(mean.slice(1, c, c + 1)).toArray(), guess.toArray(), 0f, name);
    }
  }

  /** Summed over categories, integrated over numbers: 1. */
  @Test
  void likelihoodsAreNormalised() {
    MarginalVaes vaes = vaes(Parameters.seeded(2), features.inputs());
    int width = features.inputs().size();
    Tensor z = Tensor.gaussian(Rng.of(1, "z"), 1, width);
    for (int c = 0; c < width; c++) {
      Feature feature = features.inputs().get(c);
      double step = feature.kind().isNumber() ? 0.01 : 1;
      int count = feature.kind().isNumber() ? 2000 : feature.levels().size();
      double sum = 0;
      for (int k = 0; k < count; k++) {
        float[] codes = new float[width];
        codes[c] = (float) (feature.kind().isNumber() ? -10 + step * k : k);
        double logProb = vaes.logProb(Tensor.of(codes, 1, width), z).toArray()[c];
        sum += step * DoubleMath.exp(logProb);
      }
      assertEquals(1, sum, 1e-4, feature.name());
    }
  }

  /** A weight of the ones leaves no distribution: the defect of the public code. */
  @Test
  void positiveWeightIsNoLikelihood() {
    Parameters parameters = Parameters.seeded(2);
    MarginalVaes vaes = new MarginalVaes(parameters, features.inputs(), 8, 0.1, feature -> 4);
    int c = features.inputs().stream().map(Feature::name).toList().indexOf("pair");
    int width = features.inputs().size();
    Tensor z = Tensor.zeros(1, width);
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      float[] codes = new float[width];
      codes[c] = k;
      sum += DoubleMath.exp(vaes.logProb(Tensor.of(codes, 1, width), z).toArray()[c]);
    }
    assertTrue(sum < 0.9, "sums to " + sum);
  }

  /** Frequencies of drawn categories against their probabilities, within 4 standard errors. */
  @Test
  void drawsFollowTheProbabilities() {
    MarginalVaes vaes = vaes(Parameters.seeded(2), features.inputs());
    int width = features.inputs().size();
    int draws = 20_000;
    Tensor z = Tensor.full(0.7, 1, width).expand(draws, width);
    float[] drawn = vaes.sample(z, Rng.of(5, "draws")).toArray();
    for (int c = 0; c < width; c++) {
      Feature feature = features.inputs().get(c);
      for (int k = 0; k < feature.levels().size(); k++) {
        float[] codes = new float[width];
        codes[c] = k;
        Tensor one = Tensor.of(codes, 1, width);
        double p = DoubleMath.exp(vaes.logProb(one, z.slice(0, 0, 1)).toArray()[c]);
        int count = 0;
        for (int i = c; i < drawn.length; i += width) {
          count += drawn[i] == k ? 1 : 0;
        }
        assertEquals(p, (double) count / draws, 4 * Math.sqrt(p * (1 - p) / draws), feature.name());
      }
    }
  }
}
