/**
 * The derivation of DeepDIVE's loss (Wong et al., "Disentangled Interleaving Variational Encoding",
 * section 3 and appendix A.2), executable, in double precision: each proposition on a model small
 * enough for a closed form or for quadrature.
 *
 * <pre>{@code
 * NormalModel model = new NormalModel(prior, reconstruction, forecast);     // proposition 1
 * model.logEvidence(x, y) - model.bound(q, x, y) - model.gap(q, x, y)           // 0, eq. (7)
 * }</pre>
 *
 * <p>A latent vector is z = (a, b): its first coordinates are the paper's conditional dimensions a,
 * the others its marginal dimensions b. Equation numbers are the paper's.
 */
package elbolab.deepdive.derivation;
