package elbolab.peers;

import elbolab.data.Catalogue;
import elbolab.data.DataFolder;
import elbolab.data.Dataset;
import elbolab.data.Observed;
import elbolab.data.Table;
import elbolab.hhvaem.Features;
import elbolab.hhvaem.HhVaem;
import elbolab.hhvaem.HhVaemOptions;
import elbolab.hhvaem.TrainingLengths;
import elbolab.math.Rng;
import elbolab.math.Workers;
import elbolab.saia.Acquisition;
import elbolab.saia.GaussianReward;
import elbolab.saia.HhVaemModel;
import elbolab.saia.HistogramReward;
import elbolab.saia.Reward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A whole information curve of the Boston table: 51 test rows from nothing observed to all 13
 * features, 200 draws, 7 bins. The public code's times are those that were measured on the same
 * kind of machine, one thread, its fastest.
 */
public final class SaiaBench {
  private static final int ROWS = 51;
  private static final int DRAWS = 200;
  private static final int ROUNDS = 5;
  private static final String PEER = "public PyTorch code, measured before";

  private SaiaBench() {}

  public static void main(String[] arguments) {
    DataFolder folder = DataFolder.standard();
    Table table = Catalogue.table("boston").load(folder);
    int[] order = Rng.of(1, "split").permutation(table.rows());
    int[] trained = Arrays.copyOfRange(order, ROWS, order.length);
    Features features = Features.of(table, trained);
    Dataset training = features.encode(table.select("train", trained));
    Observed test = features.encode(table.select("test", Arrays.copyOf(order, ROWS))).all();
    System.out.println("Java " + Runtime.version());
    List<Comparison> lines = new ArrayList<>();
    HhVaem vaem = HhVaem.of(features, HhVaemOptions.vaem(10));
    HhVaem hhvaem = HhVaem.of(features, HhVaemOptions.hhVaem(10, 5));
    // How long a curve takes does not depend on how well the model was trained.
    TrainingLengths lengths = TrainingLengths.steps(500).marginalSteps(200);
    vaem.fitting(training, lengths).run();
    hhvaem.fitting(training, lengths).run();
    measure("VAEM, histogram reward", vaem, test, HistogramReward.standard(), 2.0, lines);
    measure("VAEM, Gaussian reward", vaem, test, new GaussianReward(DRAWS), 2.7, lines);
    measure("HH-VAEM, histogram reward", hhvaem, test, HistogramReward.standard(), 83, lines);
    System.out.println(Comparison.table(lines));
  }

  private static void measure(
      String name, HhVaem model, Observed test, Reward reward, double peer, List<Comparison> to) {
    Acquisition acquisition = Acquisition.of(HhVaemModel.of(model), DRAWS, 1);
    acquisition.run(test, reward);
    for (int threads = 1; threads <= 2; threads++) {
      Workers.useThreads(threads);
      double best = Double.POSITIVE_INFINITY;
      double cpu = Double.POSITIVE_INFINITY;
      for (int round = 0; round < ROUNDS; round++) {
        double cpuBefore = cpuSeconds();
        long began = System.nanoTime();
        acquisition.run(test, reward);
        best = Math.min(best, (System.nanoTime() - began) * 1e-9);
        cpu = Math.min(cpu, cpuSeconds() - cpuBefore);
      }
      Comparison line = Comparison.ofTimes(name, best, peer, PEER, threads);
      to.add(line);
      System.out.println(line.json());
      System.out.printf(Locale.ROOT, "%s, %d threads: %.3f CPU seconds%n", name, threads, cpu);
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() * 1e-9;
  }
}
