package elbolab.deepdive;

import elbolab.data.series.WindowLabel;
import elbolab.data.series.WindowSet;
import elbolab.show.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is decoded of one window as its projection s of one label moves and everything else stays.
 *
 * @param places where s was moved to
 * @param x x̂ at each place, [series, L]
 * @param y ŷ at each place, [series, H]
 */
public record Traversal(
    WindowSet windows,
    int row,
    WindowLabel label,
    double[] places,
    List<float[]> x,
    List<float[]> y) {

  /** The greatest distance that the first forecast of any series moves by. */
  public double swing() {
    return IntStream.range(0, windows.channels())
        .mapToDouble(
            series -> {
              double[] path = forecasts(series);
              return Arrays.stream(path).max().orElse(0) - Arrays.stream(path).min().orElse(0);
            })
        .max()
        .orElse(0);
  }

  private double[] forecasts(int series) {
    int at = series * windows.shape().horizon();
    return y.stream().mapToDouble(decoded -> decoded[at]).toArray();
  }

  /** The first forecast of each series against the place's number; dashed, the window's class. */
  public Plot forecastPlot() {
    Plot plot =
        Plot.of("forecast ŷ; dashed: the window's own " + label.name())
            .x(label.name() + " that s is moved to")
            .y("ŷ, standardised");
    double[] numbers = IntStream.range(0, places.length).asDoubleStream().toArray();
    for (int c = 0; c < windows.channels(); c++) {
      plot.line("series " + c, numbers, forecasts(c));
    }
    return plot.vertical(label.classes()[row], "");
  }

  /** The last steps of one series' reconstruction at each so-many-th place, with what was seen. */
  public Plot reconstructionPlot(int series, int steps, int every) {
    int lookBack = windows.shape().lookBack();
    int from = lookBack - steps;
    double[] time = IntStream.range(from, lookBack).asDoubleStream().toArray();
    Plot plot =
        Plot.of("reconstruction x̂ of series " + series)
            .x("step of the window")
            .y("x̂, standardised");
    for (int k = 0; k < places.length; k += every) {
      String name = label.classNames().get(k);
      plot.line("moved to " + name, time, part(x.get(k), series * lookBack + from, steps));
    }
    float[] seen = windows.inputs(row).toArray();
    return plot.points("x", time, part(seen, series * lookBack + from, steps));
  }

  private static double[] part(float[] values, int from, int count) {
    return IntStream.range(from, from + count).mapToDouble(i -> values[i]).toArray();
  }
}
