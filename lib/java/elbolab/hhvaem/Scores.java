package elbolab.hhvaem;

import static elbolab.math.Equation.Paper.THESIS;

import elbolab.data.Observed;
import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import elbolab.math.Rng;
import elbolab.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well draws of the posterior tell the cells of a test set. Log likelihoods are in nats, on the
 * standardised scale, without the Jacobian of the standardisation; higher is better.
 *
 * <p>The log likelihood of a row's features is printed by the thesis as log mean_s p(x_U | ε_s)
 * "averaged over features". Its code divides inside the exponent, log mean_s exp(1/|U| Σ log p(x_d
 * | ε_s)), which is another number, about one nat lower. Both are here.
 *
 * @param llTarget mean over rows of log mean_s p(y | ε_s), summed over targets
 * @param rmseTarget root mean squared error of the targets that are numbers, in their own units;
 *     NaN without one
 * @param errorTarget share of the categorical targets that are wrong; NaN without one
 * @param llMissingCode log likelihood of the unobserved features, divided inside the exponent
 * @param llMissing the same, (1/|U|) log mean_s p(x_U | ε_s)
 * @param llObservedCode of the observed features, divided inside
 * @param llObserved of the observed features, divided outside
 * @param llObservedByKind as llObservedCode, of the observed features of each kind alone
 * @param errorMissing over the unobserved cells of each feature the root mean squared error on the
 *     standardised scale, or the share that is wrong of a category; averaged over features
 * @param nrmse root mean square over all unobserved cells of the error divided by the range in
 *     training, as azua has it
 */
public record Scores(
    double llTarget,
    double rmseTarget,
    double errorTarget,
    double llMissingCode,
    double llMissing,
    double llObservedCode,
    double llObserved,
    Map<FeatureKind, Double> llObservedByKind,
    double errorMissing,
    double nrmse) {

  /** Scores of one model by their names in a result file. */
  public Map<String, Double> byName() {
    Map<String, Double> all = new TreeMap<>();
    put(all, "ll_y", llTarget);
    put(all, "rmse_y", rmseTarget);
    put(all, "error_y", errorTarget);
    put(all, "ll_xu_code", llMissingCode);
    put(all, "ll_xu", llMissing);
    put(all, "ll_xo_code", llObservedCode);
    put(all, "ll_xo", llObserved);
    put(all, "error_xu", errorMissing);
    put(all, "nrmse", nrmse);
    llObservedByKind.forEach(
        (kind, value) ->
            put(all, "ll_xo_" + kind.name().toLowerCase(java.util.Locale.ROOT), value));
    return all;
  }

  private static void put(Map<String, Double> all, String name, double value) {
    if (Double.isFinite(value)) {
      all.put(name, value);
    }
  }

  /** Sums over the draws of a row in the exponent, safe against underflow. */
  static double logMeanExp(double[] values) {
    double greatest = Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
    double sum = 0;
    for (double value : values) {
      sum += DoubleMath.exp(value - greatest);
    }
    return greatest + DoubleMath.log(sum / values.length);
  }

  /** A mean over the rows that have something to score. */
  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return count == 0 ? Double.NaN : sum / count;
    }
  }

  @Equation(
      paper = THESIS,
      number = {"5.14", "B.1"},
      test = "LinearGaussianTest#scoresAgainstConditionals")
  static Scores of(HhVaem model, PosteriorDraws posterior, Observed truth, Observed x, Rng rng) {
    List<Feature> inputs = model.features().inputs();
    List<Feature> targets = model.features().targets();
    int d = inputs.size();
    int p = targets.size();
    int width = d + p;
    float[] values = truth.values().toArray();
    float[] known = truth.maskOrOnes().toArray();
    float[] seen = x.maskOrOnes().toArray();
    int chains = posterior.chains();
    Mean target = new Mean();
    Mean missingInside = new Mean();
    Mean missing = new Mean();
    Mean observedInside = new Mean();
    Mean observed = new Mean();
    Map<FeatureKind, Mean> byKind = new TreeMap<>();
    inputs.forEach(input -> byKind.putIfAbsent(input.kind(), new Mean()));
    posterior.decode(
        rng.stream("likelihoods", 0),
        decoded -> {
          int[] repeat = new int[decoded.rows() * chains];
          Arrays.setAll(repeat, k -> decoded.first() + k / chains);
          Tensor codes = truth.values().gather(0, repeat);
          float[] perCell = model.cells().logProb(codes.slice(1, 0, d), decoded.z()).toArray();
          float[] perTarget =
              p == 0
                  ? new float[0]
                  : model
                      .dependency()
                      .logTargets(decoded.targets(), codes.slice(1, d, width))
                      .toArray();
          for (int r = 0; r < decoded.rows(); r++) {
            int row = decoded.first() + r;
            int from = r * chains;
            boolean[] hidden = new boolean[d];
            boolean[] shown = new boolean[d];
            for (int c = 0; c < d; c++) {
              boolean there = known[row * width + c] > 0;
              shown[c] = there && seen[row * width + c] > 0;
              hidden[c] = there && seen[row * width + c] == 0;
            }
            add(perCell, from, chains, d, hidden, missingInside, missing);
            add(perCell, from, chains, d, shown, observedInside, observed);
            byKind.forEach(
                (kind, mean) -> {
                  boolean[] own = new boolean[d];
                  for (int c = 0; c < d; c++) {
                    own[c] = shown[c] && inputs.get(c).kind() == kind;
                  }
                  add(perCell, from, chains, d, own, mean, null);
                });
            boolean[] all = new boolean[p];
            for (int c = 0; c < p; c++) {
              all[c] = known[row * width + d + c] > 0;
            }
            addSum(perTarget, from, chains, p, all, target);
          }
        });
    Map<FeatureKind, Double> kinds = new TreeMap<>();
    byKind.forEach((kind, mean) -> kinds.put(kind, mean.value()));
    Errors errors =
        Errors.of(
            model.features(), posterior.guesses(rng.stream("guesses", 0)), values, known, seen);
    return new Scores(
        target.value(),
        errors.rmseTarget(),
        errors.errorTarget(),
        missingInside.value(),
        missing.value(),
        observedInside.value(),
        observed.value(),
        kinds,
        errors.errorMissing(),
        errors.nrmse());
  }

  private static double[] sums(float[] values, int from, int chains, int width, boolean[] chosen) {
    double[] sums = new double[chains];
    for (int s = 0; s < chains; s++) {
      for (int c = 0; c < width; c++) {
        sums[s] += chosen[c] ? values[(from + s) * width + c] : 0;
      }
    }
    return sums;
  }

  private static int count(boolean[] chosen) {
    int count = 0;
    for (boolean one : chosen) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private static void add(
      float[] values,
      int from,
      int chains,
      int width,
      boolean[] chosen,
      Mean inside,
      Mean outside) {
    int count = count(chosen);
    if (count == 0) {
      return;
    }
    double[] sums = sums(values, from, chains, width, chosen);
    if (outside != null) {
      outside.add(logMeanExp(sums) / count);
    }
    inside.add(logMeanExp(Arrays.stream(sums).map(sum -> sum / count).toArray()));
  }

  private static void addSum(
      float[] values, int from, int chains, int width, boolean[] chosen, Mean mean) {
    if (count(chosen) > 0) {
      mean.add(logMeanExp(sums(values, from, chains, width, chosen)));
    }
  }
}
