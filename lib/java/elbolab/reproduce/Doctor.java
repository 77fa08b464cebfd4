package elbolab.reproduce;

import elbolab.device.CudaDevice;
import elbolab.device.DeviceException;
import elbolab.device.OpenClDevice;
import elbolab.nd4j.CudaCard;
import elbolab.tensor.Backends;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;

/** Looks at what the workbench stands on: each subject is ok, or says the remedy. */
@Command(
    name = "doctor",
    description = {
      "Checks Java, memory, the vector module, ND4J, the graphics cards, fonts and the notebook"
          + " kernel: each is ok, or the remedy is said. Measures a training step on each backend.%n"
    })
final class Doctor implements Callable<Integer> {
  private static final long LEAST_HEAP = 1L << 30;

  /** What was found about one subject; the remedy is empty where all is well. */
  record Diagnosis(String subject, String what, String remedy) {
    static Diagnosis ok(String subject, String what) {
      return new Diagnosis(subject, what, "");
    }

    boolean isOk() {
      return remedy.isEmpty();
    }

    @Override
    public String toString() {
      String head = (isOk() ? "ok       " : "missing  ") + subject + ": " + what;
      return isOk() ? head : head + System.lineSeparator() + "         remedy: " + remedy;
    }
  }

  /** Prints the diagnoses as they come. */
  @Override
  public Integer call() {
    PrintStream out = System.out;
    boolean well = true;
    for (Diagnosis diagnosis : List.of(java(), memory(), vectorModule(), fonts(), nd4j())) {
      out.println(diagnosis);
      well &= diagnosis.isOk();
    }
    List<CudaCard> cards = CudaCard.here();
    cards.forEach(card -> out.println(graphicsCard(card)));
    if (cards.isEmpty()) {
      out.println(
          Diagnosis.ok("graphics card", "none seen (nvidia-smi); everything runs on the CPU"));
    }
    devices(out);
    return well ? 0 : 1;
  }

  /**
   * What each device of CUDA and OpenCL can do, how long a step takes there, and where it is
   * shortest, the processor seen through OpenCL left aside.
   */
  private static void devices(PrintStream out) {
    chosen().ifPresent(out::println);
    List<StepTime> times = new ArrayList<>();
    times.add(StepTime.on(Backends.of("cpu"), "cpu"));
    out.println(Diagnosis.ok("backend cpu", times.get(0) + "; the default"));
    List<CudaDevice> cards = CudaDevice.all();
    if (cards.isEmpty()) {
      out.println(Diagnosis.ok("backend cuda", "no card; with one see environment/gpu.md"));
    }
    for (int i = 0; i < cards.size(); i++) out.println(card("cuda:" + i, cards.get(i), times));
    List<OpenClDevice> devices = OpenClDevice.all();
    if (devices.isEmpty()) {
      out.println(Diagnosis.ok("backend opencl", "no device; with a card see environment/gpu.md"));
    }
    for (int i = 0; i < devices.size(); i++)
      out.println(device("opencl:" + i, devices.get(i), times));
    times.sort(Comparator.comparingDouble(StepTime::milliseconds));
    out.println(
        Diagnosis.ok(
            "fastest here", times.get(0).place() + "; ELBOLAB_BACKEND or --backend chooses it"));
  }

  /** What is wrong with the backend that the environment names; the processor takes its place. */
  private static Optional<Diagnosis> chosen() {
    try {
      Backends.standard();
      return Optional.empty();
    } catch (IllegalArgumentException | DeviceException refused) {
      Backends.use("cpu");
      return Optional.of(
          new Diagnosis(
              Backends.VARIABLE, refused.getMessage(), "name one of those below, or unset it"));
    }
  }

