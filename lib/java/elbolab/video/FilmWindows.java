package elbolab.video;

import elbolab.data.DataException;
import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Pictures;
import java.util.Arrays;

/**
 * Pieces of one film, which is pictures in the order of time.
 *
 * @param length frames of a piece
 * @param stride frames from the start of one to that of the next
 */
public record FilmWindows(Pictures film, int length, int stride) implements Dataset {
  public FilmWindows {
    if (length < 1 || stride < 1 || film.size() < length || film.channels() != 1) {
      throw new DataException(
          "%s: %d grey frames have no pieces of %d frames, %d apart"
              .formatted(film.name(), film.size(), length, stride));
    }
  }

  @Override
  public int size() {
    return (film.size() - length) / stride + 1;
  }

  @Override
  public int[] shape() {
    return new int[] {length, film.height(), film.width()};
  }

  @Override
  public Observed rows(int... rows) {
    int[] frames = new int[rows.length * length];
    Arrays.setAll(frames, i -> rows[i / length] * stride + i % length);
    return Observed.complete(
        film.rows(frames).values().reshape(rows.length, length, film.height(), film.width()));
  }
}
