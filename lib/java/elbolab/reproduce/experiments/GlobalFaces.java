package elbolab.reproduce.experiments;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Pictures;
import elbolab.global.GlobalVae;
import elbolab.global.GroupClassifier;
import elbolab.global.GroupClassifier.Kernel;
import elbolab.global.GroupCodes;
import elbolab.global.GroupKind;
import elbolab.global.Groups;
import elbolab.reproduce.ClaimMetric;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import elbolab.show.Measured;
import elbolab.show.Sheet;
import elbolab.tensor.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether groups of faces of one kind can be told apart by β (the thesis, table 4.2), with the
 * authors' protocol and with a stricter one, and beside β what a classifier could see without it.
 *
 * <p>The authors' protocol, as their code has it: means of q(β | X, Z), images that the model was
 * trained on, groups of 128, the batch's own moments in the normalisation, 100 groups of each kind
 * and 300 random ones, a fifth of all groups to judge. Ours: images that the model was not trained
 * on; the classifier learns from groups of one half of them and is judged on as many groups of the
 * other half, so that no image is in both. The networks are the thesis's, the faces the first
 * 10,000 of CelebA.
 */
public record GlobalFaces(Scale scale, Settings settings) implements Experiment {
  private static final String FACES = "celeba_10k";
  private static final String TRAINED = GlobalModel.UG_VAE.title();
  private static final String UNTRAINED = "UG-VAE, not trained";
  private static final String AUTHORS = "authors' protocol";
  private static final int SIZE = 128;
  private static final int[] SIZES = {16, 32, 64, 128, 256};

  /**
   * @param trained faces that the model is trained on; the others judge
   * @param epochs 10 in the public code
   * @param groups of each kind in a classification
   * @param random groups, where they are a kind
   */
  public record Settings(int trained, int epochs, int groups, int random) {}

  /** The two questions of table 4.2, each without and with random groups as a third kind. */
  private enum Question {
    HAIR("black vs blond", "Black_Hair", "1", "Blond_Hair", "1"),
    SEX("male vs female", "Male", "1", "Male", "0");

    private final String title;
    private final String[] attributes;

    Question(String title, String... attributes) {
      this.title = title;
      this.attributes = attributes;
    }

    /** The two kinds, and random groups. */
    GroupKind[] kinds(Pictures faces) {
      return new GroupKind[] {
        new GroupKind(attributes[1], faces.where(attributes[0], attributes[1])),
        new GroupKind(attributes[3], faces.where(attributes[2], attributes[3])),
        new GroupKind("random", IntStream.range(0, faces.size()).toArray())
      };
    }

    String title(boolean random) {
      return random ? title + " vs random" : title;
    }
  }

  public static GlobalFaces at(Scale scale) {
    return new GlobalFaces(
        scale,
        scale == Scale.PAPER ? new Settings(8000, 10, 100, 300) : new Settings(8000, 1, 50, 150));
  }

  @Override
  public String id() {
    return "global-faces";
  }

  @Override
  public String title() {
    return "whether groups of faces differ in the global variable of UG-VAE, and whether that is due to it";
  }

  @Override
  public List<DataInput> data() {
    return List.of(DataInput.pictures(FACES));
  }

  @Override
  public int seeds(String dataSet) {
    return 5;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return Unit.ofEach(dataSet, List.of(TRAINED, UNTRAINED), seeds);
  }

  @Override
  public double seconds(Unit unit) {
    return (unit.model().equals(TRAINED)
            ? GlobalModel.seconds(settings.trained(), settings.epochs())
            : 0)
        + 20
        + 0.3 * (2 * settings.groups() + settings.random());
  }

  @Override
  public String measuredOn() {
    return "steps and groups of 128 faces; one core of an AMD EPYC, Java 17, vector path";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    Pictures faces = Catalogue.pictures(FACES).load(folder);
    Pictures known = faces.range(0, settings.trained());
    GlobalVae model =
        unit.model().equals(TRAINED)
            ? GlobalModel.UG_VAE.trained(known, settings.epochs(), unit.seed())
            : GlobalModel.UG_VAE.untrained(unit.seed());
    Map<String, Double> metrics = new TreeMap<>();
    judgeStrictly(model, faces.range(settings.trained(), faces.size()), unit.seed(), metrics);
    judgeAsTheAuthors(model, known, unit.seed(), metrics);
    return metrics;
  }

  private int[] counts(boolean random) {
    int each = settings.groups();
    return random ? new int[] {each, each, settings.random()} : new int[] {each, each};
  }

  private static GroupKind[] kinds(Question question, Pictures faces, boolean random) {
    return Arrays.copyOf(question.kinds(faces), random ? 3 : 2);
  }

  private void judgeAsTheAuthors(
      GlobalVae model, Pictures known, long seed, Map<String, Double> metrics) {
    for (Question question : Question.values()) {
      int[] counts = counts(true);
      int[][] groups = GroupKind.groups(counts, SIZE, seed, kinds(question, known, true));
      int[] kinds = GroupKind.kinds(counts);
      double[][] beta = new double[groups.length][];
      for (int g = 0; g < beta.length; g++) {
        try (Tape tape = Tape.inference()) {
          beta[g] =
              model
                  .encodeAsInTraining(known.rows(groups[g]), Groups.one(SIZE))
                  .global()
                  .mean()
                  .toDoubles();
        }
      }
      for (boolean random : new boolean[] {false, true}) {
        int count = Arrays.stream(counts(random)).sum();
        for (Kernel kernel : Kernel.values()) {
          add(
              metrics,
              question.title(random),
              kernel,
              AUTHORS,
              GroupClassifier.fit(
                  Arrays.copyOf(beta, count), Arrays.copyOf(kinds, count), kernel, seed));
        }
      }
    }
  }

