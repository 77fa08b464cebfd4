package elbolab.math;

/**
 * The cell of an LSTM and its derivative, for one row of n units. The gates a lie from {@code g}
 * on: n input gates i, n forget gates f, n candidates z and n output gates o, all after their
 * activations.
 */
public final class LstmCell {
  private LstmCell() {}

  /** c' = f·c + i·z, from the old cell at {@code old} to the new one at {@code next}. */
  public static void advance(int n, float[] a, int g, float[] c, int old, int next) {
    int done = VectorPath.isOn() ? VectorLstmCell.advance(n, a, g, c, old, next) : 0;
    for (int i = done; i < n; i++) {
      c[next + i] = a[g + n + i] * c[old + i] + a[g + i] * a[g + 2 * n + i];
    }
  }

  /**
   * With h = o·q, q = tanh c' and slopes of h and c' (dh, dc): the slopes of the gates' inputs to
   * {@code da}, which lies as the gates do, and that of the old cell in place of dc.
   */
  public static void gradient(
      int n,
      float[] a,
      int g,
      float[] c,
      int old,
      float[] q,
      int qo,
      float[] dh,
      float[] dc,
      int at,
      float[] da) {
    int done =
        VectorPath.isOn() ? VectorLstmCell.gradient(n, a, g, c, old, q, qo, dh, dc, at, da) : 0;
    for (int i = done; i < n; i++) {
      float input = a[g + i];
      float forget = a[g + n + i];
      float candidate = a[g + 2 * n + i];
      float output = a[g + 3 * n + i];
      float slope = dh[at + i];
      float squashed = q[qo + i];
      float d = dc[at + i] + slope * output * (1 - squashed * squashed);
      da[g + i] = d * candidate * input * (1 - input);
      da[g + n + i] = d * c[old + i] * forget * (1 - forget);
      da[g + 2 * n + i] = d * input * (1 - candidate * candidate);
      da[g + 3 * n + i] = slope * squashed * output * (1 - output);
      dc[at + i] = d * forget;
    }
  }
}
