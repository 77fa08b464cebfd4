package elbolab.tensor;

import elbolab.math.Activation;
import elbolab.math.ScalarNetworks;

/** Matrix products. */
final class Products {
  private Products() {}

  /**
   * a [.., m, k] · b [.., k, n]; a factor of rank 2 serves all matrices of the other, a vector
   * counts as a row on the left and as a column on the right.
   */
  static Tensor matmul(Tensor a, Tensor b) {
    if (a.rank() == 1 && b.rank() > 1) {
      Tensor product = matmul(a.reshape(1, a.size()), b);
      return Layouts.reshape(product, product.shape().without(-2));
    }
    if (b.rank() == 1 && a.rank() >= 1) {
      Tensor product = matmul(a, b.reshape(b.size(), 1));
      return Layouts.reshape(product, product.shape().without(-1));
    }
    Backend k = Mismatch.backend("matmul", a, b);
    if (a.rank() < 2 || b.rank() < 2) throw Mismatch.of("matmul", a, b, "a scalar has no product");
    int inner = a.size(-1);
    if (inner != b.size(-2)) {
      throw Mismatch.of(
          "matmul", a, b, "inner sizes " + inner + " and " + b.size(-2) + " must be equal");
    }
    if (b.rank() == 2) {
      int[] sizes = a.shape().toArray();
      sizes[sizes.length - 1] = b.size(1);
      return multiply(k, a, b, 1, rowsOf(a), inner, Shape.of(sizes));
    }
    Shape batchShape = b.shape();
    if (a.rank() > 2 && !sameBatch(a, b)) {
      throw Mismatch.of("matmul", a, b, "the axes before the last two must be equal");
    }
    int batch = b.shape().size(0, b.rank() - 2);
    return multiply(k, a, b, batch, a.size(-2), inner, batchShape.with(-2, a.size(-2)));
  }

  private static int rowsOf(Tensor a) {
    return a.shape().size(0, a.rank() - 1);
  }

  private static boolean sameBatch(Tensor a, Tensor b) {
    if (a.rank() != b.rank()) return false;
    for (int i = 0; i < a.rank() - 2; i++) if (a.size(i) != b.size(i)) return false;
    return true;
  }

  private static Tensor multiply(
      Backend k, Tensor a, Tensor b, int batch, int m, int inner, Shape shape) {
    ProductSizes p =
        ProductSizes.nn(batch, m, shape.get(-1), inner).shareA(a.rank() == 2 && batch > 1);
    Tensor y = Workspace.result(k, shape);
    k.matmul(p, a.storage(), b.storage(), y.storage());
    Node.Rule rule =
        (pass, dy) -> {
          if (pass.wants(a)) giveLeft(pass, p, a, b, dy);
          if (pass.wants(b)) giveRight(pass, p, a, b, dy);
        };
    return Tape.record("matmul", y, rule, a, b);
  }

  /** da = dy · bᵀ, summed over the batch where one a serves all. */
  private static void giveLeft(BackwardPass pass, ProductSizes p, Tensor a, Tensor b, Storage dy) {
    Backend k = a.backend();
    Storage all = pass.take(p.batch() * p.m() * p.k());
    k.matmul(ProductSizes.nt(p.batch(), p.m(), p.k(), p.n()), dy, b.storage(), all);
    if (p.sharedA()) {
      Storage sum = pass.take(a.size());
      k.reduce(Reduction.SUM, all, sum, 1, p.batch(), a.size());
      pass.giveBack(all);
      all = sum;
    }
    pass.give(a, all);
  }

  /** db = aᵀ · dy. */
  private static void giveRight(BackwardPass pass, ProductSizes p, Tensor a, Tensor b, Storage dy) {
    Storage db = pass.take(b.size());
    ProductSizes sizes = ProductSizes.tn(p.batch(), p.k(), p.n(), p.m()).shareA(p.sharedA());
    b.backend().matmul(sizes, a.storage(), dy, db);
    pass.give(b, db);
  }

