package elbolab.data.series;

import elbolab.data.Column;
import elbolab.data.ColumnSpec;
import elbolab.data.Csv;
import elbolab.data.CsvFormat;
import elbolab.data.DataException;
import elbolab.data.DataFolder;
import elbolab.data.NumberColumn;
import elbolab.data.Table;
import elbolab.data.TimeSeries;
import elbolab.data.series.FootWalk.Kind;
import elbolab.math.Rng;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Real walks of 19 healthy people (10 m over ground, a turn, 10 m back) and of 12 patients after a
 * stroke (minutes on a treadmill), sensors on both feet, in the channels of GaitMotion at 100 Hz.
 * They come from two sites, so that whatever tells the sites apart tells the types apart too.
 *
 * <p>The turns are left out. Of a treadmill's recording the longest stretch in which the foot walks
 * evenly is taken. Stride times are told from the rotation in both groups alike ({@link
 * StrideTimes}), for a label that is measured in two ways would say which group a window is from;
 * the steps marked by hand in the healthy group are there to check them. Samples that the radio
 * lost, 4 % in the healthy group in gaps of a few, are straight lines.
 *
 * @param walks each stretch of each foot
 * @param origin "real walks", or that the program made them
 */
public record FootWalks(List<FootWalk> walks, String origin) {
  static final String HEALTHY = "gait_healthy_ipol";
  static final String STROKE = "gait_stroke_movingreality";
  private static final List<String> COLUMNS =
      List.of("acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z");
  private static final int[] ROTATION = {3, 4, 5};
  private static final double RATE = 100;
  private static final Duration STEP = Duration.ofMillis(10);
  private static final char[] FEET = {'L', 'R'};

  /** How far the healthy walked between the start, or the turn, and the turn, or the end. */
  private static final double WAY_METRES = 10;

  /** Below it a treadmill's patient is taken to stand, or to change the pace. */
  private static final double LEAST_LIKENESS = 0.5;

  /** One part in so many of the people for validation, and for the test. */
  private static final int PART = 10;

  /** The files that are read. */
  public static final List<String> FILES =
      List.of(
          HEALTHY + "/records.csv.gz",
          HEALTHY + "/foot_events.csv.gz",
          HEALTHY + "/signals.zip",
          STROKE + "/records.csv.gz",
          STROKE + "/signals.zip");

  public FootWalks {
    walks = List.copyOf(walks);
  }

  /** Whether both data sets are in a folder. */
  public static boolean isIn(DataFolder folder) {
    return FILES.stream().allMatch(file -> folder.find(file).isPresent());
  }

  public static FootWalks load(DataFolder folder) {
    List<FootWalk> walks = new ArrayList<>();
    Table records = table(folder, FILES.get(0));
    Table events = table(folder, FILES.get(1));
    try (FileSystem signals = open(folder, FILES.get(2))) {
      for (int row = 0; row < records.rows(); row++) {
        healthy(signals, records, row, events, walks);
      }
    } catch (IOException e) {
      throw new DataException(FILES.get(2) + ": cannot be read: " + e.getMessage(), e);
    }
    Table patients = table(folder, FILES.get(3));
    try (FileSystem signals = open(folder, FILES.get(4))) {
      for (int row = 0; row < patients.rows(); row++) {
        stroke(signals, patients, row, walks);
      }
    } catch (IOException e) {
      throw new DataException(FILES.get(4) + ": cannot be read: " + e.getMessage(), e);
    }
    return new FootWalks(walks, "real walks");
  }

  /**
   * The real ones, or without them normal walks and such as after a stroke of {@link
   * SyntheticGait}: twelve of each, each twice, cut in two. The generator has one foot and no
   * sensor that could sit in one way or another.
   */
  public static FootWalks loadOrGenerate(DataFolder folder, long seed) {
    return isIn(folder) ? load(folder) : generate(seed);
  }

