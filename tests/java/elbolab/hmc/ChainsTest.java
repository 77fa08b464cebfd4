package elbolab.hmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.hmc.toy.DualMoon;
import elbolab.hmc.toy.EightSchools;
import elbolab.hmc.toy.Gaussian;
import elbolab.hmc.toy.Parameterization;
import elbolab.math.Rng;
import elbolab.math.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run of a sampler returns: its draws, plots, files and errors. */
class ChainsTest {
  @Test
  void drawsDoNotDependOnThreads() {
    Sampling sampling = Sampling.standard().withDraws(200, 100);
    LogDensity moon = new DualMoon();
    assertTrue(moon.isConcurrent());
    Chains beside = Nuts.sample(moon, sampling, Rng.of(15, "threads"));
    int threads = Workers.threads();
    Workers.useThreads(1);
    Chains alone = Nuts.sample(moon, sampling, Rng.of(15, "threads"));
    Workers.useThreads(threads);
    assertArrayEquals(alone.draws(), beside.draws());
    assertArrayEquals(alone.statistics().energy(), beside.statistics().energy());
  }

  @ParameterizedTest
  @EnumSource(Parameterization.class)
  void csvHasCmdStansColumns(Parameterization form, @TempDir Path folder) throws IOException {
    Sampling sampling = Sampling.standard().withChains(2).withDraws(50, 20);
    EightSchools schools = new EightSchools(form);
    Chains chains = Nuts.sample(schools, sampling, Rng.of(16, "csv"));
    List<Path> files = CmdStanCsv.write(chains, folder, "schools");
    assertEquals(2, files.size());
    List<String> lines =
        Files.readAllLines(files.get(1)).stream().filter(l -> !l.startsWith("#")).toList();
    assertEquals(21, lines.size());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,"));
    String[] last = lines.get(20).split(",");
    assertEquals(17, last.length);
    assertEquals(chains.draws("mu")[1][19], Double.parseDouble(last[7]));
  }

  @Test
  void plotDataCountsEveryDraw() {
    Sampling sampling = Sampling.standard().withChains(3).withDraws(200, 300);
    Chains chains = Nuts.sample(Gaussian.standard(2), sampling, Rng.of(17, "plots"));
    int[][] ranks = ChainPlots.rankCounts(chains, "z.1", 10);
    assertEquals(3, ranks.length);
    for (int[] chain : ranks) {
      assertEquals(300, Arrays.stream(chain).sum());
    }
    assertEquals(3 * 299, ChainPlots.energyChanges(chains).length);
    assertTrue(chains.toString().contains("z.2"), chains.toString());
    assertThrows(IllegalArgumentException.class, () -> chains.draws("nothing"));
  }

  @Test
  void badSettingsAreNamed() {
    Sampling standard = Sampling.standard();
    assertThrows(IllegalArgumentException.class, () -> standard.withChains(0));
    assertThrows(IllegalArgumentException.class, () -> standard.withDraws(0, 0));
    assertThrows(IllegalArgumentException.class, () -> standard.withTargetAcceptance(1));
    Rng rng = Rng.of(18, "bad");
    assertThrows(
        IllegalArgumentException.class, () -> HmcSampler.sample(new DualMoon(), standard, -1, rng));
    PointDensity nowhere =
        new PointDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double evaluate(double[] points, int from, double[] gradient) {
            return Double.NaN;
          }
        };
    DensityException e =
        assertThrows(DensityException.class, () -> Nuts.sample(nowhere, standard, rng));
    assertTrue(e.getMessage().contains("no usable start among 100 points"), e.getMessage());
  }
}
