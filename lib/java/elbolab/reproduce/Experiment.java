package elbolab.reproduce;

import elbolab.data.DataFolder;
import elbolab.show.Sheet;
import java.util.List;
import java.util.Map;

/**
 * Work that answers claims, at one scale. It consists of units, each of which gives the same bits
 * wherever and whenever it is run.
 */
public interface Experiment {
  /** Its name on the command line and of its result file. */
  String id();

  /** What is done, in a sentence. */
  String title();

  Scale scale();

  /** Everything that the results depend on beside data and seed. */
  Record settings();

  /**
   * Whether the settings are those that the claims' numbers were obtained with, so that a verdict
   * is allowed. At paper scale they are; at quick scale only where both are the same.
   */
  default boolean isPaperProtocol() {
    return scale() == Scale.PAPER;
  }

  /** The data that it can be run on, in the order in which they are listed. */
  List<DataInput> data();

  /** How many seeds are run on one of the data sets unless the command line says otherwise. */
  int seeds(String dataSet);

  /** The units on one of the data sets with the seeds 1 to {@code seeds}. */
  List<Unit> units(String dataSet, int seeds);

  /** The time that a unit takes, as a rate that was measured leads to expect. */
  double seconds(Unit unit);

  /** What rate that is, and on which machine it was measured. */
  String measuredOn();

  /** Runs a unit: metrics by name. A thread that is interrupted ends it with an exception. */
  Map<String, Double> run(Unit unit, DataFolder folder);

  /** Which of its numbers answer which claims; none, where nothing was published. */
  default List<ClaimMetric> answers() {
    return List.of();
  }

  /** What its numbers say beside the claims: tables for the report, from whatever is there. */
  default List<Sheet> findings(Result result) {
    return List.of();
  }
}
