package elbolab.saia;

import elbolab.data.Observed;
import elbolab.hhvaem.Feature;
import elbolab.hhvaem.FeatureKind;
import elbolab.hhvaem.Features;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * Categories with a known joint table p(x, y): conditionals and information by summing over it.
 *
 * @param levels of each cell, the target last
 * @param probabilities of all combinations, the last cell fastest
 */
record TableModel(int[] levels, double[] probabilities) implements AcquisitionModel {

  @Override
  public Features features() {
    List<Feature> all = new ArrayList<>();
    for (int c = 0; c < levels.length; c++) {
      List<String> names = new ArrayList<>();
      for (int k = 0; k < levels[c]; k++) {
        names.add("level " + k);
      }
      String name = c < levels.length - 1 ? "x" + (c + 1) : "y";
      all.add(new Feature(name, FeatureKind.CATEGORICAL, names, 0, 1, 0, levels[c] - 1));
    }
    return new Features(all.subList(0, all.size() - 1), all.subList(all.size() - 1, all.size()));
  }

  private int level(int combination, int cell) {
    for (int c = levels.length - 1; c > cell; c--) {
      combination /= levels[c];
    }
    return combination % levels[cell];
  }

  /** p(combination | what is seen). */
  private double[] given(float[] values, float[] seen, int row) {
    double[] p = probabilities.clone();
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      for (int c = 0; c < levels.length; c++) {
        int at = row * levels.length + c;
        p[k] = seen[at] == 0 || level(k, c) == (int) values[at] ? p[k] : 0;
      }
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** I(y; x_i | x_O) at the first row of x. */
  double information(Observed x, int i) {
    double[] p = given(x.values().toArray(), x.maskOrOnes().toArray(), 0);
    int y = levels.length - 1;
    double[][] both = new double[levels[i]][levels[y]];
    double[] ofX = new double[levels[i]];
    double[] ofY = new double[levels[y]];
    for (int k = 0; k < p.length; k++) {
      both[level(k, i)][level(k, y)] += p[k];
      ofX[level(k, i)] += p[k];
      ofY[level(k, y)] += p[k];
    }
    double sum = 0;
    for (int a = 0; a < both.length; a++) {
      for (int b = 0; b < ofY.length; b++) {
        sum += both[a][b] > 0 ? both[a][b] * DoubleMath.log(both[a][b] / ofX[a] / ofY[b]) : 0;
      }
    }
    return sum;
  }

  @Override
  public Belief believe(Observed x, int draws, Rng rng) {
    float[] values = x.values().toArray();
    float[] seen = x.maskOrOnes().toArray();
    float[] cells = new float[x.rows() * draws * levels.length];
    List<double[]> tables = new ArrayList<>();
    for (int r = 0; r < x.rows(); r++) {
      double[] p = given(values, seen, r);
      tables.add(p);
      for (int s = 0; s < draws; s++) {
        double left = rng.nextDouble();
        int k = 0;
        while (k < p.length - 1 && left >= p[k]) {
          left -= p[k++];
        }
        for (int c = 0; c < levels.length; c++) {
          cells[(r * draws + s) * levels.length + c] = level(k, c);
        }
      }
    }
    return new Exact(tables, draws, cells);
  }

  private final class Exact implements Belief {
    private final List<double[]> tables;
    private final int draws;
    private final float[] cells;

    Exact(List<double[]> tables, int draws, float[] cells) {
      this.tables = tables;
      this.draws = draws;
      this.cells = cells;
    }

    private double[] target(int row) {
      int y = levels.length - 1;
      double[] p = new double[levels[y]];
      for (int k = 0; k < probabilities.length; k++) {
        p[level(k, y)] += tables.get(row)[k];
      }
      return p;
    }

    @Override
    public int rows() {
      return tables.size();
    }

    @Override
    public int draws() {
      return draws;
    }

    @Override
    public float[] cells() {
      return cells;
    }

    @Override
    public double[] guesses() {
      double[] guesses = new double[rows()];
      for (int r = 0; r < guesses.length; r++) {
        double[] p = target(r);
        for (int k = 1; k < p.length; k++) {
          guesses[r] = p[k] > p[(int) guesses[r]] ? k : guesses[r];
        }
      }
      return guesses;
    }

    @Override
    public double[] logLikelihood(double[] targets) {
      double[] values = new double[rows()];
      for (int r = 0; r < values.length; r++) {
        values[r] = DoubleMath.log(target(r)[(int) targets[r]]);
      }
      return values;
    }
  }
}
