package elbolab.show;

import java.awt.geom.Rectangle2D;

/** The plot area on the canvas and the axes along it: turns data coordinates into canvas ones. */
record Frame(Rectangle2D area, Axis x, Axis y) {
  double px(double value) {
    return area.getX() + x.fraction(value) * area.getWidth();
  }

  double py(double value) {
    return area.getMaxY() - y.fraction(value) * area.getHeight();
  }
}
