package elbolab.hhvaem;

import elbolab.data.Observed;

/**
 * Imputation that looks at no row: of a number the mean on the standardised scale, of a category
 * the most frequent one.
 *
 * @param codes of each feature, inputs and then targets
 */
public record MeanImputation(double[] codes) {
  public MeanImputation {
    codes = codes.clone();
  }

  /** From the cells that are seen. */
  public static MeanImputation of(Features features, Observed training) {
    int width = features.all().size();
    float[] values = training.values().toArray();
    float[] seen = training.maskOrOnes().toArray();
    double[] codes = new double[width];
    for (int c = 0; c < width; c++) {
      Feature feature = features.all().get(c);
      double sum = 0;
      int count = 0;
      int[] votes = new int[Math.max(1, feature.levels().size())];
      for (int k = c; k < values.length; k += width) {
        if (seen[k] > 0) {
          sum += values[k];
          count++;
          votes[feature.kind().isNumber() ? 0 : Math.round(values[k])]++;
        }
      }
      int most = 0;
      for (int level = 1; level < votes.length; level++) {
        most = votes[level] > votes[most] ? level : most;
      }
      codes[c] = feature.kind().isNumber() ? sum / Math.max(1, count) : most;
    }
    return new MeanImputation(codes);
  }

  /** Guesses of all cells of so many rows, [rows][inputs + targets]. */
  public double[] guesses(int rows) {
    double[] guesses = new double[rows * codes.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(codes, 0, guesses, row * codes.length, codes.length);
    }
    return guesses;
  }
}
