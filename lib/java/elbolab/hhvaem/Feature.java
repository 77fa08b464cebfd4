package elbolab.hhvaem;

import elbolab.data.Numbers;
import elbolab.math.DoubleMath;
import java.util.List;

/**
 * A column as the models see it. A number x is coded as (t − mean)/deviation, where t is x or log(1
 * + x); a category as its place among the levels.
 *
 * @param levels the categories in the order of their codes; empty for numbers
 * @param mean of t, or of the codes, over the rows that are trained on
 * @param deviation of the same; 1 where it would be 0
 * @param least of the numbers (or codes) that are trained on
 * @param greatest of the same
 * @param decimals of the numbers as they are written: a filled one gets as many
 */
public record Feature(
    String name,
    FeatureKind kind,
    List<String> levels,
    double mean,
    double deviation,
    double least,
    double greatest,
    int decimals) {
  /** Decimals where nothing is known of how the numbers are written. */
  private static final int USUAL_DECIMALS = 6;

  private static final int MOST_DECIMALS = 12;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12
  };

  /** From here on every double is a whole number. */
  private static final double WHOLE = 1L << 52;

  public Feature {
    levels = List.copyOf(levels);
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "feature '%s': %d decimals: from 0 to %d".formatted(name, decimals, MOST_DECIMALS));
    }
    int wanted = kind == FeatureKind.BERNOULLI ? 2 : kind == FeatureKind.CATEGORICAL ? 1 : 0;
    if (levels.size() < wanted || kind.isNumber() && !levels.isEmpty()) {
      throw new IllegalArgumentException(
          "feature '%s' is %s with the levels %s: numbers have none, categories at least one"
              .formatted(name, kind, levels));
    }
    if (!(deviation > 0 && Double.isFinite(deviation) && Double.isFinite(mean))) {
      throw new IllegalArgumentException(
          "feature '%s': mean %s, deviation %s: both must be finite, the deviation above 0"
              .formatted(name, mean, deviation));
    }
  }

  public Feature(
      String name,
      FeatureKind kind,
      List<String> levels,
      double mean,
      double deviation,
      double least,
      double greatest) {
    this(name, kind, levels, mean, deviation, least, greatest, USUAL_DECIMALS);
  }

  /** How many numbers a network needs for it: one, or one per category. */
  public int width() {
    return kind == FeatureKind.CATEGORICAL ? levels.size() : 1;
  }

  /** t of a number; the code of a category is left as it is. */
  double transformed(double value) {
    return kind == FeatureKind.LOG_GAUSSIAN ? DoubleMath.log1p(value) : value;
  }

  /** What the data set holds of this value (of a number, or of a category's code). */
  public double code(double value) {
    return kind.isNumber() ? (transformed(value) - mean) / deviation : value;
  }

  /** The value of a code: the way back. */
  public double value(double code) {
    if (!kind.isNumber()) {
      return code;
    }
    double t = code * deviation + mean;
    return kind == FeatureKind.LOG_GAUSSIAN ? DoubleMath.expm1(t) : t;
  }

  /** The number that this code is filled in as: not below the least known, with its decimals. */
  double filled(double code) {
    return rounded(Math.max(value(code), least));
  }

  double rounded(double value) {
    double scale = POWERS_OF_TEN[decimals];
    double scaled = value * scale;
    return Math.abs(scaled) < WHOLE ? Math.rint(scaled) / scale : value;
  }

  /** The place of this text among the levels, or −1; a number may be written otherwise. */
  int level(String text) {
    int exact = levels.indexOf(text);
    if (exact >= 0) {
      return exact;
    }
    for (int k = 0; k < levels.size(); k++) {
      if (Numbers.same(levels.get(k), text)) {
        return k;
      }
    }
    return -1;
  }

  /** What is written into a table for this code. */
  public String text(double code) {
    return kind.isNumber() ? Numbers.shortest(filled(code)) : levels.get((int) code);
  }

  /** The code of any kind on the scale of a standardised number: what the predictor is fed. */
  public double standardised(double code) {
    return kind.isNumber() ? code : (code - mean) / deviation;
  }
}
