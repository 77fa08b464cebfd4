/**
 * The derivation of DeepDIVE's loss (Wong et al., "Disentangled Interleaving Variational Encoding",
 * section 3 and appendix A.2), executable, in double precision: each proposition on a model small
 * enough for a closed form or for quadrature.
 *
 * <pre>{@code
 * NormalModel model = Example.MODEL;                                        // proposition 1
 * JointGaussian q = Example.encoder(0.6);
 * model.logEvidence(X, Y) - model.bound(q, X, Y) - model.gap(q, X, Y)       // 0, eq. (7)
 * }</pre>
 *
 * <p>A latent vector is z = (a, b): its first coordinates are the paper's conditional dimensions a,
 * the others its marginal dimensions b. Equation numbers are the paper's.
 */
package elbolab.deepdive.derivation;
