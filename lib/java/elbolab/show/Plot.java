package elbolab.show;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Curves, points, areas, maps and reference lines in one pair of axes.
 *
 * <pre>{@code
 * show(Plot.of("Figure 3: training")
 *     .subtitle("generated data")
 *     .x("step").y("ELBO / nats")
 *     .line("train", steps, train)
 *     .band("train", steps, low, high)
 *     .horizontal(0.65, "target"));
 * }</pre>
 *
 * Layers of the same name share a colour and one entry of the legend; an empty name stays out of
 * it.
 */
public final class Plot extends Figure<Plot> {
  private final List<Layer> layers = new ArrayList<>();
  private Axis x = Axis.BLANK;
  private Axis y = Axis.BLANK;

  private Plot(String title) {
    super(title);
  }

  /** An empty plot; the title begins with the paper's figure number where there is one. */
  public static Plot of(String title) {
    return new Plot(title);
  }

  /** Label of the x axis, with the unit. */
  public Plot x(String label) {
    x = x.labelled(label);
    return this;
  }

  /** Label of the y axis, with the unit. */
  public Plot y(String label) {
    y = y.labelled(label);
    return this;
  }

  public Plot xRange(double from, double to) {
    x = x.between(from, to);
    return this;
  }

  public Plot yRange(double from, double to) {
    y = y.between(from, to);
    return this;
  }

  public Plot logX() {
    x = x.logarithmic();
    return this;
  }

  public Plot logY() {
    y = y.logarithmic();
    return this;
  }

  /** A line through the points in the order given; NaN interrupts it. */
  public Plot line(String name, double[] x, double[] y) {
    return add(new Curve(name, x.clone(), y.clone(), Curve.Kind.LINE));
  }

  /** The area between a lower and an upper curve: an error band. */
  public Plot band(String name, double[] x, double[] low, double[] high) {
    return add(Curve.band(name, x, low, high));
  }

  /** A marker at each point. */
  public Plot points(String name, double[] x, double[] y) {
    return add(new Curve(name, x.clone(), y.clone(), Curve.Kind.POINTS));
  }

  /** A dashed line at a height, with its label. */
  public Plot horizontal(double y, String label) {
    return add(new Rule(y, true, label));
  }

  /** A dashed upright line, with its label. */
  public Plot vertical(double x, String label) {
    return add(new Rule(x, false, label));
  }

  Plot add(Layer layer) {
    layers.add(layer);
    return this;
  }

  @Override
  Plot self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    Bounds all = layers.stream().map(Layer::bounds).reduce(Bounds.NOTHING, Bounds::and);
    Axis across = x.around(all.xMin(), all.xMax(), false);
    Axis up = y.around(all.yMin(), all.yMax(), false);
    HouseChart house = new HouseChart(across, up, width, height);
    Map<String, Integer> colours = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      int next = colours.size();
      boolean first = colours.putIfAbsent(layer.name(), next) == null;
      boolean inLegend = first && !layer.name().isEmpty();
      layer.chart(house.chart(), "series " + i, colours.get(layer.name()), inLegend);
    }
    house.paint(g, layers);
  }

  @Override
  String body() {
    String axes = "x: %s; y: %s".formatted(x.label(), y.label());
    return layers.stream()
        .map(layer -> layer.name().isEmpty() ? layer.text() : layer.name() + ": " + layer.text())
        .collect(Collectors.joining("\n  ", axes + "\n  ", ""));
  }
}
