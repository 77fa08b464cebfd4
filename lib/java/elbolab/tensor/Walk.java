package elbolab.tensor;

/**
 * A walk over up to four axes that reads or writes two storages with a stride per axis in each.
 * With strides of 0 it broadcasts, with exchanged strides it transposes, with offsets it slices and
 * pads. Axes that lie dense in both storages are merged, so that the last loop is long.
 */
public final class Walk {
  private static final int RANK = Shape.MAX_RANK;

  private final int[] sizes = new int[RANK];
  private final int[] first = new int[RANK];
  private final int[] second = new int[RANK];
  private final int firstOffset;
  private final int secondOffset;

  private Walk(int[] n, int[] s, int firstOffset, int[] t, int secondOffset) {
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
  static Walk broadcast(Shape a, Shape b, Shape out) {
    return new Walk(out.toArray(), strides(a, out.rank()), 0, strides(b, out.rank()), 0);
  }

  /** A dense tensor of shape `from` repeated along its axes of size 1 to the dense shape `to`. */
  static Walk expand(Shape from, Shape to) {
    return broadcast(from, to, to);
  }

  /** A block of shape `block` that lies at `from` in one tensor and at `to` in another. */
  static Walk block(Shape block, Shape source, int[] from, Shape target, int[] to) {
    int[] s = strides(source, source.rank());
    int[] t = strides(target, target.rank());
    return new Walk(block.toArray(), s, dot(from, s), t, dot(to, t));
  }

  /** Axis i of the dense result is axis `order[i]` of the dense source. */
  static Walk permute(Shape source, int[] order, Shape result) {
    int[] dense = strides(source, source.rank());
    int[] s = new int[order.length];
    for (int i = 0; i < order.length; i++) s[i] = dense[order[i]];
    return new Walk(result.toArray(), s, 0, strides(result, result.rank()), 0);
  }

  /** The same walk with the two storages exchanged. */
  Walk reversed() {
    return new Walk(sizes, second, secondOffset, first, firstOffset);
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

  /** Steps along axis 0 to 3; axes that the walk does not need have size 1. */
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
