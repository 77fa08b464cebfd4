package elbolab.tensor;

import static elbolab.tensor.DoubleBackend.doubles;

import elbolab.math.DoubleMath;
import elbolab.math.Unary;

/** The long short-term memory number by number in double precision. */
final class DoubleLstm implements RecurrentKernels {
  @Override
  public void lstm(
      Sequence s, Storage inputs, Storage weight, Storage gates, Storage hidden, Storage cells) {
    int u = s.units();
    double[] a = doubles(gates);
    double[] h = doubles(hidden);
    double[] c = doubles(cells);
    for (int row = 0; row < s.steps() * s.rows(); row++) {
      for (int j = 0; j < 4 * u; j++) {
        double sum = doubles(inputs)[row * 4 * u + j];
        for (int i = 0; i < u; i++) sum += h[row * u + i] * doubles(weight)[i * 4 * u + j];
        Unary f = j / u == 2 ? Unary.TANH : Unary.SIGMOID;
        a[row * 4 * u + j] = DoubleMaps.value(f, 0, 0, sum);
      }
      for (int i = 0; i < u; i++) {
        int g = row * 4 * u + i;
        int next = (row + s.rows()) * u + i;
        c[next] = a[g + u] * c[row * u + i] + a[g] * a[g + 2 * u];
        h[next] = a[g + 3 * u] * DoubleMath.tanh(c[next]);
      }
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
    double[] a = doubles(gates);
    double[] c = doubles(cells);
    double[] da = doubles(dinputs);
    // Gradients of all states; those of the last step begin with what comes from outside.
    double[] dh = new double[(s.steps() + 1) * n];
    double[] dc = new double[(s.steps() + 1) * n];
    if (dhidden != null) System.arraycopy(doubles(dhidden), 0, dh, n, s.steps() * n);
    if (dlast != null) System.arraycopy(doubles(dlast), 0, dc, s.steps() * n, n);
    for (int row = s.steps() * s.rows() - 1; row >= 0; row--) {
      for (int i = 0; i < u; i++) {
        int g = row * 4 * u + i;
        int old = row * u + i;
        int next = old + n;
        double t = DoubleMath.tanh(c[next]);
        dc[next] += dh[next] * a[g + 3 * u] * (1 - t * t);
        da[g] = dc[next] * a[g + 2 * u] * a[g] * (1 - a[g]);
        da[g + u] = dc[next] * c[old] * a[g + u] * (1 - a[g + u]);
        da[g + 2 * u] = dc[next] * a[g] * (1 - a[g + 2 * u] * a[g + 2 * u]);
        da[g + 3 * u] = dh[next] * t * a[g + 3 * u] * (1 - a[g + 3 * u]);
        dc[old] += dc[next] * a[g + u];
      }
      for (int i = 0; i < u; i++) {
        for (int j = 0; j < 4 * u; j++) {
          dh[row * u + i] += da[row * 4 * u + j] * doubles(weight)[i * 4 * u + j];
        }
      }
    }
    System.arraycopy(dh, 0, doubles(dfirstHidden), 0, n);
    System.arraycopy(dc, 0, doubles(dfirstCell), 0, n);
  }
}
