package elbolab.show;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text is cut at the edge, however long the labels are. */
class FigureFitTest {
  private static final String LONG =
      "a label that goes on and on about what is shown, in nats per dimension of the whole data set";
  private static final double[] X = {0, 1, 2, 3e5};
  private static final double[] Y = {-1e-3, 0, 2e-3, 1};

  private static Plot plot() {
    return Plot.of(LONG)
        .subtitle(LONG)
        .x(LONG)
        .y(LONG)
        .line(LONG, X, Y)
        .points(LONG + " 2", X, Y)
        .horizontal(0.5, LONG)
        .vertical(2e5, LONG)
        .note(3e5, 1, LONG);
  }

  static Stream<Figure<?>> figures() {
    Grid grid = Grid.of((x, y) -> 1e-7 * x * y, -1, 1, -1, 1, 5);
    Diagram chain = Diagram.of(LONG).subtitle(LONG);
    for (int i = 0; i < 6; i++) {
      chain.node("n" + i, "a longer word\n" + i);
    }
    for (int i = 1; i < 6; i++) {
      chain.edge("n" + (i - 1), "n" + i, "0.123456").edge("n0", "n" + i);
    }
    float[] image = new float[4];
    return Stream.of(
        plot(),
        plot().size(320, 400),
        plot().logX().xRange(1e-9, 1e9),
        Plot.of(LONG).heat(grid, LONG).y("y").x("x"),
        Bars.of(LONG, LONG, "b", "a longer word").y(LONG).bars(LONG, 1, 2, 3).bars("b", 1, -1, 2),
        Images.of(LONG, 2, 2, image, image, image).labels(LONG, "b", "c"),
        Panels.of(LONG, 2, plot(), plot()).size(900, 500),
        chain);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void nothingIsCut(Figure<?> figure) {
    assertTrue(Picture.of(figure).hasCleanEdges(4));
  }
}
