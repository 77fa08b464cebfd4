package elbolab.show;

import java.awt.Graphics2D;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Draws the layers of a plot: finds the ranges, gives out colours, and paints in turn. */
final class PlotPainter {
  private final List<PlotElement> layers;
  private final Optional<Heat> scale;

  /** A map fills its plot to the edge, and lines of a grid would cut it. */
  private final boolean map;

  private final int width;
  private final int height;

  PlotPainter(List<PlotElement> layers, int width, int height) {
    this.layers = layers;
    map = layers.stream().anyMatch(Heat.class::isInstance);
    scale =
        layers.stream()
            .filter(Heat.class::isInstance)
            .map(Heat.class::cast)
            .filter(heat -> !heat.label().isEmpty())
            .findFirst();
    this.width = width - (scale.isPresent() ? Heat.SCALE_WIDTH : 0);
    this.height = height;
  }

  void paint(Graphics2D g, Axis x, Axis y, boolean equalUnits) {
    Bounds all = layers.stream().map(PlotElement::bounds).reduce(Bounds.NOTHING, Bounds::and);
    Axis across = x.around(all.xMin(), all.xMax(), map);
    Axis up = y.around(all.yMin(), all.yMax(), map);
    if (all.yMin() == 0 && Double.isNaN(y.from()) && !y.log()) {
      // What cannot be negative, such as a density, stands on the axis; a hair lower, 0 is a tick.
      up = up.between(-1e-6 * up.to(), up.to());
    }
    if (equalUnits) {
      Frame frame = chart(across, up).frame();
      double unitX = frame.area().getWidth() / (across.to() - across.from());
      double unitY = frame.area().getHeight() / (up.to() - up.from());
      across = across.widened(unitX / unitY);
      up = up.widened(unitY / unitX);
    }
    paint(g, chart(across, up));
  }

  private HouseChart chart(Axis x, Axis y) {
    HouseChart house = new HouseChart(x, y, !map, width, height);
    Map<String, Integer> colours = colours();
    Set<String> named = new HashSet<>(Set.of(""));
    for (int i = 0; i < layers.size(); i++) {
      PlotElement layer = layers.get(i);
      boolean inLegend = named.add(layer.name());
      layer.chart(house.chart(), "series " + i, colours.get(layer.name()), inLegend);
    }
    return house;
  }

  /** A colour for each name, in the order of their first layers; nameless layers share the next. */
  private Map<String, Integer> colours() {
    Map<String, Integer> colours = new LinkedHashMap<>();
    for (PlotElement layer : layers) {
      if (!layer.name().isEmpty()) {
        colours.putIfAbsent(layer.name(), colours.size());
      }
    }
    colours.put("", colours.size());
    return colours;
  }

  private void paint(Graphics2D g, HouseChart house) {
    Frame frame = house.frame();
    Graphics2D inside = (Graphics2D) g.create();
    inside.clip(frame.area());
    layers.forEach(layer -> layer.under(inside, frame));
    house.paint(g);
    Map<String, Integer> colours = colours();
    layers.forEach(layer -> layer.over(inside, frame, colours.get(layer.name())));
    inside.dispose();
    scale.ifPresent(heat -> heat.paintScale(g, frame, width));
  }
}
