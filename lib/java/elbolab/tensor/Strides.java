package elbolab.tensor;

/**
 * How a loop over up to four axes passes through two storages: a stride for each axis in each of
 * them. Strides of 0 broadcast, exchanged ones transpose, offsets slice and pad. Axes that lie
 * dense in both storages are merged, so that the last loop is long.
 */
public final class Strides {
  private static final int RANK = Shape.MAX_RANK;

  private final int[] sizes = new int[RANK];
  private final int[] first = new int[RANK];
  private final int[] second = new int[RANK];
  private final int firstOffset;
  private final int secondOffset;

  private Strides(int[] n, int[] s, int firstOffset, int[] t, int secondOffset) {
    this.firstOffset = firstOffset;
    this.secondOffset = secondOffset;
    int at = RANK;
    for (int i = n.length - 1; i >= 0; i--) {
      if (n[i] == 1) continue;
      if (at < RANK && s[i] == first[at] * sizes[at] && t[i] == second[at] * sizes[at]) {
        sizes[at] *= n[i];
      } else {
        at--;
        sizes[at] = n[i];
        first[at] = s[i];
        second[at] = t[i];
      }
    }
    for (int i = 0; i < at; i++) sizes[i] = 1;
  }

  /** Two operands of one dense result of shape `out`, each broadcast to it. */
  static Strides broadcast(Shape a, Shape b, Shape out) {
    return new Strides(out.toArray(), strides(a, out.rank()), 0, strides(b, out.rank()), 0);
  }

  /** A dense tensor of shape `from` repeated along its axes of size 1 to the dense shape `to`. */
  static Strides expand(Shape from, Shape to) {
    return broadcast(from, to, to);
  }

  /** A block of shape `block` that lies at `from` in one tensor and at `to` in another. */
  static Strides block(Shape block, Shape source, int[] from, Shape target, int[] to) {
    int[] s = strides(source, source.rank());
    int[] t = strides(target, target.rank());
    return new Strides(block.toArray(), s, dot(from, s), t, dot(to, t));
  }

  /** Axis i of the dense result is axis `order[i]` of the dense source. */
  static Strides permute(Shape source, int[] order, Shape result) {
    int[] dense = strides(source, source.rank());
    int[] s = new int[order.length];
    for (int i = 0; i < order.length; i++) s[i] = dense[order[i]];
    return new Strides(result.toArray(), s, 0, strides(result, result.rank()), 0);
  }

  /** The same strides with the two storages exchanged. */
  Strides reversed() {
    return new Strides(sizes, second, secondOffset, first, firstOffset);
  }

  /** Row-major strides, 0 where the axis has size 1, with ones put in front up to the rank. */
  private static int[] strides(Shape shape, int rank) {
    int[] strides = new int[rank];
    int step = 1;
    for (int i = rank - 1; i >= 0; i--) {
      int n = shape.aligned(i, rank);
      strides[i] = n == 1 ? 0 : step;
      step *= n;
    }
    return strides;
  }

  private static int dot(int[] a, int[] b) {
    int sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  /** Steps along axis 0 to 3; axes that are not needed have size 1. */
  public int size(int axis) {
    return sizes[axis];
  }

  public int firstStride(int axis) {
    return first[axis];
  }

  public int secondStride(int axis) {
    return second[axis];
  }

  public int firstOffset() {
    return firstOffset;
  }

  public int secondOffset() {
    return secondOffset;
  }
}
