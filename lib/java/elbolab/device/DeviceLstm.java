package elbolab.device;

import elbolab.device.Products.Ends;
import elbolab.device.Products.Matrices;
import elbolab.device.Products.Size;
import elbolab.math.Unary;
import elbolab.tensor.RecurrentKernels;
import elbolab.tensor.Storage;

/** A step of all rows as a product and a kernel for the cells. */
final class DeviceLstm implements RecurrentKernels {
  private final DeviceBackend backend;

  DeviceLstm(DeviceBackend backend) {
    this.backend = backend;
  }

  @Override
  public void lstm(
      Sequence s, Storage inputs, Storage weight, Storage gates, Storage hidden, Storage cells) {
    int u = s.units();
    Size size = Size.one(s.rows(), 4 * u, u);
    for (int t = 0; t < s.steps(); t++) {
      int old = t * s.stride();
      Matrices state = Matrices.one(hidden, old, u);
      Matrices result = Matrices.one(gates, 4 * old, 4 * u);
      backend
          .products()
          .run(size, state, Matrices.one(weight, 0, 4 * u), 1, result, Ends.from(inputs));
      Arguments arguments = DeviceBackend.with(gates, hidden, cells);
      arguments.integers(s.stride(), u, old, old + s.stride());
      backend.each("lstm_cell", s.stride(), arguments);
    }
  }

  @Override
  public void lstmGradient(
      Sequence s,
      Storage weight,
      Storage gates,
      Storage cells,
      Storage dhidden,
      Storage dlast,
      Storage dinputs,
      Storage dfirstHidden,
      Storage dfirstCell) {
    int u = s.units();
    int n = s.stride();
    backend.fill(dfirstHidden, n, 0);
    if (dlast == null) backend.fill(dfirstCell, n, 0);
    else backend.map(Unary.AFFINE, 1, -0.0, dlast, dfirstCell, n);
    Size size = Size.one(s.rows(), u, 4 * u);
    Matrices turned = Matrices.one(weight, 0, 4 * u).transposed();
    for (int t = s.steps() - 1; t >= 0; t--) {
      int old = t * n;
      Storage slopes = dhidden == null ? dfirstHidden : dhidden;
      Arguments arguments =
          DeviceBackend.with(gates, cells, slopes, dfirstHidden, dfirstCell, dinputs);
      arguments.integers(n, u, old, old + n, dhidden == null ? 0 : 1);
      backend.each("lstm_cell_gradient", n, arguments);
      Matrices ofGates = Matrices.one(dinputs, 4 * old, 4 * u);
      Matrices result = Matrices.one(dfirstHidden, 0, u);
      backend.products().run(size, ofGates, turned, 1, result, Ends.PLAIN);
    }
  }
}