  static FootWalks generate(long seed) {
    List<FootWalk> walks = new ArrayList<>();
    for (int trial = 1; trial <= 2; trial++) {
      SyntheticGait made =
          SyntheticGait.generate(
              new SyntheticGait.Options(12, 24, (int) RATE, 0.1),
              Rng.of(seed, "walks").stream("trial", trial));
      for (int i = 0; i < made.recordings().size(); i++) {
        generated(made, i, trial, walks);
      }
    }
    return new FootWalks(walks, "walks made by the program");
  }

  private static void generated(
      SyntheticGait made, int recording, int trial, List<FootWalk> walks) {
    List<SyntheticGait.Stride> strides =
        made.strides().stream().filter(stride -> stride.recording() == recording).toList();
    if (strides.get(0).type() == GaitType.SHUFFLE) {
      return;
    }
    Kind kind = strides.get(0).type() == GaitType.NORMAL ? Kind.HEALTHY : Kind.STROKE;
    String person =
        kind.name().toLowerCase(Locale.ROOT) + " " + recording / GaitType.values().length;
    TimeSeries whole = made.recordings().get(recording).series();
    int half = strides.size() / 2;
    for (int way = 0; way < 2; way++) {
      List<SyntheticGait.Stride> its = strides.subList(way * half, (way + 1) * half);
      int from = its.get(0).begin();
      int to = its.get(half - 1).end();
      TimeSeries part = whole.slice(from, to);
      double metres = its.stream().mapToDouble(SyntheticGait.Stride::metres).sum();
      walks.add(
          FootWalk.of(
              person,
              kind,
              trial + (way == 0 ? " out" : " back"),
              'R',
              part,
              StrideTimes.of(part, ROTATION),
              its.stream().mapToInt(stride -> stride.begin() - from).toArray(),
              metres * RATE / (to - from)));
    }
  }

  private static Table table(DataFolder folder, String file) {
    return Table.read(folder.file(file), ColumnSpec.text("record"));
  }

  private static FileSystem open(DataFolder folder, String file) throws IOException {
    return FileSystems.newFileSystem(folder.file(file));
  }

  /** Both feet of one record, on the way out and on the way back. */
  private static void healthy(
      FileSystem signals, Table records, int row, Table events, List<FootWalk> walks) {
    String record = records.column("record").text(row);
    String person = "healthy " + records.column("subject").text(row);
    int[][] ways = {
      {at(records, "trial_start", row), at(records, "uturn_start", row)},
      {at(records, "uturn_end", row), at(records, "trial_end", row)}
    };
    for (char foot : FEET) {
      TimeSeries whole = signal(signals, record, foot, true);
      for (int way = 0; way < ways.length; way++) {
        int from = ways[way][0];
        int to = Math.min(ways[way][1], whole.length());
        TimeSeries part = whole.slice(from, to);
        walks.add(
            FootWalk.of(
                person,
                Kind.HEALTHY,
                record + (way == 0 ? " out" : " back"),
                foot,
                part,
                StrideTimes.of(part, ROTATION),
                toeOffs(events, record, foot, from, to),
                WAY_METRES * RATE / (to - from)));
      }
    }
  }

  /** The first samples of the swings that begin in a stretch, counted from its start. */
  private static int[] toeOffs(Table events, String record, char foot, int from, int to) {
    Column records = events.column("record");
    Column feet = events.column("foot");
    return IntStream.range(0, events.rows())
        .filter(row -> records.text(row).equals(record))
        .filter(row -> feet.text(row).equals(String.valueOf(foot)))
        .map(row -> at(events, "first", row))
        .filter(first -> first >= from && first < to)
        .map(first -> first - from)
        .toArray();
  }

