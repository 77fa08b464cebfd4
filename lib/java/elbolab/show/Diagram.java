package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Nodes and arrows from left to right, without cycles: the graph of a computation.
 *
 * <pre>{@code
 * show(Diagram.of("y = w x + b")
 *     .node("w", "w\n3").node("x", "x\n2").node("wx", "×\n6")
 *     .edge("w", "wx", "2").edge("x", "wx", "3"));
 * }</pre>
 */
public final class Diagram extends Figure<Diagram> {
  private static final int MARGIN = 16;
  private static final int PAD = 8;

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  record Node(String id, String label, int colour) {}

  record Edge(String from, String to, String label) {}

  private Diagram(String title) {
    super(title);
  }

  public static Diagram of(String title) {
    return new Diagram(title);
  }

  /** A node; line breaks in its label are kept. */
  public Diagram node(String id, String label) {
    return node(id, label, 0);
  }

  /** A node in a colour of the {@link Palette}. */
  public Diagram node(String id, String label, int colour) {
    if (nodes.putIfAbsent(id, new Node(id, label, colour)) != null) {
      throw new IllegalArgumentException("node \"%s\" is there already".formatted(id));
    }
    return this;
  }

  /** An arrow between nodes that are there. */
  public Diagram edge(String from, String to) {
    return edge(from, to, "");
  }

  /** An arrow with a word at its middle. */
  public Diagram edge(String from, String to, String label) {
    for (String end : List.of(from, to)) {
      if (!nodes.containsKey(end)) {
        throw new IllegalArgumentException(
            "edge %s to %s: no node \"%s\" in %s".formatted(from, to, end, nodes.keySet()));
      }
    }
    edges.add(new Edge(from, to, label));
    return this;
  }

  @Override
  Diagram self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    if (nodes.isEmpty()) {
      return;
    }
    LayeredLayout layout = new LayeredLayout(nodes.keySet(), edges);
    Font font = font(layout, width);
    double[] half = new double[layout.layers()];
    for (Node node : nodes.values()) {
      int layer = layout.layer(node.id());
      half[layer] = Math.max(half[layer], boxWidth(node, font) / 2);
    }
    Place place =
        (layer, at) -> {
          double inner = width - 2.0 * MARGIN - half[0] - half[half.length - 1];
          double part = layout.layers() == 1 ? 0.5 : layer / (layout.layers() - 1.0);
          return new Point2D.Double(MARGIN + half[0] + part * inner, 4 + at * (height - 8.0));
        };
    for (Edge edge : edges) {
      paintEdge(g, edge, layout, place, font);
    }
    for (Node node : nodes.values()) {
      paintNode(g, node, layout.point(node.id(), place), font);
    }
    for (Edge edge : edges) {
      paintLabel(g, edge, layout, place, font);
    }
  }

  /** From a layer and a height of 0 to 1 to the canvas. */
  interface Place {
    Point2D at(double layer, double height);
  }

  /** The house font, smaller where the widest boxes of all layers do not fit side by side. */
  private Font font(LayeredLayout layout, int width) {
    Font font = Style.font(Style.LABEL);
    double[] widest = new double[layout.layers()];
    for (Node node : nodes.values()) {
      int layer = layout.layer(node.id());
      widest[layer] = Math.max(widest[layer], boxWidth(node, font));
    }
    double sum = 2.0 * MARGIN + 24.0 * (widest.length - 1);
    for (double each : widest) {
      sum += each;
    }
    return sum <= width ? font : font.deriveFont((float) (Style.LABEL * width / sum));
  }

  private static double boxWidth(Node node, Font font) {
    return 2 * PAD
        + node.label().lines().mapToDouble(line -> Style.width(line, font)).max().orElse(8);
  }

  private static double boxHeight(Node node, Font font) {
    return PAD + node.label().lines().count() * Style.lineHeight(font);
  }

  private void paintNode(Graphics2D g, Node node, Point2D middle, Font font) {
    double width = boxWidth(node, font);
    double height = boxHeight(node, font);
    double left = middle.getX() - width / 2;
    double top = middle.getY() - height / 2;
    var box = new RoundRectangle2D.Double(left, top, width, height, 10, 10);
    g.setColor(Style.PAPER);
    g.fill(box);
    g.setColor(Palette.colour(node.colour(), 40));
    g.fill(box);
    g.setColor(Palette.colour(node.colour()));
    g.setStroke(new BasicStroke(1.3f));
    g.draw(box);
    g.setColor(Style.INK);
    g.setFont(font);
    double y = top + PAD / 2.0 + 0.8 * Style.lineHeight(font);
    for (String line : node.label().lines().toList()) {
      double x = middle.getX() - Style.width(line, font) / 2;
      g.drawString(line, (float) x, (float) y);
      y += Style.lineHeight(font);
    }
  }

  private void paintEdge(Graphics2D g, Edge edge, LayeredLayout layout, Place place, Font font) {
    List<Point2D> points = points(edge, layout, place, font);
    Path2D path = new Path2D.Double();
    Point2D from = points.get(0);
    path.moveTo(from.getX(), from.getY());
    for (Point2D to : points.subList(1, points.size() - 1)) {
      double bend = (to.getX() - from.getX()) / 2;
      path.curveTo(
          from.getX() + bend, from.getY(), to.getX() - bend, to.getY(), to.getX(), to.getY());
      from = to;
    }
    g.setColor(Style.QUIET);
    g.setStroke(new BasicStroke(1.2f));
    g.draw(path);
    Point2D tip = points.get(points.size() - 1);
    Arrows.arrow(g, from.getX(), from.getY(), tip.getX(), tip.getY());
  }

  /** From the right of one box, past the boxes between, to just before the left of the other. */
  private List<Point2D> points(Edge edge, LayeredLayout layout, Place place, Font font) {
    List<Point2D> points = new ArrayList<>(layout.route(edge, place));
    Point2D from = points.get(0);
    Point2D to = points.get(points.size() - 1);
    double out = boxWidth(nodes.get(edge.from()), font) / 2;
    double in = boxWidth(nodes.get(edge.to()), font) / 2;
    points.set(0, new Point2D.Double(from.getX() + out, from.getY()));
    points.set(points.size() - 1, new Point2D.Double(to.getX() - in - 8, to.getY()));
    points.add(new Point2D.Double(to.getX() - in, to.getY()));
    return points;
  }

  private void paintLabel(Graphics2D g, Edge edge, LayeredLayout layout, Place place, Font font) {
    List<Point2D> points = points(edge, layout, place, font);
    Point2D a = points.get(0);
    Point2D b = points.get(1);
    Font small = font.deriveFont(font.getSize2D() - 1);
    g.setFont(small);
    g.setColor(Palette.colour(1));
    double x = (a.getX() + b.getX() - Style.width(edge.label(), small)) / 2;
    Style.halo(g, edge.label(), x, (a.getY() + b.getY()) / 2 + 4);
  }

  @Override
  String body() {
    return edges.stream()
        .map(e -> "  %s → %s %s".formatted(name(e.from()), name(e.to()), e.label()).stripTrailing())
        .collect(Collectors.joining("\n"));
  }

  private String name(String id) {
    return nodes.get(id).label().replaceAll("\\R", " ");
  }
}
