package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Parallel coordinates: an upright axis for each quantity and a line through all of them for each
 * case. The last axis gives the lines their colour.
 *
 * <pre>{@code
 * show(Parallel.of("Settings and bound").axis("beta", betas).words("activation", names)
 *     .colour("bound / nats", bounds));
 * }</pre>
 */
public final class Parallel extends Figure<Parallel> {
  private static final int SIDE = 60;
  private static final int TOP = 34;
  private static final int BOTTOM = 16;
  private static final double SPREAD = 20;

  private final List<Scale> axes = new ArrayList<>();

  /**
   * An axis: where each case meets it, from 0 at the bottom to 1, and what is written beside it.
   */
  private record Scale(
      String name, double[] places, List<Double> ticks, List<String> labels, String text) {}

  private Parallel(String title) {
    super(title);
  }

  public static Parallel of(String title) {
    return new Parallel(title);
  }

  /** Numbers, one for each case; positive ones that span a factor of 20 stand on a log axis. */
  public Parallel axis(String name, double... values) {
    double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
    boolean log = low > 0 && high >= SPREAD * low;
    double[] places =
        Arrays.stream(values)
            .map(
                value ->
                    high == low
                        ? 0.5
                        : log
                            ? Math.log(value / low) / Math.log(high / low)
                            : (value - low) / (high - low))
            .toArray();
    double middle = log ? Math.sqrt(low * high) : (low + high) / 2;
    List<Double> marks = high == low ? List.of(low) : List.of(low, middle, high);
    return add(
        name,
        places,
        marks.size() == 1 ? List.of(0.5) : List.of(0.0, 0.5, 1.0),
        marks.stream().map(Digits.significant(3)::text).toList(),
        "%s from %s to %s"
            .formatted(name, Digits.significant(3).text(low), Digits.significant(3).text(high)));
  }

  /** Words, one for each case, in alphabetical order from the bottom. */
  public Parallel words(String name, List<String> values) {
    List<String> known = values.stream().distinct().sorted().toList();
    List<Double> places =
        IntStream.range(0, known.size())
            .mapToObj(i -> known.size() == 1 ? 0.5 : i / (known.size() - 1.0))
            .toList();
    return add(
        name,
        values.stream().mapToDouble(value -> places.get(known.indexOf(value))).toArray(),
        places,
        known,
        name + " in " + String.join(", ", known));
  }

  /** The last axis, which colours the lines. */
  public Parallel colour(String name, double... values) {
    return axis(name, values);
  }

  private Parallel add(
      String name, double[] places, List<Double> ticks, List<String> labels, String text) {
    if (!axes.isEmpty() && axes.get(0).places.length != places.length) {
      throw new IllegalArgumentException(
          "%s: %d values for %d cases".formatted(name, places.length, axes.get(0).places.length));
    }
    axes.add(new Scale(name, places, ticks, labels, text));
    return this;
  }

  @Override
  Parallel self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    double room = axes.size() < 2 ? 0 : (width - 2.0 * SIDE) / (axes.size() - 1);
    double high = height - TOP - BOTTOM;
    double[] last = axes.get(axes.size() - 1).places;
    // The best and the worst lie on top of what is between them.
    IntStream.range(0, last.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Math.abs(last[i] - 0.5)))
        .forEach(i -> line(g, i, last[i], room, high));
    for (int axis = 0; axis < axes.size(); axis++) {
      paint(g, axes.get(axis), SIDE + axis * room, high, room == 0 ? width : room);
    }
  }

  private void line(Graphics2D g, int one, double colour, double room, double high) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int axis = 0; axis < axes.size(); axis++) {
      double place = axes.get(axis).places[one];
      if (!Double.isFinite(place)) {
        drawing = false;
      } else if (drawing) {
        path.lineTo(SIDE + axis * room, TOP + (1 - place) * high);
      } else {
        path.moveTo(SIDE + axis * room, TOP + (1 - place) * high);
        drawing = true;
      }
    }
    Color c = ColourMap.SEQUENTIAL.colour(colour);
    g.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), 190));
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  private static void paint(Graphics2D g, Scale axis, double x, double high, double room) {
    g.setColor(Style.RULE);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(x, TOP, x, TOP + high));
    g.setColor(Style.INK);
    g.setFont(Style.fit(axis.name, Style.bold(Style.LABEL), room - 8));
    double wide = Style.width(axis.name, g.getFont());
    g.drawString(axis.name, (float) Math.max(2, x - wide / 2), TOP - 14);
    g.setFont(Style.font(Style.TICK));
    for (int i = 0; i < axis.labels.size(); i++) {
      double y = TOP + (1 - axis.ticks.get(i)) * high;
      String label = axis.labels.get(i);
      g.setColor(Style.PAPER);
      g.fill(
          new Rectangle2D.Double(
              x + 3, y - Style.TICK / 2.0, Style.width(label, g.getFont()) + 4, Style.TICK));
      g.setColor(Style.INK);
      g.drawString(label, (float) x + 5, (float) y + 4);
    }
  }

  @Override
  String body() {
    return axes.stream().map(axis -> "  " + axis.text).collect(Collectors.joining("\n"));
  }
}