  private static void stroke(FileSystem signals, Table records, int row, List<FootWalk> walks) {
    String record = records.column("record").text(row);
    String person = "patient " + records.column("patient").text(row);
    String speed = records.column("treadmill_speed_m_s").text(row);
    for (char foot : FEET) {
      TimeSeries whole = signal(signals, record, foot, false);
      int[] walk = StrideTimes.of(whole, ROTATION).longestWalk(LEAST_LIKENESS);
      TimeSeries part = whole.slice(walk[0], walk[1]);
      walks.add(
          FootWalk.of(
              person,
              Kind.STROKE,
              record,
              foot,
              part,
              StrideTimes.of(part, ROTATION),
              new int[0],
              speed.isEmpty() ? Double.NaN : Double.parseDouble(speed)));
    }
  }

  private static int at(Table table, String column, int row) {
    return Integer.parseInt(table.column(column).text(row));
  }

  /** The six channels of a foot; the healthy group's files also say which samples were lost. */
  private static TimeSeries signal(FileSystem zip, String record, char foot, boolean lost) {
    Path file = zip.getPath("%s_%s.csv".formatted(record, foot));
    List<ColumnSpec> specs = new ArrayList<>(COLUMNS.stream().map(ColumnSpec::real).toList());
    if (lost) {
      specs.add(ColumnSpec.real("lost"));
    }
    List<Column> columns = Csv.read(file, CsvFormat.COMMA, specs);
    int width = COLUMNS.size();
    double[] values = new double[columns.get(0).size() * width];
    for (int c = 0; c < width; c++) {
      double[] its = ((NumberColumn) columns.get(c)).values();
      for (int t = 0; t < its.length; t++) {
        values[t * width + c] = its[t];
      }
    }
    String name = "%s, foot %s".formatted(record, foot);
    return new TimeSeries(name, Optional.empty(), STEP, SyntheticGait.CHANNELS, values);
  }

  /** The walks of people who are in no two of these. */
  public record PeopleSplit(List<FootWalk> train, List<FootWalk> validation, List<FootWalk> test) {
    /** Windows whose people are in one block only. */
    public ForecastData windows(WindowOptions options) {
      return ForecastData.of(recordings(train), recordings(validation), recordings(test), options);
    }

    private static List<Recording> recordings(List<FootWalk> walks) {
      return walks.stream().map(FootWalk::recording).toList();
    }
  }

  /** 8:1:1 by people, in both groups alike, drawn at random. */
  public PeopleSplit split(Rng rng) {
    List<List<FootWalk>> blocks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Kind kind : Kind.values()) {
      List<String> people = people(kind);
      int few = Math.max(1, (people.size() + PART / 2) / PART);
      int[] order = rng.stream(kind.name(), 0).permutation(people.size());
      for (FootWalk walk : walks) {
        int place = people.indexOf(walk.person());
        if (place >= 0) {
          int rank = order[place];
          blocks.get(rank < few ? 2 : rank < 2 * few ? 1 : 0).add(walk);
        }
      }
    }
    return new PeopleSplit(blocks.get(0), blocks.get(1), blocks.get(2));
  }

  /** Seconds of the strides of a group, once for each second of walking. */
  public double[] strideSeconds(Kind kind) {
    return eachSecond(kind, (walk, step) -> walk.strideSeconds()[step]);
  }

  /** Metres of the strides of a group whose speed is known, once for each second of walking. */
  public double[] strideMetres(Kind kind) {
    return eachSecond(kind, FootWalk::strideMetres);
  }

  private interface OfStep {
    double of(FootWalk walk, int step);
  }

  private double[] eachSecond(Kind kind, OfStep number) {
    int second = (int) RATE;
    return walks.stream()
        .filter(walk -> walk.kind() == kind)
        .flatMapToDouble(
            walk ->
                IntStream.range(0, walk.strideSeconds().length / second)
                    .mapToDouble(i -> number.of(walk, i * second + second / 2)))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  /** Who is in a group, in the order of the files. */
  public List<String> people(Kind kind) {
    return walks.stream()
        .filter(walk -> walk.kind() == kind)
        .map(FootWalk::person)
        .distinct()
        .toList();
  }
}
