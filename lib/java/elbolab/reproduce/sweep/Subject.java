package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Scale;
import elbolab.reproduce.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What can be swept: an experiment for each value of a record of options. */
public interface Subject {
  String id();

  /** The values that a sweep starts from. */
  Record options();

  /** The experiment with these options, which are of the type of {@link #options}. */
  Experiment with(Record options);

  /** The same, with the file in which a training that can go on later is kept. */
  default Experiment with(Record options, Path trained) {
    return with(options);
  }

  /**
   * Whether a training that was made longer goes on where the shorter one ended, to the bits of one
   * that was long from the start; by the name of the option that says how long.
   */
  default boolean goesOn(String budget) {
    return false;
  }

  /** An experiment, whose options are its settings: a record of scale and settings, as all are. */
  static Subject of(Experiment experiment) {
    return new Subject() {
      @Override
      public String id() {
        return experiment.id();
      }

      @Override
      public Record options() {
        return experiment.settings();
      }

      @Override
      public Experiment with(Record options) {
        return (Experiment) new Options((Record) experiment).with(Map.of("settings", options));
      }
    };
  }

  /** Options of any kind with what comes out of them for a seed: metrics by name. */
  static <R extends Record> Subject of(String id, R options, Trial<R> trial) {
    return new Subject() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Record options() {
        return options;
      }

      @Override
      @SuppressWarnings("unchecked") // Options.with gives the type that it was given
      public Experiment with(Record its) {
        return new Tried<>(id, (R) its, trial);
      }
    };
  }

  /** What comes out of options: the same for the same seed. */
  interface Trial<R extends Record> {
    Map<String, Double> run(R options, long seed);
  }

  /** A trial as an experiment without claims. */
  record Tried<R extends Record>(String id, R settings, Trial<R> trial) implements Experiment {
    @Override
    public String title() {
      return id;
    }

    @Override
    public Scale scale() {
      return Scale.QUICK;
    }

    @Override
    public List<DataInput> data() {
      return List.of(DataInput.generated(id, "the trial itself"));
    }

    @Override
    public int seeds(String dataSet) {
      return 1;
    }

    @Override
    public List<Unit> units(String dataSet, int seeds) {
      return LongStream.rangeClosed(1, seeds).mapToObj(s -> Unit.of(dataSet, id, s)).toList();
    }

    @Override
    public double seconds(Unit unit) {
      return Double.NaN;
    }

    @Override
    public String measuredOn() {
      return "not measured";
    }

    @Override
    public Map<String, Double> run(Unit unit, DataFolder folder) {
      return trial.run(settings, unit.seed());
    }
  }
}
