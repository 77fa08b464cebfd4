package elbolab.prob;

import static elbolab.math.Equation.Paper.KRASKOV_2004;
import static elbolab.math.Equation.Paper.ROSS_2014;

import elbolab.math.Equation;
import elbolab.math.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Mutual information, in nats, from the distances between samples. Distances are greatest
 * differences of a coordinate, and each variable is put on the scale of its own deviation first.
 *
 * @param neighbours k, whose distance sets the scale at each sample
 */
public record NeighbourInformation(int neighbours) {
  public NeighbourInformation {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "neighbours = " + neighbours + ": must be at least 1 (whose distance is taken)");
    }
  }

  /**
   * ψ(k) + ψ(N) − ⟨ψ(n_x + 1) + ψ(n_y + 1)⟩, with n_x the samples nearer in x alone than the k-th
   * neighbour is in both. 0 where either is constant.
   *
   * @param x coordinates of the one variable, [coordinates][samples]
   * @param y of the other
   */
  @Equation(
      paper = KRASKOV_2004,
      number = "8",
      test = "NeighbourInformationTest#normalPairsOfKnownInformation")
  public double ofNumbers(double[][] x, double[][] y) {
    int n = samples(x[0].length, y[0].length);
    Points a = Points.of(x);
    Points b = Points.of(y);
    if (a.isConstant() || b.isConstant()) {
      return 0;
    }
    double[] psi = digamma(n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int at = i;
      double radius = a.kth(i, neighbours, j -> Math.max(a.distance(at, j), b.distance(at, j)));
      sum += psi[a.within(i, radius) + 1] + psi[b.within(i, radius) + 1];
    }
    return psi[neighbours] + psi[n] - sum / n;
  }

  /**
   * ψ(N) + ⟨ψ(k)⟩ − ⟨ψ(N_c)⟩ − ⟨ψ(m)⟩ of a class c and numbers, with m the samples of any class as
   * near as the k-th neighbour of the same class. A class with one sample is left out.
   */
  @Equation(
      paper = ROSS_2014,
      number = "2",
      test = "NeighbourInformationTest#classesThatShiftANormal")
  public double ofClasses(int[] classes, double[][] y) {
    samples(classes.length, y[0].length);
    Points b = Points.of(y);
    if (b.isConstant()) {
      return 0;
    }
    int[] sizes = new int[Arrays.stream(classes).max().orElse(0) + 1];
    for (int c : classes) {
      sizes[c]++;
    }
    double[] psi = digamma(classes.length);
    double sum = 0;
    int used = 0;
    for (int i = 0; i < classes.length; i++) {
      int at = i;
      int own = sizes[classes[i]];
      if (own > 1) {
        int k = Math.min(neighbours, own - 1);
        double radius =
            b.kth(
                i,
                k,
                j -> classes[j] == classes[at] ? b.distance(at, j) : Double.POSITIVE_INFINITY);
        // Those strictly nearer, and the k-th neighbour itself.
        sum += psi[k] - psi[own] - psi[Math.max(k, b.within(i, radius) + 1)];
        used++;
      }
    }
    return used == 0 ? 0 : psi[used] + sum / used;
  }

  private int samples(int ofX, int ofY) {
    if (ofX != ofY || ofX <= neighbours) {
      throw new IllegalArgumentException(
          "%d and %d samples: as many of each, and more than the %d neighbours"
              .formatted(ofX, ofY, neighbours));
    }
    return ofX;
  }

  /**
   * Samples in some coordinates, each divided by its deviation, in the order of the first: a search
   * for neighbours ends where that one alone is too far.
   *
   * @param order the samples by their first coordinate
   * @param rank of each sample in that order
   */
  private record Points(double[][] x, int[] order, int[] rank) {
    /** Coordinates that are constant are left out. */
    static Points of(double[][] coordinates) {
      List<double[]> kept = new ArrayList<>();
      for (double[] one : coordinates) {
        Moments moments = new Moments();
        for (double v : one) {
          moments.add(v);
        }
        double deviation = Math.sqrt(moments.variance());
        if (deviation > 0) {
          kept.add(Arrays.stream(one).map(v -> v / deviation).toArray());
        }
      }
      int n = kept.isEmpty() ? 0 : kept.get(0).length;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> kept.get(0)[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      int[] rank = new int[n];
      for (int r = 0; r < n; r++) {
        rank[order[r]] = r;
      }
      return new Points(kept.toArray(double[][]::new), order, rank);
    }

    boolean isConstant() {
      return x.length == 0;
    }

    double distance(int i, int j) {
      double greatest = 0;
      for (double[] coordinate : x) {
        greatest = Math.max(greatest, Math.abs(coordinate[j] - coordinate[i]));
      }
      return greatest;
    }

    private double ofRank(int i, int r) {
      return r < 0 || r >= order.length
          ? Double.POSITIVE_INFINITY
          : Math.abs(x[0][order[r]] - x[0][i]);
    }

    /** The k-th least distance from sample i, of distances that are at least those in here. */
    double kth(int i, int k, IntToDoubleFunction distance) {
      double[] nearest = new double[k];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      int below = rank[i] - 1;
      int above = rank[i] + 1;
      while (Math.min(ofRank(i, below), ofRank(i, above)) < nearest[k - 1]) {
        boolean down = ofRank(i, below) < ofRank(i, above);
        insert(nearest, distance.applyAsDouble(order[down ? below-- : above++]));
      }
      return nearest[k - 1];
    }

    private static void insert(double[] ascending, double value) {
      int at = ascending.length - 1;
      if (value < ascending[at]) {
        for (; at > 0 && ascending[at - 1] > value; at--) {
          ascending[at] = ascending[at - 1];
        }
        ascending[at] = value;
      }
    }

    /** The samples other than i that are nearer than this. */
    int within(int i, double radius) {
      int from = firstWithin(i, radius);
      int to = lastWithin(i, radius);
      if (x.length == 1) {
        return to - from;
      }
      int count = 0;
      for (int r = from; r <= to; r++) {
        count += order[r] != i && distance(i, order[r]) < radius ? 1 : 0;
      }
      return count;
    }

    private int firstWithin(int i, double radius) {
      int out = -1;
      int in = rank[i];
      while (in - out > 1) {
        int middle = (in + out) >>> 1;
        if (ofRank(i, middle) < radius) {
          in = middle;
        } else {
          out = middle;
        }
      }
      return in;
    }

    private int lastWithin(int i, double radius) {
      int in = rank[i];
      int out = order.length;
      while (out - in > 1) {
        int middle = (in + out) >>> 1;
        if (ofRank(i, middle) < radius) {
          in = middle;
        } else {
          out = middle;
        }
      }
      return in;
    }
  }

  /** ψ(1), …, ψ(n + 1) at their own index: −γ + Σ 1/j. */
  private static double[] digamma(int n) {
    double[] psi = new double[n + 2];
    psi[1] = -0.57721566490153286;
    for (int m = 2; m < psi.length; m++) {
      psi[m] = psi[m - 1] + 1.0 / (m - 1);
    }
    return psi;
  }
}
