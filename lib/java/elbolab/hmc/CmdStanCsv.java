package elbolab.hmc;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes chains in the layout of CmdStan's output files, one file per chain. */
public final class CmdStanCsv {
  private CmdStanCsv() {}

  /** Writes prefix_1.csv, prefix_2.csv, … to a folder and returns them. */
  public static List<Path> write(Chains chains, Path folder, String prefix) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (int c = 0; c < chains.count(); c++) {
      Path file = folder.resolve(prefix + "_" + (c + 1) + ".csv");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        writeChain(chains, c, out);
      }
      files.add(file);
    }
    return files;
  }

  private static void writeChain(Chains chains, int chain, BufferedWriter out) throws IOException {
    ChainStatistics s = chains.statistics();
    int draws = s.logDensity()[chain].length;
    out.write("# model = elbolab\n# method = sample (Default)\n#   sample\n");
    out.write("#     num_samples = " + draws + "\n#     save_warmup = 0 (Default)\n");
    out.write("#     thin = 1 (Default)\n# id = " + (chain + 1) + "\n");
    out.write("lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__");
    for (String name : chains.names()) {
      out.write("," + name.replaceAll("[\\[,]", ".").replace("]", "")); // theta[1] is theta.1
    }
    out.write("\n# Adaptation terminated\n# Step size = " + s.stepSize()[chain][0] + "\n");
    for (int t = 0; t < draws; t++) {
      out.write(s.logDensity()[chain][t] + "," + s.acceptance()[chain][t]);
      out.write("," + s.stepSize()[chain][t] + "," + s.depth()[chain][t]);
      out.write("," + s.leapfrogs()[chain][t] + "," + (s.divergent()[chain][t] ? 1 : 0));
      out.write("," + s.energy()[chain][t]);
      for (double[][] quantity : chains.draws()) {
        out.write("," + quantity[chain][t]);
      }
      out.write("\n");
    }
  }
}
