package elbolab.reproduce;

import elbolab.math.Rng;
import elbolab.show.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The order of the models on one data set of a published table, printed and obtained, as far as it
 * has been run: over the splits that all models which were run have.
 *
 * @param table the table's short name
 * @param printed the models from the least printed number to the greatest
 * @param obtained the same from the least mean obtained
 */
public record ModelOrder(
    String table, String dataSet, List<String> printed, List<String> obtained, RankOrder order) {
  /** Fewer models than this have no order worth the name. */
  private static final int FEWEST_MODELS = 3;

  private static final int MOST_READINGS = 2;

  /** One model's printed number, and what was obtained by seed. */
  private record Line(String model, double printed, Map<Long, Double> bySeed) {}

  /** Those of a table that an experiment answers, in the order of the data sets. */
  public static List<ModelOrder> of(ClaimTable table, Experiment experiment, Result result) {
    List<ModelOrder> orders = new ArrayList<>();
    for (DataInput data : experiment.data()) {
      // A claim may have several answers, of several readings; an order is of one reading.
      List<Line> best = List.of();
      for (int reading = 0; reading < MOST_READINGS; reading++) {
        List<Line> lines = lines(table, experiment, result, data.name(), reading);
        best = lines.size() > best.size() ? lines : best;
      }
      TreeSet<Long> common = common(best);
      if (best.size() >= FEWEST_MODELS && !common.isEmpty()) {
        orders.add(of(table.id(), data.name(), best, common));
      }
    }
    return orders;
  }

  private static List<Line> lines(
      ClaimTable table, Experiment experiment, Result result, String dataSet, int reading) {
    List<Line> lines = new ArrayList<>();
    for (Claim claim : table.claims()) {
      List<ClaimMetric> answers =
          experiment.answers().stream()
              .filter(answer -> answer.claim().equals(claim.id()))
              .filter(answer -> answer.dataSet().equals(dataSet) && answer.obstacle().isEmpty())
              .toList();
      if (reading < answers.size()) {
        ClaimMetric answer = answers.get(reading);
        Map<Long, Double> bySeed = bySeed(answer, result);
        if (!bySeed.isEmpty()) {
          lines.add(new Line(answer.model(), claim.printedValue(), bySeed));
        }
      }
    }
    return lines;
  }

  private static Map<Long, Double> bySeed(ClaimMetric answer, Result result) {
    Map<Long, Double> values = new TreeMap<>();
    for (UnitResult unit : result.units()) {
      if (answer.fits(unit.unit())) {
        answer.value(result, unit).ifPresent(value -> values.put(unit.unit().seed(), value));
      }
    }
    return values;
  }

  private static TreeSet<Long> common(List<Line> lines) {
    TreeSet<Long> seeds = new TreeSet<>();
    lines.forEach(line -> seeds.addAll(line.bySeed.keySet()));
    lines.forEach(line -> seeds.retainAll(line.bySeed.keySet()));
    return seeds;
  }

  private static ModelOrder of(
      String table, String dataSet, List<Line> lines, TreeSet<Long> common) {
    double[] printed = lines.stream().mapToDouble(Line::printed).toArray();
    double[][] obtained =
        lines.stream()
            .map(line -> common.stream().mapToDouble(line.bySeed::get).toArray())
            .toArray(double[][]::new);
    double[] sums = Arrays.stream(obtained).mapToDouble(its -> Arrays.stream(its).sum()).toArray();
    Rng rng = Rng.of(1, "splits drawn anew, " + table + " " + dataSet);
    return new ModelOrder(
        table,
        dataSet,
        ascending(lines, printed),
        ascending(lines, sums),
        RankOrder.of(printed, obtained, rng));
  }

  private static List<String> ascending(List<Line> lines, double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .map(i -> lines.get(i).model)
        .toList();
  }

  /** Several orders as one table. */
  public static Sheet sheet(String caption, List<ModelOrder> orders) {
    return Sheet.rows(orders)
        .column("table", ModelOrder::table)
        .column("data", ModelOrder::dataSet)
        .column("splits", each -> each.order.splits())
        .column("rank correlation", ModelOrder::order)
        .column("printed, least first", each -> String.join(" < ", each.printed))
        .column("obtained, least first", each -> String.join(" < ", each.obtained))
        .caption(caption);
  }

  /** How many orders lean to the printed one, how many do so clearly, and how many against it. */
  public static String summary(List<ModelOrder> orders) {
    long judged = orders.stream().filter(each -> each.order.splits() > 1).count();
    long clear = orders.stream().filter(each -> each.order.low() > 0).count();
    long against = orders.stream().filter(each -> each.order.high() < 0).count();
    long positive = orders.stream().filter(each -> each.order.correlation() > 0).count();
    return "%d of %d correlations are above 0; of %d with several splits the interval is above 0 in %d, below 0 in %d"
        .formatted(positive, orders.size(), judged, clear, against);
  }
}
