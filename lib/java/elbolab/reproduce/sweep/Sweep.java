package elbolab.reproduce.sweep;

import elbolab.data.DataFolder;
import elbolab.data.Nearest;
import elbolab.reproduce.DataInput;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Result;
import elbolab.reproduce.Unit;
import elbolab.reproduce.UnitResult;
import elbolab.reproduce.UsageError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of a subject's options, the data and models that they are tried on, and how many seeds
 * each gets. Each word gives a new sweep; see the package for an example.
 */
public final class Sweep implements Cloneable {
  private final Subject subject;
  private String name;
  private Map<String, Object> fixed = Map.of();
  private Search search = new Search.Grid(Map.of());
  private List<String> data = List.of();
  private List<String> models = List.of();
  private int seeds = 1;
  private Optional<Halving> halving = Optional.empty();
  private Optional<Best> best = Optional.empty();
  private Optional<Path> trained = Optional.empty();
  private boolean live;

  private Sweep(Subject subject) {
    this.subject = subject;
    this.name = subject.id();
  }

  public static Sweep over(Subject subject) {
    return new Sweep(subject);
  }

  /** Of an experiment's settings. */
  public static Sweep over(Experiment experiment) {
    return over(Subject.of(experiment));
  }

  private Sweep copy() {
    try {
      return (Sweep) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** By which its results are kept. */
  public Sweep named(String other) {
    Sweep sweep = copy();
    sweep.name = other;
    return sweep;
  }

  /** An option that has the same value in all settings, another one than the subject's own. */
  public Sweep fix(String option, Object value) {
    Sweep sweep = copy();
    sweep.fixed = new LinkedHashMap<>(fixed);
    sweep.fixed.put(option, new Options(subject.options()).convert(option, value));
    return sweep;
  }

  /** These values of an option, each with each value of the other options. */
  public Sweep grid(String option, Object... values) {
    Map<String, List<?>> all =
        new LinkedHashMap<>(search instanceof Search.Grid grid ? grid.values() : Map.of());
    all.put(option, Arrays.asList(values));
    return searching(new Search.Grid(all));
  }

  /** So many settings drawn from the ranges, in the order of their names. */
  public Sweep random(int settings, long seed, Map<String, Range> ranges) {
    return searching(new Search.Random(settings, seed, new TreeMap<>(ranges)));
  }

  Sweep searching(Search other) {
    Sweep sweep = copy();
    sweep.search = other;
    return sweep;
  }

  /** Only these of the subject's data sets; the first one unless this is said. */
  public Sweep on(String... names) {
    Sweep sweep = copy();
    sweep.data = List.of(names);
    return sweep;
  }

  /** Only these of an experiment's models; all of them unless this is said. */
  public Sweep models(String... names) {
    Sweep sweep = copy();
    sweep.models = List.of(names);
    return sweep;
  }

  /** Each setting with the seeds 1 to N. */
  public Sweep seeds(int count) {
    if (count < 1 || count > 1000) {
      throw new UsageError("seeds = %d: from 1 to 1000, the runs to average over".formatted(count));
    }
    Sweep sweep = copy();
    sweep.seeds = count;
    return sweep;
  }

  /** Which settings come first: {@code lowest nll}, {@code highest bound}. */
  public Sweep best(String words) {
    Sweep sweep = copy();
    sweep.best = Optional.of(Best.of(words));
    return sweep;
  }

  /** Spends the most on the best settings; {@link #best} says which these are. */
  public Sweep halving(String budget, long first, long last, int factor) {
    Sweep sweep = copy();
    sweep.halving = Optional.of(new Halving(budget, first, last, factor));
    return sweep;
  }

  /** Trainings that can go on later are kept in this folder. */
  Sweep keeping(Path folder) {
    Sweep sweep = copy();
    sweep.trained = Optional.of(folder);
    return sweep;
  }

  /** Shows what is there so far while it runs. */
  public Sweep live() {
    Sweep sweep = copy();
    sweep.live = true;
    return sweep;
  }

  /** Runs it on all cores of this machine and keeps nothing: for a notebook. */
  public Outcomes run() {
    return run(DataFolder.standard(), Runtime.getRuntime().availableProcessors());
  }

  Outcomes run(DataFolder folder, int threads) {
    return new SweepRun(this, folder, threads, live).run();
  }

  String name() {
    return name;
  }

  Subject subject() {
    return subject;
  }

  Optional<Best> best() {
    return best;
  }

  Optional<Halving> halving() {
    return halving;
  }

  Optional<Path> trained() {
    return trained;
  }

  /** The options that all settings start from. */
  Record base() {
    return new Options(subject.options()).with(fixed);
  }

  /** The settings that are tried first; each is one that the options' constructor accepts. */
  List<Setting> settings() {
    Options options = new Options(base());
    List<Setting> settings = search.settings(options);
    for (Setting setting : settings) {
      options.with(setting.values());
    }
    if (halving.isEmpty()) {
      return settings;
    }
    Halving how = halving.get();
    if (best.isEmpty()) {
      throw new UsageError(
          "halving needs to know which settings are best: \"best\": \"lowest nll\", say");
    }
    if (settings.get(0).values().containsKey(how.budget())) {
      throw new UsageError(
          "%s is the budget of the halving and cannot be varied too: take it out of the search"
              .formatted(how.budget()));
    }
    return settings.stream().map(setting -> at(setting, how.first())).toList();
  }

  private Setting at(Setting setting, long budget) {
    String option = halving.orElseThrow().budget();
    return setting.with(option, new Options(subject.options()).convert(option, budget));
  }

  /** The sweep as an experiment, whose models are the settings. */
  SweepExperiment experiment() {
    return new SweepExperiment(this, pieces());
  }

  /** Every model that a unit of this sweep can have. */
  private Map<String, SweepExperiment.Piece> pieces() {
    Map<String, SweepExperiment.Piece> pieces = new LinkedHashMap<>();
    for (Setting setting : settings()) {
      List<Setting> all =
          halving.isEmpty()
              ? List.of(setting)
              : halving.get().budgets().stream().map(budget -> at(setting, budget)).toList();
      for (Setting each : all) {
        for (String model : innerModels()) {
          pieces.put(name(model, each), new SweepExperiment.Piece(model, each));
        }
      }
    }
    return pieces;
  }

  private String name(String model, Setting setting) {
    return innerModels().size() == 1 ? setting.toString() : model + ": " + setting;
  }

  /** The models of the subject that are tried. */
  private List<String> innerModels() {
    List<String> all =
        chosenData().stream()
            .flatMap(input -> plain().units(input.name(), 1).stream())
            .map(Unit::model)
            .distinct()
            .toList();
    return chosen("model", models, all);
  }

  private Experiment plain() {
    return subject.with(base());
  }

  List<DataInput> chosenData() {
    List<DataInput> all = plain().data();
    List<String> names = all.stream().map(DataInput::name).toList();
    List<String> wanted = chosen("data set", data.isEmpty() ? names.subList(0, 1) : data, names);
    return all.stream().filter(input -> wanted.contains(input.name())).toList();
  }

  private static List<String> chosen(String what, List<String> wanted, List<String> all) {
    for (String each : wanted) {
      if (!all.contains(each)) {
        throw new UsageError(
            "no %s '%s'; nearest: %s".formatted(what, each, Nearest.of(each, all)));
      }
    }
    return wanted.isEmpty() ? all : wanted;
  }

  /** The units of some settings. */
  List<Unit> units(List<Setting> settings) {
    List<String> inner = innerModels();
    List<Unit> units = new ArrayList<>();
    for (DataInput input : chosenData()) {
      List<Unit> its = plain().units(input.name(), seeds);
      for (Setting setting : settings) {
        for (Unit unit : its) {
          if (inner.contains(unit.model())) {
            units.add(
                new Unit(unit.dataSet(), name(unit.model(), setting), unit.horizon(), unit.seed()));
          }
        }
      }
    }
    return units;
  }

  /**
   * The settings that are to be tried as far as results tell: all, or those of each rung that is
   * known.
   *
   * @param failed units that will have no result
   */
  List<List<Setting>> rungs(Result soFar, Set<Unit> failed) {
    List<List<Setting>> rungs = new ArrayList<>();
    List<Setting> rung = settings();
    rungs.add(rung);
    if (halving.isEmpty()) {
      return rungs;
    }
    List<Long> budgets = halving.get().budgets();
    for (long budget : budgets.subList(1, budgets.size())) {
      List<Unit> units = units(rung);
      if (units.stream().anyMatch(unit -> soFar.find(unit).isEmpty() && !failed.contains(unit))) {
        break;
      }
      Map<Setting, Double> scores = new LinkedHashMap<>();
      rung.forEach(setting -> scores.put(setting, score(setting, soFar)));
      rung =
          rung.stream()
              .sorted(Comparator.comparing(scores::get, best.orElseThrow()::compare))
              .limit(halving.get().kept(rung.size()))
              .map(setting -> at(setting, budget))
              .toList();
      rungs.add(rung);
    }
    return rungs;
  }

  /** The mean of the metric that decides; NaN for a setting that failed. */
  private double score(Setting setting, Result result) {
    List<Unit> units = units(List.of(setting));
    List<UnitResult> there = units.stream().map(result::find).flatMap(Optional::stream).toList();
    if (there.size() < units.size()) {
      return Double.NaN;
    }
    String metric = best.orElseThrow().metric();
    best.get().requireAmong(there.get(0).metrics().keySet());
    return there.stream().mapToDouble(each -> each.metrics().get(metric)).average().orElseThrow();
  }

  /** What is to be run next: open units of the last rung that is known. */
  List<Unit> open(Result soFar, Set<Unit> failed) {
    List<List<Setting>> rungs = rungs(soFar, failed);
    return units(rungs.get(rungs.size() - 1)).stream()
        .filter(unit -> soFar.find(unit).isEmpty() && !failed.contains(unit))
        .toList();
  }
}
