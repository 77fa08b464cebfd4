package elbolab.show;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * The labels along one axis: all with as many digits after the point as the one that needs most.
 * The ticks are learnt while the axis is laid out and hold from {@link #settle} on.
 */
final class Ticks {
  private static final int MOST_DECIMALS = 5;
  private static final double LARGEST = 1e7;

  private final boolean log;
  private int decimals;
  private double largest;
  private double last = Double.POSITIVE_INFINITY;
  private boolean settled;

  Ticks(boolean log) {
    this.log = log;
  }

  void settle() {
    settled = true;
  }

  private void learn(double value, int scale) {
    if (!(value > last)) {
      // The axis begins anew, with ticks that are further apart.
      decimals = 0;
      largest = 0;
    }
    last = value;
    decimals = Math.max(decimals, scale);
    largest = Math.max(largest, Math.abs(value));
  }

  String text(double value) {
    BigDecimal exact = new BigDecimal(value).round(new MathContext(10)).stripTrailingZeros();
    if (!settled) {
      learn(value, exact.scale());
    }
    if (log || largest >= LARGEST || decimals > MOST_DECIMALS) {
      return Digits.tick(value);
    }
    return exact.signum() == 0
        ? "0"
        : String.format(Locale.ROOT, "%,." + decimals + "f", exact).replace('-', '−');
  }
}
