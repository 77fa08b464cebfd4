package elbolab.hmc;

/** Adam (Kingma and Ba 2015) on a few numbers of double precision; a positive rate descends. */
final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double GUARD = 1e-8;

  private final double rate;
  private final double[] mean;
  private final double[] square;
  private double firstLeft = 1;
  private double secondLeft = 1;

  Adam(int size, double rate) {
    this.rate = rate;
    this.mean = new double[size];
    this.square = new double[size];
  }

  void step(double[] values, double[] slope) {
    firstLeft *= FIRST;
    secondLeft *= SECOND;
    for (int i = 0; i < values.length; i++) {
      mean[i] = FIRST * mean[i] + (1 - FIRST) * slope[i];
      square[i] = SECOND * square[i] + (1 - SECOND) * slope[i] * slope[i];
      double spread = Math.sqrt(square[i] / (1 - secondLeft)) + GUARD;
      values[i] -= rate * (mean[i] / (1 - firstLeft)) / spread;
    }
  }
}
