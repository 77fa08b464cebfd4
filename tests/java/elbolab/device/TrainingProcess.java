package elbolab.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import elbolab.tensor.Backends;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A process of its own that trains a small network on the backend that its environment names. */
record TrainingProcess(Process process) {
  static TrainingProcess on(String backend, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SmallTrainings.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Backends.VARIABLE, backend);
    builder.environment().putAll(environment);
    return new TrainingProcess(builder.start());
  }

  /** The hash, if all goes well. */
  String output() throws Exception {
    return said(process.getInputStream(), 0);
  }

  /** What it says where it must fail. */
  String error() throws Exception {
    return said(process.getErrorStream(), 1);
  }

  private String said(InputStream stream, int status) throws Exception {
    String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), text);
    return text.strip();
  }
}
