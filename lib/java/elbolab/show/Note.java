package elbolab.show;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** A word at a point, moved inside where it would leave the plot. */
record Note(double x, double y, String label) implements PlotElement {
  @Override
  public String name() {
    return "";
  }

  @Override
  public Bounds bounds() {
    return new Bounds(x, x, y, y);
  }

  @Override
  public void over(Graphics2D g, Frame frame, int unused) {
    Rectangle2D area = frame.area();
    g.setFont(Style.fit(label, Style.font(Style.TICK), area.getWidth() - 12));
    g.setColor(Style.INK);
    double width = Style.width(label, g.getFont());
    double height = Style.lineHeight(g.getFont());
    double left = Math.min(frame.px(x) + 6, area.getMaxX() - width - 3);
    double base = Math.max(frame.py(y) - 4, area.getY() + height);
    Style.halo(g, label, Math.max(left, area.getX() + 3), base);
  }

  @Override
  public String text() {
    return "\"%s\" at %s, %s"
        .formatted(label, Digits.significant(4).text(x), Digits.significant(4).text(y));
  }
}
