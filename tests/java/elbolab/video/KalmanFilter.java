package elbolab.video;

import elbolab.math.DoubleMath;
import elbolab.tensor.Tensor;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The exact log likelihood of a film under a model whose networks are linear, in double precision
 * from its parameters alone. The state is [generator's core | z of the film]; what the core is told
 * of the frames before is known, and so is the learned prior's normal distribution of each z.
 */
final class KalmanFilter {
  private static final double LOG_TWO_PI = 1.8378770664093453;

  private final VideoModel model;
  private final boolean one;
  private final boolean remembered;
  private final int units;
  private final int latent;

  /** What is predicted of a frame from those before it. */
  record Predicted(RealMatrix mean, RealMatrix covariance) {
    double logDensity(RealMatrix frame) {
      RealMatrix off = frame.subtract(mean);
      LUDecomposition lu = new LUDecomposition(covariance);
      double square =
          off.multiply(lu.getSolver().getInverse()).multiply(off.transpose()).getEntry(0, 0);
      return -0.5
          * (square
              + DoubleMath.log(lu.getDeterminant())
              + frame.getColumnDimension() * LOG_TWO_PI);
    }
  }

  KalmanFilter(VideoModel model) {
    this.model = model;
    LatentStructure s = model.options().structure();
    one = s == LatentStructure.SV2P_ONE;
    remembered = s.isRemembered();
    units = model.options().units();
    latent = s.isStochastic() ? model.options().latent() : 0;
  }

  private RealMatrix get(String name) {
    Tensor t = model.parameters().get(name);
    double[] values = t.toDoubles();
    int columns = t.size(-1);
    RealMatrix m = new Array2DRowRealMatrix(values.length / columns, columns);
    for (int i = 0; i < values.length; i++) {
      m.setEntry(i / columns, i % columns, values[i]);
    }
    return m;
  }

  private RealMatrix affine(RealMatrix x, String at) {
    return x.multiply(get(at + ".weight")).add(get(at + ".bias"));
  }

  private static RealMatrix rows(RealMatrix m, int from, int to) {
    return m.getSubMatrix(from, to - 1, 0, m.getColumnDimension() - 1);
  }

  /** What is predicted of each generated frame of a film [frames][pixels]. */
  Predicted[] predict(double[][] film) {
    int given = model.options().given();
    int code = model.options().code();
    int pixels = film[0].length;
    double noise = model.options().deviation() * model.options().deviation();
    RealMatrix out = get("frames.out.weight");
    RealMatrix head = get("generator.head.weight").multiply(out);
    RealMatrix constant = affine(get("generator.head.bias"), "frames.out");
    RealMatrix input = get("generator.input.weight");
    RealMatrix recurrent = get("generator.recurrent");
    RealMatrix seesState = rows(head, 0, units);
    RealMatrix seesZ = latent > 0 && !remembered ? rows(head, units, units + latent) : null;
    RealMatrix g = new Array2DRowRealMatrix(1, units);
    RealMatrix cov = new Array2DRowRealMatrix(units, units);
    RealMatrix z = latent > 0 ? new Array2DRowRealMatrix(1, latent) : null;
    RealMatrix zCov = latent > 0 ? MatrixUtils.createRealIdentityMatrix(latent) : null;
    RealMatrix prior = null;
    Predicted[] predicted = new Predicted[film.length - given];
    for (int t = given; t < film.length; t++) {
      RealMatrix before =
          t == 0
              ? new Array2DRowRealMatrix(1, code)
              : affine(new Array2DRowRealMatrix(new double[][] {film[t - 1]}), "frames.in");
      g = g.multiply(recurrent).add(before.multiply(rows(input, 0, code)));
      g = g.add(get("generator.input.bias"));
      cov = recurrent.transpose().multiply(cov).multiply(recurrent);
      if (model.options().structure() == LatentStructure.SVG_LP) {
        RealMatrix in = affine(before, "prior.input");
        prior = prior == null ? in : in.add(prior.multiply(get("prior.recurrent")));
        RealMatrix both = affine(prior, "prior.head");
        for (int i = 0; i < latent; i++) {
          z.setEntry(0, i, both.getEntry(0, i));
          zCov.setEntry(i, i, Math.exp(both.getEntry(0, latent + i)));
        }
      }
      if (remembered) {
        RealMatrix hearsZ = rows(input, code, code + latent);
        g = g.add(z.multiply(hearsZ));
        cov = cov.add(hearsZ.transpose().multiply(zCov).multiply(hearsZ));
      }
      RealMatrix mean = g.multiply(seesState).add(constant);
      RealMatrix s = seesState.transpose().multiply(cov).multiply(seesState);
      s = s.add(MatrixUtils.createRealIdentityMatrix(pixels).scalarMultiply(noise));
      if (seesZ != null) {
        mean = mean.add(z.multiply(seesZ));
        s = s.add(seesZ.transpose().multiply(zCov).multiply(seesZ));
      }
      predicted[t - given] = new Predicted(mean, s);
      RealMatrix off =
          new Array2DRowRealMatrix(new double[][] {film[t]})
              .subtract(mean)
              .multiply(new LUDecomposition(s).getSolver().getInverse());
      if (one) {
        RealMatrix gain = zCov.multiply(seesZ);
        z = z.add(off.multiply(gain.transpose()));
        zCov = zCov.subtract(updated(gain, s));
      } else if (remembered) {
        RealMatrix gain = cov.multiply(seesState);
        g = g.add(off.multiply(gain.transpose()));
        cov = cov.subtract(updated(gain, s));
      }
    }
    return predicted;
  }

  private static RealMatrix updated(RealMatrix gain, RealMatrix s) {
    return gain.multiply(new LUDecomposition(s).getSolver().getInverse())
        .multiply(gain.transpose());
  }

  double logLikelihood(double[][] film) {
    Predicted[] predicted = predict(film);
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      double[] frame = film[i + film.length - predicted.length];
      sum += predicted[i].logDensity(new Array2DRowRealMatrix(new double[][] {frame}));
    }
    return sum;
  }
}
