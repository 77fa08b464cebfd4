package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/** A dashed reference line across the whole plot, with its label beside it. */
record ReferenceLine(double at, boolean horizontal, String label) implements PlotElement {
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

  @Override
  public String name() {
    return "";
  }

  @Override
  public Bounds bounds() {
    Bounds none = Bounds.NOTHING;
    return horizontal
        ? new Bounds(none.xMin(), none.xMax(), at, at)
        : new Bounds(at, at, none.yMin(), none.yMax());
  }

  @Override
  public void over(Graphics2D g, Frame frame, int unused) {
    var area = frame.area();
    Font font = Style.fit(label, Style.font(Style.TICK), area.getWidth() - 12);
    double width = Style.width(label, font);
    g.setColor(Style.INK);
    g.setStroke(DASHED);
    g.setFont(font);
    if (horizontal) {
      double y = frame.py(at);
      g.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
      double above = y - 5;
      boolean fits = above - Style.lineHeight(font) > area.getY();
      double baseline = fits ? above : y + Style.lineHeight(font);
      Style.halo(g, label, area.getMaxX() - width - 6, baseline);
    } else {
      double x = frame.px(at);
      g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
      boolean fits = x + 6 + width < area.getMaxX();
      double left = fits ? x + 5 : x - 5 - width;
      Style.halo(g, label, left, area.getY() + Style.lineHeight(font));
    }
  }

  @Override
  public String text() {
    return "reference %s = %s %s"
        .formatted(horizontal ? "y" : "x", Digits.significant(4).text(at), label)
        .strip();
  }
}
