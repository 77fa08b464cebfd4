package elbolab.hhvaem;

import elbolab.data.Observed;
import java.util.List;

/**
 * How far guesses are from what was hidden: the part of {@link Scores} that every method of
 * imputation can be judged by.
 *
 * @param rmseTarget root mean squared error of numeric targets, own units; NaN without one
 * @param errorTarget share of wrong categorical targets; NaN without one
 * @param errorMissing mean over features of the root mean squared error, standardised, or the share
 *     of wrong categories
 * @param nrmse root mean square over the unobserved cells of the error over the range in training
 */
public record Errors(double rmseTarget, double errorTarget, double errorMissing, double nrmse) {
  /**
   * Of guesses of all cells, [rows][inputs + targets], as codes.
   *
   * @param x what the method saw of the truth
   */
  public static Errors of(Features features, double[] guesses, Observed truth, Observed x) {
    float[] known = truth.maskOrOnes().toArray();
    return of(features, guesses, truth.values().toArray(), known, x.maskOrOnes().toArray());
  }

  /**
   * Of guesses of all cells, [rows][inputs + targets], as codes.
   *
   * @param known 1 where the truth is known
   * @param seen 1 where the method saw it
   */
  public static Errors of(
      Features features, double[] guesses, float[] truth, float[] known, float[] seen) {
    List<Feature> all = features.all();
    int width = all.size();
    int inputs = features.inputs().size();
    double targetSquares = 0;
    int targetNumbers = 0;
    int targetWrong = 0;
    int targetCategories = 0;
    double errors = 0;
    int scored = 0;
    double ranged = 0;
    int cells = 0;
    for (int c = 0; c < width; c++) {
      Feature feature = all.get(c);
      double squares = 0;
      int wrong = 0;
      int count = 0;
      double range = feature.greatest() - feature.least();
      for (int k = c; k < truth.length; k += width) {
        if (known[k] > 0 && seen[k] == 0) {
          count++;
          double miss = guesses[k] - truth[k];
          boolean own = c >= inputs;
          double raw = feature.value(guesses[k]) - feature.value(truth[k]);
          squares += own ? raw * raw : miss * miss;
          wrong += Math.round(miss) != 0 ? 1 : 0;
          if (!own && range > 0) {
            ranged += raw * raw / (range * range);
            cells++;
          }
        }
      }
      if (c >= inputs && feature.kind().isNumber()) {
        targetSquares += squares;
        targetNumbers += count;
      } else if (c >= inputs) {
        targetWrong += wrong;
        targetCategories += count;
      } else if (count > 0) {
        errors += feature.kind().isNumber() ? Math.sqrt(squares / count) : (double) wrong / count;
        scored++;
      }
    }
    return new Errors(
        targetNumbers == 0 ? Double.NaN : Math.sqrt(targetSquares / targetNumbers),
        targetCategories == 0 ? Double.NaN : (double) targetWrong / targetCategories,
        scored == 0 ? Double.NaN : errors / scored,
        cells == 0 ? Double.NaN : Math.sqrt(ranged / cells));
  }
}
