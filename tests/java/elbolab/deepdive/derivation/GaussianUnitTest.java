package elbolab.deepdive.derivation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import elbolab.math.BellIntegral;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Eqs. (20), (23), (29), (30) and the premise of the sufficiency corollary. */
class GaussianUnitTest {
  private static final GaussianUnit UNIT = new GaussianUnit(0.7, 1.3);
  private static final double[] CODES = {-4, -1, 0.6, 0.7, 0.71, 1.2, 2, 5};

  private static double slope(DoubleUnaryOperator f, double x) {
    double h = 1e-5;
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  private static double curvature(DoubleUnaryOperator f, double x) {
    double h = 1e-3;
    return (-f.applyAsDouble(x + 2 * h)
            + 16 * f.applyAsDouble(x + h)
            - 30 * f.applyAsDouble(x)
            + 16 * f.applyAsDouble(x - h)
            - f.applyAsDouble(x - 2 * h))
        / (12 * h * h);
  }

  @Test
  void valueIsTheNormalDensity() {
    for (double b : CODES) {
      double u = (b - 0.7) / 1.3;
      double expected = Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI * 1.69);
      assertEquals(expected, UNIT.value(b), 1e-15);
    }
  }

  @Test
  void slopesAndCurvaturesAgreeWithDifferences() {
    for (double b : CODES) {
      DoubleUnaryOperator inCentre = v -> new GaussianUnit(v, 1.3).value(b);
      DoubleUnaryOperator inScale = t -> new GaussianUnit(0.7, t).value(b);
      assertEquals(slope(inCentre, 0.7), UNIT.slopeInCentre(b), 1e-9);
      assertEquals(slope(inScale, 1.3), UNIT.slopeInScale(b), 1e-9);
      DoubleUnaryOperator logInCentre = v -> new GaussianUnit(v, 1.3).logValue(b);
      DoubleUnaryOperator logInScale = t -> new GaussianUnit(0.7, t).logValue(b);
      assertEquals(curvature(logInCentre, 0.7), UNIT.curvatureInCentre(), 1e-7);
      assertEquals(curvature(logInScale, 1.3), UNIT.curvatureInScale(b), 1e-7);
    }
  }

  /** Convex in τ where (b − ν)² is below τ²/3: 44 % of the unit's own draws lie there. */
  @Test
  void theLogarithmIsNotConcaveInTheScale() {
    double edge = 1.3 / Math.sqrt(3);
    assertTrue(UNIT.curvatureInScale(0.7 + 0.99 * edge) > 0);
    assertTrue(UNIT.curvatureInScale(0.7 - 0.99 * edge) > 0);
    assertTrue(UNIT.curvatureInScale(0.7 + 1.01 * edge) < 0);
    assertEquals(0.4363, 2 * BellIntegral.normalCdf(1 / Math.sqrt(3)) - 1, 1e-4);
    double middle = new GaussianUnit(0, 2).logValue(0.1);
    double ends = new GaussianUnit(0, 1).logValue(0.1) + new GaussianUnit(0, 3).logValue(0.1);
    assertTrue(middle < ends / 2, "a concave function is above its chord");
  }

  /** The Hessian in (η₁, η₂) by differences: the same at each b, with both eigenvalues below 0. */
  @Test
  void theLogarithmIsConcaveInTheNaturalParameters() {
    double[] eta = UNIT.natural();
    GaussianUnit back = GaussianUnit.ofNatural(eta[0], eta[1]);
    assertEquals(0.7, back.centre(), 1e-14);
    assertEquals(1.3, back.scale(), 1e-14);
    for (double b : CODES) {
      DoubleBinaryOperator f = (p, q) -> GaussianUnit.ofNatural(p, q).logValue(b);
      double pp = curvature(p -> f.applyAsDouble(p, eta[1]), eta[0]);
      double qq = curvature(q -> f.applyAsDouble(eta[0], q), eta[1]);
      double both = curvature(t -> f.applyAsDouble(eta[0] + t, eta[1] + t), 0);
      double cross = 0.5 * (both - pp - qq);
      double root = Math.sqrt((pp - qq) * (pp - qq) + 4 * cross * cross);
      double[] expected = {0.5 * (pp + qq - root), 0.5 * (pp + qq + root)};
      assertArrayEquals(expected, UNIT.naturalCurvatures(), 1e-5);
    }
  }

  /** (29) and (30) have no common solution: u⁴ − u² + 1 with u = (b − ν)/τ is at least 3/4. */
  @Test
  void bothSlopesVanishNowhereTogether() {
    for (double u = -6; u <= 6; u += 0.01) {
      double b = 0.7 + 1.3 * u;
      double square =
          Math.pow(1.3 * UNIT.slopeInCentre(b), 2) + Math.pow(1.3 * UNIT.slopeInScale(b), 2);
      assertEquals((u * u * u * u - u * u + 1), square / Math.pow(UNIT.value(b), 2), 1e-9);
      assertTrue(u * u * u * u - u * u + 1 > 0.75 - 1e-12);
    }
    assertEquals(0, UNIT.slopeInCentre(0.7));
    assertEquals(-1 / (Math.sqrt(2 * Math.PI) * 1.69), UNIT.slopeInScale(0.7), 1e-15);
    assertEquals(0, UNIT.slopeInScale(2.0), 1e-15);
  }

  @Test
  void impossibleUnitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GaussianUnit(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new GaussianUnit(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> GaussianUnit.ofNatural(1, 0.1));
  }
}
