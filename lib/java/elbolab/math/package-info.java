/**
 * What everything else is computed with: float kernels on plain arrays, special functions, random
 * numbers, and small statistics. The same call gives the same bits on every machine, with the
 * vector module or without, on one thread or on many.
 *
 * <pre>{@code
 * import elbolab.math.*;
 * Rng rng = Rng.of(1, "noise");                    // a seed and a name determine the stream
 * Moments moments = new Moments();
 * for (int i = 0; i < 10_000; i++) moments.add(DoubleMath.exp(rng.nextGaussian()));
 * double truth = GaussHermite.of(40).expectation(0, 1, DoubleMath::exp);    // √e by quadrature
 * System.out.println(moments.mean() + " ± " + moments.standardError() + ", exact " + truth);
 * }</pre>
 *
 * {@link elbolab.math.Rng} gives counter-based random numbers, whose streams can be recomputed
 * alone; {@link elbolab.math.FloatMath} and {@link elbolab.math.DoubleMath} the functions, which
 * take the place of {@code Math}'s in every result; {@link elbolab.math.MatrixProduct} the product
 * that most of the time goes into.
 */
package elbolab.math;
