package elbolab.show;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/** A grid as coloured cells, below the lines of the plot; beside it stands the scale of colours. */
record Heat(Grid grid, String label, ColourMap map, double low, double high)
    implements PlotElement {
  /** Width of the scale with its numbers, beside the plot. */
  static final int SCALE_WIDTH = 78;

  private static final int BAR = 14;

  /** Cells reach a little below the next one, so that rounding leaves no gap between them. */
  private static final double OVERLAP = 0.5;

  @Override
  public String name() {
    return "";
  }

  @Override
  public Bounds bounds() {
    return grid.bounds();
  }

  @Override
  public void under(Graphics2D g, Frame frame) {
    Object smooth = sharp(g);
    for (int row = 0; row < grid.rows(); row++) {
      double bottom = frame.py(grid.edgeY(row));
      double top = frame.py(grid.edgeY(row + 1)) - OVERLAP;
      for (int column = 0; column < grid.columns(); column++) {
        double left = frame.px(grid.edgeX(column));
        double right = frame.px(grid.edgeX(column + 1));
        g.setColor(colour(grid.values()[row][column]));
        g.fill(new Rectangle2D.Double(left, top, right - left + OVERLAP, bottom - top));
      }
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
  }

  /** Switches smooth edges off: they would let the paper shine through between neighbours. */
  private static Object sharp(Graphics2D g) {
    Object smooth = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    return smooth;
  }

  private Color colour(double value) {
    return map.colour((value - low) / (high - low));
  }

  /** The scale of colours with its ends and middle, as high as the plot area, from x = left. */
  void paintScale(Graphics2D g, Frame frame, double left) {
    Rectangle2D area = frame.area();
    Object smooth = sharp(g);
    int steps = (int) Math.round(2 * area.getHeight());
    for (int i = 0; i < steps; i++) {
      g.setColor(map.colour((i + 0.5) / steps));
      double top = area.getMaxY() - (i + 1) * area.getHeight() / steps;
      g.fill(new Rectangle2D.Double(left, top, BAR, area.getHeight() / steps + OVERLAP));
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, smooth);
    Font font = Style.font(Style.TICK);
    Digits digits = digits();
    for (int i = 0; i <= 4; i++) {
      String text = digits.text(low + i * (high - low) / 4);
      double y = area.getMaxY() - i * area.getHeight() / 4;
      g.setColor(Style.INK);
      g.setFont(Style.fit(text, font, SCALE_WIDTH - BAR - 26.0));
      g.drawString(text, (float) (left + BAR + 4), (float) (y + font.getSize2D() * 0.36));
    }
    g.setColor(Style.RULE);
    g.draw(new Rectangle2D.Double(left, area.getY(), BAR, area.getHeight()));
    paintLabel(g, area, left + SCALE_WIDTH - 10);
  }

  /** Two digits that change along the scale, and one more. */
  private Digits digits() {
    int decimals = 2 - (int) Math.floor(Math.log10(high - low));
    return decimals >= 0 && decimals <= 5 ? Digits.decimals(decimals) : Digits.significant(3);
  }

  private void paintLabel(Graphics2D g, Rectangle2D area, double x) {
    Font font = Style.fit(label, Style.font(Style.LABEL), area.getHeight());
    Graphics2D turned = (Graphics2D) g.create();
    turned.setColor(Style.INK);
    turned.setFont(font);
    turned.translate(x, area.getCenterY() + Style.width(label, font) / 2);
    turned.rotate(-Math.PI / 2);
    turned.drawString(label, 0, 0);
    turned.dispose();
  }

  @Override
  public String text() {
    return "map of %d x %d cells, %s from %s to %s"
        .formatted(
            grid.rows(),
            grid.columns(),
            label.isEmpty() ? "values" : label,
            Digits.significant(4).text(low),
            Digits.significant(4).text(high));
  }
}
