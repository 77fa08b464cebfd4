package elbolab.deepdive.derivation;

import static elbolab.math.Equation.Paper.DEEPDIVE;

import elbolab.math.DoubleMath;
import elbolab.math.Equation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** ψ(b) = N(b; ν, τ²), eqs. (20) and (23): a radial basis unit and a component of the prior. */
@Equation(
    paper = DEEPDIVE,
    number = {"20", "23"},
    test = "GaussianUnitTest")
public record GaussianUnit(double centre, double scale) {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  public GaussianUnit {
    if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(centre)) {
      throw new IllegalArgumentException(
          "a unit at %s of scale %s: the centre must be finite, the scale finite and above 0"
              .formatted(centre, scale));
    }
  }

  /** Units of one scale at these centres. */
  public static List<GaussianUnit> alike(double scale, double... centres) {
    return Arrays.stream(centres).mapToObj(centre -> new GaussianUnit(centre, scale)).toList();
  }

  /** As the paper writes it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "N(%.4f, %.4f²)", centre, scale);
  }

  /** log ψ(b). */
  public double logValue(double b) {
    double u = (b - centre) / scale;
    return -HALF_LOG_TWO_PI - DoubleMath.log(scale) - 0.5 * u * u;
  }

  /** (20): ψ(b). */
  @Equation(paper = DEEPDIVE, number = "20", test = "GaussianUnitTest#valueIsTheNormalDensity")
  public double value(double b) {
    return DoubleMath.exp(logValue(b));
  }

  /** ∂ψ/∂ν = ψ·(b − ν)/τ², of which (29) asks that it be 0: only at b = ν. */
  @Equation(
      paper = DEEPDIVE,
      number = "29",
      test = "GaussianUnitTest#slopesAndCurvaturesAgreeWithDifferences")
  public double slopeInCentre(double b) {
    return value(b) * logSlopeInCentre(b);
  }

  /** ∂ψ/∂τ = ψ·((b − ν)² − τ²)/τ³, of which (30) asks that it be 0: only at b = ν ± τ. */
  @Equation(
      paper = DEEPDIVE,
      number = "30",
      test = "GaussianUnitTest#slopesAndCurvaturesAgreeWithDifferences")
  public double slopeInScale(double b) {
    return value(b) * logSlopeInScale(b);
  }

  /** ∂log ψ/∂ν = (b − ν)/τ². */
  public double logSlopeInCentre(double b) {
    return (b - centre) / (scale * scale);
  }

  /** ∂log ψ/∂τ = ((b − ν)² − τ²)/τ³. */
  public double logSlopeInScale(double b) {
    double u = (b - centre) / scale;
    return (u * u - 1) / scale;
  }

  /** ∂²log ψ/∂ν² = −1/τ²: concave. */
  public double curvatureInCentre() {
    return -1 / (scale * scale);
  }

  /** ∂²log ψ/∂τ² = 1/τ² − 3(b − ν)²/τ⁴: above 0, so not concave, where (b − ν)² is below τ²/3. */
  public double curvatureInScale(double b) {
    double u = (b - centre) / scale;
    return (1 - 3 * u * u) / (scale * scale);
  }

  /** The natural parameters (ν/τ², −1/(2τ²)), in which log ψ = η₁b + η₂b² − A(η). */
  public double[] natural() {
    double square = scale * scale;
    return new double[] {centre / square, -0.5 / square};
  }

  public static GaussianUnit ofNatural(double first, double second) {
    if (!(second < 0)) {
      throw new IllegalArgumentException("natural parameter " + second + ": it must be below 0");
    }
    double square = -0.5 / second;
    return new GaussianUnit(first * square, Math.sqrt(square));
  }

  /**
   * Eigenvalues, ascending, of the Hessian of log ψ in the natural parameters: −Cov(b, b²) = −[[τ²,
   * 2ντ²], [2ντ², 4ν²τ² + 2τ⁴]]. It does not depend on b and both are below 0: concave.
   */
  public double[] naturalCurvatures() {
    double square = scale * scale;
    double trace = square + 4 * centre * centre * square + 2 * square * square;
    double determinant = 2 * square * square * square;
    double larger = 0.5 * (trace + Math.sqrt(trace * trace - 4 * determinant));
    return new double[] {-larger, -determinant / larger};
  }
}
