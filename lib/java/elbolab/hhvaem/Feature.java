package elbolab.hhvaem;

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
 */
public record Feature(
    String name,
    FeatureKind kind,
    List<String> levels,
    double mean,
    double deviation,
    double least,
    double greatest) {
  public Feature {
    levels = List.copyOf(levels);
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

  /** The code of any kind on the scale of a standardised number: what the predictor is fed. */
  public double standardised(double code) {
    return kind.isNumber() ? code : (code - mean) / deviation;
  }
}
