package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.TimeSeries;
import elbolab.math.DoubleMath;
import elbolab.math.Rng;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Walks made by the program, in the channels of a sensor on the foot, whose strides are known. In a
 * stride of length s that has come to its part φ, channel c is
 *
 * <p>x_c = g_c (s Σ_h a_h cos 2π(h·w(φ) + p_ch) + tremor · cos 2π 5t + ε), w(φ) = φ − v
 * sin(2πφ)/2π,
 *
 * <p>where the harmonics a, the warp v (long stance), the tremor and the pace belong to the gait
 * type. Normal strides are the longest, shuffling ones the shortest, so that gait type and stride
 * length depend on each other: assumption 2 of DeepDIVE fails. The lengths are assumptions; only
 * their order is the data set's.
 *
 * @param recordings one per walk, with the labels gait type (3) and stride length (14)
 * @param strides the truth
 */
public record SyntheticGait(Options options, List<Recording> recordings, List<Stride> strides) {
  static final List<String> CHANNELS =
      List.of("acc x", "acc y", "acc z", "gyro x", "gyro y", "gyro z");

  /** m/s² and degrees/s of a metre's stride. */
  private static final double[] GAIN = {3, 2, 5, 60, 40, 120};

  private static final double LONGEST = 1.399;
  private static final double TREMOR_HERTZ = 5;

  /**
   * @param subjects 1 or more; each walks in all three types
   * @param strides 2 or more: strides of a walk
   * @param rate 20 or more: samples a second; the real recordings have 1000
   * @param noise 0 or more: standard deviation of ε; a metre's stride has amplitudes near 1
   */
  public record Options(int subjects, int strides, int rate, double noise) {
    /** Ten subjects as in the data set, a light rate. */
    public static final Options DEFAULT = new Options(10, 40, 50, 0.1);

    public Options {
      if (subjects < 1 || strides < 2 || rate < 20 || !(noise >= 0)) {
        throw new DataException(
            "subjects = %d, strides = %d, rate = %d, noise = %s: at least 1, 2, 20 and 0 are needed"
                .formatted(subjects, strides, rate, noise));
      }
    }

    /** The paper's window at this rate: a second, to forecast 0.8 of the next (1000 and 800). */
    public WindowShape shape() {
      return WindowShape.following(rate, rate * 4 / 5);
    }
  }

  /**
   * @param recording its place in the list
   * @param begin the first step
   * @param end the step behind the last
   */
  public record Stride(int recording, GaitType type, double metres, int begin, int end) {}

  /** How a type walks: mean length in m and its spread, seconds a stride, and its waves. */
  private record Manner(
      double metres,
      double spread,
      double seconds,
      double warp,
      double tremor,
      double[] harmonics) {
    static Manner of(GaitType type) {
      return switch (type) {
        case NORMAL -> new Manner(1.15, 0.08, 1.1, 0.1, 0, new double[] {1, 0.6, 0.25, 0.1});
        case STROKE -> new Manner(0.8, 0.1, 1.4, 0.6, 0, new double[] {1, 0.25, 0.5, 0.3});
        case SHUFFLE -> new Manner(0.45, 0.1, 0.9, 0.3, 0.15, new double[] {0.6, 0.9, 0.2, 0.4});
      };
    }
  }

  public SyntheticGait {
    recordings = List.copyOf(recordings);
    strides = List.copyOf(strides);
  }

  public static SyntheticGait generate(Options options, Rng rng) {
    List<Recording> recordings = new ArrayList<>();
    List<Stride> strides = new ArrayList<>();
    for (int subject = 0; subject < options.subjects(); subject++) {
      double size = 1 + 0.05 * rng.stream("subject", subject).nextGaussian();
      for (GaitType type : GaitType.values()) {
        int number = recordings.size();
        Rng own = rng.stream("walk", number);
        List<Stride> walk = walk(options, number, type, size, own);
        String name = "gait made by the program, subject %d, %s".formatted(subject, type.folder());
        recordings.add(recording(name, options, walk, own));
        strides.addAll(walk);
      }
    }
    return new SyntheticGait(options, recordings, strides);
  }

  private static List<Stride> walk(
      Options options, int recording, GaitType type, double size, Rng rng) {
    Manner manner = Manner.of(type);
    List<Stride> walk = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < options.strides(); i++) {
      double metres = size * (manner.metres() + manner.spread() * rng.nextGaussian());
      double seconds = manner.seconds() * (1 + 0.04 * rng.nextGaussian());
      int end = begin + Math.max(2, (int) Math.rint(seconds * options.rate()));
      walk.add(new Stride(recording, type, Math.max(0.05, Math.min(metres, LONGEST)), begin, end));
      begin = end;
    }
    return walk;
  }

  private static Recording recording(String name, Options options, List<Stride> walk, Rng rng) {
    int length = walk.get(walk.size() - 1).end();
    int channels = CHANNELS.size();
    double[] values = new double[length * channels];
    int[] lengthClasses = new int[length];
    for (Stride stride : walk) {
      Manner manner = Manner.of(stride.type());
      Arrays.fill(
          lengthClasses, stride.begin(), stride.end(), StrideLength.classOf(stride.metres()));
      for (int t = stride.begin(); t < stride.end(); t++) {
        double part = (double) (t - stride.begin()) / (stride.end() - stride.begin());
        double warped = part - manner.warp() * DoubleMath.sinTurns(part) / (2 * Math.PI);
        double tremor = manner.tremor() * wave(TREMOR_HERTZ * t / options.rate());
        for (int c = 0; c < channels; c++) {
          double swing = stride.metres() * shape(manner.harmonics(), warped, c);
          values[t * channels + c] =
              GAIN[c] * (swing + tremor + options.noise() * rng.nextGaussian());
        }
      }
    }
    TimeSeries series =
        new TimeSeries(
            name,
            Optional.empty(),
            Duration.ofNanos(1_000_000_000L / options.rate()),
            CHANNELS,
            values);
    return new Recording(
        series,
        List.of(
            StepLabel.constant(
                GaitMotion.TYPE_LABEL, GaitType.names(), walk.get(0).type().ordinal(), length),
            new StepLabel(StrideLength.LABEL, StrideLength.CLASSES, lengthClasses)));
  }

  /** Each channel sees the same harmonics at phases of its own. */
  private static double shape(double[] harmonics, double turns, int channel) {
    double sum = 0;
    for (int h = 1; h <= harmonics.length; h++) {
      sum += harmonics[h - 1] * wave(h * turns + 0.17 * channel * h + 0.29 * channel);
    }
    return sum;
  }

  /** cos 2πu for any u. */
  private static double wave(double u) {
    return DoubleMath.cosTurns(u - Math.floor(u));
  }
}
