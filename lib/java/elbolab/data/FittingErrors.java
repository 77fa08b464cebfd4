package elbolab.data;

import elbolab.math.Moments;
import elbolab.math.Rng;
import elbolab.prob.Polynomial;
import java.util.stream.IntStream;

/**
 * What happens on average when polynomials of one order are fitted to many training sets of one
 * size. Squared errors of single points throughout, so that sizes can be compared.
 *
 * @param inSample mean error on the points that were fitted
 * @param outOfSample mean error on points that were drawn anew
 * @param standardError of outOfSample
 * @param bias squared distance of the mean fit from the truth
 * @param variance of the fits about their mean
 * @param noise variance of the observations, which no model can predict
 */
public record FittingErrors(
    double inSample,
    double outOfSample,
    double standardError,
    double bias,
    double variance,
    double noise) {
  private static final int PLACES = 200;

  /** By simulation; the data of a run do not depend on the order that is fitted. */
  public static FittingErrors simulate(NoisyCurve truth, int order, int size, int runs, Rng rng) {
    Moments inside = new Moments();
    Moments outside = new Moments();
    Moments[] fits =
        IntStream.range(0, PLACES).mapToObj(i -> new Moments()).toArray(Moments[]::new);
    for (int run = 0; run < runs; run++) {
      NoisyCurve.Points train = truth.draw(size, rng.stream("train", run));
      NoisyCurve.Points test = truth.draw(PLACES, rng.stream("test", run));
      Polynomial fit = Polynomial.fit(order, train.x(), train.y());
      inside.add(fit.totalLoss(train.x(), train.y()) / size);
      outside.add(fit.totalLoss(test.x(), test.y()) / PLACES);
      for (int i = 0; i < PLACES; i++) {
        fits[i].add(fit.at(place(i)));
      }
    }
    double bias = 0;
    double variance = 0;
    for (int i = 0; i < PLACES; i++) {
      double apart = fits[i].mean() - truth.f().applyAsDouble(place(i));
      // The mean fit is itself an average: its own noise is no bias.
      bias += (apart * apart - fits[i].variance() / runs) / PLACES;
      variance += fits[i].variance() / PLACES;
    }
    return new FittingErrors(
        inside.mean(),
        outside.mean(),
        outside.standardError(),
        bias,
        variance,
        truth.noise() * truth.noise());
  }

  private static double place(int i) {
    return (i + 0.5) / PLACES;
  }
}
