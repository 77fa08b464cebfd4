package elbolab.show;

import java.awt.Graphics2D;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several figures in one image, row by row.
 *
 * <pre>{@code
 * show(Panels.of("Figure 5.8", 2, waveBefore, waveAfter, moonBefore, moonAfter));
 * show(Panels.of("Figure 3", 1, labels, label -> scatter(label)));
 * }</pre>
 */
public final class Panels extends Figure<Panels> {
  private final int columns;
  private final List<Figure<?>> figures;

  private Panels(String title, int columns, List<Figure<?>> figures) {
    super(title);
    this.columns = columns;
    this.figures = figures;
    int width = Math.max(640, 340 * columns);
    size(width, 50 + rows() * width / columns * 3 / 4);
  }

  /** The figures in {@code columns} columns; each keeps its own title. */
  public static Panels of(String title, int columns, Figure<?>... figures) {
    return of(title, columns, List.of(figures));
  }

  /** The figures of a list in {@code columns} columns. */
  public static Panels of(String title, int columns, List<? extends Figure<?>> figures) {
    if (columns < 1 || figures.isEmpty()) {
      throw new IllegalArgumentException(
          "%d figures in %d columns: there is nothing to show".formatted(figures.size(), columns));
    }
    return new Panels(title, columns, List.copyOf(figures));
  }

  /** One figure for each thing. */
  public static <T> Panels of(
      String title, int columns, Collection<T> things, Function<? super T, Figure<?>> figure) {
    return of(title, columns, things.stream().<Figure<?>>map(figure).toList());
  }

  private int rows() {
    return (figures.size() + columns - 1) / columns;
  }

  @Override
  Panels self() {
    return this;
  }

  @Override
  void paintBody(Graphics2D g, int width, int height) {
    int wide = width / columns;
    int high = height / rows();
    for (int i = 0; i < figures.size(); i++) {
      Graphics2D part = (Graphics2D) g.create();
      part.translate(i % columns * wide, i / columns * high);
      figures.get(i).paint(part, wide, high);
      part.dispose();
    }
  }

  @Override
  String body() {
    return figures.stream().map(Figure::toString).collect(Collectors.joining("\n"));
  }
}
