package elbolab.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A Python process that measures the same workloads with so many threads, one at a time. */
final class PythonPeer implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;
  private final String versions;

  PythonPeer(Path script, int threads) throws IOException {
    process =
        new ProcessBuilder("/usr/bin/python3", "-s", script.toString(), String.valueOf(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    versions = answer();
  }

  /** What the process said when it was ready. */
  String versions() {
    return versions;
  }

  /** Median seconds of one call of the workload. */
  double medianSeconds(String workload, double seconds) throws IOException {
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
