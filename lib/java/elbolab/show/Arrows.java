package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.XYChart;

/** Arrows from (x, y) to (x + dx, y + dy), in data coordinates: a vector field or single steps. */
record Arrows(String name, double[] x, double[] y, double[] dx, double[] dy)
    implements PlotElement {
  private static final double HEAD = 7;

  Arrows {
    if (y.length != x.length || dx.length != x.length || dy.length != x.length) {
      throw new IllegalArgumentException(
          "arrows \"%s\": %d x, %d y, %d dx, %d dy; there must be as many of each"
              .formatted(name, x.length, y.length, dx.length, dy.length));
    }
  }

  @Override
  public Bounds bounds() {
    double[] tipX = new double[x.length];
    double[] tipY = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      tipX[i] = x[i] + dx[i];
      tipY[i] = y[i] + dy[i];
    }
    return Bounds.of(x, y).and(Bounds.of(tipX, tipY));
  }

  @Override
  public void chart(XYChart chart, String id, int colour, boolean inLegend) {
    Curve.legendOnly(chart, id, name, colour, inLegend);
  }

  @Override
  public void over(Graphics2D g, Frame frame, int colour) {
    // A rim of paper first, so that arrows stand out on maps.
    g.setColor(new Color(255, 255, 255, 210));
    drawAll(g, frame, 3.4f);
    g.setColor(Palette.colour(colour));
    drawAll(g, frame, 1.4f);
  }

  private void drawAll(Graphics2D g, Frame frame, float width) {
    g.setStroke(new BasicStroke(width));
    for (int i = 0; i < x.length; i++) {
      double tipX = frame.px(x[i] + dx[i]);
      double tipY = frame.py(y[i] + dy[i]);
      arrow(g, frame.px(x[i]), frame.py(y[i]), tipX, tipY);
    }
  }

  /** An arrow in canvas coordinates; the head shrinks with short arrows. */
  static void arrow(Graphics2D g, double fromX, double fromY, double toX, double toY) {
    double length = Math.hypot(toX - fromX, toY - fromY);
    if (!(length > 0.5)) {
      return;
    }
    double head = Math.min(HEAD, 0.6 * length);
    double ux = (toX - fromX) / length;
    double uy = (toY - fromY) / length;
    double backX = toX - head * ux;
    double backY = toY - head * uy;
    g.draw(new Line2D.Double(fromX, fromY, backX, backY));
    Path2D tip = new Path2D.Double();
    tip.moveTo(toX, toY);
    tip.lineTo(backX - 0.4 * head * uy, backY + 0.4 * head * ux);
    tip.lineTo(backX + 0.4 * head * uy, backY - 0.4 * head * ux);
    tip.closePath();
    g.fill(tip);
    g.draw(tip);
  }

  @Override
  public String text() {
    return x.length + " arrows";
  }
}
