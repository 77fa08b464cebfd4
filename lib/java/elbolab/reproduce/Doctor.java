package elbolab.reproduce;

import elbolab.nd4j.CudaCard;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Looks at what the workbench stands on: each finding is ok, or says the remedy. */
final class Doctor {
  private static final long LEAST_HEAP = 1L << 30;

  private final PrintStream out;

  Doctor(PrintStream out) {
    this.out = out;
  }

  /** Prints the findings as they come; returns whether all are ok. */
  boolean examine() {
    boolean well = true;
    for (Finding finding : List.of(java(), memory(), vectorModule(), fonts(), nd4j())) {
      out.println(finding);
      well &= finding.isOk();
    }
    List<CudaCard> cards = CudaCard.here();
    cards.forEach(card -> out.println(graphicsCard(card)));
    if (cards.isEmpty()) {
      out.println(
          Finding.ok("graphics card", "none seen (nvidia-smi); everything runs on the CPU"));
    }
    return well;
  }

  static Finding graphicsCard(CudaCard card) {
    return card.isUsable()
        ? Finding.ok("graphics card", card + ": usable by the CUDA build (mvn -Pcuda)")
        : new Finding(
            "graphics card",
            card + ": ND4J's CUDA build has code for 3.7 to 8.9 only",
            "none; the CPU backend does everything");
  }

  static Finding java() {
    Runtime.Version version = Runtime.version();
    return Finding.ok("Java", version + " in " + System.getProperty("java.home"));
  }

  static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String what = "%.1f GiB heap at most".formatted(heap / (double) (1L << 30));
    int cores = Runtime.getRuntime().availableProcessors();
    return heap >= LEAST_HEAP
        ? Finding.ok("memory", what + ", " + cores + " cores")
        : new Finding("memory", what, "JDK_JAVA_OPTIONS=-Xmx2g gives Java 2 GiB");
  }

  static Finding vectorModule() {
    return ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()
        ? Finding.ok("vector module", "jdk.incubator.vector is in this JDK; the kernel turns it on")
        : new Finding(
            "vector module",
            "jdk.incubator.vector is not in this JDK: the slow path runs, with the same bits",
            "let JAVA_HOME name a full JDK, such as Debian's openjdk-17-jdk-headless");
  }

  /** Draws a letter: a JDK without FreeType or without any font fails here as a figure would. */
  static Finding fonts() {
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      double width = font.getStringBounds("θ", new FontRenderContext(null, true, true)).getWidth();
      return width > 0 && font.canDisplay('θ')
          ? Finding.ok("fonts", families + " families, Greek letters included")
          : new Finding("fonts", "no letter θ", "apt-get install fonts-dejavu-core");
    } catch (Error | RuntimeException broken) {
      return new Finding(
          "fonts", broken.toString(), "apt-get install libfreetype6 fonts-dejavu-core");
    }
  }

  static Finding nd4j() {
    try (INDArray two = Nd4j.scalar(2.0);
        INDArray four = two.mul(two)) {
      String backend = Nd4j.getBackend().getClass().getSimpleName();
      return four.getDouble(0) == 4
          ? Finding.ok("ND4J", backend)
          : new Finding("ND4J", backend + " says 2·2 = " + four, "report this");
    } catch (Error | RuntimeException broken) {
      return new Finding(
          "ND4J",
          "its native library does not load: " + broken,
          "only comparisons need it; the CPU backend works without");
    }
  }
}
