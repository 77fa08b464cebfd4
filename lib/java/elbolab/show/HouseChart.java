package elbolab.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.theme.XChartTheme;

/** An XChart chart in the house style: axes, grid, series and the legend beside them. */
final class HouseChart {
  static final Color CLEAR = new Color(255, 255, 255, 0);

  private final XYChart chart;
  private final Axis x;
  private final Axis y;
  private final Ticks xTicks;
  private final Ticks yTicks;
  private final int width;
  private final int height;

  HouseChart(Axis x, Axis y, boolean grid, int width, int height) {
    this.x = x;
    this.y = y;
    xTicks = new Ticks(x.log());
    yTicks = new Ticks(y.log());
    this.width = width;
    this.height = height;
    chart = new XYChart(width, height, new XChartTheme());
    chart.setXAxisTitle(x.label());
    chart.setYAxisTitle(y.label());
    XYStyler styler = chart.getStyler();
    dress(styler);
    fitTitles();
    styler.setXAxisTitleVisible(!x.label().isEmpty()).setYAxisTitleVisible(!y.label().isEmpty());
    styler.setPlotGridLinesVisible(grid);
    styler.setxAxisTickLabelsFormattingFunction(xTicks::text);
    styler.setyAxisTickLabelsFormattingFunction(yTicks::text);
    styler.setXAxisLogarithmic(x.log()).setYAxisLogarithmic(y.log());
    styler.setXAxisMin(x.from()).setXAxisMax(x.to());
    styler.setYAxisMin(y.from()).setYAxisMax(y.to());
  }

  /** Labels that are longer than their axis are written smaller. */
  private void fitTitles() {
    Font font = Style.font(Style.LABEL);
    Font across = Style.fit(x.label(), font, 0.6 * width);
    Font up = Style.fit(y.label(), font, 0.8 * height);
    chart.getStyler().setAxisTitleFont(across.getSize2D() < up.getSize2D() ? across : up);
  }

  static void dress(AxesChartStyler styler) {
    styler.setChartBackgroundColor(CLEAR);
    styler.setPlotBackgroundColor(CLEAR);
    styler.setPlotBorderColor(Style.RULE);
    styler.setChartFontColor(Style.INK);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(10);
    styler.setPlotContentSize(1);
    styler.setLocale(Locale.ROOT);
    styler.setMarkerSize(6);
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendBorderColor(CLEAR);
    styler.setLegendBackgroundColor(CLEAR);
    styler.setLegendFont(Style.font(Style.TICK));
    styler.setLegendSeriesLineLength(22);
    styler.setAxisTitleFont(Style.font(Style.LABEL));
    styler.setAxisTickLabelsFont(Style.font(Style.TICK));
    styler.setAxisTickLabelsColor(Style.INK);
    styler.setAxisTickMarksColor(Style.RULE);
    styler.setAxisTickMarksStroke(new BasicStroke(1));
    styler.setPlotGridLinesColor(Style.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(0.8f));
    styler.setPlotMargin(0);
    styler.setAxisTicksLineVisible(false);
  }

  XYChart chart() {
    return chart;
  }

  void paint(Graphics2D g) {
    chart.getStyler().setLegendVisible(hasLegend());
    Graphics2D own = (Graphics2D) g.create();
    chart.paint(own, width, height);
    own.dispose();
  }

  private boolean hasLegend() {
    return chart.getSeriesCollection().stream().anyMatch(XYSeries::isShowInLegend);
  }

  /** Where XChart puts the plot area: it says so only once it has painted. */
  Frame frame() {
    // The first round tells which ticks there are, the second how much room their labels take.
    paintOnScratch();
    xTicks.settle();
    yTicks.settle();
    paintOnScratch();
    double left = chart.getScreenXFromChart(x.from());
    double right = chart.getScreenXFromChart(x.to());
    double top = chart.getScreenYFromChart(y.to());
    double bottom = chart.getScreenYFromChart(y.from());
    return new Frame(new Rectangle2D.Double(left, top, right - left, bottom - top), x, y);
  }

  private void paintOnScratch() {
    BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = Style.canvas(scratch, Figure.SCALE);
    paint(g);
    g.dispose();
  }
}
