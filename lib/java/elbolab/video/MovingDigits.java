package elbolab.video;

import elbolab.data.Dataset;
import elbolab.data.ImageSet;
import elbolab.data.Observed;
import elbolab.data.Pictures;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Films of digits that move straight on and bounce off the walls with a new random velocity, as the
 * public code of SVG draws them (stochastic moving MNIST). A digit is half as wide as the film. It
 * begins anywhere, at up to 4 pixels a frame both ways on 64 × 64. Where it would leave the film it
 * is stopped at the wall; the speed off that wall is drawn anew from 1 to the fastest, and the
 * other one from all. Where digits overlap, ink adds up to at most 1. Where two walls are met at
 * once, both speeds lead inwards, which their code leaves open. Each film depends on the seed and
 * its own number alone, and is drawn when it is asked for.
 *
 * @param digits of half the side of a film
 * @param perFilm digits in a film
 * @param size number of films
 */
public record MovingDigits(Pictures digits, int frames, int perFilm, int size, long seed)
    implements Dataset {

  public MovingDigits {
    if (frames < 1 || perFilm < 1 || size < 1) {
      throw new IllegalArgumentException(
          "%d films of %d frames with %d digits: at least 1 of each"
              .formatted(size, frames, perFilm));
    }
    if (digits.channels() != 1 || digits.height() != digits.width()) {
      throw new IllegalArgumentException(
          digits.name() + ": grey images as high as they are wide are needed");
    }
  }

  /** Films of so many pixels a side, with the digits scaled to half of that. */
  public static MovingDigits of(
      ImageSet digits, int side, int frames, int perFilm, int size, long seed) {
    if (side < 8 || side % 2 != 0) {
      throw new IllegalArgumentException(
          "side = " + side + ": an even number of at least 8 pixels, digits are half as wide");
    }
    return new MovingDigits(
        Pictures.of(digits).resized(side / 2, side / 2), frames, perFilm, size, seed);
  }

  /**
   * How one digit moves.
   *
   * @param digit its number among the images
   * @param x of its left edge at each frame, in pixels
   * @param y of its upper edge
   * @param bounced at which frames it stands at a wall with a new velocity: the next position is
   *     what nobody can know
   */
  public record Path(int digit, int[] x, int[] y, boolean[] bounced) {}

  public int side() {
    return 2 * digits.width();
  }

  /** The greatest speed both ways, in pixels a frame: 4 at 64 pixels a side. */
  public int fastest() {
    return Math.max(1, side() / 16);
  }

  @Override
  public int[] shape() {
    return new int[] {frames, side(), side()};
  }

  /** How the digits of a film move. */
  public Path[] paths(int film) {
    Rng rng = Rng.of(seed, "moving digits").stream("film", film);
    return IntStream.range(0, perFilm)
        .mapToObj(d -> path(rng.stream("digit", d)))
        .toArray(Path[]::new);
  }

  private Path path(Rng rng) {
    int digit = rng.nextInt(digits.size());
    int room = side() - digits.width();
    int[] at = {rng.nextInt(room), rng.nextInt(room)};
    int[] speed = {anySpeed(rng), anySpeed(rng)};
    Path path = new Path(digit, new int[frames], new int[frames], new boolean[frames]);
    for (int t = 0; t < frames; t++) {
      boolean[] low = {at[0] < 0, at[1] < 0};
      boolean[] high = {at[0] >= room, at[1] >= room};
      if (low[0] || low[1] || high[0] || high[1]) {
        path.bounced[t] = true;
        for (int axis = 0; axis < 2; axis++) {
          int inwards = 1 + rng.nextInt(fastest());
          int any = anySpeed(rng);
          speed[axis] = low[axis] ? inwards : high[axis] ? -inwards : any;
          at[axis] = Math.max(0, Math.min(room - 1, at[axis]));
        }
      }
      path.x[t] = at[0];
      path.y[t] = at[1];
      at[0] += speed[0];
      at[1] += speed[1];
    }
    return path;
  }

  private int anySpeed(Rng rng) {
    return rng.nextInt(2 * fastest() + 1) - fastest();
  }

  /** Whether any digit has a new velocity at each frame of a film. */
  public boolean[] bounces(int film) {
    boolean[] any = new boolean[frames];
    for (Path path : paths(film)) {
      for (int t = 0; t < frames; t++) {
        any[t] |= path.bounced[t];
      }
    }
    return any;
  }

  private void draw(int film, float[] to, int at) {
    int side = side();
    int wide = digits.width();
    for (Path path : paths(film)) {
      float[] ink = digits.floats(path.digit);
      for (int t = 0; t < frames; t++) {
        int corner = at + (t * side + path.y[t]) * side + path.x[t];
        for (int p = 0; p < ink.length; p++) {
          int pixel = corner + p / wide * side + p % wide;
          to[pixel] = Math.min(1, to[pixel] + ink[p]);
        }
      }
    }
  }

  @Override
  public Observed rows(int... rows) {
    float[] all = new float[rows.length * features()];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= size) {
        throw new IndexOutOfBoundsException("film " + rows[i] + " of " + size);
      }
      draw(rows[i], all, i * features());
    }
    return Observed.complete(Tensor.of(all, rows.length, frames, side(), side()));
  }

  @Override
  public String toString() {
    return "%d films of %d frames of %d × %d, %d of %s in each, seed %d"
        .formatted(size, frames, side(), side(), perFilm, digits.name(), seed);
  }
}
