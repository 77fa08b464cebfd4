package elbolab.video;

import elbolab.math.Rng;
import elbolab.tensor.Tape;
import elbolab.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several continuations of each of some films beside what truly came.
 *
 * @param past frames that the model was shown
 * @param truth [films, past + steps, pixels]
 * @param draws of the model, each [films, steps, pixels], held within 0 and 1
 */
public record Forecasts(int height, int width, int past, float[] truth, List<float[]> draws) {
  private static final int AT_ONCE = 50;

  public Forecasts {
    draws = List.copyOf(draws);
  }

  /**
   * @param films [films, frames, height, width], longer than the past
   */
  public static Forecasts of(VideoModel model, Tensor films, int past, int samples, Rng rng) {
    int count = films.size(0);
    int frames = films.size(1);
    int pixels = model.options().pixels();
    int steps = frames - past;
    List<float[]> draws = new ArrayList<>();
    for (int k = 0; k < samples; k++) {
      float[] all = new float[count * steps * pixels];
      for (int from = 0; from < count; from += AT_ONCE) {
        int to = Math.min(count, from + AT_ONCE);
        try (Tape tape = Tape.inference()) {
          Tensor seen =
              films.slice(0, from, to).reshape(to - from, frames, pixels).slice(1, 0, past);
          Rng own = rng.stream("sample", k).stream("films", from);
          float[] part = model.forecast(seen, steps, own).clamp(0, 1).toArray();
          System.arraycopy(part, 0, all, from * steps * pixels, part.length);
        }
      }
      draws.add(all);
    }
    return new Forecasts(
        model.options().height(), model.options().width(), past, films.toArray(), draws);
  }

  /** What a predictor without any model says: the last seen frame stands still. */
  public static Forecasts standingStill(Tensor films, int past) {
    int frames = films.size(1);
    int[] last = new int[frames - past];
    Arrays.fill(last, past - 1);
    try (Tape tape = Tape.inference()) {
      float[] still = films.gather(1, last).toArray();
      return new Forecasts(films.size(2), films.size(3), past, films.toArray(), List.of(still));
    }
  }

  public int pixels() {
    return height * width;
  }

  public int films() {
    return truth.length / pixels() / (past + steps());
  }

  public int steps() {
    // films · (past + steps) and films · steps frames differ by films · past.
    int films = (truth.length - draws.get(0).length) / pixels() / past;
    return draws.get(0).length / pixels() / films;
  }

  private int atTruth(int film, int step) {
    return (film * (past + steps()) + past + step) * pixels();
  }

  private int atDraw(int film, int step) {
    return (film * steps() + step) * pixels();
  }

  /** A true frame, at a step behind the past or, below 0, of it. */
  public float[] trueFrame(int film, int step) {
    int at = atTruth(film, step);
    return Arrays.copyOfRange(truth, at, at + pixels());
  }

  public float[] frame(int draw, int film, int step) {
    int at = atDraw(film, step);
    return Arrays.copyOfRange(draws.get(draw), at, at + pixels());
  }

  /** The mean of all draws of a frame: what is sure keeps its shape. */
  public float[] meanFrame(int film, int step) {
    float[] mean = new float[pixels()];
    for (float[] draw : draws) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += draw[atDraw(film, step) + i] / draws.size();
      }
    }
    return mean;
  }

  /** Structural similarity of a drawn frame and the true one. */
  public double ssim(int draw, int film, int step) {
    return FrameQuality.ssim(
        draws.get(draw), atDraw(film, step), truth, atTruth(film, step), height, width);
  }

  public double psnr(int draw, int film, int step) {
    return FrameQuality.psnr(
        draws.get(draw), atDraw(film, step), truth, atTruth(film, step), pixels());
  }

  /** The draw of a film whose mean SSIM over all steps is the highest: SVG's choice. */
  public int best(int film) {
    return best(similarities(film));
  }

  /** SSIM of each draw of a film at each step. */
  private double[][] similarities(int film) {
    double[][] of = new double[draws.size()][steps()];
    for (int k = 0; k < of.length; k++) {
      for (int t = 0; t < of[k].length; t++) {
        of[k][t] = ssim(k, film, t);
      }
    }
    return of;
  }

  private static int best(double[]... similarities) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < similarities.length; k++) {
      double sum = 0;
      for (double each : similarities[k]) {
        sum += each;
      }
      if (sum > highest) {
        highest = sum;
        best = k;
      }
    }
    return best;
  }

  /**
   * Means over films, one number for each step.
   *
   * @param bestPsnr in dB, of the draw of each film with the highest mean SSIM
   * @param meanPsnr over all draws
   * @param diversity mean squared difference of two draws, per pixel
   */
  public record Curves(
      double[] bestPsnr,
      double[] meanPsnr,
      double[] bestSsim,
      double[] meanSsim,
      double[] diversity) {}

  public Curves curves() {
    int steps = steps();
    Curves c =
        new Curves(
            new double[steps],
            new double[steps],
            new double[steps],
            new double[steps],
            new double[steps]);
    int films = films();
    for (int film = 0; film < films; film++) {
      double[][] similarities = similarities(film);
      int best = best(similarities);
      for (int t = 0; t < steps; t++) {
        for (int k = 0; k < draws.size(); k++) {
          double psnr = psnr(k, film, t) / films;
          double ssim = similarities[k][t] / films;
          c.meanPsnr[t] += psnr / draws.size();
          c.meanSsim[t] += ssim / draws.size();
          c.bestPsnr[t] += k == best ? psnr : 0;
          c.bestSsim[t] += k == best ? ssim : 0;
        }
        c.diversity[t] += diversity(film, t) / films;
      }
    }
    return c;
  }

  /** Twice the variance over the draws with n − 1, which is the mean over all pairs. */
  private double diversity(int film, int step) {
    int n = draws.size();
    if (n == 1) {
      return 0;
    }
    float[] mean = meanFrame(film, step);
    double sum = 0;
    for (float[] draw : draws) {
      for (int i = 0; i < mean.length; i++) {
        double off = draw[atDraw(film, step) + i] - mean[i];
        sum += off * off;
      }
    }
    return 2 * sum / (n - 1) / pixels();
  }
}
