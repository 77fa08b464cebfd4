/**
 * Neural ordinary differential equations: solvers, the two ways to their gradient, and the latent
 * ODE (the report's sections 5 and 6).
 *
 * <pre>{@code
 * import elbolab.math.Activation;
 * import elbolab.nn.*;
 * import elbolab.ode.*;
 * import elbolab.tensor.*;
 * Parameters parameters = Parameters.seeded(1);
 * VectorField field = VectorField.constantInTime(Mlp.of(parameters, Activation.TANH, 2, 20, 2));
 * Tensor z0 = Tensor.of(new float[] {1, 0}, 1, 2), times = Tensor.of(new float[] {0, 1, 2}, 3);
 * try (Tape tape = Tape.scope()) {
 *   Tensor through = Solver.rk4(20).solve(field, z0, times);           // [times, rows, 2]
 *   Tensor adjoint = new Adjoint(Solver.adaptive(1e-5, 1e-6)).solve(field, parameters.learned(), z0, times);
 *   through.minus(adjoint).square().mean().backward();                 // two ways to the gradient
 * }
 * }</pre>
 *
 * A {@link elbolab.ode.VectorField} is dz/dt. A {@link elbolab.ode.Solver} is a method, given by
 * its {@link elbolab.ode.Tableau}, with {@link elbolab.ode.Steps} of fixed or adaptive size. What
 * it computes is made of tensors, so that a tape differentiates it; an {@link elbolab.ode.Adjoint}
 * needs less memory for that. A {@link elbolab.ode.LatentOde} is a variational autoencoder whose
 * latent path follows a network's field, on the seam of {@link elbolab.vae.LatentModel}.
 */
package elbolab.ode;
