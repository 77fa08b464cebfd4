package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** Lines of equal value of a grid, by marching squares between the middles of its cells. */
record Contour(Grid grid, double[] levels, Color colour) implements PlotElement {
  @Override
  public String name() {
    return "";
  }

  @Override
  public Bounds bounds() {
    return grid.bounds();
  }

  @Override
  public void over(Graphics2D g, Frame frame, int unused) {
    g.setColor(colour);
    g.setStroke(new BasicStroke(1.1f));
    for (double level : levels) {
      Path2D path = new Path2D.Double();
      for (int row = 0; row + 1 < grid.rows(); row++) {
        for (int column = 0; column + 1 < grid.columns(); column++) {
          square(path, frame, level, row, column);
        }
      }
      g.draw(path);
    }
  }

  /** The pieces of the line in the square between four middles. */
  private void square(Path2D path, Frame frame, double level, int row, int column) {
    // Corners in turn: lower left, lower right, upper right, upper left.
    double[] cx = {0, 1, 1, 0};
    double[] cy = {0, 0, 1, 1};
    double[] x = new double[4];
    double[] y = new double[4];
    int crossings = 0;
    for (int i = 0; i < 4; i++) {
      int j = (i + 1) % 4;
      double from = grid.values()[row + (int) cy[i]][column + (int) cx[i]];
      double to = grid.values()[row + (int) cy[j]][column + (int) cx[j]];
      if (from < level != to < level) {
        double part = (level - from) / (to - from);
        x[crossings] = grid.edgeX(column + 0.5 + cx[i] + part * (cx[j] - cx[i]));
        y[crossings++] = grid.edgeY(row + 0.5 + cy[i] + part * (cy[j] - cy[i]));
      }
    }
    // Two crossings are one piece; four, at a saddle, are two.
    for (int i = 0; i + 1 < crossings; i += 2) {
      path.moveTo(frame.px(x[i]), frame.py(y[i]));
      path.lineTo(frame.px(x[i + 1]), frame.py(y[i + 1]));
    }
  }

  @Override
  public String text() {
    return levels.length + " lines of equal value";
  }
}
