package elbolab.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The algebra of Runge–Kutta methods. */
class TableauTest {
  static List<Tableau> methods() {
    return Tableau.all();
  }

  /** Cayley's numbers of rooted trees, OEIS A000081. */
  @Test
  void thereAreAsManyTreesAsCayleyCounted() {
    int[] counts = new int[7];
    RootedTree.upTo(7).forEach(tree -> counts[tree.vertices() - 1]++);
    assertEquals("[1, 1, 2, 4, 9, 20, 48]", Arrays.toString(counts));
  }

  /** The tall tree has density n!, the bush density n. */
  @Test
  void densitiesOfTheTallTreeAndOfTheBush() {
    RootedTree leaf = new RootedTree(List.of());
    RootedTree tall = leaf;
    for (int i = 0; i < 4; i++) {
      tall = new RootedTree(List.of(tall));
    }
    assertEquals(120, tall.density());
    assertEquals(5, new RootedTree(List.of(leaf, leaf, leaf, leaf)).density());
  }

  /** A stated order that was too low would pass the constructor. */
  @ParameterizedTest
  @MethodSource("methods")
  void noOrderIsHigherThanStated(Tableau method) {
    assertTrue(misses(method.b(), method.a(), method.order() + 1), "the step");
    if (method.estimatesItsError()) {
      assertTrue(misses(second(method), method.a(), method.errorOrder() + 1), "the second method");
    }
  }

  private static double[] second(Tableau method) {
    double[] weights = method.b().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= method.error()[i];
    }
    return weights;
  }

  private static boolean misses(double[] b, double[][] a, int order) {
    return RootedTree.upTo(order).stream()
        .filter(tree -> tree.vertices() == order)
        .anyMatch(
            tree -> {
              double sum = -1 / tree.density();
              double[] weights = tree.weights(a);
              for (int i = 0; i < b.length; i++) {
                sum += b[i] * weights[i];
              }
              return Math.abs(sum) > 1e-6;
            });
  }

  /** Every coefficient matters: whichever is changed, the constructor notices. */
  @ParameterizedTest
  @MethodSource("methods")
  void aWrongDigitAnywhereIsRefused(Tableau m) {
    int tried = 0;
    for (int i = 0; i < m.stages(); i++) {
      for (int j = 0; j < i; j++) {
        double[][] a = copy(m.a());
        a[i][j] += 1e-6;
        refused(m, a, m.b(), m.c(), m.error(), m.dense(), "c is ");
      }
      double[] b = m.b().clone();
      b[i] += 1e-6;
      refused(m, m.a(), b, m.c(), m.error(), m.dense(), "b(1)");
      double[] c = m.c().clone();
      c[i] += 1e-6;
      refused(m, m.a(), m.b(), c, m.error(), m.dense(), "c is ");
      if (m.estimatesItsError()) {
        double[] error = m.error().clone();
        error[i] += 1e-6;
        refused(m, m.a(), m.b(), m.c(), error, m.dense(), "of the error");
      }
      double[][] dense = copy(m.dense());
      dense[i][0] += 1e-6;
      if (dense[i].length > 1) {
        dense[i][1] -= 1e-6;
        refused(m, m.a(), m.b(), m.c(), m.error(), dense, "of the dense output");
      }
      tried++;
    }
    assertEquals(m.stages(), tried);
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static void refused(
      Tableau m,
      double[][] a,
      double[] b,
      double[] c,
      double[] error,
      double[][] dense,
      String reason) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Tableau(
                    m.name(), a, b, c, error, dense, m.order(), m.errorOrder(), m.denseOrder()));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }
}
