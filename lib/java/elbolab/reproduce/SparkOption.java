package elbolab.reproduce;

import elbolab.data.DataFolder;
import picocli.CommandLine.Option;

/** The option of verbs whose units a cluster may compute. */
public final class SparkOption {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "computes on a cluster of Apache Spark: spark://HOST:7077, yarn, k8s://...; see"
              + " environment/spark.md")
  private String master = "";

  public boolean isGiven() {
    return !master.isEmpty();
  }

  /** The cluster if one is given, else this process with so many units at a time. */
  public Workplace workplace(int threads, DataFolder folder) {
    return isGiven() ? Workplace.cluster(master) : Workplace.here(threads, folder);
  }
}
