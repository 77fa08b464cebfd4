package elbolab.show;

import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;

/** One thing drawn in the axes of a plot, below, by or above the XChart chart. */
interface PlotElement {
  /** What the legend calls it; layers of one name share a colour; empty: not in the legend. */
  String name();

  /** The data that the axes should cover. */
  Bounds bounds();

  /** The layer in words, without its name. */
  String text();

  /** Draws below grid and series, clipped to the plot area. */
  default void under(Graphics2D g, Frame frame) {}

  /** Adds series to the chart; {@code id} is unique, {@code colour} a number of the palette. */
  default void chart(XYChart chart, String id, int colour, boolean inLegend) {}

  /** Draws above the series, clipped to the plot area. */
  default void over(Graphics2D g, Frame frame, int colour) {}
}
