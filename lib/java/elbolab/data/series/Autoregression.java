package elbolab.data.series;

import elbolab.data.DataException;
import java.util.Arrays;

/**
 * Each target as a linear function of the L inputs of its own series and a constant, fitted by
 * least squares with a penalty λ|w|² on the mean square; λ is the one of a grid that has the least
 * mean square on the validation block. With H = 1 at a distance this is the AR of LSTNet's tables.
 */
public final class Autoregression implements Forecaster {
  private static final int BATCH = 256;

  /** Whether the series have weights of their own. */
  public enum Weights {
    PER_SERIES,
    SHARED
  }

  /**
   * @param weights whether each series has its own
   * @param penalties λ, each 0 or more; on the scale of the windows, where a standardised series
   *     has variance 1
   */
  public record Options(Weights weights, double[] penalties) {
    private static final double[] GRID = {0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1};

    public Options {
      if (penalties.length == 0 || Arrays.stream(penalties).anyMatch(p -> !(p >= 0))) {
        throw new DataException(
            "penalties %s: one or more, each 0 or more".formatted(Arrays.toString(penalties)));
      }
    }

    /** λ from 0 and 1e-6 to 1. */
    public static Options of(Weights weights) {
      return new Options(weights, GRID.clone());
    }
  }

  private final double penalty;
  private final int lags;

  /** Of each series and target; a shared one stands there for each series. */
  private final double[][][] weights;

  private Autoregression(double penalty, int lags, double[][][] weights) {
    this.penalty = penalty;
    this.lags = lags;
    this.weights = weights;
  }

  public static Autoregression fit(ForecastData data, Options options) {
    NormalEquations[] equations = equations(data.train(), options.weights());
    Autoregression best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double penalty : options.penalties()) {
      double[][][] weights =
          Arrays.stream(equations).distinct().map(e -> e.solve(penalty)).toArray(double[][][]::new);
      double[][][] each = new double[equations.length][][];
      Arrays.setAll(each, c -> weights[weights.length == 1 ? 0 : c]);
      Autoregression tried = new Autoregression(penalty, data.train().shape().lookBack(), each);
      double mse = ForecastScores.scaled(tried, data.validation()).mse();
      if (mse < least) {
        least = mse;
        best = tried;
      }
    }
    if (best == null) {
      throw new DataException("no penalty gives a finite error on the validation block");
    }
    return best;
  }

  private static NormalEquations[] equations(WindowSet train, Weights weights) {
    int lags = train.shape().lookBack();
    int horizon = train.shape().horizon();
    NormalEquations[] equations = new NormalEquations[train.channels()];
    for (int c = 0; c < equations.length; c++) {
      boolean own = c == 0 || weights == Weights.PER_SERIES;
      equations[c] = own ? new NormalEquations(lags, horizon) : equations[0];
    }
    int[] all = train.rows();
    for (int from = 0; from < all.length; from += BATCH) {
      int[] rows = Arrays.copyOfRange(all, from, Math.min(from + BATCH, all.length));
      float[] x = new float[rows.length * equations.length * lags];
      float[] y = new float[rows.length * equations.length * horizon];
      train.inputs(rows, x);
      train.targets(rows, y);
      for (int i = 0; i < rows.length * equations.length; i++) {
        equations[i % equations.length].add(x, i * lags, y, i * horizon);
      }
    }
    return equations;
  }

  @Override
  public void forecast(WindowSet windows, int[] rows, float[] to) {
    int horizon = windows.shape().horizon();
    float[] x = new float[rows.length * windows.channels() * lags];
    windows.inputs(rows, x);
    for (int i = 0; i < rows.length * windows.channels() * horizon; i++) {
      int series = i / horizon;
      double[] w = weights[series % weights.length][i % horizon];
      double sum = w[lags];
      for (int lag = 0; lag < lags; lag++) {
        sum += w[lag] * x[series * lags + lag];
      }
      to[i] = (float) sum;
    }
  }

  /** The λ that was chosen. */
  public double penalty() {
    return penalty;
  }

  /**
   * The weights of a series for a target step: those of the L inputs, oldest first, then the
   * constant.
   */
  public double[] weights(int series, int target) {
    return weights[series][target].clone();
  }
}
