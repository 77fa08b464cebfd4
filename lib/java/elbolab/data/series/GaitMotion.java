package elbolab.data.series;

import elbolab.data.DataException;
import elbolab.data.DataFolder;
import elbolab.data.TimeSeries;
import elbolab.data.pickle.NumpyArray;
import elbolab.data.pickle.PandasTable;
import elbolab.data.pickle.Pickle;
import elbolab.data.pickle.Pickle.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * GaitMotion (Zhang et al. 2024) in its published form: {@code Normal|Stroke|Shuffle/
 * P<subject>_<trial>…<side>.pkl}, 1000 samples a second, each a pickle of (x, y, seg_index).
 *
 * <p>x has a row per sample: acceleration (m/s²) and rotation (degrees/s) in columns 0 to 5, and
 * the step mask, 1 in swing and 0 in stance, in the last but one; it is also 1 before and after the
 * walk. y has a row per stride after a first one that is skipped, with {@code Stride_length} in cm.
 *
 * <p>What is read here: the six channels as they are, from the first toe-off of the walk to its
 * end; a stride lasts from one toe-off to the next and has the length of its row. The authors also
 * filter (Butterworth of order 3, 20 Hz) for their own task; the paper on DeepDIVE says nothing of
 * that, so it is left out. Tried on files made in this format, not on the recordings themselves.
 */
public final class GaitMotion {
  /** The label of the three types, and the folder. */
  static final String TYPE_LABEL = "gait type";

  static final String FOLDER = "gaitmotion";
  private static final int CHANNELS = 6;
  private static final Pattern NAME = Pattern.compile("P(\\d+)_(\\d+).*?([A-Za-z])\\.pkl");

  /**
   * @param side the letter that names the foot
   * @param metres of each stride, in order
   */
  public record Trial(
      GaitType type, int subject, int trial, char side, Recording recording, double[] metres) {}

  private GaitMotion() {}

  /** All trials, by type and file name. */
  public static List<Trial> load(DataFolder folder) {
    List<Trial> trials = new ArrayList<>();
    for (GaitType type : GaitType.values()) {
      for (Path file : files(folder(folder).resolve(type.folder()))) {
        trials.add(read(type, file));
      }
    }
    if (trials.isEmpty()) {
      throw new DataException(folder(folder) + ": no file P<subject>_<trial>…<side>.pkl in it");
    }
    return trials;
  }

  private static Path folder(DataFolder folder) {
    return folder.places().stream()
        .map(place -> place.resolve(FOLDER))
        .filter(place -> Files.isDirectory(place.resolve(GaitType.NORMAL.folder())))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "GaitMotion is not there: no folder %s/%s in %s. 'environment/workbench data %s' says where to get it; SyntheticGait stands in"
                        .formatted(FOLDER, GaitType.NORMAL.folder(), folder.places(), FOLDER)));
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  /** Reads one trial. */
  static Trial read(GaitType type, Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new DataException(file + ": expected a name P<subject>_<trial>…<side>.pkl");
    }
    try {
      if (!(Pickle.read(file) instanceof Tuple triple) || triple.items().size() < 2) {
        throw new DataException("expected a tuple (x, y, seg_index)");
      }
      NumpyArray x = NumpyArray.of(triple.items().get(0));
      double[] metres = strideLengths(PandasTable.of(triple.items().get(1)));
      if (x.shape().length != 2 || x.shape()[1] < CHANNELS + 2) {
        throw new DataException("x has shape " + Arrays.toString(x.shape()) + "; 2-D is expected");
      }
      int subject = Integer.parseInt(name.group(1));
      int trial = Integer.parseInt(name.group(2));
      char side = name.group(3).charAt(0);
      String title =
          "GaitMotion, subject %d, trial %d, %s, %s".formatted(subject, trial, side, type.folder());
      return new Trial(type, subject, trial, side, recording(title, type, x, metres), metres);
    } catch (DataException e) {
      String at = e.getMessage().startsWith(file.toString()) ? "" : file + ": ";
      throw new DataException(at + e.getMessage(), e);
    }
  }

  /** Without the first row, in metres. */
  private static double[] strideLengths(PandasTable y) {
    double[] centimetres =
        y.column("Stride_length")
            .orElseThrow(
                () ->
                    new DataException(
                        "y has no column Stride_length; it has " + y.columns().keySet()));
    double[] metres = Arrays.stream(centimetres).skip(1).map(cm -> cm / 100).toArray();
    for (int i = 0; i < metres.length; i++) {
      if (!(metres[i] > 0)) {
        throw new DataException("Stride_length is %s in row %d".formatted(100 * metres[i], i + 1));
      }
    }
    return metres;
  }

  private static Recording recording(String title, GaitType type, NumpyArray x, double[] metres) {
    int width = x.shape()[1];
    List<Integer> toeOffs = toeOffs(x);
    int strides = Math.min(toeOffs.size() - 1, metres.length);
    if (strides < 1) {
      throw new DataException(
          "the mask has %d toe-offs, y %d strides: none to read"
              .formatted(Math.max(0, toeOffs.size() - 1), metres.length));
    }
    int begin = toeOffs.get(0);
    int length = toeOffs.get(strides) - begin;
    double[] values = new double[length * CHANNELS];
    for (int t = 0; t < length; t++) {
      System.arraycopy(x.numbers(), (begin + t) * width, values, t * CHANNELS, CHANNELS);
    }
    int[] lengths = new int[length];
    for (int i = 0; i < strides; i++) {
      int from = toeOffs.get(i) - begin;
      int to = toeOffs.get(i + 1) - begin;
      Arrays.fill(lengths, from, to, StrideLength.classOf(metres[i]));
    }
    TimeSeries series =
        new TimeSeries(
            title, Optional.empty(), Duration.ofMillis(1), SyntheticGait.CHANNELS, values);
    return new Recording(
        series,
        List.of(
            StepLabel.constant(TYPE_LABEL, GaitType.names(), type.ordinal(), length),
            new StepLabel(StrideLength.LABEL, StrideLength.CLASSES, lengths)));
  }

  /** Where the mask rises between its first and its last 0, and the end of the walk. */
  private static List<Integer> toeOffs(NumpyArray x) {
    int rows = x.shape()[0];
    int width = x.shape()[1];
    int first = -1;
    int last = -1;
    for (int t = 0; t < rows; t++) {
      if (x.numbers()[t * width + width - 2] == 0) {
        first = first < 0 ? t : first;
        last = t;
      }
    }
    List<Integer> toeOffs = new ArrayList<>();
    for (int t = first + 1; t <= last; t++) {
      if (x.numbers()[t * width + width - 2] != 0
          && x.numbers()[(t - 1) * width + width - 2] == 0) {
        toeOffs.add(t);
      }
    }
    toeOffs.add(last + 1);
    return toeOffs;
  }
}
