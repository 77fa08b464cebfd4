package elbolab.show;

import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.theme.XChartTheme;

/**
 * Bars side by side for each category, with error bars of one standard error.
 *
 * <pre>{@code
 * show(Bars.of("Table 5.1", "Boston", "Energy", "Wine").y("NLL / nats")
 *     .bars("HH-VAEM", measured1, measured2, measured3)
 *     .bars("VAEM", 2.1, 1.4, 3.0));
 * }</pre>
 */
public final class Bars extends Figure<Bars> {
  private static final int SLANT = 35;

  private final List<String> categories;
  private final Map<String, Measured[]> groups = new LinkedHashMap<>();
  private String y = "";

  private Bars(String title, List<String> categories) {
    super(title);
    this.categories = categories;
  }

  public static Bars of(String title, String... categories) {
    if (categories.length == 0) {
      throw new IllegalArgumentException("\"" + title + "\": bars need at least one category");
    }
    return new Bars(title, List.of(categories));
  }

  /** Label of the y axis, with the unit. */
  public Bars y(String label) {
    y = label;
    return this;
  }

  /** One bar in each category, in their order; a value of NaN leaves a gap. */
  public Bars bars(String name, Measured... values) {
    if (values.length != categories.size()) {
      throw new IllegalArgumentException(
          "\"%s\": %d values for %d categories".formatted(name, values.length, categories.size()));
    }
    groups.put(name, values.clone());
    return this;
  }

  /** One bar without error in each category. */
  public Bars bars(String name, double... values) {
    return bars(name, Arrays.stream(values).mapToObj(Measured::exact).toArray(Measured[]::new));
  }

  @Override
  Bars self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    CategoryChart chart = new CategoryChart(width, height, new XChartTheme());
    chart.setYAxisTitle(y);
    CategoryStyler styler = chart.getStyler();
    HouseChart.dress(styler);
    styler.setyAxisTickLabelsFormattingFunction(Digits::tick);
    styler.setXAxisTitleVisible(false).setYAxisTitleVisible(!y.isEmpty());
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setLegendVisible(groups.size() > 1);
    styler.setAvailableSpaceFill(0.75);
    styler.setPlotContentSize(0.94);
    styler.setErrorBarsColor(Style.INK);
    styler.setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Centre);
    if (startsAtZero()) {
      styler.setYAxisMin(0.0);
    }
    double room = (width - 150.0) / categories.size();
    boolean slanted = widest() > room;
    if (slanted) {
      styler.setXAxisLabelRotation(SLANT);
      // XChart puts the middle of a slanted label below its bar; the first must stay on the paper.
      double length = Math.min(room + 60, 0.5 * height);
      double size = Style.TICK * Math.min(1, length / widest());
      styler.setAxisTickLabelsFont(Style.font((float) size));
    }
    styler.setAxisTitleFont(Style.fit(y, Style.font(Style.LABEL), (slanted ? 0.4 : 0.8) * height));
    int colour = 0;
    for (var group : groups.entrySet()) {
      List<Double> values = Arrays.stream(group.getValue()).map(m -> gap(m.value())).toList();
      List<Double> errors = errors(group.getValue());
      CategorySeries series = chart.addSeries("series " + colour, categories, values, errors);
      series.setLabel(Style.wrapped(group.getKey(), width / 4.0));
      series.setFillColor(Palette.colour(colour));
      series.setLineColor(Palette.colour(colour++));
    }
    chart.paint(g, width, height);
  }

  private double widest() {
    return categories.stream()
        .mapToDouble(category -> Style.width(category, Style.font(Style.TICK)))
        .max()
        .orElse(0);
  }

  /** Error bars for what has an error; XChart draws none for NaN, and none at all for null. */
  private static List<Double> errors(Measured[] values) {
    List<Double> errors = Arrays.stream(values).map(Measured::standardError).toList();
    boolean exact = errors.stream().allMatch(e -> e == 0);
    return exact ? null : errors.stream().map(e -> e == 0 ? Double.NaN : e).toList();
  }

  private boolean startsAtZero() {
    return groups.values().stream()
        .flatMap(Arrays::stream)
        .noneMatch(m -> m.value() - m.standardError() < 0);
  }

  private static double gap(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  @Override
  String body() {
    return groups.entrySet().stream()
        .map(
            group -> {
              Measured[] values = group.getValue();
              StringBuilder line = new StringBuilder("  " + group.getKey() + ": ");
              for (int i = 0; i < values.length; i++) {
                line.append(i > 0 ? ", " : "").append(categories.get(i)).append(' ');
                line.append(values[i]);
              }
              return line.toString();
            })
        .collect(Collectors.joining("\n", "y: " + y + "\n", ""));
  }
}
