package elbolab.show;

import elbolab.math.Quantile;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Curves, points, areas, maps, arrows and reference lines in one pair of axes.
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
  private final List<PlotElement> layers = new ArrayList<>();
  private Axis x = Axis.BLANK;
  private Axis y = Axis.BLANK;
  private boolean equalUnits;

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

  /** The same length for a unit of x and of y: circles stay round. Widens one of the ranges. */
  public Plot equalUnits() {
    equalUnits = true;
    return this;
  }

  /** A line through the points in the order given; NaN interrupts it. */
  public Plot line(String name, double[] x, double[] y) {
    return add(new Curve(name, x.clone(), y.clone(), Curve.Kind.LINE));
  }

  /** A line through the points that two numbers of each thing make, in their order. */
  public <T> Plot line(
      String name,
      Collection<T> things,
      ToDoubleFunction<? super T> x,
      ToDoubleFunction<? super T> y) {
    return line(name, Values.of(things, x), Values.of(things, y));
  }

  /** A function between two abscissae, at 241 of them. */
  public Plot curve(String name, DoubleUnaryOperator f, double from, double to) {
    double[] x = Values.spaced(from, to, 241);
    return line(name, x, Arrays.stream(x).map(f).toArray());
  }

  /**
   * What a loop wrote down, one number a round, as a line of at most 100 means of rounds that
   * follow one another; x counts rounds from 1.
   */
  public Plot smooth(String name, double... rounds) {
    int block = Math.max(1, rounds.length / 100);
    int blocks = rounds.length / block;
    return line(
        name,
        Values.of(blocks, b -> b * block + (block + 1) / 2.0),
        Values.of(
            blocks, b -> Values.mean(Arrays.copyOfRange(rounds, b * block, (b + 1) * block))));
  }

  /** The same for a number of each round's record. */
  public <T> Plot smooth(String name, Collection<T> rounds, ToDoubleFunction<? super T> number) {
    return smooth(name, Values.of(rounds, number));
  }

  /**
   * The middle share of draws at each x, as a band, and their median, as a line.
   *
   * @param draws by x
   * @param share of the draws within the band, such as 0.9
   */
  public Plot interval(String name, double[] x, double[][] draws, double share) {
    double[][] quantiles = new double[3][x.length];
    for (int i = 0; i < x.length; i++) {
      double[] sorted = Arrays.stream(draws[i]).sorted().toArray();
      for (int q = 0; q < 3; q++) {
        quantiles[q][i] = Quantile.ofSorted(sorted, 0.5 + 0.5 * share * (q - 1));
      }
    }
    return band(name, x, quantiles[0], quantiles[2]).line(name, x, quantiles[1]);
  }

  /** The area between a lower and an upper curve: an error band. */
  public Plot band(String name, double[] x, double[] low, double[] high) {
    return add(Curve.band(name, x, low, high));
  }

  /** A marker at each point. */
  public Plot points(String name, double[] x, double[] y) {
    return add(new Curve(name, x.clone(), y.clone(), Curve.Kind.POINTS));
  }

  /** A marker for each thing, where two numbers of it say. */
  public <T> Plot points(
      String name,
      Collection<T> things,
      ToDoubleFunction<? super T> x,
      ToDoubleFunction<? super T> y) {
    return points(name, Values.of(things, x), Values.of(things, y));
  }

  /** A marker at each point, coloured and shaped by its class, a number below that of the names. */
  public Plot points(double[] x, double[] y, int[] classes, String... names) {
    for (int c = 0; c < names.length; c++) {
      points(names[c], Values.ofClass(c, x, classes), Values.ofClass(c, y, classes));
    }
    return this;
  }

  /** A histogram of total area 1. */
  public Plot histogram(String name, double[] samples, int bins) {
    return add(Density.histogram(name, samples, bins));
  }

  /** A Gaussian kernel density estimate from samples. */
  public Plot density(String name, double[] samples) {
    return add(Density.curve(name, samples));
  }

  /**
   * The density of each class of numbers, its name at the summit; classes of fewer than 10 numbers
   * are left out. Classes of one group share a colour and an entry of the legend.
   */
  public Plot densities(double[] samples, int[] classes, List<String> names, List<String> groups) {
    for (int c = 0; c < names.size(); c++) {
      double[] mine = Values.ofClass(c, samples, classes);
      if (mine.length >= 10) {
        Curve curve = Density.curve(groups.get(c), mine);
        int top = 0;
        for (int i = 1; i < curve.y().length; i++) {
          top = curve.y()[i] > curve.y()[top] ? i : top;
        }
        add(curve).note(curve.x()[top], curve.y()[top], names.get(c));
      }
    }
    return this;
  }

  /** The density of each class of numbers, each in a colour of its own. */
  public Plot densities(double[] samples, int[] classes, List<String> names) {
    return densities(samples, classes, names, names);
  }

  /** A grid as colours with their scale beside the plot. */
  public Plot heat(Grid grid, String label) {
    return heat(grid, label, ColourMap.SEQUENTIAL);
  }

  /** A grid as colours of a map from its least to its greatest value. */
  public Plot heat(Grid grid, String label, ColourMap map) {
    double[] range = grid.range();
    return heat(grid, label, map, range[0], range[1]);
  }

  /** A grid as colours, the ends of the map at the values {@code low} and {@code high}. */
  public Plot heat(Grid grid, String label, ColourMap map, double low, double high) {
    return add(new Heat(grid, label, map, low, low < high ? high : low + 1));
  }

  /** Lines of equal value: {@code count} of them, evenly between the least and the greatest. */
  public Plot contour(Grid grid, int count) {
    double[] range = grid.range();
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      levels[i] = range[0] + (i + 1) * (range[1] - range[0]) / (count + 1);
    }
    return contour(grid, levels);
  }

  /** Lines of equal value at the given levels. */
  public Plot contour(Grid grid, double... levels) {
    return add(new Contour(grid, levels.clone(), Style.INK));
  }

  /** The density of samples (x, y) as colours with lines of equal density. */
  public Plot density(double[] x, double[] y) {
    Grid grid = Density.grid(x, y, 80);
    double high = grid.range()[1];
    return heat(grid, "density", ColourMap.PALE, 0, high).contour(grid, 6);
  }

  /** Arrows from (x, y) to (x + dx, y + dy). */
  public Plot arrows(String name, double[] x, double[] y, double[] dx, double[] dy) {
    return add(new Arrows(name, x.clone(), y.clone(), dx.clone(), dy.clone()));
  }

  /** A dashed line at a height, with its label. */
  public Plot horizontal(double y, String label) {
    return add(new ReferenceLine(y, true, label));
  }

  /** A dashed upright line, with its label. */
  public Plot vertical(double x, String label) {
    return add(new ReferenceLine(x, false, label));
  }

  /** A word beside a point. */
  public Plot note(double x, double y, String text) {
    return add(new Note(x, y, text));
  }

  private Plot add(PlotElement layer) {
    layers.add(layer);
    return this;
  }

  @Override
  Plot self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    PlotPainter painter = new PlotPainter(layers, width, height);
    painter.paint(g, x, y, equalUnits);
  }

  @Override
  String body() {
    String axes = "x: %s; y: %s".formatted(x.label(), y.label());
    return layers.stream()
        .map(layer -> layer.name().isEmpty() ? layer.text() : layer.name() + ": " + layer.text())
        .collect(Collectors.joining("\n  ", axes + "\n  ", ""));
  }
}
