package elbolab.deepdive;

import elbolab.data.series.WindowSet;
import elbolab.show.Plot;
import elbolab.show.Values;
import java.util.stream.Collectors;

/** A window as it is given to the model: the inputs as lines, the targets as points. */
public final class WindowPlot {
  private WindowPlot() {}

  /** These series of one window; its labels are the title. */
  public static Plot of(WindowSet windows, int row, int... series) {
    int lookBack = windows.shape().lookBack();
    int horizon = windows.shape().horizon();
    float[] x = windows.inputs(row).toArray();
    float[] y = windows.targets(row).toArray();
    String labels =
        windows.labels().stream()
            .map(label -> label.classNames().get(label.classes()[row]))
            .collect(Collectors.joining(", "));
    Plot plot = Plot.of("labels: " + labels).x("step of the window").y("standardised");
    for (int c : series) {
      int first = lookBack + windows.shape().gap();
      plot.line(
              "series " + c,
              Values.of(lookBack, t -> t),
              Values.of(lookBack, t -> x[c * lookBack + t]))
          .points(
              "series " + c,
              Values.of(horizon, h -> first + h),
              Values.of(horizon, h -> y[c * horizon + h]));
    }
    return plot;
  }
}
