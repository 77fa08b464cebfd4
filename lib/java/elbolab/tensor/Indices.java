package elbolab.tensor;

/** Entries picked by their index. */
final class Indices {
  private Indices() {}

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
    Tape tape = Tape.recording(x);
    if (tape != null) {
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
      tape.record("gather", y, rule, x);
    }
    return y;
  }
}
