package elbolab.hmc;

import elbolab.hmc.diagnostics.EffectiveSamples;
import elbolab.hmc.diagnostics.Mcse;
import elbolab.hmc.diagnostics.RHat;
import elbolab.math.Quantile;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The summary of chains: a row per quantity, and what the sampler reported. */
public record Summary(List<Row> rows, int divergences, double acceptance, double[] bfmi) {
  /** One quantity: moments, quantiles with the error of the mean, and diagnostics. */
  public record Row(
      String name,
      double mean,
      double mcseMean,
      double sd,
      double q5,
      double median,
      double q95,
      double essBulk,
      double essTail,
      double rHat) {}

  static Summary of(Chains chains) {
    List<Row> rows = new ArrayList<>();
    for (String name : chains.names()) {
      rows.add(row(name, chains.draws(name)));
    }
    return new Summary(
        rows, chains.statistics().divergences(), chains.meanAcceptance(), chains.bfmi());
  }

  private static Row row(String name, double[][] draws) {
    double[] all = Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(all).sum() / all.length;
    double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
    return new Row(
        name,
        mean,
        Mcse.mean(draws),
        Math.sqrt(squares / (all.length - 1)),
        Quantile.ofSorted(sorted, 0.05),
        Quantile.ofSorted(sorted, 0.5),
        Quantile.ofSorted(sorted, 0.95),
        EffectiveSamples.bulk(draws),
        EffectiveSamples.tail(draws),
        RHat.of(draws));
  }

  /** The row of one quantity. */
  public Row row(String name) {
    return rows.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no quantity \"" + name + "\""));
  }

  /** The largest R̂ of all quantities. */
  public double worstRHat() {
    return rows.stream().mapToDouble(Row::rHat).max().orElseThrow();
  }

  /** As a table, with what the sampler reported below it. */
  public Sheet sheet() {
    Sheet sheet =
        Sheet.columns(
            "quantity", "mean", "MCSE", "sd", "5 %", "50 %", "95 %", "ESS bulk", "ESS tail", "R̂");
    for (Row r : rows) {
      sheet.row(
          r.name, r.mean, r.mcseMean, r.sd, r.q5, r.median, r.q95, r.essBulk, r.essTail, r.rHat);
    }
    String caption =
        String.format(
            Locale.ROOT,
            "acceptance %.3f, divergences %d, smallest E-BFMI %.2f",
            acceptance,
            divergences,
            Arrays.stream(bfmi).min().orElse(Double.NaN));
    return sheet
        .decimals(3)
        .decimals(4, "MCSE", "R̂")
        .decimals(0, "ESS bulk", "ESS tail")
        .caption(caption);
  }

  @Override
  public String toString() {
    return sheet().toString();
  }
}
