/**
 * Distributions over tensors: log densities, samples through which gradients flow, entropies and
 * divergences in closed form, and how much two variables tell of each other.
 *
 * <pre>{@code
 * import elbolab.math.Rng;
 * import elbolab.prob.*;
 * import elbolab.tensor.Tensor;
 * Normal q = Normal.of(Tensor.of(new float[] {0.5f, -1}, 1, 2), 0.8);
 * Tensor z = q.sample(Rng.of(1, "z"));             // mean + σ ε
 * System.out.println("log q(z) " + q.logProb(z) + ", KL(q ‖ p) " + q.kl(Normal.standard(1, 2)));
 * }</pre>
 *
 * A {@link elbolab.prob.Distribution} treats each element as a variable of its own; {@link
 * elbolab.prob.Normal} and {@link elbolab.prob.Categorical} are the ones that most models need.
 * {@link elbolab.prob.MutualInformationGap} measures how well single codes stand for single
 * factors, {@link elbolab.prob.PrecisionRecall} what a threshold on a score finds.
 *
 * <p>In double precision there are the models whose likelihood is known, as the truth that others
 * are measured by: {@link elbolab.prob.MultivariateNormal}, {@link elbolab.prob.GaussianMixture}
 * with {@link elbolab.prob.GaussianMixtureFit}, {@link elbolab.prob.PrincipalComponents} and {@link
 * elbolab.prob.ProbabilisticPca}; {@link elbolab.prob.Quadrature} integrates on the line.
 */
package elbolab.prob;