  /** relu(x·v + b)·w + c for each matrix of x [count, rows, in] with its own v, b, w, c. */
  static Tensor perceptrons(Tensor x, Tensor v, Tensor b, Tensor w, Tensor c) {
    int n = x.size(0);
    int units = v.size(-1);
    // Shapes that disagree are refused by the operations that this stands for.
    boolean scalar =
        x.backend() instanceof CpuBackend
            && x.shape().equals(Shape.of(n, x.size(-2), 1))
            && v.shape().equals(Shape.of(n, 1, units))
            && b.shape().equals(v.shape())
            && w.shape().equals(Shape.of(n, units, 1))
            && c.shape().equals(Shape.of(n, 1, 1));
    if (!scalar || v.isTracked() || b.isTracked() || w.isTracked() || c.isTracked()) {
      return x.matmul(v).plus(b).relu().matmul(w).plus(c);
    }
    Mismatch.backend("perceptrons", x, v);
    Tensor y = Workspace.result(x.backend(), x.shape());
    ScalarNetworks.Weights[] nets = new ScalarNetworks.Weights[n];
    for (int f = 0; f < nets.length; f++) {
      nets[f] =
          new ScalarNetworks.Weights(
              CpuBackend.floats(v.storage()),
              CpuBackend.floats(b.storage()),
              CpuBackend.floats(w.storage()),
              f * units,
              units,
              CpuBackend.floats(c.storage()),
              f);
    }
    int rows = x.size(-2);
    float[] in = CpuBackend.floats(x.storage());
    for (int f = 0; f < nets.length; f++) {
      ScalarNetworks.apply(nets[f], rows, in, CpuBackend.floats(y.storage()), f * rows);
    }
    Node.Rule rule =
        (pass, dy) -> {
          Storage dx = pass.reuse(dy);
          for (int f = 0; f < nets.length; f++) {
            float[] out = CpuBackend.floats(dx);
            ScalarNetworks.gradient(nets[f], rows, in, CpuBackend.floats(dy), out, f * rows);
          }
          pass.give(x, dx);
        };
    return Tape.record("perceptrons", y, rule, x);
  }

  /** f(x [.., in] · w [in, out] + bias [out]), the bias may be null. */
  static Tensor linear(Tensor x, Tensor w, Tensor bias, Activation f) {
    Backend k = Mismatch.backend("linear", x, w);
    if (x.rank() < 1 || w.rank() != 2 || x.size(-1) != w.size(0)) {
      throw Mismatch.of("linear", x, w, "the last axis of x must have the size of w's first");
    }
    int in = w.size(0);
    int out = w.size(1);
    if (bias != null && (bias.rank() != 1 || bias.size() != out)) {
      throw Mismatch.of("linear", w, bias, "the bias must have the shape [" + out + "]");
    }
    int rows = rowsOf(x);
    Tensor y = Workspace.result(k, x.shape().with(-1, out));
    Storage b = bias == null ? null : bias.storage();
    k.linear(f, rows, in, out, x.storage(), w.storage(), b, y.storage());
    Node.Rule rule = (pass, dy) -> linearBack(pass, f, x, w, bias, y, dy);
    return Tape.record("linear", y, rule, x, w, bias);
  }

  private static void linearBack(
      BackwardPass pass, Activation f, Tensor x, Tensor w, Tensor bias, Tensor y, Storage dy) {
    int rows = rowsOf(x);
    int in = w.size(0);
    int out = w.size(1);
    Backend k = y.backend();
    Storage da = dy;
    if (f != Activation.IDENTITY) {
      da = pass.reuse(dy);
      k.mapGradient(f.map(), 0, 0, null, y.storage(), dy, da, y.size());
    }
    if (pass.wants(bias)) {
      Storage db = pass.take(out);
      k.reduce(Reduction.SUM, da, db, 1, rows, out);
      pass.give(bias, db);
    }
    if (pass.wants(w)) {
      Storage dw = pass.take(in * out);
      k.matmul(ProductSizes.tn(1, in, out, rows), x.storage(), da, dw);
      pass.give(w, dw);
    }
    if (pass.wants(x)) {
      Storage dx = pass.take(rows * in);
      k.matmul(ProductSizes.nt(1, rows, in, out), da, w.storage(), dx);
      pass.give(x, dx);
    }
    if (!pass.isDy(da)) pass.giveBack(da);
  }
}
