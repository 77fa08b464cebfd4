package elbolab.spark;

import elbolab.data.DataFolder;
import elbolab.reproduce.Computed;
import elbolab.reproduce.Experiment;
import elbolab.reproduce.Recipe;
import elbolab.reproduce.Unit;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Computes the one unit of a partition, in an executor. */
final class UnitTask extends AbstractFunction1<Iterator<Unit>, UnitTask.Outcome>
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Map<Recipe, Experiment> EXPERIMENTS = new ConcurrentHashMap<>();

  private final Recipe recipe;
  private final HashMap<Unit, String> notOn;

  /** One of the two, result or failure, is null. */
  record Outcome(Unit unit, Computed computed, String failure, String executor)
      implements Serializable {}

  /**
   * @param notOn the executor on which a unit failed before and is not to be tried again
   */
  UnitTask(Recipe recipe, Map<Unit, String> notOn) {
    this.recipe = recipe;
    this.notOn = new HashMap<>(notOn);
  }

  @Override
  public Outcome apply(Iterator<Unit> partition) {
    Unit unit = partition.next();
    String here = SparkEnv.get().executorId();
    if (here.equals(notOn.get(unit)) && TaskContext.get().attemptNumber() == 0) {
      // Spark leaves out an executor on which a task failed, and tries another one.
      throw new IllegalStateException(unit + " failed on this executor");
    }
    try {
      Experiment experiment = EXPERIMENTS.computeIfAbsent(recipe, Recipe::experiment);
      Computed computed = Computed.of(experiment, unit, DataFolder.standard());
      return new Outcome(unit, computed, null, here);
    } catch (RuntimeException failure) {
      return new Outcome(unit, null, failure.toString(), here);
    }
  }
}
