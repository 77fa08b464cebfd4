package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.math.Rng;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Means of dice, fast and exact enough to judge: on "fair" dice E = 3.5, on "file" data whatever
 * the scores; it answers some claims of the catalogue.
 */
record DiceExperiment(
    Scale scale, Settings settings, List<ClaimMetric> answers, boolean isPaperProtocol)
    implements Experiment {
  static final String FILE = "dice/scores.txt";

  record Settings(int throwsPerSeed, double secondsPerUnit) {}

  static DiceExperiment at(Scale scale, ClaimMetric... answers) {
    return new DiceExperiment(scale, new Settings(1000, 2), List.of(answers), scale == Scale.PAPER);
  }

  DiceExperiment with(Settings other) {
    return new DiceExperiment(scale, other, answers, isPaperProtocol);
  }

  @Override
  public String id() {
    return "dice";
  }

  @Override
  public String title() {
    return "means of dice";
  }

  @Override
  public List<DataInput> data() {
    return List.of(
        DataInput.generated("fair", "Philox, by the seed"),
        DataInput.files("from-file", "nowhere", FILE));
  }

  @Override
  public int seeds(String dataSet) {
    return scale == Scale.QUICK ? 5 : 30;
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return LongStream.rangeClosed(1, seeds)
        .boxed()
        .flatMap(seed -> List.of("one", "two").stream().map(m -> Unit.of(dataSet, m, seed)))
        .toList();
  }

  @Override
  public double seconds(Unit unit) {
    return settings.secondsPerUnit;
  }

  @Override
  public String measuredOn() {
    return "made up for tests";
  }

  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    if (unit.seed() == 13) {
      throw new IllegalStateException("unlucky");
    }
    Rng rng = Rng.of(unit.seed(), unit.model());
    double sum = 0;
    for (int i = 0; i < settings.throwsPerSeed; i++) {
      sum += 1 + rng.nextInt(6);
    }
    return Map.of("mean", sum / settings.throwsPerSeed, "constant", 0.1);
  }
}
