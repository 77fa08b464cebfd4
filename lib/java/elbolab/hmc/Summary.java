package elbolab.hmc;

import elbolab.hmc.diagnostics.EffectiveSamples;
import elbolab.hmc.diagnostics.Mcse;
import elbolab.hmc.diagnostics.Quantile;
import elbolab.hmc.diagnostics.RHat;
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
    double mean = Arrays.stream(all).sum() / all.length;
    double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
    return new Row(
        name,
        mean,
        Mcse.mean(draws),
        Math.sqrt(squares / (all.length - 1)),
        Quantile.of(draws, 0.05),
        Quantile.of(draws, 0.5),
        Quantile.of(draws, 0.95),
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

  /** The smallest bulk effective sample size of all quantities. */
  public double leastBulk() {
    return rows.stream().mapToDouble(Row::essBulk).min().orElseThrow();
  }

  /** The largest R̂ of all quantities. */
  public double worstRHat() {
    return rows.stream().mapToDouble(Row::rHat).max().orElseThrow();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    String head = "%-12s%10s%9s%10s%10s%10s%10s%9s%9s%8s%n";
    out.append(
        String.format(
            head, "", "mean", "mcse", "sd", "5%", "50%", "95%", "ess_bulk", "ess_tail", "r_hat"));
    for (Row r : rows) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-12s%10.4f%9.4f%10.4f%10.4f%10.4f%10.4f%9.0f%9.0f%8.4f%n",
              r.name,
              r.mean,
              r.mcseMean,
              r.sd,
              r.q5,
              r.median,
              r.q95,
              r.essBulk,
              r.essTail,
              r.rHat));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "acceptance %.3f, divergences %d, smallest E-BFMI %.2f",
            acceptance,
            divergences,
            Arrays.stream(bfmi).min().orElse(Double.NaN)));
    return out.toString();
  }
}
