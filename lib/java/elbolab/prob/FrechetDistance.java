package elbolab.prob;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * How far two sets of points are from each other, each taken for a normal distribution: ‖μ₁ − μ₂‖²
 * + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½), the squared Wasserstein distance of the two (Dowson and Landau 1982).
 * Between features of images it is what Heusel et al. (2017) call FID, if the features are those of
 * Inception.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /** Between the moments of two sets of points, a row each. */
  public static double between(double[][] a, double[][] b) {
    if (a.length < 2 || b.length < 2 || a[0].length != b[0].length) {
      throw new IllegalArgumentException(
          "%d points of %d numbers and %d of %d: two of equal width are needed on each side"
              .formatted(a.length, a[0].length, b.length, b[0].length));
    }
    double[] mean = PrincipalComponents.mean(a);
    double[] other = PrincipalComponents.mean(b);
    return between(
        mean,
        PrincipalComponents.covariance(a, mean),
        other,
        PrincipalComponents.covariance(b, other));
  }

  /** Between N(μ₁, Σ₁) and N(μ₂, Σ₂). */
  public static double between(
      double[] mean, RealMatrix covariance, double[] other, RealMatrix otherCovariance) {
    double square = 0;
    for (int i = 0; i < mean.length; i++) {
      square += (mean[i] - other[i]) * (mean[i] - other[i]);
    }
    // Σ₁Σ₂ has the eigenvalues of the symmetric Σ₁^½ Σ₂ Σ₁^½.
    RealMatrix root = squareRoot(covariance);
    double cross = squareRoot(root.multiply(otherCovariance).multiply(root)).getTrace();
    return square + covariance.getTrace() + otherCovariance.getTrace() - 2 * cross;
  }

  /** The symmetric root of a covariance, whose rounding may have made an eigenvalue negative. */
  private static RealMatrix squareRoot(RealMatrix symmetric) {
    RealMatrix exact = symmetric.add(symmetric.transpose()).scalarMultiply(0.5);
    EigenDecomposition eigen = new EigenDecomposition(exact);
    double[] roots = eigen.getRealEigenvalues();
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(Math.max(0, roots[i]));
    }
    return eigen
        .getV()
        .multiply(MatrixUtils.createRealDiagonalMatrix(roots))
        .multiply(eigen.getVT());
  }
}
