package elbolab.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of every operation: the rule in double precision against central differences of
 * fourth order, and the float backend against both. Errors are relative to the greatest number of
 * the array; the greatest error of each operation is written to build/reports/gradients.csv.
 */
class GradientTest {
  private static final double STEP = 1e-4;

  /** Sums of up to 10³ are differenced: their rounding errors over the step. */
  private static final double RULE_TOLERANCE = 2e-8;

  private static final double FLOAT_TOLERANCE = 4e-6;

  private static final Map<String, double[]> WORST = new TreeMap<>();
  private final DoubleBackend reference = DoubleBackend.INSTANCE;

  static List<OperationCase> cases() {
    return OperationCases.all().toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradient(OperationCase operation) {
    List<float[]> values = operation.values(11);
    OperationCase.Result floats = operation.run(new CpuBackend(), values);
    double[] worst = WORST.computeIfAbsent(operation.name(), name -> new double[3]);
    List<Tensor> leaves = operation.leaves(reference, values);
    try (Tape tape = Tape.scope()) {
      Tensor y = operation.formula().apply(leaves);
      double value = error(floats.value(), DoubleBackend.doubles(y.storage()), y.size());
      worst[0] = Math.max(worst[0], value);
      assertTrue(value <= FLOAT_TOLERANCE, "value off by " + value);
      Gradients gradients = tape.gradients(OperationCase.weightedSum(y));
      for (int i = 0; i < leaves.size(); i++) {
        double[] slope = DoubleBackend.doubles(gradients.of(leaves.get(i)).storage()).clone();
        double[] difference = differences(operation, leaves, i);
        double rule = error(slope, difference);
        double rounding = error(floats.gradients().get(i), slope, difference.length);
        worst[1] = Math.max(worst[1], rounding);
        worst[2] = Math.max(worst[2], rule);
        assertTrue(rule <= RULE_TOLERANCE, "rule for input " + i + " off by " + rule);
        assertTrue(rounding <= FLOAT_TOLERANCE, "gradient " + i + " off by " + rounding);
      }
    }
  }

  private static double[] differences(OperationCase operation, List<Tensor> leaves, int which) {
    double[] x = DoubleBackend.doubles(leaves.get(which).storage());
    double[] difference = new double[leaves.get(which).size()];
    for (int i = 0; i < difference.length; i++) {
      double at = x[i];
      double near =
          total(operation, leaves, x, i, at + STEP) - total(operation, leaves, x, i, at - STEP);
      double far =
          total(operation, leaves, x, i, at + 2 * STEP)
              - total(operation, leaves, x, i, at - 2 * STEP);
      x[i] = at;
      difference[i] = (8 * near - far) / (12 * STEP);
    }
    return difference;
  }

  private static double total(
      OperationCase operation, List<Tensor> leaves, double[] x, int i, double value) {
    x[i] = value;
    try (Tape tape = Tape.inference()) {
      Tensor total = OperationCase.weightedSum(operation.formula().apply(leaves));
      return DoubleBackend.doubles(total.storage())[0];
    }
  }

  private static double error(double[] obtained, double[] expected) {
    double scale = 1e-3;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      if (obtained[i] == expected[i]) continue;
      scale = Math.max(scale, Math.abs(expected[i]));
      double off = Math.abs(obtained[i] - expected[i]);
      error = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(error, off);
    }
    return error / scale;
  }

  private static double error(float[] obtained, double[] expected, int count) {
    double[] wide = new double[count];
    for (int i = 0; i < count; i++) wide[i] = obtained[i];
    return error(wide, Arrays.copyOf(expected, count));
  }

  @AfterAll
  static void report() throws IOException {
    StringBuilder text = new StringBuilder("operation,value,gradient,rule\n");
    WORST.forEach(
        (name, e) ->
            text.append(String.format(Locale.ROOT, "%s,%.1e,%.1e,%.1e%n", name, e[0], e[1], e[2])));
    Path path = Path.of("build", "reports", "gradients.csv");
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
