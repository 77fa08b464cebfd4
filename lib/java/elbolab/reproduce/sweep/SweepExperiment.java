package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.math.Sha256;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.ProcessorTime;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sweep as an experiment: its units are settings, seeds and data sets. */
record SweepExperiment(Sweep sweep, Map<String, SweepExperiment.Piece> pieces)
    implements Experiment {

  /** A model of the subject with values of the varied options. */
  record Piece(String model, Setting setting) {}

  /** What all results of the sweep have in common. */
  record Base(String of, SortedMap<String, String> options) {}

  @Override
  public String id() {
    return sweep.name();
  }

  @Override
  public String title() {
    return "a sweep over " + plain().title();
  }

  @Override
  public Scale scale() {
    return plain().scale();
  }

  private Experiment plain() {
    return sweep.subject().with(sweep.base());
  }

  @Override
  public Record settings() {
    return new Base(sweep.subject().id(), new Options(sweep.base()).texts());
  }

  @Override
  public boolean isPaperProtocol() {
    return false;
  }

  @Override
  public List<DataInput> data() {
    return sweep.chosenData();
  }

  @Override
  public int seeds(String dataSet) {
    return plain().seeds(dataSet);
  }

  @Override
  public List<Unit> units(String dataSet, int seeds) {
    return sweep.units(sweep.settings()).stream()
        .filter(unit -> unit.dataSet().equals(dataSet))
        .toList();
  }

  Piece piece(Unit unit) {
    return pieces.get(unit.model());
  }

  private Unit inner(Unit unit) {
    return new Unit(unit.dataSet(), piece(unit).model(), unit.horizon(), unit.seed());
  }

  @Override
  public double seconds(Unit unit) {
    return with(unit).seconds(inner(unit));
  }

  @Override
  public String measuredOn() {
    return plain().measuredOn();
  }

  private Experiment with(Unit unit) {
    Setting setting = piece(unit).setting();
    Record options = new Options(sweep.base()).with(setting.values());
    boolean kept =
        sweep.trained().isPresent()
            && sweep.halving().filter(how -> sweep.subject().goesOn(how.budget())).isPresent();
    return kept
        ? sweep.subject().with(options, checkpoint(unit, setting))
        : sweep.subject().with(options);
  }

  /** The same for all budgets of a setting. */
  private Path checkpoint(Unit unit, Setting setting) {
    Map<String, Object> others = new TreeMap<>(setting.values());
    others.remove(sweep.halving().orElseThrow().budget());
    String text =
        new Unit(unit.dataSet(), new Setting(others).toString(), unit.horizon(), unit.seed())
            .toString();
    String digest = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return sweep.trained().orElseThrow().resolve(digest + ".safetensors");
  }

  /** The processor seconds are those of this thread: other units run beside it. */
  @Override
  public Map<String, Double> run(Unit unit, DataFolder folder) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    Map<String, Double> metrics = new TreeMap<>(with(unit).run(inner(unit), folder));
    metrics.put(ProcessorTime.OF_TRAINING, (threads.getCurrentThreadCpuTime() - begun) / 1e9);
    return metrics;
  }
}
