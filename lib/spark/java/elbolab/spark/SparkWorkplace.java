package elbolab.spark;

import elbolab.data.DataFolder;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Ledger;
import elbolab.reproduce.Recipe;
import elbolab.reproduce.ResultException;
import elbolab.reproduce.Unit;
import elbolab.reproduce.Workplace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A cluster of Apache Spark, which has one task for each unit. The driver is the only one who
 * writes: each result comes back by itself and is kept before the next one is looked at, so that
 * neither an executor nor the driver loses what was finished.
 */
final class SparkWorkplace implements Workplace {
  private static final String VECTORS = "--add-modules jdk.incubator.vector";

  private final JavaSparkContext context;

  private SparkWorkplace(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Connects. What Java's properties {@code spark.*} say counts for more than what is said here.
   */
  static SparkWorkplace at(String master) {
    SparkConf conf = new SparkConf();
    String cores = conf.get("spark.task.cpus", "1");
    conf.setIfMissing("spark.master", master)
        .setIfMissing("spark.app.name", "elbolab")
        .setIfMissing("spark.ui.enabled", "false")
        // A unit that failed on an executor is tried on another one, see UnitTask.
        .setIfMissing("spark.excludeOnFailure.enabled", "true")
        .setIfMissing("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "1")
        .setIfMissing("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "3")
        .setIfMissing("spark.excludeOnFailure.stage.maxFailedTasksPerExecutor", "1000000")
        .setIfMissing("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "1000000")
        .setIfMissing("spark.excludeOnFailure.application.maxFailedTasksPerExecutor", "1000000")
        .setIfMissing("spark.excludeOnFailure.application.maxFailedExecutorsPerNode", "1000000")
        .setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .setIfMissing("spark.executor.extraJavaOptions", VECTORS + " -Delbolab.threads=" + cores)
        .setIfMissing("spark.executorEnv." + DataFolder.VARIABLE, data());
    return new SparkWorkplace(new JavaSparkContext(conf));
  }

  /** Executors run elsewhere than in the project: they are told where the data are. */
  private static String data() {
    String named = System.getenv(DataFolder.VARIABLE);
    return named == null || named.isBlank()
        ? DataFolder.standard().cache().toAbsolutePath().toString()
        : named;
  }

  /** What fails is tried once more at the end, on another executor if there is one. */
  @Override
  public void compute(
      Recipe recipe, List<Unit> units, Ledger ledger, BiConsumer<Unit, String> failed) {
    List<UnitTask.Outcome> failures = job(recipe, units, Map.of(), ledger);
    if (!failures.isEmpty() && hasSeveralExecutors()) {
      Map<Unit, String> places = new HashMap<>();
      failures.forEach(outcome -> places.put(outcome.unit(), outcome.executor()));
      failures =
          job(recipe, failures.stream().map(UnitTask.Outcome::unit).toList(), places, ledger);
    }
    failures.forEach(outcome -> failed.accept(outcome.unit(), outcome.failure()));
  }

  /** Runs the units that are open, keeps what comes back, and gives those that failed. */
  private List<UnitTask.Outcome> job(
      Recipe recipe, List<Unit> units, Map<Unit, String> notOn, Ledger ledger) {
    List<UnitTask.Outcome> failures = new ArrayList<>();
    Experiment experiment = recipe.experiment();
    // The longest first, so that none is left alone at the end.
    List<Unit> open =
        units.stream()
            .filter(ledger::isOpen)
            .sorted(Comparator.comparingDouble(unit -> -experiment.seconds(unit)))
            .toList();
    if (open.isEmpty()) {
      return failures;
    }
    BlockingQueue<UnitTask.Outcome> done = new LinkedBlockingQueue<>();
    SimpleFutureAction<BoxedUnit> job = submit(new UnitTask(recipe, notOn), open, done);
    try {
      int left = open.size();
      while (left > 0) {
        boolean over = job.isCompleted();
        UnitTask.Outcome next = done.poll(100, TimeUnit.MILLISECONDS);
        if (next == null && over) {
          throw new ResultException(
              "Spark gave up with %d units left: %s. The same command goes on from there"
                  .formatted(left, job.value().get().failed().get().getMessage()));
        }
        if (next != null) {
          left--;
          if (next.computed() == null) {
            failures.add(next);
          } else {
            ledger.keep(next.computed());
          }
        }
      }
      return failures;
    } catch (InterruptedException stopped) {
      throw new CancellationException("interrupted: " + experiment.title());
    } finally {
      job.cancel(); // nothing but a job that is still at work
    }
  }

  private SimpleFutureAction<BoxedUnit> submit(
      UnitTask task, List<Unit> units, BlockingQueue<UnitTask.Outcome> done) {
    List<Object> partitions = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      partitions.add(i);
    }
    return context
        .sc()
        .submitJob(
            context.parallelize(units, units.size()).rdd(),
            task,
            CollectionConverters.asScala(partitions).toSeq(),
            new AbstractFunction2<Object, UnitTask.Outcome, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, UnitTask.Outcome outcome) {
                done.add(outcome);
                return BoxedUnit.UNIT;
              }
            },
            new AbstractFunction0<BoxedUnit>() {
              @Override
              public BoxedUnit apply() {
                return BoxedUnit.UNIT;
              }
            });
  }

  private boolean hasSeveralExecutors() {
    // The first of them is the driver itself.
    return context.sc().statusTracker().getExecutorInfos().length > 2;
  }

  /** Executors end when their driver says so or is gone. */
  @Override
  public void close() {
    context.close();
  }
}
