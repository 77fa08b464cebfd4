package elbolab.show;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns and heights for the nodes of a graph without cycles (after Sugiyama, Tagawa and Toda,
 * 1981): each edge leads to a later column, what feeds a node stands just before it, an edge that
 * passes columns takes a place in each, and the places of a column are ordered by the mean height
 * of their neighbours.
 */
final class LayeredLayout {
  private static final int SWEEPS = 8;

  private final Map<String, Integer> layer = new HashMap<>();
  private final Map<Diagram.Edge, List<String>> routes = new HashMap<>();
  private final Map<String, List<String>> neighbours = new HashMap<>();
  private final Map<String, Double> height = new HashMap<>();
  private final List<List<String>> columns = new ArrayList<>();

  LayeredLayout(Collection<String> nodes, List<Diagram.Edge> edges) {
    nodes.forEach(node -> layer.put(node, 0));
    pushRight(nodes.size(), edges);
    pullSources(nodes, edges);
    int last = layer.values().stream().max(Comparator.naturalOrder()).orElse(0);
    for (int i = 0; i <= last; i++) {
      columns.add(new ArrayList<>());
    }
    nodes.forEach(node -> columns.get(layer.get(node)).add(node));
    edges.forEach(this::route);
    spread();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      order();
    }
  }

  /** The longest path from a source gives the column. */
  private void pushRight(int count, List<Diagram.Edge> edges) {
    boolean moved = true;
    for (int round = 0; moved; round++) {
      moved = false;
      for (Diagram.Edge edge : edges) {
        int wanted = layer.get(edge.from()) + 1;
        if (layer.get(edge.to()) < wanted) {
          layer.put(edge.to(), wanted);
          moved = true;
          if (round > count) {
            throw new IllegalArgumentException("the graph has a cycle through " + edge.to());
          }
        }
      }
    }
  }

  /** A node that nothing leads to stands just before the first that it feeds. */
  private void pullSources(Collection<String> nodes, List<Diagram.Edge> edges) {
    for (String node : nodes) {
      if (edges.stream().noneMatch(edge -> edge.to().equals(node))) {
        edges.stream()
            .filter(edge -> edge.from().equals(node))
            .mapToInt(edge -> layer.get(edge.to()) - 1)
            .min()
            .ifPresent(before -> layer.put(node, before));
      }
    }
  }

  private void route(Diagram.Edge edge) {
    List<String> route = new ArrayList<>(List.of(edge.from()));
    for (int i = layer.get(edge.from()) + 1; i < layer.get(edge.to()); i++) {
      String bend = edge + " in column " + i;
      columns.get(i).add(bend);
      layer.put(bend, i);
      route.add(bend);
    }
    route.add(edge.to());
    for (int i = 1; i < route.size(); i++) {
      neighbours.computeIfAbsent(route.get(i - 1), n -> new ArrayList<>()).add(route.get(i));
      neighbours.computeIfAbsent(route.get(i), n -> new ArrayList<>()).add(route.get(i - 1));
    }
    routes.put(edge, route);
  }

  private void order() {
    for (List<String> column : columns) {
      Map<String, Double> wanted = new HashMap<>();
      for (String node : column) {
        double own = height.get(node);
        List<String> near = neighbours.getOrDefault(node, List.of());
        wanted.put(node, near.stream().mapToDouble(height::get).average().orElse(own));
      }
      column.sort(Comparator.comparing(wanted::get));
      spread();
    }
  }

  private void spread() {
    for (List<String> column : columns) {
      for (int i = 0; i < column.size(); i++) {
        height.put(column.get(i), (i + 0.5) / column.size());
      }
    }
  }

  int layers() {
    return columns.size();
  }

  int layer(String node) {
    return layer.get(node);
  }

  Point2D point(String node, Diagram.Place place) {
    return place.at(layer.get(node), height.get(node));
  }

  List<Point2D> route(Diagram.Edge edge, Diagram.Place place) {
    return routes.get(edge).stream().map(node -> point(node, place)).toList();
  }
}
