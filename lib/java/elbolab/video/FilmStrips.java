package elbolab.video;

import elbolab.show.Animation;
import elbolab.show.Images;
import elbolab.show.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Continuations as pictures: what truly came, the best draw, the first three, and the mean of all.
 *
 * @param title of the whole
 * @param about what was trained on what, how long
 * @param ink whether 1 is black, as of digits, and not white, as of photographs
 */
public record FilmStrips(String title, String about, Forecasts forecasts, boolean ink) {
  private static final int DRAWS = 3;

  /** An animation's shades: noise that no eye sees would fill it. */
  private static final int SHADES = 10;

  private record Row(String name, float[][] frames) {}

  private List<Row> rows(int film) {
    int past = forecasts.past();
    int steps = forecasts.steps();
    int best = forecasts.best(film);
    int draws = forecasts.draws().size();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("truth", frames(t -> forecasts.trueFrame(film, t - past))));
    if (draws == 1) {
      rows.add(new Row("predicted", behind(t -> forecasts.frame(0, film, t))));
      return rows;
    }
    rows.add(new Row("best of " + draws, behind(t -> forecasts.frame(best, film, t))));
    IntStream.range(0, draws)
        .filter(k -> k != best)
        .limit(DRAWS)
        .forEach(k -> rows.add(new Row("a draw", behind(t -> forecasts.frame(k, film, t)))));
    rows.add(new Row("mean of " + draws, behind(t -> forecasts.meanFrame(film, t))));
    return rows;
  }

  private interface Frames {
    float[] at(int time);
  }

  private float[][] frames(Frames frames) {
    return IntStream.range(0, forecasts.past() + forecasts.steps())
        .mapToObj(t -> ink ? frames.at(t) : inLight(frames.at(t)))
        .toArray(float[][]::new);
  }

  /** Red, green and blue alike. */
  private static float[] inLight(float... grey) {
    float[] colours = new float[3 * grey.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = grey[i % grey.length];
    }
    return colours;
  }

  /** Paper where the frames were given. */
  private float[][] behind(Frames frames) {
    float[] paper = new float[forecasts.pixels()];
    Arrays.fill(paper, ink ? 0 : 1);
    int past = forecasts.past();
    return frames(t -> t < past ? paper : frames.at(t - past));
  }

  /** One film: a row for each, time from left to right. */
  public Panels strip(int film) {
    List<Row> rows = rows(film);
    int count = forecasts.past() + forecasts.steps();
    double tall = 40.0 * forecasts.height() / forecasts.width();
    return Panels.of(
            title,
            1,
            rows.stream()
                .map(
                    row ->
                        Images.of(row.name(), forecasts.height(), forecasts.width(), row.frames())
                            .columns(count))
                .toList())
        .subtitle(about)
        .size(43 * count + 24, (int) (50 + rows.size() * (tall + 46)));
  }

  /** Films below each other, moving: four frames a second. */
  public Animation animation(int... films) {
    List<List<Row>> each = IntStream.of(films).mapToObj(this::rows).toList();
    String[] labels = each.stream().flatMap(List::stream).map(Row::name).toArray(String[]::new);
    int columns = each.get(0).size();
    List<Images> figures = new ArrayList<>();
    for (int t = 0; t < forecasts.past() + forecasts.steps(); t++) {
      int time = t;
      float[][] pictures =
          each.stream()
              .flatMap(List::stream)
              .map(row -> shaded(row.frames()[time]))
              .toArray(float[][]::new);
      String now = time < forecasts.past() ? "seen" : "continued";
      figures.add(
          Images.of(
                  "%s: frame %d, %s".formatted(title, time + 1, now),
                  forecasts.height(),
                  forecasts.width(),
                  pictures)
              .columns(columns)
              .labels(labels)
              .subtitle(about)
              .size(340, 66 + films.length * (52 * forecasts.height() / forecasts.width() + 20)));
    }
    return Animation.of(title, 4, figures);
  }

  private static float[] shaded(float... pixels) {
    float[] shaded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      shaded[i] = Math.round(SHADES * pixels[i]) / (float) SHADES;
    }
    return shaded;
  }
}
