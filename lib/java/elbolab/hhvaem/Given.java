package elbolab.hhvaem;

import elbolab.data.Observed;
import elbolab.tensor.Tensor;
import java.util.Arrays;

/**
 * What the dependency VAE is given of some examples, taken apart once for many evaluations.
 *
 * @param z draws z_d ~ q(z_d | x_d), 0 where x_d is missing, [rows, D]
 * @param seen 1 where x_d is observed
 * @param x the observed codes on the standardised scale, 0 where missing
 * @param noise ξ of the missing features in x̂
 * @param y the observed targets' codes, 0 where missing, [rows, P]
 * @param ySeen 1 where y is observed
 * @param withTarget the rows of which some target is observed
 */
record Given(
    Tensor z, Tensor seen, Tensor x, Tensor noise, Tensor y, Tensor ySeen, int[] withTarget) {

  /** From values of which the missing ones may still be there. */
  static Given of(Tensor z, Tensor x, Tensor noise, Tensor seen, Tensor y, Tensor ySeen) {
    return new Given(
        z.times(seen), seen, x.times(seen), noise, y.times(ySeen), ySeen, rowsWithTarget(ySeen));
  }

  /** The columns of an example, beside each other: z, x, ξ and y. */
  Observed observed() {
    Tensor always = Tensor.ones(noise.shape().toArray());
    return new Observed(
        Tensor.concat(1, z, x, noise, y), Tensor.concat(1, seen, seen, always, ySeen));
  }

  static Given of(Observed example, int features, int targets) {
    Tensor values = example.values();
    Tensor marks = example.maskOrOnes();
    Tensor ySeen = marks.slice(1, 3 * features, 3 * features + targets);
    return new Given(
        values.slice(1, 0, features),
        marks.slice(1, 0, features),
        values.slice(1, features, 2 * features),
        values.slice(1, 2 * features, 3 * features),
        values.slice(1, 3 * features, 3 * features + targets),
        ySeen,
        rowsWithTarget(ySeen));
  }

  private static int[] rowsWithTarget(Tensor ySeen) {
    int targets = ySeen.size(1);
    float[] marks = ySeen.toArray();
    int[] found = new int[ySeen.size(0)];
    int count = 0;
    for (int row = 0; row < found.length; row++) {
      boolean any = false;
      for (int p = 0; p < targets; p++) {
        any |= marks[row * targets + p] > 0;
      }
      if (any) {
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }

  int rows() {
    return z.size(0);
  }

  Given withNoise(Tensor other) {
    return new Given(z, seen, x, other, y, ySeen, withTarget);
  }

  /** With fewer features seen. */
  Given withSeen(Tensor mask) {
    return of(z, x, noise, seen.times(mask), y, ySeen);
  }

  Given rows(int... rows) {
    Tensor marks = ySeen.gather(0, rows);
    return new Given(
        z.gather(0, rows),
        seen.gather(0, rows),
        x.gather(0, rows),
        noise.gather(0, rows),
        y.gather(0, rows),
        marks,
        rowsWithTarget(marks));
  }

  /** Keeps all of it beyond the tape that it was made in. */
  Given keep() {
    return new Given(
        z.keep(), seen.keep(), x.keep(), noise.keep(), y.keep(), ySeen.keep(), withTarget);
  }
}
