package elbolab.reproduce.experiments;

import elbolab.data.TimeSeries;
import elbolab.data.series.FootWalk;
import elbolab.data.series.FootWalk.Kind;
import elbolab.data.series.FootWalks;
import elbolab.data.series.FootWalks.PeopleSplit;
import elbolab.data.series.LinearProbe;
import elbolab.math.DoubleMath;
import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.show.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What of the real walks' gait type may be their site. A linear probe sees one second of a right
 * foot, for the left one carries its sensor mirrored, as six numbers: the channels' means, which
 * are little more than how the sensor sits on the foot, or the logarithms of their deviations. It
 * is asked
 *
 * <ul>
 *   <li>for the type of people that it has not seen, which is also their site;
 *   <li>for two halves of the healthy people, drawn at random, in the same way: chance, unless the
 *       question is too easy;
 *   <li>for two walks of one healthy person, learned on the way out and asked on the way back:
 *       nothing of the gait type can tell these apart, only what clings to a recording.
 * </ul>
 */
public record SiteProbes(Map<String, Double> accuracies) {
  private static final int SECOND = 100;

  private enum Feature {
    MEANS("means"),
    DEVIATIONS("deviations");

    private final String words;

    Feature(String words) {
      this.words = words;
    }

    private double of(Moments moments) {
      return this == MEANS ? moments.mean() : DoubleMath.log(moments.variance() + 1e-6) / 2;
    }
  }

  private enum Question {
    TYPE("gait type, which is the site too, of people not seen"),
    HALVES("two random halves of the healthy, of people not seen"),
    WALKS("two walks of one healthy person, learned out, asked back");

    private final String words;

    Question(String words) {
      this.words = words;
    }

    private String by(Feature feature) {
      return "%s by %s".formatted(name().toLowerCase(Locale.ROOT), feature.words);
    }
  }

  /** The answers' accuracies by question and feature; 0.5 is chance for each. */
  public static SiteProbes of(FootWalks gait, PeopleSplit people, Rng rng) {
    Map<String, Double> accuracies = new TreeMap<>();
    for (Feature feature : Feature.values()) {
      accuracies.put(Question.TYPE.by(feature), type(people, feature));
      accuracies.put(Question.HALVES.by(feature), halves(gait, feature, rng.stream("halves", 0)));
      accuracies.put(Question.WALKS.by(feature), walks(gait, feature, rng.stream("walks", 0)));
    }
    return new SiteProbes(accuracies);
  }

  /** Of so many splits by people, those of the seeds 1 and on. */
  public static Sheet ofSplits(FootWalks gait, int splits) {
    Map<String, double[]> all = new TreeMap<>();
    for (int seed = 1; seed <= splits; seed++) {
      SiteProbes probes = ofSeed(gait, gait.split(Rng.of(seed, "people")), seed);
      int at = seed - 1;
      probes.accuracies.forEach(
          (name, share) -> all.computeIfAbsent(name, n -> new double[splits])[at] = share);
    }
    return sheet(all);
  }

  static SiteProbes ofSeed(FootWalks gait, PeopleSplit people, long seed) {
    return of(gait, people, Rng.of(seed, "probes"));
  }

  /** Accuracies of several splits, by question and feature. */
  static Sheet sheet(Map<String, double[]> accuracies) {
    Sheet sheet = Sheet.columns("question", "by means of a second", "by deviations", "splits");
    for (Question question : Question.values()) {
      double[] means = accuracies.get(question.by(Feature.MEANS));
      double[] deviations = accuracies.get(question.by(Feature.DEVIATIONS));
      if (means != null && deviations != null) {
        sheet.row(
            question.words, Measured.ofRuns(means), Measured.ofRuns(deviations), means.length);
      }
    }
    return sheet.caption(
        "What six numbers of a second tell a linear probe: share told right, 0.5 is chance");
  }

  private static double type(PeopleSplit people, Feature feature) {
    Predicate<FootWalk> healthy = walk -> walk.kind() == Kind.HEALTHY;
    LinearProbe probe =
        LinearProbe.fit(
            seconds(people.train(), healthy, feature),
            seconds(people.train(), healthy.negate(), feature));
    return probe.accuracy(
        seconds(people.test(), healthy, feature),
        seconds(people.test(), healthy.negate(), feature));
  }

  /** Learned on three quarters of each half, asked of the other people. */
  private static double halves(FootWalks gait, Feature feature, Rng rng) {
    List<String> people = gait.people(Kind.HEALTHY);
    int[] order = rng.permutation(people.size());
    int half = people.size() / 2;
    int learned = half * 3 / 4;
    List<double[][]> groups = new ArrayList<>();
    for (int from : new int[] {0, half}) {
      for (boolean learning : new boolean[] {true, false}) {
        Predicate<FootWalk> chosen =
            walk -> {
              int place = people.indexOf(walk.person());
              int rank = place < 0 ? -1 : order[place] - from;
              return rank >= 0 && rank < half && learning == rank < learned;
            };
        groups.add(seconds(gait.walks(), chosen, feature));
      }
    }
    return LinearProbe.fit(groups.get(0), groups.get(2)).accuracy(groups.get(1), groups.get(3));
  }

  /** The mean over the healthy people, each with two walks drawn at random and one foot. */
  private static double walks(FootWalks gait, Feature feature, Rng rng) {
    List<String> people = gait.people(Kind.HEALTHY);
    double sum = 0;
    for (String person : people) {
      List<FootWalk> own =
          gait.walks().stream()
              .filter(walk -> walk.person().equals(person) && walk.foot() == 'R')
              .toList();
      // Each walk is there twice in a row, out and back.
      int[] order = rng.stream(person, 0).permutation(own.size() / 2);
      int a = 2 * order[0];
      int b = 2 * order[1];
      LinearProbe probe =
          LinearProbe.fit(seconds(own.get(a), feature), seconds(own.get(b), feature));
      sum += probe.accuracy(seconds(own.get(a + 1), feature), seconds(own.get(b + 1), feature));
    }
    return sum / people.size();
  }

  private static double[][] seconds(
      List<FootWalk> walks, Predicate<FootWalk> which, Feature feature) {
    return walks.stream()
        .filter(walk -> walk.foot() == 'R')
        .filter(which)
        .flatMap(walk -> Arrays.stream(seconds(walk, feature)))
        .toArray(double[][]::new);
  }

  /** Of each whole second of a walk. */
  private static double[][] seconds(FootWalk walk, Feature feature) {
    TimeSeries series = walk.recording().series();
    double[][] features = new double[series.length() / SECOND][];
    for (int i = 0; i < features.length; i++) {
      int from = i * SECOND;
      features[i] = Values.of(series.channels().size(), c -> feature.of(moments(series, from, c)));
    }
    return features;
  }

  private static Moments moments(TimeSeries series, int from, int channel) {
    Moments moments = new Moments();
    for (int t = from; t < from + SECOND; t++) {
      moments.add(series.value(t, channel));
    }
    return moments;
  }
}