  private void judgeStrictly(
      GlobalVae model, Pictures others, long seed, Map<String, Double> metrics) {
    int half = others.size() / 2;
    Pictures first = others.range(0, half);
    Pictures second = others.range(half, others.size());
    for (Question question : Question.values()) {
      for (boolean random : new boolean[] {false, true}) {
        int[] counts = counts(random);
        int count = Arrays.stream(counts).sum();
        int[] kinds = GroupKind.kinds(counts);
        int[] both = IntStream.range(0, 2 * count).map(i -> kinds[i % count]).toArray();
        for (int size : SIZES) {
          int[][] learned = GroupKind.groups(counts, size, seed, kinds(question, first, random));
          int[][] judged = GroupKind.groups(counts, size, ~seed, kinds(question, second, random));
          for (GroupCodes code : GroupCodes.values()) {
            List<double[]> codes = new ArrayList<>(List.of(code.of(model, first, learned)));
            codes.addAll(List.of(code.of(model, second, judged)));
            for (Kernel kernel : size == SIZE ? Kernel.values() : new Kernel[] {Kernel.LINEAR}) {
              add(
                  metrics,
                  question.title(random),
                  kernel,
                  protocol(code, size),
                  GroupClassifier.fit(
                      codes.toArray(double[][]::new),
                      both,
                      IntStream.range(0, count).toArray(),
                      IntStream.range(count, 2 * count).toArray(),
                      kernel,
                      seed));
            }
          }
        }
      }
    }
  }

  private static String protocol(GroupCodes code, int size) {
    return switch (code) {
          case BETA -> "mean of beta";
          case DRAW_OF_BETA -> "draw of beta";
          case MEAN_OF_Z -> "mean of z";
          case MEAN_OF_PIXELS -> "mean image";
          case RANDOM_PROJECTION -> "random directions";
        }
        + ", "
        + size;
  }

  private static String machine(Kernel kernel) {
    return kernel == Kernel.LINEAR ? "linear SVM" : "RBF SVM";
  }

  private static String metric(String batches, Kernel kernel, String protocol, String part) {
    return String.join("; ", batches, machine(kernel), protocol, part);
  }

  private static void add(
      Map<String, Double> metrics,
      String batches,
      Kernel kernel,
      String protocol,
      GroupClassifier found) {
    metrics.put(metric(batches, kernel, protocol, "train"), found.train());
    metrics.put(metric(batches, kernel, protocol, "test"), found.test());
  }

  @Override
  public List<ClaimMetric> answers() {
    List<ClaimMetric> answers = new ArrayList<>();
    for (Question question : Question.values()) {
      for (boolean random : new boolean[] {false, true}) {
        for (Kernel kernel : Kernel.values()) {
          for (String part : List.of("train", "test")) {
            String batches = question.title(random);
            String claim =
                String.join("/", "ugvae-4.2", batches, machine(kernel), part).replace(' ', '-');
            answers.add(
                ClaimMetric.of(claim, FACES, TRAINED, metric(batches, kernel, AUTHORS, part))
                    .butNotComparable("8,000 of CelebA's 202,599 faces, cut to their middle"));
          }
        }
      }
    }
    return answers;
  }

  /** Table 4.2 with its controls, and how much a larger group helps. */
  @Override
  public List<Sheet> findings(Result result) {
    if (result.units().isEmpty()) {
      return List.of();
    }
    List<Sheet> sheets = new ArrayList<>();
    List<String> protocols = new ArrayList<>(List.of(AUTHORS));
    Arrays.stream(GroupCodes.values()).forEach(code -> protocols.add(protocol(code, SIZE)));
    List<String> batches =
        Arrays.stream(Question.values())
            .flatMap(question -> Stream.of(question.title(false), question.title(true)))
            .toList();
    for (Kernel kernel : Kernel.values()) {
      Sheet sheet = sheet("what the " + machine(kernel) + " sees", batches);
      for (String model : List.of(TRAINED, UNTRAINED)) {
        for (String protocol : protocols) {
          row(
              sheet,
              result,
              model,
              model + ": " + protocol,
              batches.stream().map(b -> metric(b, kernel, protocol, "test")).toList());
        }
      }
      sheets.add(
          sheet.caption(
              "Accuracy on groups that are not trained on; always the most frequent kind: .5, and .6 with random groups"));
    }
    Sheet sizes =
        sheet("faces in a group", Arrays.stream(SIZES).mapToObj(Integer::toString).toList());
    String hardest = Question.SEX.title(true);
    for (String model : List.of(TRAINED, UNTRAINED)) {
      for (GroupCodes code : GroupCodes.values()) {
        row(
            sizes,
            result,
            model,
            model + ": " + protocol(code, SIZE).replace(", " + SIZE, ""),
            Arrays.stream(SIZES)
                .mapToObj(size -> metric(hardest, Kernel.LINEAR, protocol(code, size), "test"))
                .toList());
      }
    }
    sheets.add(sizes.caption("The same by the size of the groups: " + hardest + ", linear SVM"));
    return sheets;
  }

  private static Sheet sheet(String first, List<String> others) {
    return Sheet.columns(Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new))
        .decimals(3);
  }

  /** The mean over seeds of each metric; no row where nothing was run. */
  private static void row(
      Sheet sheet, Result result, String model, String title, List<String> metrics) {
    List<Object> cells = new ArrayList<>(List.of(title));
    for (String metric : metrics) {
      double[] values = result.values(model, metric);
      if (values.length == 0) {
        return;
      }
      cells.add(Measured.ofRuns(values));
    }
    sheet.row(cells.toArray());
  }
}
