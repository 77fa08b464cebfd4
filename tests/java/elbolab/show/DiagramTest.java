package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Point2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagramTest {
  private static final Diagram.Place UNIT = Point2D.Double::new;

  @Test
  void edgesLeadToTheRightAndPassColumnsOneByOne() {
    var skip = new Diagram.Edge("a", "d", "");
    List<Diagram.Edge> edges =
        List.of(
            new Diagram.Edge("a", "b", ""),
            new Diagram.Edge("b", "c", ""),
            new Diagram.Edge("c", "d", ""),
            new Diagram.Edge("late", "d", ""),
            skip);
    LayeredLayout layout = new LayeredLayout(List.of("a", "b", "c", "d", "late"), edges);
    assertEquals(4, layout.layers());
    assertEquals(2, layout.layer("late"), "what feeds a node stands just before it");
    List<Point2D> route = layout.route(skip, UNIT);
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0), route.stream().map(Point2D::getX).toList());
    assertTrue(route.get(1).getY() != layout.point("b", UNIT).getY(), "goes past the box");
    assertTrue(route.get(2).getY() != layout.point("c", UNIT).getY());
  }

  @Test
  void mistakesAreNamed() {
    Diagram diagram = Diagram.of("t").node("a", "A").node("b", "B").edge("a", "b");
    var missing = assertThrows(IllegalArgumentException.class, () -> diagram.edge("a", "z"));
    assertTrue(missing.getMessage().contains("no node \"z\" in [a, b]"));
    assertThrows(IllegalArgumentException.class, () -> diagram.node("a", "again"));
    Diagram cycle = diagram.edge("b", "a");
    var round = assertThrows(IllegalArgumentException.class, cycle::toImage);
    assertTrue(round.getMessage().contains("cycle"), round.getMessage());
  }
}
