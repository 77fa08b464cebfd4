package elbolab.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A Python process that measures the same workloads in one setting, one workload at a time. */
final class PythonPeer implements AutoCloseable {
  /** Which kernels OpenBLAS runs: its own choice for this processor, or a named family. */
  enum Kernels {
    OWN_CHOICE(null),
    AVX512("SKYLAKEX"),
    AVX2("Haswell");

    private final String core;

    Kernels(String core) {
      this.core = core;
    }
  }

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final String versions;

  PythonPeer(Path script, int threads, Kernels kernels) throws IOException {
    name = "%d threads, %s".formatted(threads, kernels.core == null ? "own choice" : kernels.core);
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/python3", "-s", script.toString(), String.valueOf(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // What a machine's owner has set must not hold a peer back.
    builder.environment().keySet().removeIf(key -> key.startsWith("OPENBLAS_"));
    if (kernels.core != null) {
      builder.environment().put("OPENBLAS_CORETYPE", kernels.core);
    }
    process = builder.start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    versions = answer();
  }

  /** The setting. */
  String name() {
    return name;
  }

  /** What the process said when it had checked its products and was ready. */
  String versions() {
    return versions;
  }

  boolean isRight() {
    return versions.startsWith("ready");
  }

  /** Least seconds of one call of the workload. */
  double bestSeconds(String workload, double seconds) throws IOException {
    return Double.parseDouble(ask(workload + " " + seconds));
  }

  /** The answer to one line. */
  String ask(String question) throws IOException {
    questions.println(question);
    return answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the Python peer has ended; its error stands above");
    }
    return line;
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
