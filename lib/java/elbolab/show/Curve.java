package elbolab.show;

import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points (x, y) as a line, as markers, or as the outline of a filled area. */
record Curve(String name, double[] x, double[] y, Kind kind) implements PlotElement {
  enum Kind {
    LINE,
    POINTS,
    AREA,
    BAND
  }

  Curve {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "\"%s\": %d values of x and %d of y; there must be as many"
              .formatted(name, x.length, y.length));
    }
  }

  /** The area between two curves over the same x. */
  static Curve band(String name, double[] x, double[] low, double[] high) {
    int n = x.length;
    if (low.length != n || high.length != n) {
      throw new IllegalArgumentException(
          "band \"%s\": %d values of x, %d of the lower and %d of the upper edge"
              .formatted(name, n, low.length, high.length));
    }
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = x[i];
      ys[i] = low[i];
      xs[2 * n - 1 - i] = x[i];
      ys[2 * n - 1 - i] = high[i];
    }
    return new Curve(name, xs, ys, Kind.BAND);
  }

  @Override
  public Bounds bounds() {
    return Bounds.of(x, y);
  }

  @Override
  public void chart(XYChart chart, String id, int colour, boolean inLegend) {
    if (x.length == 0) {
      return;
    }
    XYSeries series = chart.addSeries(id, x, y);
    series.setLabel(Style.wrapped(name, chart.getWidth() / 4.0));
    series.setShowInLegend(inLegend);
    Color solid = Palette.colour(colour);
    series.setLineColor(solid);
    series.setMarkerColor(solid);
    series.setLineStyle(Palette.stroke(colour, 1.8f));
    series.setMarker(SeriesMarkers.NONE);
    switch (kind) {
      case LINE -> series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      case POINTS -> {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(Palette.marker(colour));
      }
      case AREA, BAND -> {
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(Palette.colour(colour, kind == Kind.BAND ? 50 : 90));
        series.setLineStyle(Palette.stroke(0, kind == Kind.BAND ? 0.01f : 1.2f));
      }
    }
  }

  /** An entry in the legend for what is not drawn by XChart. */
  static void legendOnly(XYChart chart, String id, String name, int colour, boolean inLegend) {
    double[] nowhere = {Double.NaN};
    new Curve(name, nowhere, nowhere, Kind.LINE).chart(chart, id, colour, inLegend);
  }

  @Override
  public String text() {
    Bounds b = bounds();
    Digits digits = Digits.significant(4);
    String ranges =
        "x %s to %s, y %s to %s"
            .formatted(
                digits.text(b.xMin()),
                digits.text(b.xMax()),
                digits.text(b.yMin()),
                digits.text(b.yMax()));
    return switch (kind) {
      case LINE ->
          "line of %d points, %s, last %s"
              .formatted(x.length, ranges, x.length == 0 ? "-" : digits.text(y[y.length - 1]));
      case POINTS -> "%d points, %s".formatted(x.length, ranges);
      case AREA -> "area, " + ranges;
      case BAND -> "band, " + ranges;
    };
  }
}