  private static Diagnosis card(String name, CudaDevice card, List<StepTime> times) {
    try {
      StepTime time = StepTime.on(Backends.of(name), name);
      times.add(time);
      String what = "%s, %.1f GiB: the processor's bits, %s";
      return Diagnosis.ok(
          "backend " + name, what.formatted(card, card.memory() / (double) (1L << 30), time));
    } catch (DeviceException refused) {
      return refused(name, refused);
    }
  }

  private static Diagnosis refused(String name, DeviceException refused) {
    String remedy = "a newer driver may be able to; the CPU backend does everything";
    return new Diagnosis("backend " + name, refused.getMessage(), remedy);
  }

  private static Diagnosis device(String name, OpenClDevice device, List<StepTime> times) {
    try {
      StepTime time = StepTime.on(Backends.of(name), name);
      if (device.kind() != OpenClDevice.Kind.PROCESSOR) times.add(time);
      return Diagnosis.ok(
          "backend " + name,
          "%s, %s, %.1f GiB, %s: the processor's bits, %s"
              .formatted(
                  device,
                  device.kind() == OpenClDevice.Kind.PROCESSOR
                      ? "the processor itself, for tests"
                      : device.kind().name().toLowerCase(Locale.ROOT),
                  device.memory() / (double) (1L << 30),
                  device.hasDoubles() ? "double precision" : "no double precision, so no powers",
                  time));
    } catch (DeviceException refused) {
      return refused(name, refused);
    }
  }

  static Diagnosis graphicsCard(CudaCard card) {
    return card.isUsable()
        ? Diagnosis.ok("graphics card", card + ": usable by the CUDA build (mvn -Pcuda)")
        : new Diagnosis(
            "graphics card",
            card + ": ND4J's CUDA build has code for 3.7 to 8.9 only",
            "none; the CPU backend does everything");
  }

  static Diagnosis java() {
    Runtime.Version version = Runtime.version();
    return Diagnosis.ok("Java", version + " in " + System.getProperty("java.home"));
  }

  static Diagnosis memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String what = "%.1f GiB heap at most".formatted(heap / (double) (1L << 30));
    int cores = Runtime.getRuntime().availableProcessors();
    return heap >= LEAST_HEAP
        ? Diagnosis.ok("memory", what + ", " + cores + " cores")
        : new Diagnosis("memory", what, "JDK_JAVA_OPTIONS=-Xmx2g gives Java 2 GiB");
  }

  static Diagnosis vectorModule() {
    return ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()
        ? Diagnosis.ok(
            "vector module", "jdk.incubator.vector is in this JDK; the kernel turns it on")
        : new Diagnosis(
            "vector module",
            "jdk.incubator.vector is not in this JDK: the slow path runs, with the same bits",
            "let JAVA_HOME name a full JDK, such as Debian's openjdk-17-jdk-headless");
  }

  /** Draws a letter: a JDK without FreeType or without any font fails here as a figure would. */
  static Diagnosis fonts() {
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      double width = font.getStringBounds("θ", new FontRenderContext(null, true, true)).getWidth();
      return width > 0 && font.canDisplay('θ')
          ? Diagnosis.ok("fonts", families + " families, Greek letters included")
          : new Diagnosis("fonts", "no letter θ", "apt-get install fonts-dejavu-core");
    } catch (Error | RuntimeException broken) {
      return new Diagnosis(
          "fonts", broken.toString(), "apt-get install libfreetype6 fonts-dejavu-core");
    }
  }

  static Diagnosis nd4j() {
    try (INDArray two = Nd4j.scalar(2.0);
        INDArray four = two.mul(two)) {
      String backend = Nd4j.getBackend().getClass().getSimpleName();
      return four.getDouble(0) == 4
          ? Diagnosis.ok("ND4J", backend)
          : new Diagnosis("ND4J", backend + " says 2·2 = " + four, "report this");
    } catch (Error | RuntimeException broken) {
      return new Diagnosis(
          "ND4J",
          "its native library does not load: " + broken,
          "only comparisons need it; the CPU backend works without");
    }
  }
}
