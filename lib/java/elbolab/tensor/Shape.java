package elbolab.tensor;

import java.util.Arrays;

/** The sizes of a tensor's axes, at most four, outermost first. Numbers lie dense and row-major. */
public final class Shape {
  public static final int MAX_RANK = 4;
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final int size;

  private Shape(int[] sizes) {
    if (sizes.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(sizes) + ": a tensor has at most " + MAX_RANK + " axes");
    }
    long product = 1;
    for (int n : sizes) {
      if (n < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(sizes) + ": the size of an axis is 0 or more");
      }
      product *= n;
      if (product > Pool.MAX_SIZE) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(sizes) + ": a tensor holds at most 2^30 numbers");
      }
    }
    this.sizes = sizes;
    this.size = (int) product;
  }

  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  public int rank() {
    return sizes.length;
  }

  /** How many numbers a tensor of this shape holds. */
  public int size() {
    return size;
  }

  /** Size of an axis; −1 is the last one. */
  public int get(int axis) {
    return sizes[axis(axis)];
  }

  /** The axis as counted from the front; −1 is the last one. */
  public int axis(int axis) {
    int a = axis < 0 ? axis + sizes.length : axis;
    if (a < 0 || a >= sizes.length) {
      throw new IllegalArgumentException(
          "axis " + axis + " of " + this + ": it has " + sizes.length + " axes, counted from 0");
    }
    return a;
  }

  /** Product of the sizes of the axes in [from, to). */
  public int size(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) product *= sizes[i];
    return product;
  }

  public Shape with(int axis, int newSize) {
    int[] changed = sizes.clone();
    changed[axis(axis)] = newSize;
    return new Shape(changed);
  }

  public Shape without(int axis) {
    int a = axis(axis);
    int[] fewer = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, fewer, 0, a);
    System.arraycopy(sizes, a + 1, fewer, a, fewer.length - a);
    return new Shape(fewer);
  }

  /** This shape with an axis of size 1 put in before the axis given; −1 puts it last. */
  public Shape withOneAt(int axis) {
    int a = axis < 0 ? axis + sizes.length + 1 : axis;
    if (a < 0 || a > sizes.length) {
      throw new IllegalArgumentException(
          "no place " + axis + " for a new axis in " + this + ": 0 to " + sizes.length);
    }
    int[] more = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, more, 0, a);
    more[a] = 1;
    System.arraycopy(sizes, a, more, a + 1, sizes.length - a);
    return new Shape(more);
  }

  public int[] toArray() {
    return sizes.clone();
  }

  /** The shape that both broadcast to, as NumPy does it, or null when they do not fit. */
  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] out = new int[rank];
    for (int i = 0; i < rank; i++) {
      int na = a.aligned(i, rank);
      int nb = b.aligned(i, rank);
      if (na != nb && na != 1 && nb != 1) return null;
      out[i] = na == 1 ? nb : na;
    }
    if (Arrays.equals(out, a.sizes)) return a;
    return Arrays.equals(out, b.sizes) ? b : new Shape(out);
  }

  /** Size of axis i when this shape is filled up with ones in front to the rank given. */
  int aligned(int i, int rank) {
    int own = i - (rank - sizes.length);
    return own < 0 ? 1 : sizes[own];
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Shape that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
