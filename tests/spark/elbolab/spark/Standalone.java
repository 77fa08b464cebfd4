package elbolab.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real standalone cluster on loopback: a master, and workers of one core, each a process. */
final class Standalone implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  Standalone(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("home/jars"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      port = free.getLocalPort();
    }
    start(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        String.valueOf(port),
        "--webui-port",
        "0");
    awaitMaster();
  }

  String master() {
    return "spark://%s:%d".formatted(HOST, port);
  }

  /** A worker with one core. */
  Process worker() throws IOException {
    String name = "worker" + processes.size();
    return start(
        name,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--cores",
        "1",
        "--memory",
        "1g",
        "--webui-port",
        "0",
        "--work-dir",
        folder.resolve(name).toString(),
        master());
  }

  private Process start(String name, String main, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx300m", "-cp", classPath(), main));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".txt").toFile())
            .start();
    processes.add(process);
    return process;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }

  private void awaitMaster() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Socket answering = new Socket(HOST, port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IOException("no master: " + Files.readString(folder.resolve("master.txt")));
  }

  /** As if the machine went: the worker and the executors that it started. */
  static void kill(Process worker) {
    List<ProcessHandle> executors;
    try (Stream<ProcessHandle> children = worker.descendants()) {
      executors = children.toList();
    }
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Executors that are at work. */
  static List<ProcessHandle> executors(Process worker) {
    try (Stream<ProcessHandle> children = worker.descendants()) {
      return children.filter(ProcessHandle::isAlive).toList();
    }
  }

  @Override
  public void close() {
    processes.forEach(Standalone::kill);
  }
}
