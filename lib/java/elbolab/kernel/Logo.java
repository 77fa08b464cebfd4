package elbolab.kernel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** The kernel's picture: a curve that bends like an elbow, and the bound above which it stays. */
final class Logo {
  private Logo() {}

  static BufferedImage draw(int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(size / 64.0, size / 64.0);
    g.setColor(new Color(0x1B3A57));
    g.fill(new RoundRectangle2D.Double(2, 2, 60, 60, 16, 16));
    g.setColor(new Color(0x7FA8C9));
    g.setStroke(
        new BasicStroke(
            2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {5}, 0));
    g.draw(new java.awt.geom.Line2D.Double(12, 50, 52, 50));
    Path2D curve = new Path2D.Double();
    curve.moveTo(13, 13);
    curve.curveTo(15, 40, 24, 43, 51, 44);
    g.setColor(new Color(0xF2A541));
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(curve);
    g.setColor(Color.WHITE);
    g.fill(new Ellipse2D.Double(17.5, 30.5, 9, 9));
    g.dispose();
    return image;
  }
}
