package elbolab.hmc.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.Quantile;
import elbolab.math.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Diagnostics against R's posterior on twenty sets of chains, and against known values. */
class DiagnosticsTest {
  /** Written by tests/peers/hmc_diagnostics.R from the same chains. */
  private static final Path REFERENCE = Path.of("tests/peers/hmc_diagnostics_reference.csv");

  private static final double TOLERANCE = 1e-6;

  @Test
  void agreeWithAnotherImplementation() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    String[] head = lines.get(0).split(",");
    assertEquals(
        "set,rhat,ess_bulk,ess_tail,ess_mean,mcse_mean,mcse_q5,mcse_q50,mcse_q95",
        String.join(",", head));
    double worst = 0;
    int compared = 0;
    for (int index = 0; index < ChainSets.COUNT; index++) {
      String[] cells = lines.get(index + 1).split(",");
      double[] ours = all(ChainSets.set(index));
      for (int k = 0; k < ours.length; k++) {
        String place = "set " + index + ", " + head[k + 1] + ": " + ours[k] + ", " + cells[k + 1];
        if (cells[k + 1].startsWith("Na") || cells[k + 1].equals("NA")) {
          assertTrue(Double.isNaN(ours[k]), place);
          continue;
        }
        double theirs = Double.parseDouble(cells[k + 1].replace("Inf", "Infinity"));
        double error =
            ours[k] == theirs ? 0 : Math.abs(ours[k] - theirs) / Math.max(1, Math.abs(theirs));
        assertTrue(error <= TOLERANCE, place);
        worst = Math.max(worst, error);
        compared++;
      }
    }
    System.out.printf("diagnostics: %d numbers, largest difference %.1e%n", compared, worst);
    assertTrue(compared > 100, compared + " numbers compared");
  }

  private static double[] all(double[][] chains) {
    return new double[] {
      RHat.of(chains),
      EffectiveSamples.bulk(chains),
      EffectiveSamples.tail(chains),
      EffectiveSamples.mean(chains),
      Mcse.mean(chains),
      Mcse.quantile(chains, 0.05),
      Mcse.quantile(chains, 0.5),
      Mcse.quantile(chains, 0.95)
    };
  }

  /** An AR(1) process of coefficient ρ is worth (1 − ρ)/(1 + ρ) independent draws each. */
  @Test
  void effectiveSamplesOfAnAutoregressionAreKnown() {
    for (double rho : new double[] {0, 0.5, 0.9, -0.5}) {
      double[][] chains = new double[4][20_000];
      Rng rng = Rng.of(1, "autoregression");
      for (double[] chain : chains) {
        double x = rng.nextGaussian();
        for (int t = 0; t < chain.length; t++) {
          chain[t] = x;
          x = rho * x + Math.sqrt(1 - rho * rho) * rng.nextGaussian();
        }
      }
      double expected = 80_000 * (1 - rho) / (1 + rho);
      assertEquals(1, EffectiveSamples.mean(chains) / expected, 0.1, "ρ = " + rho);
      assertEquals(1, RHat.of(chains), 0.005);
    }
  }

  @Test
  void energyFractionOfIndependentEnergiesIsTwo() {
    double[] energy = new double[100_000];
    Rng.of(2, "energy").fillGaussian(energy, 0, energy.length);
    assertEquals(2, Bfmi.of(energy), 0.02);
    assertEquals((1 + 4 + 1) / 5.0, Bfmi.of(new double[] {0, 1, 3, 2}), 1e-15);
  }

  @Test
  void normalQuantilesInvertTheDistribution() {
    assertEquals(0, NormalQuantile.of(0.5), 1e-15);
    assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-14);
    assertEquals(-2.3263478740408408, NormalQuantile.of(0.01), 1e-14);
    assertEquals(-4.753424308822899, NormalQuantile.of(1e-6), 1e-12);
    assertEquals(-6.361340902404056, NormalQuantile.of(1e-10), 1e-11);
  }

  @Test
  void betaQuantilesInvertTheDistribution() {
    assertEquals(0.3, BetaQuantile.of(0.3, 1, 1), 1e-13);
    assertEquals(Math.sqrt(0.2), BetaQuantile.of(0.2, 2, 1), 1e-13);
    assertEquals(0.5, BetaQuantile.of(0.5, 37.5, 37.5), 1e-13);
    assertEquals(6 / 32.0, BetaQuantile.distribution(0.5, 4, 2), 1e-13);
  }

  @Test
  void raggedOrMissingChainsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> RHat.of(new double[0][]));
    assertThrows(IllegalArgumentException.class, () -> RHat.of(new double[][] {{1, 2}, {1}}));
    assertThrows(IllegalArgumentException.class, () -> Quantile.of(new double[] {1}, 1.5));
  }
}
