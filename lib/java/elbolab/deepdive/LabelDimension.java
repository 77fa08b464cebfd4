package elbolab.deepdive;

import elbolab.data.series.WindowLabel;
import elbolab.math.Moments;
import elbolab.math.Quantile;
import elbolab.show.Plot;
import elbolab.show.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A label's marginal dimension on a block of windows.
 *
 * @param label the true classes
 * @param s w · b of each window from the mean code: the abscissa of figures 3 and 4
 * @param found the most probable class of each window by the classifier
 * @param sumOfA Σ a of each window: the ordinate of figure 3
 */
public record LabelDimension(WindowLabel label, double[] s, int[] found, double[] sumOfA) {
  public String name() {
    return label.name();
  }

  /** The part of the windows whose class is the classifier's. */
  public double accuracy() {
    int[] truth = label.classes();
    return (double) IntStream.range(0, found.length).filter(i -> found[i] == truth[i]).count()
        / found.length;
  }

  /** The median of s in each class; NaN for a class without windows. */
  public double[] medians() {
    return Values.of(
        label.classCount(),
        k -> {
          double[] mine = Values.ofClass(k, s, label.classes());
          return mine.length == 0 ? Double.NaN : Quantile.of(mine, 0.5);
        });
  }

  /**
   * The part of the variance of Σ a that lies between the classes (the correlation ratio): 0 where
   * the class says nothing of its mean.
   */
  public double shareOfSumOfA() {
    double within = 0;
    for (int k = 0; k < label.classCount(); k++) {
      within += squares(Values.ofClass(k, sumOfA, label.classes()));
    }
    return 1 - within / squares(sumOfA);
  }

  private static double squares(double[] values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return values.length < 2 ? 0 : moments.variance() * (values.length - 1);
  }

  /** Figure 3: a point per window, with so many neighbouring classes in one colour. */
  public Plot scatter(int together) {
    int[] groups = Arrays.stream(label.classes()).map(k -> k / together).toArray();
    String[] names = groups(together).stream().distinct().toArray(String[]::new);
    return Plot.of(name()).x("s of the " + name()).y("sum of a").points(s, sumOfA, groups, names);
  }

  /** Figure 4: the density of each class along the dimension, its name at the top. */
  public Plot densities(int together) {
    return Plot.of(name())
        .x("s of the " + name())
        .y("density")
        .densities(s, label.classes(), label.classNames(), groups(together));
  }

  /** The name of the group that each class is in. */
  private List<String> groups(int together) {
    List<String> names = label.classNames();
    return IntStream.range(0, names.size())
        .mapToObj(
            k -> {
              int first = k / together * together;
              int last = Math.min(first + together, names.size()) - 1;
              return first == last ? names.get(k) : names.get(first) + "–" + names.get(last);
            })
        .toList();
  }
}
