package elbolab.tensor;

import java.util.Arrays;

/** Operations that move numbers without changing them. */
final class Layouts {
  private Layouts() {}

  static Tensor reshape(Tensor x, Shape shape) {
    if (shape.size() != x.size()) {
      throw Mismatch.of(
          "reshape", x, "it holds " + x.size() + " numbers, " + shape + " holds " + shape.size());
    }
    Tensor y = Workspace.view(x, shape);
    return Tape.record("reshape", y, (pass, dy) -> pass.give(x, dy), x);
  }

  /** The shape asked for, where one size may be −1: whatever is left. */
  static Shape fill(Tensor x, int... sizes) {
    int[] filled = sizes.clone();
    int open = -1;
    int known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] != -1) known *= sizes[i];
      else if (open < 0) open = i;
      else throw Mismatch.of("reshape", x, "only one size may be −1: " + Arrays.toString(sizes));
    }
    if (open >= 0) filled[open] = known == 0 ? 0 : x.size() / known;
    return Shape.of(filled);
  }

  /** Exchanges the last two axes. */
  static Tensor transpose(Tensor x) {
    if (x.rank() < 2) throw Mismatch.of("transpose", x, "it needs two axes");
    int[] order = new int[x.rank()];
    for (int i = 0; i < order.length; i++) order[i] = i;
    order[order.length - 2] = order.length - 1;
    order[order.length - 1] = order.length - 2;
    return permute(x, order);
  }

  /** Axis i of the result is axis order[i] of x. */
  static Tensor permute(Tensor x, int... order) {
    int[] sizes = new int[order.length];
    int[] from = new int[order.length];
    int seen = 0;
    for (int i = 0; i < order.length; i++) {
      from[i] = x.shape().axis(order[i]);
      sizes[i] = x.size(from[i]);
      seen |= 1 << from[i];
    }
    if (order.length != x.rank() || Integer.bitCount(seen) != x.rank()) {
      throw Mismatch.of("transpose", x, Arrays.toString(order) + " must name each axis once");
    }
    Tensor y = Workspace.result(x.backend(), Shape.of(sizes));
    Strides strides = Strides.permute(x.shape(), from, y.shape());
    x.backend().copy(x.storage(), y.storage(), strides, false);
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(x.size());
          x.backend().copy(dy, dx, strides.reversed(), false);
          pass.give(x, dx);
        };
    return Tape.record("transpose", y, rule, x);
  }

  /** The entries [from, to) along an axis. */
  static Tensor slice(Tensor x, int axis, int from, int to) {
    int at = x.shape().axis(axis);
    if (from < 0 || to < from || to > x.size(at)) {
      throw Mismatch.of(
          "slice", x, "[" + from + ", " + to + ") is not within axis " + at + " of " + x.size(at));
    }
    Shape shape = x.shape().with(at, to - from);
    Tensor y = Workspace.result(x.backend(), shape);
    int[] start = new int[x.rank()];
    int[] origin = new int[x.rank()];
    start[at] = from;
    Strides strides = Strides.block(shape, x.shape(), start, shape, origin);
    x.backend().copy(x.storage(), y.storage(), strides, false);
    Node.Rule rule = (pass, dy) -> addBlock(pass, x, dy, strides.reversed());
    return Tape.record("slice", y, rule, x);
  }

  /** Adds dy to the part of x's gradient that the strides lead to, without a second buffer. */
  private static void addBlock(BackwardPass pass, Tensor x, Storage dy, Strides strides) {
    Storage dx = pass.gathered(x);
    if (dx == null) {
      dx = pass.take(x.size());
      x.backend().fill(dx, x.size(), 0);
      x.backend().copy(dy, dx, strides, false);
      pass.give(x, dx);
    } else {
      x.backend().copy(dy, dx, strides, true);
    }
  }

  /** Tensors laid one after the other along an axis. */
  static Tensor concat(int axis, Tensor... parts) {
    if (parts.length == 0) throw new IllegalArgumentException("concat of no tensors");
    Tensor head = parts[0];
    int at = head.shape().axis(axis);
    int total = 0;
    for (Tensor part : parts) {
      Mismatch.backend("concat", head, part);
      if (part.rank() != head.rank()
          || !part.shape().with(at, 1).equals(head.shape().with(at, 1))) {
        throw Mismatch.of("concat", head, part, "all axes but " + at + " must have equal sizes");
      }
      total += part.size(at);
    }
    Tensor y = Workspace.result(head.backend(), head.shape().with(at, total));
    Strides[] walks = new Strides[parts.length];
    int[] start = new int[head.rank()];
    int[] origin = new int[head.rank()];
    for (int i = 0; i < parts.length; i++) {
      Tensor part = parts[i];
      walks[i] = Strides.block(part.shape(), part.shape(), origin, y.shape(), start);
      part.backend().copy(part.storage(), y.storage(), walks[i], false);
      start[at] += part.size(at);
    }
    return Tape.record("concat", y, (pass, dy) -> concatBack(pass, parts, walks, dy), parts);
  }

  private static void concatBack(BackwardPass pass, Tensor[] parts, Strides[] walks, Storage dy) {
    for (int i = 0; i < parts.length; i++) {
      Tensor part = parts[i];
      if (!pass.wants(part)) continue;
      Storage gathered = pass.gathered(part);
      if (gathered != null) {
        part.backend().copy(dy, gathered, walks[i].reversed(), true);
      } else {
        Storage dx = pass.take(part.size());
        part.backend().copy(dy, dx, walks[i].reversed(), false);
        pass.give(part, dx);
      }
    }
  }

  /**
   * x in the middle of a larger tensor filled with a value: before[i] and after[i] along axis i.
   */
  static Tensor pad(Tensor x, int[] before, int[] after, double value) {
    if (before.length != x.rank() || after.length != x.rank()) {
      throw Mismatch.of("pad", x, "one width per axis before and after");
    }
    int[] sizes = x.shape().toArray();
    for (int i = 0; i < sizes.length; i++) {
      if (before[i] < 0 || after[i] < 0) throw Mismatch.of("pad", x, "widths are 0 or more");
      sizes[i] += before[i] + after[i];
    }
    Tensor y = Workspace.result(x.backend(), Shape.of(sizes));
    x.backend().fill(y.storage(), y.size(), value);
    Strides strides = Strides.block(x.shape(), x.shape(), new int[x.rank()], y.shape(), before);
    x.backend().copy(x.storage(), y.storage(), strides, false);
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.take(x.size());
          x.backend().copy(dy, dx, strides.reversed(), false);
          pass.give(x, dx);
        };
    return Tape.record("pad", y, rule, x);
  }

  /** x repeated along its axes of size 1 to a shape that it broadcasts to. */
  static Tensor expand(Tensor x, Shape shape) {
    if (!shape.equals(Shape.broadcast(x.shape(), shape))) {
      throw Mismatch.of("expand", x, "it does not broadcast to " + shape);
    }
    Tensor y = Workspace.result(x.backend(), shape);
    x.backend().copy(x.storage(), y.storage(), Strides.expand(x.shape(), shape), false);
    return Tape.record("expand", y, (pass, dy) -> Sums.giveSum(pass, x, dy, shape), x);
  }

  /** Entries picked by their index. */
  static Tensor gather(Tensor x, int axis, int... index) {
    Shape s = x.shape();
    int at = s.axis(axis);
    int count = s.get(at);
    for (int i : index) {
      if (i < 0 || i >= count) {
        throw Mismatch.of("gather", x, "index " + i + " is not within axis " + at + " of " + count);
      }
    }
    int outer = s.size(0, at);
    int inner = s.size(at + 1, s.rank());
    Tensor y = Workspace.result(x.backend(), s.with(at, index.length));
    x.backend().gather(x.storage(), outer, count, inner, index, y.storage());
    int[] kept = index.clone();
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.gathered(x);
          boolean fresh = dx == null;
          if (fresh) {
            dx = pass.take(x.size());
            x.backend().fill(dx, x.size(), 0);
          }
          x.backend().scatterAdd(dy, outer, count, inner, kept, dx);
          if (fresh) pass.give(x, dx);
        };
    return Tape.record("gather", y, rule, x);
  }
}
