package elbolab.device;

import elbolab.device.Device.Grid;
import elbolab.math.Activation;
import elbolab.tensor.Convolution;
import elbolab.tensor.ProductSizes;
import elbolab.tensor.Storage;

/** Products of matrices, of which a whole batch is one launch. */
final class Products {
  /** The greatest number of groups along the third axis that every device has. */
  private static final int PAIRS = 65_535;

  private final DeviceBackend backend;

  Products(DeviceBackend backend) {
    this.backend = backend;
  }

  /**
   * Matrices in a storage: the number in row i and column j of matrix (o, h) lies at from + o·outer
   * + h·inner + i·row + j·column.
   */
  record Matrices(Storage storage, int from, int row, int column, int outer, int inner) {
    static Matrices of(Storage storage, boolean transposed, int rows, int columns, int step) {
      return transposed
          ? new Matrices(storage, 0, 1, rows, step, 0)
          : new Matrices(storage, 0, columns, 1, step, 0);
    }

    /** One matrix whose numbers begin at `from`. */
    static Matrices one(Storage storage, int from, int columns) {
      return new Matrices(storage, from, columns, 1, 0, 0);
    }

    Matrices transposed() {
      return new Matrices(storage, from, column, row, outer, inner);
    }

    private Matrices skip(int pairs) {
      return new Matrices(storage, from + pairs * outer, row, column, outer, inner);
    }
  }

  /** Of each pair m rows, n columns and k factors; `inner` pairs to a step of the outer kind. */
  record Size(int batch, int inner, int m, int n, int k) {
    static Size one(int m, int n, int k) {
      return new Size(1, 1, m, n, k);
    }

    private boolean isEmpty() {
      return batch == 0 || m == 0 || n == 0;
    }
  }

  /** What the chains begin with, and what becomes of a sum. */
  record Ends(Begin begin, Storage start, Activation activation) {
    static final Ends PLAIN = new Ends(Begin.ZERO, null, Activation.IDENTITY);

    static Ends from(Storage matrix) {
      return new Ends(Begin.MATRIX, matrix, Activation.IDENTITY);
    }
  }

  /** c = f(start + a · scale·b). */
  void run(Size s, Matrices a, Matrices b, float scale, Matrices c, Ends ends) {
    if (s.isEmpty()) return;
    int most = PAIRS / s.inner() * s.inner();
    for (int done = 0; done < s.batch(); done += most) {
      int pairs = Math.min(most, s.batch() - done);
      int steps = done / s.inner();
      ProductKernel kernel = ProductKernel.of(false, pairs, s.m(), s.n());
      Size some = new Size(pairs, s.inner(), s.m(), s.n(), s.k());
      launch(kernel, some, a.skip(steps), b.skip(steps), scale, c.skip(steps), ends, null);
    }
  }

  private void launch(
      ProductKernel kernel,
      Size s,
      Matrices a,
      Matrices b,
      float scale,
      Matrices c,
      Ends ends,
      Convolution window) {
    Storage start = ends.start() == null ? c.storage() : ends.start();
    Arguments arguments =
        DeviceBackend.with(a.storage(), b.storage(), start, c.storage())
            .integers(s.m(), s.n(), s.k(), s.inner())
            .integers(a.from(), a.row(), a.column(), a.outer(), a.inner())
            .integers(b.from(), b.row(), b.column(), b.outer(), b.inner())
            .number(scale)
            .integers(c.from(), c.row(), c.outer(), c.inner())
            .integers(ends.begin().ordinal(), ends.activation().ordinal());
    if (window != null) {
      arguments.integers(window.height(), window.width());
      arguments.integers(window.kernelHeight(), window.kernelWidth());
      arguments.integers(window.stride(), window.padding(), window.outWidth());
    }
    int threads = ProductKernel.THREADS;
    Grid grid = new Grid(kernel.groups(s.m()), kernel.groups(s.n()), s.batch(), threads, threads);
    backend.launch(kernel.kernel(), grid, arguments);
  }

  void matmul(ProductSizes p, Storage a, Storage b, Storage c) {
    Size size = new Size(p.batch(), 1, p.m(), p.n(), p.k());
    Matrices left = Matrices.of(a, p.transposedA(), p.m(), p.k(), p.stepA());
    Matrices right = Matrices.of(b, p.transposedB(), p.k(), p.n(), p.k() * p.n());
    run(size, left, right, 1, Matrices.of(c, false, p.m(), p.n(), p.m() * p.n()), Ends.PLAIN);
  }

  void linear(
      Activation f, int rows, int in, int out, Storage x, Storage w, Storage bias, Storage y) {
    Ends ends = new Ends(bias == null ? Begin.ZERO : Begin.COLUMN, bias, f);
    Matrices result = Matrices.one(y, 0, out);
    run(Size.one(rows, out, in), Matrices.one(x, 0, in), Matrices.one(w, 0, out), 1, result, ends);
  }

  /** y = filters · patches + bias, an image to a pair. */
  void convolve(Convolution c, Storage x, Storage filters, Storage bias, Storage y) {
    int places = c.outHeight() * c.outWidth();
    Size size = new Size(c.batch(), 1, c.out(), places, c.patch());
    if (size.isEmpty()) return;
    Ends ends = new Ends(bias == null ? Begin.ZERO : Begin.ROW, bias, Activation.IDENTITY);
    Matrices left = Matrices.one(filters, 0, c.patch());
    Matrices images = new Matrices(x, 0, 0, 0, c.in() * c.height() * c.width(), 0);
    Matrices result = Matrices.of(y, false, c.out(), places, c.out() * places);
    for (int done = 0; done < c.batch(); done += PAIRS) {
      int pairs = Math.min(PAIRS, c.batch() - done);
      ProductKernel kernel = ProductKernel.of(true, pairs, c.out(), places);
      Size some = new Size(pairs, 1, size.m(), size.n(), size.k());
      launch(kernel, some, left, images.skip(done), 1, result.skip(done), ends, c);
    }
  }
}
